"""An additional coder behind an OpenAI-compatible endpoint. Off unless an endpoint is named: nothing leaves unasked.

What is sent: the issue's proposition, the speaker's name and the utterance's wording, nothing else. What comes back is
held to the four labels, and its evidence must stand letter for letter in the wording: answers that break either rule
are dropped, not mended.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from onrecord.errors import RequestError
from onrecord.positions.holders import holders
from onrecord.vocabulary import Actor, Coding, Span, Stance, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import httpx

    from onrecord.positions.issues import Match
    from onrecord.vocabulary import Codebook, Issue, Statement, Utterance

__all__ = ["Endpoint", "Outcome", "code"]

_TASK = (
    "You code statements for a study of public positions. Say what the speaker holds on the proposition: for, against, "
    "conditional (for or against only under a condition that the speaker names) or neutral (no own view). What the "
    "speaker reports of others, denies, asks or imagines is not the speaker's view. Quote as evidence the words of the "
    "statement, copied exactly, that show it. Answer with JSON only."
)
_SCHEMA = {
    "type": "object",
    "properties": {
        "stance": {"type": "string", "enum": list(get_args(Stance))},
        "evidence": {"type": "string"},
        "confidence": {"type": "number"},
    },
    "required": ["stance", "evidence", "confidence"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the coder answers: the base URL (to which ``/chat/completions`` is added) and the model's name.

    The key, if one is needed, is read from the environment variable ``ONRECORD_CODER_KEY``. ``timeout`` in seconds.
    """

    url: str
    model: str = "default"
    timeout: float = 60.0

    @property
    def coder(self) -> str:
        return f"{self.model}@{urlsplit(self.url).netloc}"


@dataclass(slots=True)
class Outcome:
    """The codings, and per dropped answer the utterance, the issue and why."""

    codings: list[Coding] = field(default_factory=list)
    dropped: list[tuple[str, str, str]] = field(default_factory=list)


def code(
    utterances: Sequence[Utterance],
    statements: Mapping[str, Statement],
    codebook: Codebook,
    endpoint: Endpoint,
    *,
    matches: Mapping[str, Sequence[Match]],
    actor_of: Callable[[Actor], Actor] = lambda actor: actor,
    named: Callable[[str], Actor] = lambda name: Actor(digest("actor", name), name),
) -> Outcome:
    """The endpoint's codings of ``utterances`` on the issues that they touch by ``matches``.

    Raises `RequestError` if the URL is none, the endpoint cannot be reached or refuses.
    """
    import httpx

    if urlsplit(endpoint.url).scheme not in {"http", "https"} or not urlsplit(endpoint.url).netloc:
        raise RequestError(f"the coder's address {endpoint.url!r} is not an http or https URL")
    key = os.environ.get("ONRECORD_CODER_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    issues = {issue.id: issue for issue in codebook.issues}
    outcome = Outcome()
    with httpx.Client(timeout=endpoint.timeout, headers=headers) as client:
        for utterance in utterances:
            for touched in matches.get(utterance.id, ()):
                answer = _ask(client, endpoint, utterance, issues[touched.issue])
                problem = _problem(answer, utterance.wording)
                if problem is not None:
                    outcome.dropped.append((utterance.id, touched.issue, problem))
                    continue
                some = [statements[r.statement] for r in utterance.reports if r.statement in statements]
                outcome.codings += _codings(
                    utterance, touched.issue, answer, some, codebook, endpoint.coder, actor_of, named
                )
    return outcome


def _ask(client: httpx.Client, endpoint: Endpoint, utterance: Utterance, issue: Issue) -> dict[str, Any]:
    """The endpoint's answer as it stands, or an empty one where it is no JSON object."""
    import httpx

    speaker = utterance.speaker.name if utterance.speaker else "unknown"
    question = f"Proposition: {issue.proposition}\nSpeaker: {speaker}\nStatement: {utterance.wording}"
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": question}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "coding", "strict": True, "schema": _SCHEMA},
        },
    }
    try:
        response = client.post(endpoint.url.rstrip("/") + "/chat/completions", json=body)
        response.raise_for_status()
        answer = json.loads(response.json()["choices"][0]["message"]["content"])
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise RequestError(f"the coder at {endpoint.url} refused (HTTP {status}); check its model and key") from error
    except httpx.HTTPError as error:
        raise RequestError(f"the coder at {endpoint.url} cannot be reached: {error}") from error
    except (ValueError, LookupError, TypeError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _problem(answer: dict[str, Any], wording: str) -> str | None:
    """Why an answer cannot be taken, or null."""
    if answer.get("stance") not in get_args(Stance):
        return f"label {answer.get('stance')!r} is not one of the codebook's"
    evidence = answer.get("evidence")
    if not isinstance(evidence, str) or not evidence.strip() or evidence not in wording:
        return "evidence is not a literal part of the statement"
    confidence = answer.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        return "confidence is not a number from 0 to 1"
    return None


def _codings(
    utterance: Utterance,
    issue: str,
    answer: dict[str, Any],
    statements: list[Statement],
    codebook: Codebook,
    coder: str,
    actor_of: Callable[[Actor], Actor],
    named: Callable[[str], Actor],
) -> Iterator[Coding]:
    stance: Stance = answer["stance"]
    day = utterance.said_at.latest if utterance.said_at else None
    span, article = _located(answer["evidence"], statements)
    for actor, side in holders(utterance, statements, stance, day, codebook, actor_of, named):
        yield Coding(
            utterance=utterance.id,
            actor=actor,
            issue=issue,
            stance=side,
            coder=coder,
            confidence=float(answer["confidence"]),
            evidence=span,
            article=article,
            day=day,
        )


def _located(evidence: str, statements: list[Statement]) -> tuple[Span | None, str | None]:
    """Where the evidence stands in an article; null where line breaks or the seam of two pieces lie inside it."""
    for statement in statements:
        for piece in statement.content:
            at = piece.text.find(evidence)
            if at >= 0:
                return Span(piece.start + at, piece.start + at + len(evidence), evidence), statement.article
    return None, statements[0].article if statements else None
