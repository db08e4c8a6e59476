"""What every exchange format of codings is made from: a statement, the article it stands in, and its codings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.vocabulary import Article, Coding, Statement

__all__ = ["Sourced", "sourced"]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement with the article that its offsets refer to and the codings of the utterance that it reports."""

    statement: Statement
    article: Article
    utterance: str | None = None
    codings: tuple[Coding, ...] = ()


def sourced(
    articles: Iterable[Article],
    statements: Iterable[tuple[Statement, str | None]],
    codings: Iterable[Coding],
) -> Iterator[Sourced]:
    """Join statements (each with the id of its utterance) to their articles and codings.

    A coding goes with the first report of its utterance in the article it names, or else with the first report at
    all, so that one remark retold by five outlets is counted once.
    """
    text = {article.id: article for article in articles}
    waiting: dict[str, list[Coding]] = {}
    for coding in codings:
        waiting.setdefault(coding.utterance, []).append(coding)
    reports = [(statement, utterance) for statement, utterance in statements if statement.article in text]
    reported = {(utterance, statement.article) for statement, utterance in reports}
    for statement, utterance in reports:
        rest: list[Coding] = []
        taken: list[Coding] = []
        for coding in waiting.get(utterance or "", ()):
            elsewhere = coding.article not in (None, statement.article) and (utterance, coding.article) in reported
            (rest if elsewhere else taken).append(coding)
        if utterance and taken:
            waiting[utterance] = rest
        yield Sourced(statement, text[statement.article], utterance, tuple(taken))
