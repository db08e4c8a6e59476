"""What the words around a proposal say about it: ruled out, off the table, irreversible, no comment.

A classifier of sentences overlooks single words that turn a statement round; these patterns do not. In front of the
proposal they form a chain, each turning or keeping what the next one says ("rejected calls to end the embargo"); behind
it they judge it ("is unrealistic") or say what becomes of it ("be lifted"). The result is a leaning that
`onrecord.positions.verdicts` weighs against the classifier's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Leaning", "leaning"]

Leaning = Literal["for", "against", "neutral"]


def _any(*words: str) -> re.Pattern[str]:
    """One of ``words`` (expressions; a blank stands for any blanks) as whole words, letters of either case."""
    return re.compile(rf"\b(?:{'|'.join(words).replace(' ', chr(92) + 's+')})(?!\w)", re.IGNORECASE)


# -- in front of the proposal -----------------------------------------------------------------------------------------

_MINUS = _any(
    r"rul(?:e|es|ed|ing) out",
    r"(?:exclud|reject|oppos|renounc|cancel|resist|dismiss|condemn|denounc|deplor|lament|regret|abolish|veto)\w*",
    r"(?:block|prevent|halt|suspend|freez|scrapp?|postpon|delay|limit|curb|lower|eas|lift|weaken|attack|defy|boycott)"
    r"(?:e|es|s|ed|ing)?",
    r"(?:criticis|criticiz|scorn|mock|rebuff|repeal|revok|remov|dismantl)\w*",
    r"object(?:s|ed|ing|ions?)? to",
    r"against",
    r"abandon\w*",
    r"giv(?:e|es|ing|en) up",
    r"gave up",
    r"for(?:e)?g(?:o|oes|oing|one)",
    r"(?:drop|stop|ban|shut|cut|slow)(?:s|ped|ping|ned|ning|ting)?(?: (?:down|off|in|to))?",
    r"clos(?:e|es|ed|ing|ure of)",
    r"end(?:s|ed|ing)?(?: to| of)?(?: the idea of)?",
    r"reduc\w+",
    r"(?:switch|call|turn)(?:s|ed|ing)? (?:off|down|away)",
    r"(?:withdr[ae]w|back|walk|pull|step|shy)\w*(?: (?:away|out|back))?(?: from| of)",
    r"withdr[ae]w\w*",
    r"bargain\w* away",
    r"tak(?:e|es|ing) away",
    r"(?:doubt|concern|worr|scepti|skepti|alarm|anxi|fear|afraid|warn)\w*(?: about| over| on| of| against)?",
    r"cautio\w* against",
    r"threats? (?:from|of)",
    r"out of",
    r"instead of",
    r"rather than",
)
_PLUS = _any(
    r"(?:support|endors|favou?r|promis|pledg|demand|propos|welcom|defend|embrac|approv|applaud|prais|accept|advocat|"
    r"guarantee)\w*",
    r"back(?:s|ed|ing)?",
    r"agree\w*(?: to| on| with)?",
    r"call(?:s|ed|ing)? (?:\w+ ){0,4}?(?:for|on)",
    r"push(?:es|ed|ing)? (?:for|to|ahead with)",
    r"pres(?:s|ses|sed|sing) (?:for|ahead with)",
    r"in favou?r of",
    r"(?:desire|wish|hop(?:e|es|ed|ing)|long(?:s|ed|ing)?) (?:to|for)",
    r"(?:hop|wish)(?:e|es|ed|ing) (?:that )?",
    r"want\w*",
    r"(?:seek|urg|insist|plead|campaign|strive|fight|request|prefer|need)(?:e|es|s|ed|ing)?(?: on| for| that)?",
    r"(?:sought|fought|pleaded) (?:for)?",
    r"stand(?:s|ing)? by",
    r"live with",
    r"commit\w+ to",
    r"(?:open|willing|ready|prepared|determined|keen|happy|free|able) (?:to|for|on)",
    r"(?:satisf|pleas|glad|delight)\w*",
    r"right (?:to|of)",
    r"nothing short of",
    r"irreversible",
    r"(?:go|went|going|goes) ahead with",
    r"(?:will|shall|would|could|can|'ll|to) (?:also |now |soon )?(?:build|keep|sign|join|let|allow|admit|grant|hold|"
    r"hand over|"
    r"vote for|return|reopen|restore|recogni[sz]e|extend)",
    r"allow(?:s|ed|ing)?",
    r"let(?:s|ting)?",
)
_NOT = _any(
    r"not(?! only)",
    r"never",
    r"no longer",
    r"\w+n't",
    r"cannot",
    r"neither",
    r"nor",
    r"hardly",
    r"refus\w+(?: to)?",
    r"declin\w+ to",
    r"(?:unwilling|unable|reluctant) to",
    r"without",
    r"den(?:y|ies|ied|ying)",
    r"stopp?\w* short of",
    r"nobody",
    r"no one",
    r"no(?! (?:doubt|question|matter|longer))",
)
# Those that reject by themselves, close in front of a proposal: "cannot join", "no talks".
_BARS = _any(
    r"cannot",
    r"can't",
    r"(?:will|would|shall|could|should|must|may) (?:not|never)",
    r"w(?:o|ould)n't",
    r"without",
    r"no",
    r"never",
    r"neither",
    r"refus\w+(?: to)?",
    r"not (?:now )?want\w*",
    r"not come to",
)
_SILENT = _any(
    r"declin\w+ to",
    r"refus\w+ to (?:\w+ )?(?:comment|confirm|say|answer|address|discuss)",
    r"no comment",
    r"did not (?:comment|say|confirm|address)",
    r"without commenting",
    r"ask\w* (?:about|whether|if)",
    r"whether(?! or not to)",
    r"wonder\w*",
    r"(?:not|\w+n't) be (?:a )?part of",
    r"no (?:specific )?timelines?",
    r"(?:no|any) (?:view|opinion|position|decision|stance) (?:yet )?(?:on|about)",
    r"(?:not|\w+n't|never)(?: yet)? (?:made up|formed|decided|taken|reached|discussed)",
    r"undecided",
    r"(?:is|are|was|were|be) (?:still )?(?:weighing|considering|studying|examining)",
    r"(?:think|look|read) (?:\w+ )?(?:about|at|into)",
    r"accus\w+",
    r"surpris\w+",
    r"(?:last \w+|in [A-Z]\w+|once|earlier|previously) (?:I|we|he|she|they) (?:\w+ ){0,2}?(?:said|told|thought|"
    r"believed)",
)
_CERTAIN = _any(r"when,?(?: and)? not (?:of )?(?:whether|if)")
_FORESEES = _any(r"(?:suspect|predict|expect|anticipat|forecast|speculat|guess)\w*")
# Feelings about what a whole clause tells: they turn a judgement behind the proposal, too.
_MOVED = _any(r"(?:regret|lament|deplor|disappoint|dismay|criticis|criticiz|condemn|protest|denounc|reject|angr)\w*")

# -- behind the proposal ----------------------------------------------------------------------------------------------

_IS = r"(?:is|are|was|were|be|been|being|as|remains?|seems?|looks?|called|deem(?:s|ed)?|both)"
_WORD = r"(?!(?:not|never|neither|nor|no|hardly)\b)\w+"  # any word but a negation
_UNDONE = _any(
    r"(?:be |been |being |is |are |to be |get )?(?:lifted|suspended|halted|stopped|closed|shut(?: down)?|ended|eased|"
    r"scrapped|"
    r"abandoned|dropped|cut|reduced|lowered|frozen|delayed|postponed|withdrawn|banned|blocked|cancell?ed|rejected|"
    r"vetoed|bargained away|given up|switched off|removed|abolished|revoked|limited)",
    r"(?<!to\s)(?:stop|stops|cease|ceases|lapse|lapses|end|fall|go away|fail|fails|come down|came down|fell)",
)
_DONE = _any(
    r"(?:be |been |being |to be |get )?(?:kept|maintained|allowed|admitted|let (?:in|through)|recogni[sz]ed|guaranteed|"
    r"accepted|approved|built|granted|restored|returned|handed (?:back|over)|respected|honoured|safeguarded|welcomed)",
    r"(?:remain|remains|remained|stay|stays|stand|stands|stood|continue|continues|go on|goes on|went on|keep running|"
    r"go(?:es)? (?:ahead|through)|proceed|prevail)",
    r"(?:will|shall) (?:soon )?(?:come|be)(?= to | into |[.!]|$)",
)
_BAD = _any(
    r"off(?: the table)?(?= |[.,;!]|$)(?! the coast| to )",
    r"not (?:\w+ )?on the table",
    r"no longer (?:\w+ )?on the table",
    r"ruled out",
    r"excluded",
    r"out of the question",
    r"(?:un|im)(?:realistic|practical|acceptable|possible|thinkable|feasible|likely|fair|necessary|wanted|welcome)",
    r"non-?(?:starter|issue)",
    r"no longer (?:being )?considered",
    r"not (?:being )?considered",
    rf"{_IS}(?: {_WORD}){{0,3}} (?:premature|dead|reckless|wrong|dangerous|harmful|useless|pointless|illegal|absurd|"
    rf"nonsense|"
    r"a fantasy|madness|folly|wishful\w*)",
    r"(?:threat|danger|mistake|red line|betrayal|disaster|provocation|step too far|bridge too far|obstacle|burden)",
    r"wishful thinking",
    r"reckless",
    r"a fantasy",
    r"(?:a|one|\w+) (?:\w+ )?too far",
    r"root causes?",
    r"play\w* a (?:\w+ )?(?:role|part) in (?:trigger|caus|start|provok)\w*",
    r"led to",
    r"triggered",
    r"one of the (?:\w+ )?(?:factors|causes|reasons)",
    r"not for (?:sale|return|discussion|negotiation)",
    r"(?:has|have|had) no (?:place|business|future|chance|right|prospect)",
    r"(?:has|have) failed",
    r"(?:would|will|only) (?:only )?(?:ruin|destroy|harm|poison|hurt|reward|damage|undermine|endanger|weaken|provoke|"
    r"worsen)",
    r"(?:hurt|harm|strangl|ruin|poison|destroy)(?:s|es|ing|ed)?",
    r"never (?:be|come|happen|cross|set|pass|work|see)",
    rf"{_IS}(?: \w+ \w+)?,? (?:a )?(?:firm |clear |still )?no(?=[\s,.;!]|$)(?! longer)",
)
_GOOD = _any(
    r"irreversible",
    r"(?:crucial|essential|vital|indispensable|overdue|affordable|feasible|inevitable|legitimate|justified|sensible|"
    r"welcome|possible|realistic|acceptable)",
    rf"{_IS} (?:{_WORD} )?(?:necessary|needed|fair|right|unchanged)",
    r"(?:a|the|our|its|their|his|her) (?:\w+ )?(?:goal|aim|objective|priority|backbone)(?: is| remains)?",
    rf"(?:is|remains|was) (?:{_WORD} )?(?:the right|on the table|the best|the only|our only)",
    r"(?:should|must) go ahead",
    r"prerequisite",
    r"lies? in",
    rf"{_IS} (?:a )?(?:firm |clear )?yes",
    r"not (?:a )?(?:threat|mistake)",
)
_OPEN = _any(
    r"(?:still |remains? )?open(?: question)?",
    r"(?:had|has|have) been broken",
    r"undecided",
    r"would lapse",
    r"came up",
)
# Verdicts that need no proposal beside them: whatever the sentence is about, it is being put aside or made certain.
_ANYWHERE = _any(
    r"off the table",
    r"not on the table",
    r"no longer on the table",
    r"out of the question",
    r"non-starter",
    r"one of the (?:\w+ )?(?:factors|causes|reasons) (?:that|of|for|behind)",
    r"role in (?:trigger|caus|start|provok)\w+",
)
_ASIDE = _any(r"(?:not|\w+n't) be (?:a )?part of")
_BEFORE, _AFTER, _LINK = 110, 80, 48
_STOPS = re.compile(
    r"[.;!?:](?=\s|$)|\b(?:but|although|though|while|whereas|because)\b|"
    r",\s(?:which|who|whose|he|she|it|they|we|I|and|saying|adding|noting)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or)\b|,\s", re.IGNORECASE)
# "Take away the licences and you take away our vote": who says so wants them kept.
_TAKING = re.compile(r"(?:^|\W)(?:Take|Touch|Cut|Remove|Close|Lift|End|Drop|Break|Scrap)(?: away| off)?(?: \w+)?\s*$")
_LOSING = re.compile(r"^[^.;]*?\b(?:and|or)\s+(?:you|we|they|there|I)\b", re.IGNORECASE)


_LEVEL = str.maketrans('“”"‘«»’', "      '")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    sign: int
    negates: bool = False


def leaning(text: str, mention: tuple[int, int] | None, *, verb: bool = False) -> Leaning | None:
    """What the clause around ``text[mention]`` says of the thing mentioned, or null where it says nothing plain.

    Without a mention only verdicts that hold for a whole sentence are looked for. ``verb`` says that the mention is a
    verb: what governs another verb that it is joined to by "and" does not govern it, and "will" asserts it.
    """
    text = _levelled(text)
    if mention is None:
        if _ASIDE.search(text):
            return "neutral"
        match = _ANYWHERE.search(text)
        return None if not match or _negated(text[: match.start()]) else "against"
    before, after = _around(text, *mention)
    if verb:
        before = before.rpartition(" and ")[2]
    if _CERTAIN.search(before) or (_TAKING.search(before) and _LOSING.search(after)):
        return "for"
    chain = _chain(before, verb=verb)
    judged = _behind(after)
    if judged and chain is None and _negated(before):  # "does not consider it unrealistic"
        judged = (judged[0], -judged[1], judged[2])
    if chain is None and judged is None:
        return "neutral" if _SILENT.search(before) or _OPEN.search(after) else None
    if _SILENT.search(before) and not (judged and judged[2]):
        return "neutral"
    if chain and judged:
        if judged[2] == "change" or _MOVED.search(before):
            sign = chain[1] * judged[1]
        else:
            sign = judged[1] if judged[0] < chain[0] else chain[1]
    else:
        sign = chain[1] if chain else judged[1]  # type: ignore[index]  # one of the two is there
    if _FORESEES.search(before):
        return "neutral"
    return "for" if sign > 0 else "against"


def _levelled(text: str) -> str:
    """``text`` with quotation marks blanked and apostrophes made straight, of the same length."""
    text = text.translate(_LEVEL)
    return re.sub(r"(?<!\w)'|'(?!\w)", " ", text)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 110 characters in front of a mention and 80 behind it, not across the end of its clause."""
    before = text[max(0, start - _BEFORE) : start]
    stops = [match.end() for match in _STOPS.finditer(before)]
    after = text[end : end + _AFTER]
    stop = _STOPS.search(after)
    return before[stops[-1] if stops else 0 :], after[: stop.start()] if stop else after


