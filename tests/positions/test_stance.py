"""The stance classifier as it runs: short and long statements."""

import numpy as np
import pytest

from onrecord.positions import stance

PROPOSITION = "The ferry line to Orsk should be closed."
ASIDE = "The harbour was built by the grandfathers of those who live there now, and the boats are painted each spring. "
AGAINST = "Closing the ferry line would be a disaster for Orsk, and it must never happen."


def test_reads_a_view_that_stands_behind_the_cut() -> None:
    """128 word pieces hold five of the asides at most: the view behind eight of them is found in the parts alone."""
    whole = stance.judge([(PROPOSITION, ASIDE * 8), (PROPOSITION, ASIDE * 8 + AGAINST)])
    assert whole[1, stance.AGAINST] > whole[0, stance.AGAINST]


def test_reads_a_short_statement_as_one() -> None:
    two = "It carries few people. It should stay all the same."
    whole = stance.logits([(PROPOSITION, two)])
    parts = stance.logits([(PROPOSITION, part) for part in ("It carries few people.", "It should stay all the same.")])
    assert whole[0] != pytest.approx(parts.mean(axis=0))


def test_probabilities_add_up_and_pairs_do_not_touch_each_other() -> None:
    pairs = [(PROPOSITION, AGAINST), (PROPOSITION, ASIDE * 8), (PROPOSITION, "")]
    together = stance.judge(pairs)
    assert together.sum(axis=1) == pytest.approx(np.ones(3))
    assert together[0] == pytest.approx(stance.judge(pairs[:1])[0])
