"""Everything that On Record raises on purpose.

    OnRecordError
    ├── ArticleError          one input cannot be read; the rest goes on
    ├── CodebookError         a codebook is not valid; names line and key
    ├── RecordError           the database cannot be opened, or is not ours, or is too new
    ├── NotFoundError         no such article, statement, actor, utterance, story or issue
    ├── RequestError          an argument that cannot be served
    ├── CoderError            the endpoint that was asked to code cannot be reached, or refuses
    └── MissingExtraError     an optional part is not installed; says how to install it

Each message names the object, the cause and the next step. ``code`` is stable and meant for programs.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "CodebookError",
    "CoderError",
    "MissingExtraError",
    "NotFoundError",
    "OnRecordError",
    "RecordError",
    "RequestError",
]


class OnRecordError(Exception):
    """The root: catch this to catch all of ours."""

    code = "error"


class ArticleError(OnRecordError):
    """An input that cannot be read as an article."""

    code = "article"

    def __init__(self, where: str, reason: str, advice: str) -> None:
        super().__init__(f"{where}: {reason}; {advice}")
        self.where = where
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str, str]]:
        return type(self), (self.where, self.reason, self.advice)  # whole through a process pool


class CodebookError(OnRecordError):
    """A codebook that is not valid; ``line`` counts from 1 and ``key`` is the path of keys that leads to the fault."""

    code = "codebook"

    def __init__(self, where: str, line: int, key: str, reason: str) -> None:
        super().__init__(f"{where}, line {line}, {key}: {reason}")
        self.where = where
        self.line = line
        self.key = key
        self.reason = reason


class RecordError(OnRecordError):
    """The database cannot serve as a record."""

    code = "record"


class NotFoundError(OnRecordError, LookupError):
    """Nothing of that id or name is in the record."""

    code = "not-found"


class RequestError(OnRecordError, ValueError):
    """An argument that cannot be served; the message says which and what would do."""

    code = "request"


class CoderError(OnRecordError):
    """An additional coder that cannot be asked: not reached, not willing, or answering something else altogether."""

    code = "coder"


class MissingExtraError(OnRecordError, ImportError):
    """An optional part of On Record is needed and not installed."""

    code = "missing-extra"

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f'{feature} needs an optional part; install it with: pip install "onrecord[{extra}]"')
        self.feature = feature
        self.extra = extra
