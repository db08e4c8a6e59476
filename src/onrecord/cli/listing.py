"""Commands that list: `articles`, `statements`, `actors`, `utterances`, `stories`, `divergences`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import output
from onrecord.cli.options import filters, form_options, open_record, record_option
from onrecord.cli.output import date_of, in_marks, page_through, plain, rows, table, who

if TYPE_CHECKING:
    from onrecord.service.rows import ActorRow, ArticleRow, StatementRow, StoryRow
    from onrecord.vocabulary import Divergence, Utterance

__all__ = ["actors", "articles", "divergences", "statements", "stories", "utterances"]


@click.command(epilog="Example: onrecord articles --outlet 'Marl Wire' --since 2024-10-01")
@record_option
@filters("outlet", "since", "until", "search", "story", "like")
@form_options
def articles(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List articles, the latest first."""

    def show(some: list[ArticleRow]) -> None:
        table(
            ("id", "published", "outlet", "title", "statements"),
            (
                (
                    r.id[:8],
                    date_of(r.published),
                    r.outlet or "",
                    r.title or "",
                    "unread" if r.unread else str(r.statements),
                )
                for r in some
            ),
            outlet=1,
            title=3,
        )

    with open_record(target) as record:
        found = page_through(record.articles, limit, **fields)
        none = "No articles; add some with: onrecord add FILES"
        if fields.get("like"):
            none = "No article shares passages with it; see also: onrecord stories, onrecord compare"
        rows("articles", form, raw, found, limit, show, none)


def _found(row: ArticleRow) -> str:
    return "unread" if row.unread else str(row.statements)


@click.command(epilog="Example: onrecord statements --speaker Reyle --since 2024-10-01 --search guarantee*")
@record_option
@filters(
    *(
        "speaker",
        "outlet",
        "issue",
        "stance",
        "since",
        "until",
        "kind",
        "voice",
        "search",
        "article",
        "story",
        "verdict",
    )
)
@click.option("--reports", is_flag=True, help="Every report; those of one utterance are one row otherwise.")
@form_options
def statements(target: str, fields: dict[str, Any], limit: int | None, reports: bool, form: str, raw: bool) -> None:
    """List statements, the latest first: who said what, when, according to whom."""

    def show(some: list[StatementRow]) -> None:
        table(
            ("said", "speaker", "statement", "outlet", "article"),
            (
                (
                    date_of(r.statement.said_at or r.published),
                    who(r.speaker) if r.speaker else plain(r.statement.source.text if r.statement.source else "—"),
                    in_marks(r.wording) if r.statement.kind == "direct" else r.wording,
                    (r.outlet or "") + (f" +{r.reports - 1}" if r.reports > 1 and not reports else ""),
                    r.article[:8],
                )
                for r in some
            ),
            speaker=2,
            statement=5,
        )

    with open_record(target) as record:
        found = page_through(record.statements, limit, reports=reports, **fields)
        rows("statements", form, raw, found, limit, show, "No statements fit.")


@click.command(epilog="Example: onrecord actors --search reyle")
@record_option
@filters("search", "outlet")
@form_options
def actors(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List who speaks, those with most statements first, with every name and role."""

    def show(some: list[ActorRow]) -> None:
        table(
            ("id", "name", "type", "statements", "also", "roles"),
            (
                (
                    *(r.id[:8], r.name, r.actor.type, str(r.statements)),
                    ", ".join(name for name in r.names if name != r.name),
                    "; ".join(role for role, *_ in r.roles[:3]),
                )
                for r in some
            ),
            name=2,
            also=2,
            roles=3,
        )

    with open_record(target) as record:
        found = page_through(record.actors, limit, **fields)
        rows("actors", form, raw, found, limit, show, "No actors fit.")


@click.command(epilog="Example: onrecord utterances --speaker Reyle")
@record_option
@filters("speaker", "outlet", "issue", "stance", "since", "until", "search", "article", "story")
@form_options
def utterances(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List utterances, the latest first, each with every report of it."""

    def show(some: list[Utterance]) -> None:
        for one in some:
            output.say_out(f"{date_of(one.said_at) or 'undated':<12} {who(one.speaker)}", bold=True)
            for report in one.reports:
                output.say_out(f"  {plain(report.outlet) or 'unknown outlet'}: {plain(report.wording)}")

    with open_record(target) as record:
        found = page_through(record.utterances, limit, **fields)
        rows("utterances", form, raw, found, limit, show, "No utterances fit.")


@click.command(epilog="Example: onrecord stories --search summit")
@record_option
@filters("outlet", "since", "until", "search", "article")
@form_options
def stories(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List stories, the latest first: the articles that report the same events."""

    def show(some: list[StoryRow]) -> None:
        table(
            ("id", "when", "story", "articles", "outlets"),
            (
                (r.id[:8], date_of(r.story.when), r.story.title, str(len(r.story.articles)), ", ".join(r.outlets))
                for r in some
            ),
            when=1,
            story=3,
            outlets=2,
        )

    with open_record(target) as record:
        found = page_through(record.stories, limit, **fields)
        rows("stories", form, raw, found, limit, show, "No stories fit.")


@click.command(epilog="Example: onrecord divergences --speaker Reyle")
@record_option
@filters("outlet", "article", "story", "speaker")
@form_options
def divergences(target: str, fields: dict[str, Any], limit: int | None, form: str, raw: bool) -> None:
    """List reports that disagree (wording, speaker, role, date, figure), those that matter most first."""

    def show(some: list[Divergence]) -> None:
        for one in some:
            output.say_out(f"{one.kind}: {plain(one.note)}", bold=True)
            for article, outlet, span in one.reports:
                output.say_out(f"  {plain(outlet) or article[:8]}: {plain(span.text)}")

    with open_record(target) as record:
        found = page_through(record.divergences, limit, **fields)
        rows("divergences", form, raw, found, limit, show, "No reports disagree, as far as the record can tell.")
