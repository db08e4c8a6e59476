"""Invented parties and small makers of statements, utterances and codings for the tests of positions."""

from __future__ import annotations

from datetime import date

from onrecord.vocabulary import Actor, Coding, Condition, Report, Span, Statement, Utterance, When, digest

CODEBOOK = """\
issues:
  - id: pact
    title: Norland in the Pact
    proposition: Norland should become a member of the Pact.
    phrases: [Pact membership, join the Pact, Pact bid, path to membership]
  - id: talks
    title: Talks now
    proposition: The parties should negotiate an end to the war now.
    phrases: [peace deal, peace talks, negotiate, negotiations, end the war]
  - id: guarantees
    title: Guarantees
    proposition: Norland should receive security guarantees from the League.
    phrases: [security guarantees, guarantees]
actors:
  - {name: Ana Holt, aliases: [Holt], speaks_for: [Norland]}
  - {name: Ivo Petrov, speaks_for: [Rovia]}
  - name: Mara Lind
    speaks_for: [{name: League, since: 2025-01-20}]
"""


def actor(name: str) -> Actor:
    return Actor(digest("actor", name), name)


def coding(utterance: str, who: str, issue: str, stance, day: str | None = None, confidence=0.9, **more) -> Coding:
    at = date.fromisoformat(day) if day else None
    return Coding(utterance, actor(who), issue, stance, more.pop("coder", "machine"), confidence, day=at, **more)


def condition(text: str, kind="in exchange for", asks=None) -> Condition:
    return Condition(text, kind, asks=asks)


def statement(name: str, speaker: str | None, cue: str, content: str, *, start: int = 100, **more) -> Statement:
    """A statement whose cue and content stand one behind the other in its article from ``start``."""
    at = start + len(cue) + 1
    return Statement(
        id=name,
        article=more.pop("article", "article-1"),
        kind="indirect",
        voice="speech",
        source=None,
        cue=Span(start, start + len(cue), cue),
        content=(Span(at, at + len(content), content),),
        speaker=actor(speaker) if speaker else None,
        **more,
    )


def utterance(*statements: Statement, day: str | None = "2025-04-22") -> Utterance:
    first = statements[0]
    when = When(date.fromisoformat(day), date.fromisoformat(day), "given") if day else None
    reports = tuple(Report(s.id, s.article, None, s.wording) for s in statements)
    return Utterance(f"u-{first.id}", first.speaker, when, first.wording, reports)
