"""Reading everything again makes anew what follows from the articles alone, and can be stopped in between."""

import pytest
from sqlalchemy import delete, update

import invented
from crash import rows_of
from onrecord.record import Store, schema
from onrecord.service import Record, rebuilding

MADE = ("passage", "derivation", "shingle", "term", "story", "story_article")


def copies(number):
    """Invented articles, every other one a copy of the one before under another outlet."""
    found = []
    for n in range(number):
        lines = [
            f"The {n} ferries of the {word} isles sail at dawn, said nobody of number {n}."
            for word in ("outer", "inner", "far")
        ]
        found += [invented.article(lines, outlet=name) for name in ("Tarn Herald", "Marl Wire")]
    return found


@pytest.fixture
def kept(target, reader):
    """A record of copies, and its rows."""
    with Record.open(target, reader=reader) as record:
        record.add(copies(4))
        record.reread(everything=True)  # what the first reading added alone is not compared
        yield record, target, rows_of(target)


def spoil(target):
    """Change every table that is made from the articles."""
    store = Store(target)
    with store.write() as connection:
        connection.execute(delete(schema.passage))
        connection.execute(delete(schema.shingle))
        connection.execute(update(schema.story).values(title="wrong"))
        connection.execute(delete(schema.term))
    store.close()


def test_everything_is_made_anew(kept):
    record, target, before = kept
    assert all(before[name] for name in MADE)
    spoil(target)
    record.reread()
    assert rows_of(target)["passage"] == []  # the same version related them: there was nothing to do
    record.reread(everything=True)
    assert rows_of(target) == before


def test_a_rebuilding_that_was_stopped_goes_on(kept, monkeypatch):
    record, target, before = kept
    monkeypatch.setattr(rebuilding, "TOGETHER", 3)
    real, calls = rebuilding.relate, []

    def stops(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args)

    monkeypatch.setattr(rebuilding, "relate", stops)
    with pytest.raises(KeyboardInterrupt):
        record.reread(everything=True)
    monkeypatch.setattr(rebuilding, "relate", real)
    assert rows_of(target)["story_article"] != before["story_article"]
    record.reread()
    assert rows_of(target) == before


def test_what_another_version_related_is_made_anew(kept, monkeypatch):
    record, target, before = kept
    spoil(target)
    monkeypatch.setattr(rebuilding, "RELATED_BY", "another")
    assert list(record.relating())[-1] == (8, 8)
    assert rows_of(target)["story_article"] == before["story_article"]
    assert list(record.relating()) == []


def test_a_new_record_knows_what_related_it(target, reader):
    with Record.open(target, reader=reader) as record:
        record.add(copies(1))
        record.add(copies(2))
        assert list(record.relating()) == []
