from __future__ import annotations

import numpy as np
import pytest
from positions_parties import coding

from onrecord.positions.agreement import agreement, alpha


def test_alpha_of_krippendorffs_own_example():
    # Krippendorff 2011, section B: two observers, nominal data, 10 units; alpha 0.095 by his table.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    counts = np.array([[(a == 0) + (b == 0), (a == 1) + (b == 1)] for a, b in zip(first, second, strict=True)], float)
    assert alpha(counts) == pytest.approx(0.095, abs=5e-4)


def test_perfect_agreement_is_one_and_a_single_label_is_not_defined():
    assert alpha(np.array([[2.0, 0.0], [0.0, 2.0]])) == 1.0
    assert alpha(np.array([[2.0, 0.0], [2.0, 0.0]])) is None


def pair(number, machine, human):
    name = f"u{number}"
    return [
        coding(name, "Rovia", "pact", machine, coder="stance-1"),
        coding(name, "Rovia", "pact", human, coder="ada", basis="human"),
    ]


def test_machine_and_person_are_compared_with_an_interval():
    some = [
        c for n in range(20) for c in pair(n, "for" if n % 2 else "against", "for" if n % 2 or n == 0 else "against")
    ]
    found = agreement(some)
    assert found.coders == ("ada", "stance-1")
    assert found.units == 20
    assert found.low <= found.alpha <= found.high < 1.001
    assert 0.8 < found.alpha < 1
    assert agreement(some, ["human", "machine"]).alpha == found.alpha
    assert agreement(some) == found


def test_units_coded_once_do_not_count():
    found = agreement([coding("u1", "Rovia", "pact", "for")])
    assert (found.alpha, found.low, found.units) == (None, None, 0)
