"""A record on each database."""

import pytest

import invented
from onrecord.service import Record
from onrecord.service.adding import Reader
from record_targets import BOTH, make_target


@pytest.fixture
def reader():
    """What reads `invented` articles."""
    return Reader(invented.READER, invented.read)


@pytest.fixture(params=BOTH)
def target(request, tmp_path):
    """Where a new record can be made."""
    where, drop = make_target(request.param, tmp_path)
    yield where
    drop()


@pytest.fixture
def record(target, reader):
    """An empty record that reads as `invented` does."""
    with Record.open(target, reader=reader) as opened:
        yield opened


@pytest.fixture
def filled(record):
    """A record of the three invented articles."""
    record.add(invented.ALL)
    return record
