"""How sure a statement is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.confidence import with_products


def test_features_come_before_the_products_of_each_pair() -> None:
    assert with_products(np.array([1.0, 2.0, 3.0])).tolist() == [1, 2, 3, 1, 2, 3, 4, 6, 9]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_no_rare_value_outweighs_all_others(values: list[float]) -> None:
    assert np.abs(with_products(np.array(values))).max() <= 16
