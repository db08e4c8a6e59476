"""The nouns of On Record: frozen, slotted, typed; every other module speaks in these.

Offsets are half-open Unicode code-point positions into ``Article.text``. ``to_json`` of an object gives what
``docs/contract.md`` promises to programs; keys may be added, never renamed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = [
    "Actor",
    "ActorType",
    "Article",
    "Codebook",
    "CodebookActor",
    "Coding",
    "Condition",
    "Decision",
    "DecisionRule",
    "Derivation",
    "Divergence",
    "Issue",
    "Json",
    "Kind",
    "Mention",
    "Passage",
    "Position",
    "Reading",
    "Report",
    "Shift",
    "Span",
    "SpeaksFor",
    "Stance",
    "Statement",
    "Story",
    "Utterance",
    "Voice",
    "When",
    "digest",
]

Json = dict[str, Any]
Kind = Literal["direct", "indirect", "mixed"]
Voice = Literal["speech", "attitude", "other"]
Stance = Literal["for", "against", "conditional", "neutral"]
ActorType = Literal["person", "group", "organization", "country", "media", "document", "unknown"]
MentionForm = Literal["name", "nominal", "pronoun"]
DivergenceKind = Literal["wording", "speaker", "role", "date", "figure"]


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that identify ``parts``: the same in every process and on every machine."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``."""
        return cls(start, end, text[start:end])

    def to_json(self) -> Json:
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days and, in a few words, what it was taken from. A single day has both ends equal."""

    earliest: date | None
    latest: date | None
    basis: str

    def to_json(self) -> Json:
        return {
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Article:
    """One report by one outlet, kept verbatim.

    ``body`` lists the (start, end) stretches of ``text`` that are the article itself; what lies outside is furniture.
    """

    id: str
    text: str
    body: tuple[tuple[int, int], ...]
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: When | None = None

    @classmethod
    def identify(cls, text: str, outlet: str | None) -> str:
        """The id of an article: a digest of its stored text and its outlet."""
        return digest("article", outlet or "", text)

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "path": self.path,
            "url": self.url,
            "outlet": self.outlet,
            "title": self.title,
            "byline": self.byline,
            "language": self.language,
            "published": self.published.to_json() if self.published else None,
            "text": self.text,
            "body": [list(stretch) for stretch in self.body],
        }


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or is spoken of. ``role`` is what the article at hand calls the actor.

    ``resolved`` is false where ``name`` is only a description ("a senior official") that nobody could tie to a name.
    """

    id: str
    name: str
    type: ActorType = "unknown"
    role: str | None = None
    resolved: bool = True

    def to_json(self) -> Json:
        return {"id": self.id, "name": self.name, "type": self.type, "role": self.role, "resolved": self.resolved}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article that name an actor. ``actor`` is the id of the actor of the article, if it could be told."""

    span: Span
    form: MentionForm
    type: ActorType
    actor: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution in one article. ``article`` is the article's id, ``within`` a statement's id."""

    id: str
    article: str
    kind: Kind
    voice: Voice
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: Actor | None = None
    joint: tuple[Actor, ...] = ()
    speaks_for: tuple[Actor, ...] = ()
    supported_by: tuple[Actor, ...] = ()
    opposed_by: tuple[Actor, ...] = ()
    said_at: When | None = None
    within: str | None = None
    confidence: float = 1.0
    speaker_confidence: float | None = None

    @property
    def wording(self) -> str:
        """The content as one string, pieces joined by a space."""
        return " ".join(" ".join(span.text.split()) for span in self.content)

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "voice": self.voice,
            "source": self.source.to_json() if self.source else None,
            "cue": self.cue.to_json() if self.cue else None,
            "content": [span.to_json() for span in self.content],
            "speaker": self.speaker.to_json() if self.speaker else None,
            "joint": [actor.to_json() for actor in self.joint],
            "speaks_for": [actor.to_json() for actor in self.speaks_for],
            "supported_by": [actor.to_json() for actor in self.supported_by],
            "opposed_by": [actor.to_json() for actor in self.opposed_by],
            "said_at": self.said_at.to_json() if self.said_at else None,
            "within": self.within,
            "confidence": round(self.confidence, 4),
            "speaker_confidence": None if self.speaker_confidence is None else round(self.speaker_confidence, 4),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of the reader found in one article. ``unread`` says why nothing was read, where that is so."""

    article: Article
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    reader: str = ""
    unread: str | None = None

    def to_json(self) -> Json:
        line: Json = {
            "article": self.article.to_json(),
            "statements": [statement.to_json() for statement in self.statements],
            "reader": self.reader,
        }
        if self.unread:
            line["unread"] = self.unread
        return line


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles share: where they stand in each. ``article`` and ``other`` are ids."""

    article: str
    span: Span
    other: str
    other_span: Span


