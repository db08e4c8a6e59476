"""Conditions: what a stance depends on, as text with offsets and a kind. Precision before recall.

A statement is conditional if what its source consents to, supports, rejects, offers, does or asks for is tied to a
named condition. Predictions ("if it rains, prices will rise"), indirect questions ("asked if"), counterfactuals ("would
have"), bare dates ("until Monday") and the terms of talking to a reporter ("on condition of anonymity") are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.positions.phrases import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Found", "find", "kind_at"]

Kind = Literal["in exchange for", "only if", "unless", "provided", "after"]


@dataclass(frozen=True, slots=True)
class Found:
    """A condition in a text: ``text[start:end]`` is the condition, ``main`` the stretches of the sentence it limits.

    ``until`` says that the clause it limits holds before the condition is met, not after; ``unwanted`` that the source
    would rather not see it met ("we will strike if the merger goes through"); ``demands`` that it asks anybody for
    anything, as "in any year in which the river runs dry" does not.
    """

    kind: Kind
    start: int
    end: int
    main: tuple[tuple[int, int], ...]
    until: bool = False
    unwanted: bool = False
    demands: bool = True


def _words(pattern: str) -> re.Pattern[str]:
    """``pattern`` with every blank standing for any run of blanks and line breaks; letters of either case."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


