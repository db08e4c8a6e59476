"""What the words around a proposal say about it: ruled out, off the table, irreversible, no comment.

A classifier of sentences overlooks single words that turn a statement round; these patterns do not. They are looked
for on the side of the mention where they mean something, the nearest one counts, a negation in front of one turns it,
and regret over it turns it too. The result is a leaning that `onrecord.positions.stance` adds to the classifier's.
"""

from __future__ import annotations

import re
from typing import Literal

from onrecord.positions.issues import stem

__all__ = ["Leaning", "leaning", "names_proposal"]

Leaning = Literal["for", "against", "neutral"]

_REJECTS_BEFORE = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|exclud\w+|reject\w*|oppos\w+|object\w* to|against|abandon\w*|giv(?:e|es|"
    r"ing) up|gave up|"
    r"forg(?:o|oes|oing|one)|forego(?:es|ing)?|drop(?:s|ped|ping)?|renounc\w+|back(?:ing)? away from|block\w*|"
    r"prevent\w*|veto\w*|doubts? about|doubts? (?:over|on)|stop(?:s|ped|ping)?|no (?:path|place|prospect|room)|"
    r"caution\w* against|concern(?:s|ed)? (?:about|over)|resist\w*|out of|cannot|can['’]t|without|(?:will|would|"
    r"shall|could|should|must) (?:not|"
    r"never)|an? threat from|dismiss\w*|end(?:s|ed)? the idea of)\b",
    re.I,
)
_REJECTS_AFTER = re.compile(
    r"\b(?:off the table|not (?:\w+ )?on the table|no longer (?:\w+ )?on the table|ruled out|excluded|"
    r"out of the question|"
    r"(?:is|was|were|are|be|being|as|called|deems?) ?(?:an? )?[\"“‘']?(?:not |un|im)(?:realistic|practical|"
    r"acceptable|possible|thinkable|"
    r"feasible|likely)|impossible|unrealistic|unacceptable|non-starter|non-issue|no longer (?:being )?considered|"
    r"not (?:being )?considered|not (?:been )?(?:realistic|practical|acceptable|possible|feasible)|"
    r"(?:is|be|as|pose|posed|poses|constitute\w*) an? (?:\w+ )?(?:threat|mistake|danger|red line)|root causes?|"
    r"play\w* a (?:\w+ )?(?:role|part) in (?:trigger|caus|start|provok)\w*|led to|triggered|"
    r"one of the (?:\w+ )?(?:factors|causes|reasons)|"
    r"(?:must|should|can|will|would|shall) ?(?:not|never)\b)",
    re.I,
)
_ENDORSES_BEFORE = re.compile(
    r"\b(?:support\w*|endors\w+|back(?:s|ed|ing)?|call(?:s|ed|ing)? for|push(?:es|ed|ing)? (?:for|to)|in favou?r of|"
    r"favou?r\w*|desire (?:to|for)|want\w*|seek\w*|sought|commit\w+ to|open to|willing to|ready (?:to|for)|"
    r"hop\w+ (?:for|to)|welcom\w+|demand\w*|insist\w* on|urg(?:e|es|ed|ing)|propos\w+|should be able to|"
    r"must be able to|determined to|keen (?:on|to)|promis\w+|irreversible)\b",
    re.I,
)
_ENDORSES_AFTER = re.compile(
    r"\b(?:irreversible|crucial|essential|vital|indispensable|(?:is|remains) (?:\w+ )?(?:necessary|a goal|"
    r"the goal|an objective|"
    r"a priority|the right|on the table)|inevitable|should go ahead|must go ahead|is the best|prerequisite)\b",
    re.I,
)
_SILENT = re.compile(
    r"\b(?:declin\w+ to|refus\w+ to (?:comment|confirm|say|answer|address)|no comment|did not (?:comment|say|"
    r"confirm|address)|"
    r"without commenting|ask\w* (?:about|whether|if)|whether|wonder\w*|(?:not|n['’]t) be (?:a )?part of|"
    r"no (?:specific )?timelines?)\b",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|n['’]t|cannot|refus\w+ to|declin\w+ to|unwilling to|neither|nor|without|denied|"
    r"denies|deny|"
    r"stopp?\w* short of|nobody|no one|hardly)\b[\w ’',]{0,14}$|n['’]t [\w ]{0,14}$",
    re.I,
)
_REGRET = re.compile(
    r"\b(?:regret\w*|lament\w*|deplor\w+|disappoint\w*|dismay\w*|criticis\w+|criticiz\w+|condemn\w*|protest\w*|angry|"
    r"denounc\w+|reject\w* (?:the )?(?:claim|idea|view|notion|criticism|suggestion)\w*|dismissed those)\b",
    re.I,
)
# Verdicts that need no proposal beside them: whatever the sentence is about, it is being put aside or made certain.
_ANYWHERE = re.compile(
    r"\b(?:off the table|not on the table|no longer on the table|out of the question|non-starter|"
    r"one of the (?:\w+ )?(?:factors|causes|reasons) (?:that|of|for|behind)|role in (?:trigger|caus|start|"
    r"provok)\w+)",
    re.I,
)
_REACH = 70
_STOPS = re.compile(r"[.;!?]\s|[.;!?]$|\bbut\b|\balthough\b|\bwhile\b", re.I)
# Verbs that make a proposition ask for the end of what its phrases name.
_ENDING = re.compile(
    r"\b(?:ban|ban(?:ned|s)|prohibit\w*|abolish\w*|end(?:ed)?|stop\w*|withdraw\w*|leave|leaves|scrap\w*|"
    r"reject\w*|oppos\w+|"
    r"limit\w*|reduc\w+|cut|not)\b",
    re.I,
)


def names_proposal(proposition: str, phrase: str) -> bool:
    """Whether ``phrase`` names what ``proposition`` asks for: they share a word, and it does not ask for its end."""
    words = {stem(word) for word in re.findall(r"\w+", proposition)}
    shared = any(stem(word) in words for word in re.findall(r"\w{3,}", phrase))
    return shared and not (_ENDING.search(proposition) and not _ENDING.search(phrase))


def leaning(text: str, mention: tuple[int, int] | None, *, verb: bool = False) -> Leaning | None:
    """What the clause around ``text[mention]`` says of the thing mentioned, or null where it says nothing plain.

    Without a mention only verdicts that hold for a whole sentence are looked for. ``verb`` says that the mention is a
    verb: what governs another verb that it is joined to by "and" does not govern it.
    """
    if mention is None:
        match = _ANYWHERE.search(text)
        return None if not match or _NEGATION.search(text[: match.start()]) else "against"
    before, after = _around(text, *mention)
    if verb:
        before = before.rpartition(" and ")[2]
    if _SILENT.search(before):
        return "neutral"
    nearest: tuple[int, Leaning] | None = None
    looked_for: tuple[tuple[re.Pattern[str], str, Leaning], ...] = (
        (_REJECTS_BEFORE, before, "against"),
        (_ENDORSES_BEFORE, before, "for"),
        (_REJECTS_AFTER, after, "against"),
        (_ENDORSES_AFTER, after, "for"),
    )
    for pattern, side, value in looked_for:
        for match in pattern.finditer(side):
            distance = len(before) - match.end() if side is before else match.start()
            turned = bool(_NEGATION.search(side[: match.start()] if side is before else before + side[: match.start()]))
            found: Leaning = value if not turned else ("against" if value == "for" else "for")
            if nearest is None or distance < nearest[0]:
                nearest = (distance, found)
    if nearest is None:
        return None
    if nearest[1] == "against" and _REGRET.search(before):
        return "for"
    return nearest[1]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 70 characters on each side of a mention, not across the end of its clause."""
    before = text[max(0, start - _REACH) : start]
    stops = [match.end() for match in _STOPS.finditer(before)]
    after = text[end : end + _REACH]
    stop = _STOPS.search(after)
    return before[stops[-1] if stops else 0 :], after[: stop.start()] if stop else after
