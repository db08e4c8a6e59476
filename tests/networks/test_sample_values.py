"""The figures that Discourse Network Analyzer's own tests and runs give for its sample file."""

import os
from pathlib import Path

import pytest

from onrecord.exchange import dna_events, read_dna
from onrecord.networks import one_mode, two_mode

SAMPLE = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared")) / "gold/dna/sample.dna"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLE.exists(), reason="needs gold/dna/sample.dna in ../shared"),
]


@pytest.fixture(scope="module")
def events():
    return dna_events(read_dna(SAMPLE))


def test_two_mode(events):
    network = two_mode(events)
    assert network.matrix.shape == (7, 6)
    assert network.matrix.sum() == 40


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "total"),
    [
        ("ignore", "no", 276),
        ("congruence", "average", 25.802436),
        ("conflict", "average", 20.459418),
        ("subtract", "average", 5.343018),
    ],
)
def test_one_mode(events, aggregation, normalisation, total):
    network = one_mode(events, aggregation, normalisation)
    assert network.matrix.shape == (7, 7)
    assert network.matrix.sum() == pytest.approx(total, abs=1e-6)


def test_one_mode_with_exclusions(events):
    concept = next(c for c in events.concepts if c.startswith("There should be legislation to regulate"))
    network = one_mode(events.without(actors=["Senate", "Sierra Club"], concepts=[concept]), "congruence", "average")
    assert network.matrix.shape == (5, 5)
    assert network.matrix.sum() == pytest.approx(9.809524, abs=1e-6)
