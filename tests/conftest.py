"""What all tests share: where the annotated data is, and which tests are left out where something is missing."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))

# The scripts of benchmarks/ and docs/ are no packages; their tests import them by name.
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "docs")]

# A busy machine is slow; that is no failure of what is tested. The suite's own time limit guards against hanging.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


def _missing() -> dict[str, str]:
    """Why the tests of a marker cannot run here, for each marker of which that is so."""
    reasons = {}
    if not SHARED.is_dir():
        reasons["shared"] = "the annotated data is not beside the checkout (../shared, or ONRECORD_SHARED)"
    if not os.environ.get("ONRECORD_TEST_POSTGRESQL"):
        reasons["postgresql"] = "ONRECORD_TEST_POSTGRESQL names no server (.ci/run starts one)"
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        reasons["browser"] = "no Chromium is installed"
    return reasons


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker, reason in _missing().items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated data; only for tests marked ``shared``."""
    return SHARED
