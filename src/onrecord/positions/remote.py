"""An additional coder behind an OpenAI-compatible endpoint. Off unless an endpoint is named: nothing leaves unasked.

What is sent: the issue's proposition, the speaker's name and the utterance's wording, nothing else. What comes back is
held to the four labels, and its evidence and conditions must stand letter for letter in the wording: answers that break
these rules are dropped, not mended.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from onrecord.errors import CoderError, RequestError
from onrecord.positions import literal
from onrecord.positions.holders import holders
from onrecord.vocabulary import Actor, Coding, Stance, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import httpx

    from onrecord.positions.issues import Match
    from onrecord.vocabulary import Codebook, Issue, Statement, Utterance

__all__ = ["Endpoint", "Outcome", "check", "code"]

_TASK = (
    "You code statements for a study of public positions. Say what the speaker holds on the proposition: for, against, "
    "conditional (for or against only under a condition that the speaker names) or neutral (no own view). What the "
    "speaker reports of others, denies, asks or imagines is not the speaker's view. Quote as evidence the words of the "
    "statement, copied exactly, that show it, and under conditions, copied exactly, what the view depends on (else an "
    'empty list). Answer with JSON only: {"stance": …, "evidence": …, "conditions": [], "confidence": 0 to 1}.'
)
_SCHEMA = {
    "type": "object",
    "properties": {
        "stance": {"type": "string", "enum": list(get_args(Stance))},
        "evidence": {"type": "string"},
        "conditions": {"type": "array", "items": {"type": "string"}},
        "confidence": {"type": "number"},
    },
    "required": ["stance", "evidence", "conditions", "confidence"],
    "additionalProperties": False,
}
_FORMAT = {"type": "json_schema", "json_schema": {"name": "coding", "strict": True, "schema": _SCHEMA}}
_BUSY = {429, 502, 503, 504}
_TRIES, _LONGEST = 3, 20.0
"""How often an endpoint that is busy is asked, and how many seconds its wish to wait is heeded at most."""


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

    Raises `RequestError` if the URL is none, `CoderError` if the endpoint cannot be reached, refuses, or answers with
    something else than a chat completion.
    """
    import httpx

    check(endpoint)
    key = os.environ.get("ONRECORD_CODER_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    issues = {issue.id: issue for issue in codebook.issues}
    outcome = Outcome()
    with httpx.Client(timeout=endpoint.timeout, headers=headers) as client:
        asking = _Asking(client, endpoint)
        for utterance in utterances:
            for touched in matches.get(utterance.id, ()):
                answer = asking.answer(utterance, issues[touched.issue])
                problem = _problem(answer, utterance.wording)
                if problem is not None:
                    outcome.dropped.append((utterance.id, touched.issue, problem))
                    continue
                some = [statements[r.statement] for r in utterance.reports if r.statement in statements]
                outcome.codings += _codings(
                    utterance, touched.issue, answer, some, codebook, endpoint.coder, actor_of, named
                )
    return outcome


def check(endpoint: Endpoint) -> None:
    """Raise `RequestError` unless the endpoint's address is one."""
    try:
        parts = urlsplit(endpoint.url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise RequestError(f"the coder's address {endpoint.url!r} is not an http or https URL")


class _Asking:
    """One connection to an endpoint; remembers whether it takes a schema for its answers."""

    def __init__(self, client: httpx.Client, endpoint: Endpoint) -> None:
        self.client, self.endpoint, self.schema = client, endpoint, True
        self.url = endpoint.url.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"

    def answer(self, utterance: Utterance, issue: Issue) -> dict[str, Any]:
        """The endpoint's answer as it stands, or an empty one where it is no JSON object."""
        speaker = utterance.speaker.name if utterance.speaker else "unknown"
        question = f"Proposition: {issue.proposition}\nSpeaker: {speaker}\nStatement: {utterance.wording}"
        response = self.asked(question)
        try:
            content = response.json()["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError) as error:
            raise CoderError(
                f"the coder at {self.endpoint.url} answered with no chat completion; is this its base URL, as in "
                "http://127.0.0.1:8080/v1?"
            ) from error
        try:
            found = json.loads(content[content.index("{") : content.rindex("}") + 1])
        except (ValueError, AttributeError):
            return {}
        return found if isinstance(found, dict) else {}

    def asked(self, question: str) -> httpx.Response:
        """The response to a question: asked again where the endpoint is busy, or does not know schemas."""
        import httpx

        waited = 0
        while True:
            body: dict[str, Any] = {
                "model": self.endpoint.model,
                "temperature": 0,
                "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": question}],
            }
            if self.schema:
                body["response_format"] = _FORMAT
            try:
                response = self.client.post(self.url, json=body)
            except httpx.HTTPError as error:
                reason = str(error) or type(error).__name__
                raise CoderError(f"the coder at {self.endpoint.url} cannot be reached: {reason}") from error
            if response.status_code in {400, 422} and self.schema:
                self.schema = False
            elif response.status_code in _BUSY and waited < _TRIES - 1:
                waited += 1
                time.sleep(_wait(response.headers.get("Retry-After"), waited))
            elif response.status_code != 200:
                raise CoderError(
                    f"the coder at {self.endpoint.url} refused (HTTP {response.status_code}); check the address, the "
                    "model's name (--coder-model) and the key ($ONRECORD_CODER_KEY)"
                )
            else:
                return response


def _wait(wish: str | None, times: int) -> float:
    """Seconds to wait before asking again: what the endpoint wishes for, else longer each time."""
    seconds = float(wish) if wish and wish.isdigit() else 0.5 * 2**times
    return min(seconds, _LONGEST)


def _problem(answer: dict[str, Any], wording: str) -> str | None:
    """Why an answer cannot be taken, or null."""
    if answer.get("stance") not in get_args(Stance):
        return f"label {answer.get('stance')!r} is not one of the codebook's"
    evidence = answer.get("evidence")
    if not isinstance(evidence, str) or not evidence.strip() or evidence not in wording:
        return "evidence is not a literal part of the statement"
    conditions = answer.get("conditions", [])
    if not isinstance(conditions, list) or not all(
        isinstance(c, str) and c.strip() and c in wording for c in conditions
    ):
        return "a condition is not a literal part of the statement"
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
    span, article = literal.located(answer["evidence"], statements)
    conditions = tuple(literal.condition(words, statements) for words in answer.get("conditions", ()))
    for actor, side in holders(utterance, statements, stance, day, codebook, actor_of, named):
        yield Coding(
            utterance=utterance.id,
            actor=actor,
            issue=issue,
            stance=side,
            coder=coder,
            confidence=float(answer["confidence"]),
            conditions=conditions if side == stance == "conditional" else (),
            evidence=span,
            article=article,
            day=day,
        )