# What a source can bind itself to, forbid, or ask for.
_ACT = (
    r"(?:accept|agree|support|back|endorse|approve|oppose|reject|block|veto|vote|join|sign|ratify|commit|"
    r"consider|offer|"
    r"discuss|negotiate|talk|work|participate|contribute|continue|proceed|return|resume|allow|permit|provide|"
    r"give|send|"
    r"release|withdraw|leave|pull|stop|halt|cease|end|lift|drop|forgo|forego|abandon|renounce|make|take|go|move|meet|"
    r"recogni[sz]e|guarantee|pay|cut|reduce|increase|host|sell|shift|switch|run|weigh|wait|hold|reconsider|walk|help|"
    r"fund|build|admit|keep|restore|extend|live with|"
    r"be able|be made|be forwarded|be included|be deleted|be prepared|be willing|be ready|be open|be discussed|"
    r"be lifted)"
)
_WILLING = (
    r"(?:willing|ready|prepared|open|unwilling|reluctant|happy|inclined|amenable)\b|could live with|"
    r"in a position to"
)
_PROMISE = rf"(?:would|will|could|can|may|might|shall|['’]ll|['’]d|won['’]t)\b(?: \w+)?? {_ACT}\b"
_PERMIT = r"\b(?:can|may)\b(?: \w+)?? (?:stay|remain|come|enter|visit|inspect|pass|fish|cross|return)\b"
_DEMAND = r"(?:should|must|shall|ought to|needs? to|ha[sd] to|have to)\b"
_ASK = (
    r"\b(?:propos|suggest|recommend|request|urg|prefer|support|favou?r|oppos|object|call(?:ed|s)? for|insist|demand|"
    r"want|vow|pledge|promis|agree|accept|endors|welcom|reject)\w*\b|"
    r"\bthe (?:need|importance|necessity) (?:of|to|for)\b|\bin favou?r of\b"
)
_STANCE = _words(rf"{_WILLING}|{_PROMISE}|{_PERMIT}|{_DEMAND}|{_ASK}")
# Narrower, for "only after", which reports use of the past too.
_BINDING = _words(
    rf"{_WILLING}|{_PROMISE}|{_DEMAND}|\b(?:propos|suggest|recommend|favou?r|support|prefer|insist|want|vow|pledg|"
    rf"premature)\w*"
)
# Any modal at all: what may, will or would be "only if" is bound by the word "only".
_MODAL = _words(r"\b(?:would|will|could|can|may|might|shall|['’]ll|['’]d|won['’]t|cannot)\b")
_USUALLY = _words(r"\b(?:usually|often|always|sometimes|generally|normally)\b")
# What a party gives way in, "once" something has happened.
_YIELDS = _words(
    rf"{_WILLING}|\b(?:would|will|could|can)\b(?: \w+)?? (?:stop|halt|cease|lift|withdraw|sign|ratify|accept|agree|"
    rf"join|talk|"
    r"negotiate|release|reopen|recogni[sz]e|be discussed|be lifted|be released)\b"
)
_GIVEN = _words(r"\b(?:is|are|be)\s+\w+(?:ed|en)\b")
# Main clauses that foresee, doubt or imagine rather than bind.
_FORESEES = _words(
    r"\b(?:predict|speculat|expect|fear|warn|threat|estimat|forecast|imagin|worr|concern|surpris|likely|"
    r"would(?:['’]ve| have)|"
    r"could(?:['’]ve| have)|had (?:he|she|it|they|we) |stopp?(?:ed|s)? short)\w*"
)
_WHETHER = _words(
    r"(?:\b(?:ask|wonder|question|see|sees|saw|know|knew|known|determin|unclear|clear|doubt|sure|say|said|tell|"
    r"decide|"
    r"check|clarif|inquir|consider)\w*(?: (?:him|her|them|us|me|parties|delegates|\w+s))?|\b(?:even|as|what|"
    r"only|and|or|but)) $"
)
_STOCK = _words(r"(?:any[,.]|(?:necessary|possible|needed|so|appropriate|not|only|applicable|at all|you will)\b)")
_VERB = _words(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|does|do|did|comes?|agrees?|reach(?:es)?|makes?|"
    r"takes?|gets?|allows?|become|becomes|\w{2,}(?:ed|sen|ken|ven)|made|held|met|found|built|set)\b"
)
_DEFERS = _words(
    r"\b(?:not?|never|cannot|can['’]t|won['’]t|\w+n['’]t|impossible|premature|nothing|postpon\w*|defer\w*|"
    r"delay\w*|wait\w*|"
    r"hold\w*|halt\w*|suspend\w*|freez\w*|ban\w*|shutdown|block\w*|oppos\w*|object\w*|refus\w*|abeyance|"
    r"confiscat\w*|keep\w*|"
    r"reserv\w*|bracket\w*|stays?|remains?|maintain\w*|in force|in place)\b"
)
# "There will be no vote without a text": what is barred by a modal and a negation.
_BARRED = _words(
    rf"\b(?:(?:would|will|could|can|may|shall|must|should|['’]ll) (?:not|never)|cannot|(?:ca|wo|would|"
    rf"could)n['’]t) {_ACT}\b|"
    r"\b(?:would|will|could|can|['’]ll) be no\b|\bno \w+(?: \w+)? (?:would|will|can|could|may)\b"
)
# "The guarantee would lapse when the river runs dry": what ends a promise.
_LAPSES = _words(
    r"\b(?:would|will|shall)(?: \w+)? (?:not hold|not apply|not be \w+|lapse|be suspended|be void|be withdrawn|"
    r"be off|end)\b"
)
# What nobody offers: by such a clause a condition is something to be averted.
_THREAT = _words(
    rf"{_LAPSES.pattern}|\b(?:not|never|no|nobody|cannot|\w+n['’]t|without|refus\w+|strike|walk (?:out|away)|"
    rf"retaliat\w+|veto|"
    r"attack|impose|call off|collapse|respond|lapse|quit|step back)\b"
)
_BE_DONE = _words(
    r"\b(?:would|will|shall|can|could|may|must|should|cannot|wo?n['’]t)\b(?: not| never)? be \w+(?:ed|en|t)\b"
)
_BOUNDARY = re.compile(
    r"[.;:?!](?=\s|[\"”’']|$)|[\"”](?=\s|$)|,? (?:but|while|whereas|although|though)\b|"
    r",? and (?:said|noted|stressed|proposed|called|asked|urged|suggested|added|questioned|expressed)\b|"
    r", and (?=(?:he|she|it|they|we|I|the|that)\b)|, (?:which|with|noting|adding|stressing|arguing|saying|"
    r"according|he|she|they|it|we|I)\b|"
    r",?[\"”]? (?:(?:the |an? )?[\w.-]+ ){1,2}(?:said|says|added|noted|wrote)\b"
)
_TO_CLAUSE = re.compile(r",\s|\bthen\b")

_MARKERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("in exchange for", _words(r"\bin (?:exchange|return) for ")),
    ("only if", _words(r"\bonly (?:if|when|where) |\bif and only if ")),
    ("after", _words(r"\b(?:only|but not) (?:after|once) |\b(?:but )?not before (?!\d|the end\b|next\b|\w+day\b)")),
    ("only if", _words(r"\bon (?:the )?(?:strict |sole )?condition that ")),
    (
        "only if",
        _words(r"\b(?:is|are|was|were|be|being|made|remains?|as) (?:conditional|contingent|conditioned) (?:up)?on "),
    ),
    ("only if", _words(r"\b(?:conditional|contingent) (?:up)?on ")),
    ("unless", _words(r"\bunless ")),
    (
        "provided",
        _words(
            r"\bprovid(?:ed|ing) that |, provided (?=(?:there|it|this|they|the|such|we|all|its|his|her|"
            r"their|a)\b)|"
            r"\b(?:as|so) long as |\bwith the proviso that |\bon the understanding that "
        ),
    ),
    ("provided", _words(r"\bsubject to (?:certain |some |the following |these |several )?(?=conditions?\b)")),
    ("provided", _words(r"\bif ")),
    ("after", _words(r"\buntil (?:and unless |such time as )?")),
    ("after", _words(r"\bonce ")),
    ("after", _words(r"\bwithout first ")),
    ("provided", _words(r"\bin any (?:year|month|case|event) (?:in which|where|when) |\bwhen(?:ever)? ")),
    (
        "unless",
        _words(r"\bwithout (?!doubt|delay|comment|precondition|condition|naming|giving|saying|first|\w+ing\b)"),
    ),
)
_REQUIRED = _words(
    r"(?P<cond>[^,.;]{3,160}?) (?:is|are|was|were|as|remains?|be)(?: \w+){0,8}? (?:prerequisite|precondition|"
    r"condition)s? "
    r"(?:for|of) (?P<main>[^.;]{4,})"
)
_BEFORE = _words(
    r"\b(?:must|should|needs? to|has to|have to|had to|the need to|asked that|requested that|insisted that|"
    r"demanded that)(?: first)? "
    r"(?P<cond>[^.;]{4,200}?)(?:,)? before (?P<main>(?!\d|the end\b|next\b|\w+day\b)[^.;]{4,})"
)


def find(text: str, *, clauses: Collection[int] = ()) -> tuple[Found, ...]:
    """The conditions that ``text`` (one statement with its cue, about a paragraph at most) ties its stance to.

    ``clauses`` are places at which a clause is known to begin, such as that of the content behind its cue.
    """
    found: list[Found] = []
    for start, end in sentences(text):
        for condition in _in_sentence(text, start, end, clauses):
            if all(condition.end <= other.start or condition.start >= other.end for other in found):
                found.append(condition)
    return tuple(sorted(found, key=lambda condition: condition.start))


def kind_at(text: str, start: int) -> Kind | None:
    """The kind that the connective right in front of ``start`` shows; null where none stands there."""
    for kind, pattern in _MARKERS:
        if any(marker.end() == start for marker in pattern.finditer(text, max(0, start - 40), start)):
            return kind
    return None


def _in_sentence(text: str, start: int, end: int, clauses: Collection[int]) -> Iterator[Found]:
    sentence = text[start:end]
    for kind, pattern in _MARKERS:
        for marker in pattern.finditer(sentence):
            found = _marked(text, start, end, kind, marker, clauses)
            if found:
                yield found
    for pattern, kind in ((_REQUIRED, "only if"), (_BEFORE, "after")):
        match = pattern.search(sentence)
        if match and not _FORESEES.search(sentence[: match.start("cond")]):
            cond = _trimmed(text, start + _after_that(match["cond"], match.start("cond")), start + match.end("cond"))
            main = (start + match.start("main"), start + match.end("main"))
            yield Found("only if" if kind == "only if" else "after", *cond, (main,))


def _after_that(words: str, at: int) -> int:
    """Where the subject of a clause begins: behind the last "that" of what leads up to it."""
    cut = words.rfind(" that ")
    return at + cut + 6 if cut >= 0 else at


