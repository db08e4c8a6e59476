"""Every limit of the web application, in one place."""

from __future__ import annotations

__all__ = [
    "BODY_BYTES",
    "CHECK_ONE_IN",
    "CSV_ROWS",
    "FIELD_CHARACTERS",
    "FILES",
    "JOBS",
    "JOB_LINES",
    "LOGIN_SECONDS",
    "MATRIX_ROWS",
    "NETWORK_NODES",
    "NETWORK_TIES",
    "NEW_ROWS",
    "PAGE_ROWS",
    "SESSION_SECONDS",
    "SETTLE_QUIET_SECONDS",
    "SETTLE_WAIT_SECONDS",
    "TEXT_CHARACTERS",
    "TIMELINE_MARKS",
    "TIMELINE_ROWS",
    "URL_BYTES",
    "WORDING_CHARACTERS",
]

URL_BYTES = 4_096
"""Length of path and query; longer ones are refused, never cut."""

BODY_BYTES = 64 * 1024 * 1024
"""Size of a request's body: all files of one upload together."""

FILES = 500
"""Files in one upload."""

FIELD_CHARACTERS = 10_000
"""Length of one form field that is not a file."""

PAGE_ROWS = 50
"""Rows on one page of a listing."""

CSV_ROWS = 100_000
"""Rows in one CSV file; more are had page by page or by `onrecord export`."""

TEXT_CHARACTERS = 200_000
"""Characters of an article's text on one page; longer articles come in parts."""

WORDING_CHARACTERS = 4_000
"""Characters shown of what one statement says; all of it stands in its article."""

TIMELINE_MARKS = 1_000
"""Utterances drawn in one timeline, the latest first."""

TIMELINE_ROWS = 24
"""Actors drawn in one timeline or matrix, those heard most first."""

MATRIX_ROWS = 100
"""Actors in the matrix of actors by issues, those with most codings."""

NETWORK_NODES = 120
"""Actors drawn in one network, those with the strongest ties."""

NETWORK_TIES = 800
"""Ties drawn in one network, the strongest; the table shows a part of them."""

NEW_ROWS = 20
"""Articles listed as new since the last visit, those added last first."""

JOBS = 20
"""Uploads whose progress is remembered."""

JOB_LINES = 2_000
"""Results shown of one upload."""

SESSION_SECONDS = 14 * 24 * 3600
"""How long a login lasts."""

LOGIN_SECONDS = 1.0
"""The pause after a wrong password."""

SETTLE_QUIET_SECONDS = 4.0
"""How long nobody must have decided anything before what follows from decisions is derived."""

SETTLE_WAIT_SECONDS = 2.0
"""How long a page waits for what follows from the decision that led to it."""

CHECK_ONE_IN = 8
"""Of how many statements one is shown with a wrong speaker first, where a reviewer asked for such checks."""
