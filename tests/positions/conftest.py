"""The codebook that the tests of positions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from positions_parties import CODEBOOK

from onrecord.positions.codebook import load

if TYPE_CHECKING:
    from onrecord.vocabulary import Codebook


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load(CODEBOOK)