@dataclass(frozen=True, slots=True)
class Derivation:
    """One article drew on another, or on an agency or outlet that it names: ``source`` is an article id or a name."""

    article: str
    source: str
    relation: Literal["same text", "contains", "credits"]
    confidence: float
    basis: str
    passages: tuple[Passage, ...] = ()

    def to_json(self) -> Json:
        return {
            "article": self.article,
            "source": self.source,
            "relation": self.relation,
            "confidence": round(self.confidence, 4),
            "basis": self.basis,
            "passages": [[p.span.to_json(), p.other_span.to_json()] for p in self.passages],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """One article's report of an utterance."""

    statement: str
    article: str
    outlet: str | None
    wording: str

    def to_json(self) -> Json:
        return {
            "statement": self.statement,
            "article": self.article,
            "outlet": self.outlet,
            "wording": self.wording,
        }


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of saying, with every report of it; ``reports[0]`` is the earliest known."""

    id: str
    speaker: Actor | None
    said_at: When | None
    wording: str
    reports: tuple[Report, ...]

    def to_json(self) -> Json:
        return {
            "utterance": self.id,
            "speaker": self.speaker.to_json() if self.speaker else None,
            "said_at": self.said_at.to_json() if self.said_at else None,
            "wording": self.wording,
            "reports": [report.to_json() for report in self.reports],
        }


@dataclass(frozen=True, slots=True)
class Story:
    """The articles (ids) that report the same events; ``title`` is taken from the articles' words."""

    id: str
    title: str
    articles: tuple[str, ...]
    when: When | None = None

    def to_json(self) -> Json:
        return {
            "story": self.id,
            "title": self.title,
            "articles": list(self.articles),
            "when": self.when.to_json() if self.when else None,
        }


@dataclass(frozen=True, slots=True)
class Divergence:
    """Reports that cannot all be right: (article id, outlet, span) each. ``weight`` ranks, higher matters more."""

    kind: DivergenceKind
    reports: tuple[tuple[str, str | None, Span], ...]
    note: str
    weight: float = 0.0

    def to_json(self) -> Json:
        return {
            "kind": self.kind,
            "reports": [
                {"article": article, "outlet": outlet, "span": span.to_json()} for article, outlet, span in self.reports
            ],
            "note": self.note,
            "weight": round(self.weight, 4),
        }


@dataclass(frozen=True, slots=True)
class Issue:
    """A question that parties take sides on, as a proposition.

    ``threshold`` is how near (a cosine, 0 to 1) a sentence must come to proposition or title to be about it without
    any of the ``phrases``; null for the default.
    """

    id: str
    title: str
    proposition: str
    phrases: tuple[str, ...] = ()
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """On whose behalf an actor speaks, and between which days, where the codebook says so."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CodebookActor:
    """An actor that the analyst knows about."""

    name: str
    aliases: tuple[str, ...] = ()
    type: ActorType | None = None
    speaks_for: tuple[SpeaksFor, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Whose consent an issue needs: all ``members`` or ``quota`` of them (a share or a count), all of ``vetoes``."""

    rule: Literal["unanimity", "majority", "qualified"]
    members: tuple[str, ...] = ()
    quota: float | None = None
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The analyst's list of issues, actors and decision rules (by issue id). ``source`` is the YAML it came from."""

    issues: tuple[Issue, ...] = ()
    actors: tuple[CodebookActor, ...] = ()
    decision: dict[str, DecisionRule] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a stance depends on. ``asks``: where it matches one, the issue and the stance that the condition demands."""

    text: str
    kind: Literal["in exchange for", "only if", "unless", "provided", "after"]
    span: Span | None = None
    asks: tuple[str, Stance] | None = None

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "kind": self.kind,
            "span": self.span.to_json() if self.span else None,
            "asks": {"issue": self.asks[0], "stance": self.asks[1]} if self.asks else None,
        }


@dataclass(frozen=True, slots=True)
class Coding:
    """An utterance judged on one issue, for one actor (who says it, or whom the speaker speaks for), by a named coder.

    ``day`` is the day the utterance counts for: the latest day on which it can have been said.
    """

    utterance: str
    actor: Actor
    issue: str
    stance: Stance
    coder: str
    confidence: float
    basis: Literal["machine", "human"] = "machine"
    conditions: tuple[Condition, ...] = ()
    evidence: Span | None = None
    article: str | None = None
    day: date | None = None

    def to_json(self) -> Json:
        return {
            "utterance": self.utterance,
            "actor": self.actor.to_json(),
            "issue": self.issue,
            "stance": self.stance,
            "coder": self.coder,
            "confidence": round(self.confidence, 4),
            "basis": self.basis,
            "conditions": [condition.to_json() for condition in self.conditions],
            "evidence": self.evidence.to_json() if self.evidence else None,
            "article": self.article,
            "day": self.day.isoformat() if self.day else None,
        }


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue from ``since`` until ``until`` (null while it lasts), with the evidence.

    ``contradicts`` lists utterances inside the stretch that say otherwise: shown, not averaged away.
    """

    actor: Actor
    issue: str
    stance: Stance
    conditions: tuple[str, ...]
    since: date | None
    until: date | None
    utterances: tuple[str, ...]
    confidence: float
    basis: Literal["machine", "human"] = "machine"
    contradicts: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "actor": self.actor.to_json(),
            "issue": self.issue,
            "stance": self.stance,
            "conditions": list(self.conditions),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "utterances": list(self.utterances),
            "confidence": round(self.confidence, 4),
            "basis": self.basis,
            "contradicts": list(self.contradicts),
        }


