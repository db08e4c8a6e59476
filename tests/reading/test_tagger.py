"""The encoder pass: windows that cover every piece once, labels that obey the tag scheme."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pieces import Pieces, pieces
from onrecord.reading.tagger import ROLES, SIZE, cut, tag, viterbi

PARAGRAPH = "The envoy of Maravel said on Tuesday that her government would not sign the river treaty.\n"


def _bare(paragraph_lengths: list[int]) -> Pieces:
    n = sum(paragraph_lengths)
    firsts = np.cumsum([0, *paragraph_lengths[:-1]])
    nothing = np.zeros(n, np.int64)
    return Pieces(nothing, nothing, nothing, nothing, nothing, firsts)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=12))
def test_windows_own_every_piece_exactly_once(lengths):
    """Whatever the paragraphs, windows tile the article and none is longer than the network takes."""
    windows = cut(_bare(lengths))
    owned = [i for _, own, end in windows for i in range(own, end)]
    assert owned == list(range(sum(lengths)))
    assert all(end - start <= SIZE - 2 and start <= own for start, own, end in windows)


def test_a_long_article_is_tagged_like_its_parts():
    """An article of many windows has a label for every piece, and the same one wherever the same words recur."""
    long = pieces(PARAGRAPH * 40)
    tagged = tag([long])[0]
    assert len(tagged.windows) > 2
    assert len(tagged.roles) == len(long.ids)
    assert (tagged.roles == ROLES.index("B-content")).sum() >= 36


def test_an_empty_article_is_tagged_as_nothing():
    """No pieces, no windows, no labels; its neighbour in the batch is read all the same."""
    empty, other = tag([pieces(""), pieces(PARAGRAPH)])
    assert len(empty.roles) == 0
    assert (other.roles > 0).any()


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_no_span_goes_on_that_has_not_begun(seed, length):
    """The best path never holds an I without its B before it, whatever the scores."""
    scores = np.random.default_rng(seed).normal(size=(length, len(ROLES))).astype(np.float32)
    moves = np.zeros((len(ROLES), len(ROLES)), np.float32)
    for j, name in enumerate(ROLES):
        for i, before in enumerate(ROLES):
            if name.startswith("I-") and before[2:] != name[2:]:
                moves[i, j] = -1e4
    path = [ROLES[k] for k in viterbi([scores], moves)[0]]
    for before, name in zip(["O", *path], path, strict=False):
        assert not name.startswith("I-") or before[2:] == name[2:]
