"""Listings as CSV have the same columns whatever their rows hold."""

import csv
import io

from onrecord.exchange import COLUMNS, flat, listing_csv
from onrecord.vocabulary import Actor, Coding, Position, Shift, Utterance, When

MARA = Actor("m", "Mara Lind", "person", "minister")


def test_columns_name_what_the_rows_hold():
    rows = {
        "utterances": Utterance("u", MARA, When(None, None, "x"), "words", ()),
        "codings": Coding("u", MARA, "dam", "for", "c", 1.0),
        "positions": Position(MARA, "dam", "for", (), None, None, (), 1.0),
        "shifts": Shift(MARA, "dam", ("for", None, "u"), ("against", None, "v"), "reversed"),
    }
    for listing, row in rows.items():
        made = set(flat(row.to_json()))
        assert made - {"actor_resolved", "speaker_resolved", "evidence"} <= set(COLUMNS[listing]), listing


def test_a_row_without_speaker_keeps_the_columns():
    rows = [Utterance("u", None, None, "w", ()).to_json(), Utterance("v", MARA, None, "w", ()).to_json()]
    read = list(csv.DictReader(io.StringIO("".join(listing_csv("utterances", rows)))))
    assert [row["speaker_name"] for row in read] == ["", "Mara Lind"]


def test_no_rows_give_the_header_alone():
    assert list(listing_csv("shifts", [])) == [",".join(COLUMNS["shifts"]) + "\r\n"]
