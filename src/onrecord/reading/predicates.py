"""Verbs by which reports of negotiations say what a party does with words, in three classes, in all their forms."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["ANAPHORIC", "Class", "class_of", "gerund", "verb_phrase"]

Class = Literal["support", "oppose", "report"]

_SUPPORT = (
    "support back endorse welcome favour favor accept agree concur advocate applaud commend echo second praise prefer"
    " approve"
)
_OPPOSE = (
    "oppose object reject refuse disagree dispute question criticize criticise condemn deplore protest lament resist"
    " block veto decline deny challenge counter regret withdraw differ diverge bracket"
)
_REPORT = (
    "say state note propose suggest stress emphasize emphasise underscore underline highlight argue urge recommend"
    " request call express announce report indicate add point reiterate observe caution warn explain outline clarify"
    " recall remind insist maintain claim declare describe ask appeal demand encourage invite seek identify inform"
    " introduce present comment remark respond reply assert affirm confirm acknowledge recognize recognise pledge"
    " promise commit offer threaten raise submit conclude hope believe consider elaborate specify mention tell advise"
    " estimate stipulate lay draw voice table cite assure discuss intervene predict reaffirm reassure signal thank want"
    " query restate think inquire enquire worry wonder complain contend deem feel list lobby"
)
_CLASSES: dict[str, Class] = dict.fromkeys(_REPORT.split(), "report")
_CLASSES |= dict.fromkeys(_SUPPORT.split(), "support")
_CLASSES |= dict.fromkeys(_OPPOSE.split(), "oppose")
_IRREGULAR = {
    "say": ("said", "says", "saying"),
    "seek": ("sought", "seeks", "seeking"),
    "withdraw": ("withdrew", "withdraws", "withdrawing"),
    "tell": ("told", "tells", "telling"),
    "lay": ("laid", "lays", "laying"),
    "draw": ("drew", "draws", "drawing"),
    "commit": ("committed", "commits", "committing"),
    "submit": ("submitted", "submits", "submitting"),
    "prefer": ("preferred", "prefers", "preferring"),
    "think": ("thought", "thinks", "thinking"),
    "feel": ("felt", "feels", "feeling"),
    "regret": ("regretted", "regrets", "regretting"),
    "differ": ("differed", "differs", "differing"),
}


def _forms(lemma: str) -> tuple[str, str, str]:
    """Past tense, third person singular and gerund."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d", lemma + "s", lemma[:-2] + "eeing" if lemma.endswith("ee") else lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied", lemma[:-1] + "ies", lemma + "ing"
    return lemma + "ed", lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh")) else "s"), lemma + "ing"


_FINITE: dict[str, str] = {}
_GERUNDS: dict[str, str] = {}
for _lemma in _CLASSES:
    _past, _present, _gerund = _forms(_lemma)
    _FINITE[_past] = _FINITE[_present] = _lemma
    _GERUNDS[_gerund] = _lemma


def _either(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]  # any iterable of words


_ADVERBS = (
    r"(?:(?:also|then|further|furthermore|strongly|again|however|instead|likewise|additionally|consequently|generally|inter"
    r"\s+alia,?|subsequently|later|only|both|all|repeatedly|clearly|still|therefore|thus|simply|specifically|[a-z]+ly|first"
    r"|once\s+again|nevertheless|nonetheless),?\s+)*"
)
_MODAL = r"(?:did|does|do|could|can|would|will|should|must|may|might)(?:\s+not|n['’]t)?|cannot|has|have|had"
# "Reports" and the like are plural nouns as often as verbs: taken for verbs only before what a verb takes.
_NOUN_TOO = (
    r"(?!(?:reports|calls|comments|requests|claims|estimates|questions|challenges|offers|demands|appeals|protests|disputes"
    r"|notes|supports|presents)\b(?!\s+(?:that|for|on|an?|the|it|its|his|her|their)\b))"
)
_VERB_PHRASE = re.compile(
    rf"{_ADVERBS}(?:(?P<modal>{_MODAL})\s+{_ADVERBS}(?P<base>{_either([*_CLASSES, *_FINITE, 'withdrawn'])})"
    rf"|{_NOUN_TOO}(?P<finite>{_either(_FINITE)}))(?![\w-])(?!\s+by\b)",
)
# Being for or against something, in more words than one.
_PHRASES: dict[Class, str] = {
    "support": r"in\s+favou?r\s+of|willing|ready|prepared|supportive\s+of|flexible",
    "oppose": r"opposed\s+to|sceptical|skeptical|against|reluctant|unable|unwilling|not\s+(?:ready|willing|prepared)",
    "report": r"concerned|of\s+the\s+view",
}
_BEING = re.compile(
    rf"{_ADVERBS}(?P<finite>(?:was|were|is|are|remained|spoke(?:\s+out)?)\s+(?:also\s+|still\s+|strongly\s+)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _PHRASES.items())
    + r"))(?![\w-])"
)
_GERUND = re.compile(rf"{_ADVERBS}(?P<finite>{_either(_GERUNDS)})(?![\w-])(?!\s+by\b)", re.IGNORECASE)
# What stands where a proposal would, and means the one before: "opposed this", "disagreed", "supported the proposal".
ANAPHORIC = re.compile(
    r"(?:with\s+|to\s+)?(?:"
    r"(?:(?:this|that|these|such|so)\b(?:\s+an?)?\s*)?"
    r"(?:proposals?|suggestions?|references?|amendments?|requests?|views?|inclusion|deletion|idea|moves?|additions?|text)"
    r"|(?:the|both)\s+(?:proposals?|suggestions?|amendments?|requests?|idea|moves?)"
    r"|(?:this|that|it|these|them|so)?)\s*[.,;:]?\s*\Z",
    re.IGNORECASE,
)


def verb_phrase(text: str, start: int, end: int) -> re.Match[str] | None:
    """A finite verb phrase at ``start``: group ``finite`` or ``base`` is the verb, ``modal`` its auxiliary."""
    return _VERB_PHRASE.match(text, start, end) or _BEING.match(text, start, end)


def gerund(text: str, start: int, end: int) -> re.Match[str] | None:
    """A gerund of the lexicon at ``start`` ("noting that …"); group ``finite`` is the verb."""
    return _GERUND.match(text, start, end)


def class_of(verb: str) -> Class:
    """The class of a verb in any form."""
    word = verb.lower()
    for name, words in _PHRASES.items():
        if re.search(rf"\s(?:{words})\Z", word):
            return name
    return _CLASSES[word if word in _CLASSES else _FINITE.get(word) or _GERUNDS.get(word) or "withdraw"]
