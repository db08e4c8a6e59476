"""Where the network's pieces point to."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.reading.pieces import pieces
from onrecord.reading.pointing import CONTENT_CUE, CUE_SOURCE, REACH, Candidates
from onrecord.reading.runs import Run
from onrecord.reading.tagger import Tagged, tag

TEXT = "Minister Oda Brisk said the bridge will open in May. Harbour master Tem Colle warned that the ferry is late.\n"


@pytest.fixture(scope="module")
def tagged() -> Tagged:
    """Several windows of two reported statements, over and over."""
    return tag([pieces(TEXT * 40)])[0]


def runs(tagged: Tagged, step: int) -> list[Run]:
    """Runs of two pieces, ``step`` apart, from the start of the article to its end."""
    return [Run(i, i + 2) for i in range(0, len(tagged.roles) - 2, step)]


def test_shares_are_probabilities(tagged: Tagged) -> None:
    candidates = Candidates(tagged, runs(tagged, 7))
    for asker in (Run(3, 9), Run(200, 320), Run(len(tagged.roles) - 3, len(tagged.roles))):
        near = candidates.near(asker)
        shares = candidates.shares(CONTENT_CUE, asker, near)
        assert len(shares) == near.stop - near.start + 1
        assert shares.min() >= 0
        assert shares.sum() == pytest.approx(1)


def test_what_no_window_sees_beside_the_asker_has_no_share(tagged: Tagged) -> None:
    candidates = Candidates(tagged, runs(tagged, 7))
    asker = Run(2, 4)
    shares = candidates.shares(CUE_SOURCE, asker, slice(0, len(candidates.runs)))
    far = [share for run, share in zip(candidates.runs, shares, strict=False) if run.first > asker.last + REACH]
    assert len(far) > 10
    assert max(far) < 1e-6


def test_other_candidates_do_not_change_the_odds_of_two(tagged: Tagged) -> None:
    few, many = runs(tagged, 14), runs(tagged, 7)
    asker = Run(20, 21)
    of_few, of_many = (
        Candidates(tagged, found).shares(CONTENT_CUE, asker, slice(0, len(found))) for found in (few, many)
    )
    both = [(i, many.index(run)) for i, run in enumerate(few[:10])]
    ratio = np.array([of_few[i] / of_many[j] for i, j in both if of_few[i] > 1e-4])
    assert len(ratio) > 0
    assert ratio == pytest.approx(ratio[0], rel=1e-2)


def test_an_article_without_candidates_points_nowhere(tagged: Tagged) -> None:
    assert Candidates(tagged, []).shares(CONTENT_CUE, Run(0, 3), slice(0, 0)).tolist() == [1.0]
