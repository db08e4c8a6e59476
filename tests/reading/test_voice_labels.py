"""The hand-made labels that the voice head is fitted on, and how they are read."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training" / "reader"))
from voices import LABELS, VOICES, Cue, offsets, train_cues  # noqa: E402 # after the path is set

sys.path.pop(0)


def test_labels_are_read_with_all_spans_of_a_cue(tmp_path: Path) -> None:
    file = tmp_path / "voice.csv"
    file.write_text("article,cue,voice,sampled\nharbour-talks,4-8 20-25,attitude,lemma\n", encoding="utf8")
    assert train_cues(file) == [Cue("harbour-talks", ((4, 8), (20, 25)), VOICES.index("attitude"))]


def test_an_unknown_voice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "voice.csv"
    file.write_text("article,cue,voice,sampled\nharbour-talks,4-8,sung,lemma\n", encoding="utf8")
    with pytest.raises(ValueError, match="not in tuple"):
        train_cues(file)


def test_each_cue_is_labelled_once_and_its_spans_are_in_order() -> None:
    cues = train_cues()
    assert max(Counter((cue.article, cue.spans) for cue in cues).values()) == 1
    for cue in cues:
        edges = [edge for span in cue.spans for edge in span]
        assert edges == sorted(edges)
        assert all(start < end for start, end in cue.spans)
    assert {cue.voice for cue in cues} == {0, 1, 2}


def test_the_second_pass_agrees_with_the_first_as_often_as_is_said() -> None:
    first = {(cue.article, cue.spans): VOICES[cue.voice] for cue in train_cues()}
    with (LABELS.parent / "voice_second.csv").open(encoding="utf8", newline="") as file:
        second = {(row["article"], offsets(row["cue"])): row["voice"] for row in csv.DictReader(file)}
    same = sum(first[cue] == voice for cue, voice in second.items())
    assert (len(second), same) == (200, 199)
