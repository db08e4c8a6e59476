"""Contents tied to cues and cues to sources: the pointers, and what every sentence of a report keeps to."""

import re

import numpy as np
import pytest

from onrecord.reading.decode import decode
from onrecord.reading.layout import lay_out
from onrecord.reading.pieces import pieces
from onrecord.reading.tagger import POINTERS, ROLES, Tagged, Window


def read(marked, pointers):
    """The attributions of a text whose runs are marked [source ORLO], with logits of pointers by the words of runs.

    ``pointers``: (pointer, words of the asker, words of its target or "none"): logit.
    """
    text, runs = "", []
    for part in re.split(r"(\[\w+ [^]]*\])", marked):
        role, _, words = part[1:-1].partition(" ") if part.startswith("[") else ("", "", part)
        if role:
            runs.append((role, len(text), len(text) + len(words)))
        text += words
    cut = pieces(text)
    n = len(cut.ids)
    roles = np.zeros(n, np.int64)
    where = {"none": [0]}
    for role, start, end in runs:
        inside = np.flatnonzero((cut.starts >= start) & (cut.ends <= end))
        roles[inside] = ROLES.index(f"I-{role}")
        roles[inside[0]] = ROLES.index(f"B-{role}")
        where[text[start:end]] = (inside + 1).tolist()
    queries = np.full((len(POINTERS), n + 1, 64), -9.0, np.float32)
    for (pointer, asker, target), logit in pointers.items():
        for row in where[asker]:
            queries[POINTERS.index(pointer), row, where[target]] = logit
    keys = np.stack([np.eye(64, n + 1, dtype=np.float32)] * len(POINTERS))
    sure = np.full((n, len(ROLES)), -9.0, np.float32)
    sure[np.arange(n), roles] = 0
    window = Window(0, 0, n, queries, keys)
    tagged = Tagged(roles, sure, np.zeros(n, np.int64), np.zeros((n, 3), np.float32), (window,))
    made = [a for a, _ in decode(lay_out(text), cut, tagged)]
    return [
        (a.source.text if a.source else None, a.cue.text if a.cue else None, [c.text for c in a.content]) for a in made
    ]


def test_a_content_without_marks_takes_a_cue_of_its_own_sentence():
    """Though the network points to the sentence before."""
    text = "[source Orlo] [cue said] [content the talks failed]. [source Bruk] [cue denied] [content any blame]."
    assert read(
        text,
        {
            ("content-cue", "the talks failed", "said"): 3,
            ("content-cue", "any blame", "said"): 3,
            ("content-cue", "any blame", "denied"): 1,
            ("cue-source", "said", "Orlo"): 3,
            ("cue-source", "denied", "Bruk"): 3,
            ("content-source", "the talks failed", "Orlo"): 3,
            ("content-source", "any blame", "Bruk"): 3,
        },
    ) == [("Orlo", "said", ["the talks failed"]), ("Bruk", "denied", ["any blame"])]


def test_a_quotation_may_go_on_in_the_next_sentence():
    text = "[content “We tried,”] [source Orlo] [cue said]. [content “We failed.”]"
    pointers = {("content-cue", words, "said"): 3 for words in ("“We tried,”", "“We failed.”")}
    pointers |= {("cue-source", "said", "Orlo"): 3, ("content-source", "“We failed.”", "Orlo"): 3}
    assert read(text, pointers) == [("Orlo", "said", ["“We tried,”", "“We failed.”"])]


def test_nobody_of_another_sentence_is_the_source():
    text = "[source Orlo] left. A note [cue said] [content the talks failed]."
    pointers = {
        ("content-cue", "the talks failed", "said"): 3,
        ("cue-source", "said", "Orlo"): 3,
        ("content-source", "the talks failed", "Orlo"): 3,
    }
    assert read(text, pointers) == [(None, "said", ["the talks failed"])]


def test_lines_of_wrapped_text_are_one_sentence():
    text = "The envoy [source Orlo]\n[cue said] [content the talks failed]."
    pointers = {
        ("content-cue", "the talks failed", "said"): 3,
        ("cue-source", "said", "Orlo"): 3,
        ("content-source", "the talks failed", "Orlo"): 3,
    }
    assert read(text, pointers) == [("Orlo", "said", ["the talks failed"])]


@pytest.mark.parametrize(("logit", "cues"), [(2.0, ["said", "and warned"]), (-2.0, ["said"])])
def test_a_cue_that_nothing_points_to_gets_a_content_that_might_be_its_own(logit, cues):
    """If it is nearly as probable; else it is left out."""
    text = "[source Orlo] [cue said] [content the talks failed] [cue and warned] [content of a storm]."
    found = read(
        text,
        {
            ("content-cue", "the talks failed", "said"): 3,
            ("content-cue", "of a storm", "said"): 3,
            ("content-cue", "of a storm", "and warned"): logit,
        },
    )
    assert [cue for _, cue, _ in found] == cues


def test_no_content_runs_on_into_the_next_sentence_outside_marks():
    text = "[source Orlo] [cue said] [content the talks failed. Rain fell on the hall]."
    found = read(text, {("content-cue", "the talks failed. Rain fell on the hall", "said"): 3})
    assert [piece for *_, content in found for piece in content] == ["the talks failed.", "Rain fell on the hall"]


def test_contents_with_only_a_comma_between_them_are_one():
    text = "[source Orlo] [cue said] [content that Bruk had told him], [content “We failed”], and [content left]."
    pointers = {("content-cue", words, "said"): 3 for words in ("that Bruk had told him", "“We failed”", "left")}
    pointers |= {("cue-source", "said", "Orlo"): 3, ("content-source", "that Bruk had told him", "Orlo"): 3}
    assert read(text, pointers) == [("Orlo", "said", ["that Bruk had told him, “We failed”", "left"])]


def test_a_mark_without_words_is_no_content():
    text = "[source Orlo] [cue said] [content “We failed]. Nobody else spoke[content ”]."
    pointers = {("content-cue", words, "said"): 3 for words in ("“We failed", "”")}
    pointers |= {("cue-source", "said", "Orlo"): 3, ("content-source", "“We failed", "Orlo"): 3}
    assert read(text, pointers) == [("Orlo", "said", ["“We failed"])]
