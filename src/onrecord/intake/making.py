"""Putting an article together from a text and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.intake.dates import from_address, from_file_name
from onrecord.intake.furniture import body_of
from onrecord.intake.head import head_of
from onrecord.intake.language import language_of
from onrecord.intake.outlets import of_address
from onrecord.vocabulary import Article

if TYPE_CHECKING:
    from onrecord.vocabulary import When

__all__ = ["Origin", "from_text", "make"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an input came from and what the user said about it; ``where`` is how messages name it."""

    where: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: When | None = None
    charset: str | None = None


def make(
    text: str,
    origin: Origin,
    *,
    body: tuple[tuple[int, int], ...] | None = None,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: When | None = None,
    language: str | None = None,
) -> Article:
    """The article of ``text``. The user's word goes before the page's, the page's before address and file name."""
    stretches = body_of(text) if body is None else body
    address = url or origin.url
    named = origin.outlet or outlet or of_address(address)
    sample = "\n".join(text[start:end] for start, end in stretches)[:4000] or text
    return Article(
        id=Article.identify(text, named),
        text=text,
        body=stretches,
        path=origin.path,
        url=address,
        outlet=named,
        title=title,
        byline=byline,
        language=language_of(sample, language),
        published=origin.published or published or from_address(address) or from_file_name(origin.path),
    )


def from_text(text: str, origin: Origin) -> Article:
    """The article of a plain or Markdown text, stored unchanged; what its head says is read, not cut."""
    head = head_of(text)
    return make(
        text,
        origin,
        body=body_of(text, head.taken, start=head.start),
        title=head.title,
        byline=head.byline,
        outlet=head.fields.get("outlet"),
        url=head.fields.get("url") if "://" in head.fields.get("url", "") else None,
        published=head.published,
        language=head.fields.get("language"),
    )