def _marked(
    text: str, start: int, end: int, kind: Kind, marker: re.Match[str], clauses: Collection[int]
) -> Found | None:
    """The condition behind one marker, if the clause that it limits binds anyone."""
    at, after = start + marker.start(), start + marker.end()
    word = marker.group().strip().lower().lstrip(", ")
    if word == "if" and (_WHETHER.search(text[start:at]) or _STOCK.match(text, after)):
        return None
    if re.search(r"\bwhich,?\s*$", text[start:at]):
        return None  # an aside inside a relative clause limits the aside
    leads = at in clauses or _leads(text, start, at, only=word.startswith(("only", "but not", "not before")))
    stop = _stop(text, after, end, leads=leads)
    condition = text[after:stop]
    main = ((stop, _clause_end(text, stop, end)),) if leads else ((_clause_start(text, start, at), at),)
    lead_in = text[start:at]
    clause = " ".join(text[a:b] for a, b in main)
    judged = f"{lead_in} {clause}" if leads else lead_in
    if not condition.strip() or not _binds(word, judged, condition, clause):
        return None
    # "Unless" turns it: "we will not sign unless the annex is dropped" asks for that.
    unwanted = kind in {"provided", "only if", "unless"} and bool(_THREAT.search(clause)) != (kind == "unless")
    demands = not word.startswith(("in any", "when"))
    until = word.startswith("until")
    return Found(kind, *_trimmed(text, after, stop), main, until=until, unwanted=unwanted, demands=demands)


def _binds(word: str, judged: str, condition: str, clause: str) -> bool:
    if _FORESEES.search(judged):
        return False
    if word in {"until", "until and unless", "until such time as"}:
        return bool(
            _DEFERS.search(judged) and _VERB.search(condition) and (_STANCE.search(judged) or "impossible" in judged)
        )
    if word == "once":
        return bool((re.search(_DEMAND, clause, re.I) or _YIELDS.search(clause)) and _VERB.search(condition))
    if word.startswith(("in any", "when")):
        return bool(_LAPSES.search(clause) and _VERB.search(condition))
    if word == "without":
        return bool(_BARRED.search(judged))
    if word.endswith("not before"):
        return bool(_VERB.search(condition) and (_MODAL.search(judged) or _STANCE.search(judged)))
    if word == "unless" and _BE_DONE.search(judged):
        return True
    if word == "without first":
        return bool(_DEFERS.search(judged))
    if word.startswith(("only", "but not")):
        allowed = "if" in word and _MODAL.search(judged) and not _USUALLY.search(judged)
        return bool(_BINDING.search(judged) or allowed or _YIELDS.search(judged))
    if word.startswith("in "):
        return bool(_STANCE.search(judged) or _GIVEN.search(judged))
    if "conditional" in word or "contingent" in word or "conditioned" in word or "condition that" in word:
        return True
    return bool(_STANCE.search(judged))


def _leads(text: str, start: int, at: int, *, only: bool) -> bool:
    """Whether the condition at ``at`` opens its sentence or clause, so that the clause it limits follows it."""
    before = text[start:at].rstrip()
    if only and before.endswith(("but", "and")):
        return False  # "may come, but only if": the clause stands in front
    if not re.search(r"\w", before) or re.search(r"(?:\bthat|\bbut|\band|[“\"])$", before):
        return True
    return before.endswith(",") and not _STANCE.search(before)


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause in front of a condition begins: behind "said" or "that", else with the sentence."""
    before = text[start:at]
    last = 0
    for match in re.finditer(r"\b(?:said|noted|stated|says|added|that|indicated|stressed|declared) ", before):
        last = match.end()
    return start + (last if len(before) - last > 12 else 0)


def _stop(text: str, after: int, end: int, *, leads: bool) -> int:
    """The end of a condition that begins at ``after``."""
    match = _TO_CLAUSE.search(text, after, end) if leads else None
    if match:
        return match.start()
    boundary = _BOUNDARY.search(text, after, end)
    return boundary.start() if boundary else end


def _clause_end(text: str, after: int, end: int) -> int:
    boundary = re.compile(r"[.;](?=\s|$)").search(text, after, end)
    return boundary.start() if boundary else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' ,\n\t“"':
        start += 1
    while end > start and text[end - 1] in ' ,.;\n\t”"':
        end -= 1
    return start, end
