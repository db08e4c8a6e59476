"""How the statements of a record meet: what lies near a day, and what has no day at all."""

from datetime import date

import pytest
from sqlalchemy import insert

from onrecord.record.schema import telling_key
from onrecord.record.store import Store
from onrecord.record.tellings import Tellings

KEY = "q:ferry half sunk row"
MIDDLE = date(2031, 5, 13)


@pytest.fixture
def index(tmp_path):
    day = MIDDLE.toordinal()
    rows = [{"key": KEY, "day": day + at, "statement": f"dated {abs(at):02} {at}"} for at in range(-30, 31)]
    rows.append({"key": KEY, "day": 0, "statement": "undated"})
    store = Store(str(tmp_path / "record.db"))
    with store.write() as connection:
        connection.execute(insert(telling_key), rows)
        yield Tellings(connection)


def test_the_statements_nearest_to_a_day_meet_and_some_without_a_day(index):
    found = index.statements_near([KEY], MIDDLE, 10)[KEY]
    assert "undated" in found
    assert {int(name.split()[-1]) for name in found if name != "undated"} <= set(range(-5, 6))
    assert len(found) == 10