def _words(text: str) -> list[_Word]:
    """The turning and keeping words of ``text``, in order; of two that overlap the longer."""
    found = [_Word(*m.span(), -1) for m in _MINUS.finditer(text)]
    found += [_Word(*m.span(), 1) for m in _PLUS.finditer(text)]
    found += [_Word(*m.span(), -1, negates=True) for m in _NOT.finditer(text)]
    kept: list[_Word] = []
    for word in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        if all(word.end <= other.start or word.start >= other.end for other in kept):
            kept.append(word)
    return sorted(kept, key=lambda w: w.start)


def _chain(before: str, *, verb: bool) -> tuple[int, int] | None:
    """(distance of the nearest word, sign) of what governs a mention behind ``before``."""
    words = _words(before)
    sign, reach, nearest, governed = 1, len(before), None, False
    for number, word in enumerate(reversed(words)):
        gap = before[word.end : reach]
        if len(gap) > (_LINK if governed else 70) or (governed and _JOINED.search(gap)):
            break
        if word.negates and not governed:
            bars = _BARS.search(before[word.start :])
            if not bars or len(gap) > 25:
                break
            later = words[len(words) - number - 1]
            governed = later is word
        governed = True
        sign *= word.sign
        nearest = len(before) - word.end if nearest is None else nearest
        reach = word.start
    if nearest is None:
        asserted = verb and re.search(r"\b(?:will|shall|must|should|'ll|going to)\s+$", before)
        return (0, 1) if asserted else None
    return nearest, sign


def _behind(after: str) -> tuple[int, int, str] | None:
    """(distance, sign, "change" or "judgement") of the nearest word behind a mention."""
    found: list[tuple[int, int, str]] = []
    looked_for: Iterable[tuple[re.Pattern[str], int, str]] = (
        (_BAD, -1, "judgement"),
        (_GOOD, 1, "judgement"),
        (_UNDONE, -1, "change"),
        (_DONE, 1, "change"),
    )
    for pattern, sign, kind in looked_for:
        for match in pattern.finditer(after):
            turned = _negated(after[: match.start()])
            found.append((match.start(), -sign if turned else sign, kind))
    return min(found, default=None, key=lambda one: one[0])


def _negated(lead: str) -> bool:
    """Whether a word behind ``lead`` is turned round by a negation close in front of it."""
    return bool(re.search(rf"(?:{_NOT.pattern})[\w ',]{{0,14}}$", lead, re.IGNORECASE))
