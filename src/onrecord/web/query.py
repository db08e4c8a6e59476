"""The state of a page, which is all in its address: filters, paging, and addresses that differ in one thing."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from onrecord.service import Filter
from onrecord.web.limits import PAGE_ROWS

__all__ = ["Filters", "NetworkQuery", "PageFilters", "ReviewQuery", "TableFilters", "address", "with_changes"]


def _blank_is_none(value: object) -> object:
    """An empty form field asks for nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _tidy(value: object) -> object:
    """Text of a form field without NUL, which no database takes, and without space around it."""
    blank = _blank_is_none(value)
    return blank.replace("\0", "").strip() or None if isinstance(blank, str) else blank


Text = Annotated[str | None, BeforeValidator(_tidy)]
Number = Annotated[int | None, BeforeValidator(_blank_is_none)]


class Filters(BaseModel):
    """The arguments of a listing's address; each is a field of `onrecord.service.Filter`."""

    model_config = ConfigDict(extra="forbid")

    speaker: Text = None
    outlet: Text = None
    issue: Text = None
    since: Text = None
    until: Text = None
    kind: Text = None
    voice: Text = None
    search: Text = None
    stance: Text = None
    article: Text = None
    story: Text = None
    utterance: Text = None
    like: Text = None
    verdict: Text = None
    reports: Annotated[bool | None, BeforeValidator(_blank_is_none)] = None
    limit: Number = None
    after: Text = None

    def filter(self) -> Filter:
        """The filter that the service takes. Raises RequestError where a value makes no sense."""
        given: dict[str, Any] = self.model_dump(include=set(Filters.model_fields), exclude_none=True)
        return Filter(**{"limit": PAGE_ROWS, **given})


class PageFilters(Filters):
    """The arguments of a list page: ``facets`` asks for the counts beside it, which cost more than the list itself."""

    facets: bool = False


class TableFilters(Filters):
    """The arguments of a .csv address: ``raw`` leaves cells as they are, for programs."""

    raw: bool = False


class ReviewQuery(Filters):
    """The arguments of the review page: the queue, blind or not, with checks or not, how many of it to skip, and a
    statement to look at again."""

    queue: Annotated[Literal["uncertain", "random", "disagreement"], BeforeValidator(_tidy)] = "uncertain"
    blind: Annotated[bool | None, BeforeValidator(_blank_is_none)] = None
    checks: Annotated[bool | None, BeforeValidator(_blank_is_none)] = None
    statement: Text = None
    skip: Annotated[int, Field(ge=0, le=1_000), BeforeValidator(lambda value: _blank_is_none(value) or 0)] = 0


class NetworkQuery(Filters):
    """The arguments of the network page: the filters and what to compute."""

    aggregation: Annotated[Literal["congruence", "conflict", "subtract", "ignore"], BeforeValidator(_tidy)] = (
        "congruence"
    )
    normalisation: Annotated[Literal["no", "average", "jaccard", "cosine", "dna-cosine"], BeforeValidator(_tidy)] = "no"
    minimum: Annotated[float | None, BeforeValidator(_blank_is_none)] = None
    backbone: Annotated[bool | None, BeforeValidator(_blank_is_none)] = None


def address(path: str, arguments: dict[str, Any]) -> str:
    """A path with its arguments; those that say nothing are left out."""
    said = [(key, value) for key, value in arguments.items() if value not in (None, "", False)]
    return f"{path}?{urlencode([(k, '1' if v is True else v) for k, v in said])}" if said else path


def with_changes(arguments: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - values of addresses
    """The arguments with some changed, starting again from the first page."""
    return {**{key: value for key, value in arguments.items() if key != "after"}, **changes}