@dataclass(frozen=True, slots=True)
class Shift:
    """An actor's position on an issue changing: stance, day and utterance before and after."""

    actor: Actor
    issue: str
    before: tuple[Stance, date | None, str]
    after: tuple[Stance, date | None, str]
    change: Literal["hardened", "softened", "made conditional", "dropped", "reversed"]
    conditions: tuple[str, ...] = ()

    def to_json(self) -> Json:
        def side(state: tuple[Stance, date | None, str]) -> Json:
            stance, day, utterance = state
            return {"stance": stance, "at": day.isoformat() if day else None, "utterance": utterance}

        return {
            "actor": self.actor.to_json(),
            "issue": self.issue,
            "from": side(self.before),
            "to": side(self.after),
            "change": self.change,
            "conditions": list(self.conditions),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement: append-only, anchored to the words it is about, so that it survives any re-reading.

    ``subject`` says what kind of thing it is about, ``quote`` the words (of a statement: its content), ``prefix`` and
    ``suffix`` up to 32 characters of context on each side. ``field`` is what was decided ("speaker", "kind", "voice",
    "stance:ISSUE", "verdict", "same actor", "same utterance", …), ``old`` and ``new`` its values as text.
    ``undoes`` is the id of an earlier decision that this one takes back, ``queue`` the review queue that put the
    question ("random" where it was the random sample of the whole record). Subject "check" is an answer to a question
    with a known answer, put to see how closely the reviewer looks: ``old`` is what was right, ``new`` what was said.
    """

    id: str
    maker: str
    made_at: datetime
    subject: Literal["statement", "utterance", "actor", "article", "check"]
    article: str | None
    quote: str
    prefix: str
    suffix: str
    field: str
    old: str | None
    new: str | None
    seconds: float | None = None
    blind: bool = False
    undoes: str | None = None
    queue: str | None = None

    def to_json(self) -> Json:
        return {
            "decision": self.id,
            "maker": self.maker,
            "made_at": self.made_at.isoformat(),
            "subject": self.subject,
            "article": self.article,
            "quote": self.quote,
            "prefix": self.prefix,
            "suffix": self.suffix,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "seconds": self.seconds,
            "blind": self.blind,
            "undoes": self.undoes,
            "queue": self.queue,
        }
