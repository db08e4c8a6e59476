"""Do two statements report the same act of saying? Features of a pair and a calibrated decision.

The decision is a logistic model over features that a reader can check: how much of the shorter wording the longer one
holds, in its words or in words near them, how long the longest common run is, whether quoted words clash, how many
days lie between, how alike the speakers are called, how close the two articles are otherwise, and the likeness of the
sentence vectors where an encoder is given. Its coefficients are fitted by ``benchmarks/tracing_pairs.py`` on pairs
labelled by hand (docs/measurements/tracing.md), one set with vectors and one without.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.tracing import senses
from onrecord.tracing.content import Token, align, tokens
from onrecord.tracing.speakers import LIKELY, called_alike, compatible
from onrecord.tracing.tellings import gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.tracing.tellings import Telling

__all__ = ["FEATURES", "Likeness", "copied", "likeness"]

FEATURES = (
    "covered",  # weighted share of the shorter wording that the longer one has in the same order
    "told",  # weighted share of the shorter wording that the longer one has in its words or in words near them
    "told back",  # the same of the longer wording
    "sentence",  # weighted share of the two sentences that is in both, order aside
    "around",  # weighted share of each sentence that the other has in its words or in words near them, the mean
    "mass",  # log of the weight of what is in both
    "run",  # log of the weight of the weightiest run of two words or more in both
    "quoted run",  # the same among words that both quote
    "quote told",  # one side quotes: weighted share of its quoted words that the other tells in its own
    "clash",  # both quote: weighted share of the shorter quotation that the other content does not have
    "apart",  # 1 where both quote, but no three words in a row nor all of a quoted piece are in both
    "both quote",  # 1 where both quote
    "none quotes",  # 1 where neither quotes
    "figures",  # figures in the one that the other content, which has figures, does not have
    "same figures",  # figures that both contents have
    "days",  # log of the days between, 0 where a side is not dated
    "same day",  # 1 where both name the day and it is the same
    "undated",  # 1 where a side is not dated
    "kin",  # log of the runs of five words that the two articles share elsewhere
    "same speaker",  # 1 where the speakers are one actor
    "likely speaker",  # 1 where they are likely one: described alike, or one named in the other's sentence
    "unsure speaker",  # 1 where one of them is not named
    "no speaker",  # 1 where a side has none at all
    "called alike",  # weighted share of the shorter name that the longer one has, in its words or in words near them
    "same cue",  # 1 where the cues have a word in common
    "lean",  # how many sides say so little by themselves that their sentence was compared
    "cosine",  # likeness of the vectors of the two sentences; absent from the model without vectors
)
FIRM_GAP = 3  # days that two firmly dated reports of one remark may lie apart: time zones, slips of the desk
CERTAIN_RUN = 8  # words in a row, by which a saying is known whoever is named as its speaker
FEW = 6  # words of a content up to which their order makes no difference
UNFIRM = 0.7  # how much days between count where only the day of publication is known
RETOLD = 0.4  # how much they count where a report says that it tells of something earlier
REPEATED_RUN = 5  # words in a row that an article must repeat for two of its statements to be one remark
COPIED = 10  # words of a sentence from which an equal one in another article is a copy of it
_EARLIER = re.compile(
    r"\b(?:had|earlier|previously|originally|at the time|ago|back in|took in|"
    r"last (?:week|month|year|spring|summer|autumn|fall|winter)|"
    r"[Ii]n (?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Features in the order of ``FEATURES`` and the probability that both report one act of saying, 0 to 1.

    ``covers`` holds for each of the two the positions of its words that the other has.
    """

    features: tuple[float, ...]
    probability: float
    covers: tuple[frozenset[int], frozenset[int]]


@lru_cache(maxsize=2)
def _model(kind: str) -> tuple[float, tuple[float, ...]]:
    data = json.loads((files("onrecord.tracing") / "likeness.json").read_text(encoding="utf-8"))[kind]
    return float(data["intercept"]), tuple(float(data["coefficients"].get(name, 0.0)) for name in FEATURES)


def likeness(ours: Telling, theirs: Telling, cosine: float | None = None) -> Likeness | None:
    """The likeness of two statements; None where speaker, day or article rule out that they are one.

    ``cosine`` is the likeness of the vectors of the two sentences (``Telling.sense``), from -1 to 1.
    """
    if ours.statement.id == theirs.statement.id or not ours.tokens or not theirs.tokens:
        return None
    fit = compatible(ours.statement.speaker, theirs.statement.speaker)
    if fit == 0 or ours.within(theirs):
        return None
    copy = copied(ours, theirs)
    days, firm = (0, False) if copy else gap(ours.bounds, theirs.bounds)
    if firm and days is not None and days > FIRM_GAP:
        return None
    pairs = align(ours.tokens, theirs.tokens)
    length = _longest(pairs)
    near = ours.statement.article == theirs.statement.article
    if near and (length < REPEATED_RUN or ours.lean or theirs.lean):
        return None
    if _meant(ours, theirs):
        fit = max(fit, LIKELY)
    if fit < 0.5 and (length < CERTAIN_RUN or ours.lean or theirs.lean):
        return None
    row = _words(ours, theirs, pairs)
    row["same day"] = float(firm and days == 0)
    row["days"] = _apart(ours, theirs, days, firm=firm)
    row["undated"] = float(days is None)
    row["kin"] = 0.0 if near else math.log1p(ours.report.kinship(theirs.report))
    row |= _speakers(ours, theirs, fit)
    row["same cue"] = float(bool(_cue(ours) & _cue(theirs)))
    row["lean"] = float(ours.lean) + float(theirs.lean)
    row["cosine"] = cosine or 0.0
    features = tuple(row[name] for name in FEATURES)
    intercept, coefficients = _model("without vectors" if cosine is None else "with vectors")
    score = intercept + sum(c * f for c, f in zip(coefficients, features, strict=True))
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return Likeness(features, probability, (frozenset(i for i, _ in pairs), frozenset(j for _, j in pairs)))


def copied(ours: Telling, theirs: Telling) -> bool:
    """Whether two articles have the whole sentence in the same words: "on Monday" then is the day of the first one."""
    one, two = ours.context, theirs.context
    different = ours.statement.article != theirs.statement.article
    return different and len(one) >= COPIED and [t.word for t in one] == [t.word for t in two]


def _apart(ours: Telling, theirs: Telling, days: int | None, *, firm: bool) -> float:
    """How much the days between speak against one act of saying: nothing for copies, less where the later says so."""
    if not days:
        return 0.0
    later = max(ours, theirs, key=lambda t: t.order)
    return math.log1p(days) * (1.0 if firm else RETOLD if _EARLIER.search(later.beside) else UNFIRM)


def _cue(telling: Telling) -> frozenset[str]:
    cue = telling.statement.cue
    return frozenset(t.stem for t in tokens(cue.text) if t.weight >= 1) if cue else frozenset()


def _speakers(ours: Telling, theirs: Telling, fit: float) -> dict[str, float]:
    one, two = ours.statement.speaker, theirs.statement.speaker
    return {
        "same speaker": float(fit == 1),
        "likely speaker": float(fit == LIKELY),
        "unsure speaker": float(fit == 0.5),
        "no speaker": float(one is None or two is None),
        "called alike": called_alike(one.name, two.name) if one and two else 0.0,
    }


def _meant(ours: Telling, theirs: Telling) -> bool:
    """Whether a statement without a named speaker names the speaker of the other in its sentence ("a NATO paper")."""
    for one, two in ((ours, theirs), (theirs, ours)):
        nameless = one.statement.speaker is None or not one.statement.speaker.resolved
        if nameless and two.statement.speaker and two.statement.speaker.resolved and one.names(two.statement.speaker):
            return True
    return False


def _words(ours: Telling, theirs: Telling, pairs: list[tuple[int, int]]) -> dict[str, float]:
    a, b = _told(ours, theirs), _told(theirs, ours)
    both = sum(a[i].weight for i, _ in pairs)
    quoted = _quoted(ours, theirs)
    shorter = min(_weight(a), _weight(b)) or 1.0
    bag = sum(_held(a, b))
    # Of few words the order says nothing ("membership irreversible", "irreversible path to membership").
    held = max(both, bag) if min(len(a), len(b)) <= FEW or ours.lean or theirs.lean else both
    near, back_near = senses.nearest(ours.known, theirs.known)
    shares = [
        senses.told(a, b, near, [token.weight for token in a]),
        senses.told(b, a, back_near, [token.weight for token in b]),
    ]
    told, back = shares if _weight(a) <= _weight(b) else reversed(shares)
    row = {
        "told": told,
        "told back": back,
        "around": _around(ours, theirs),
        "both quote": float(bool(ours.quoted and theirs.quoted)),
        "none quotes": float(not ours.quoted and not theirs.quoted),
        "covered": held / shorter,
        "sentence": _sentences(ours, theirs),
        "mass": math.log1p(held),
        "run": math.log1p(_weightiest(pairs, a)),
        "quoted run": math.log1p(_weightiest(quoted, a)),
        "quote told": 0.0,
        "clash": 0.0,
        "apart": 0.0,
    }
    if bool(ours.quoted) != bool(theirs.quoted):
        words = [a[i] for i in sorted(ours.quoted)] or [b[j] for j in sorted(theirs.quoted)]
        row["quote told"] = sum(_held(words, b if ours.quoted else a)) / (_weight(words) or 1.0)
    if ours.quoted and theirs.quoted:
        quoted_a, quoted_b = [a[i] for i in sorted(ours.quoted)], [b[j] for j in sorted(theirs.quoted)]
        missing = min(
            1 - sum(_held(quoted_a, b)) / (_weight(quoted_a) or 1.0),
            1 - sum(_held(quoted_b, a)) / (_weight(quoted_b) or 1.0),
        )
        row["clash"] = max(0.0, missing)
        whole = _whole({i for i, _ in quoted}, ours.quoted) or _whole({j for _, j in quoted}, theirs.quoted)
        row["apart"] = float(_longest(quoted) < 3 and not whole)
    figures = [{t.word for t in side if t.word[0].isdigit()} for side in (a, b)]
    row["figures"] = float(len(figures[0] ^ figures[1])) if all(figures) and not figures[0] & figures[1] else 0.0
    row["same figures"] = float(len(figures[0] & figures[1]))
    return row


def _quoted(ours: Telling, theirs: Telling) -> list[tuple[int, int]]:
    """The words that both quote, aligned by themselves: within whole contents other words may draw them away."""
    one, two = sorted(ours.quoted), sorted(theirs.quoted)
    pairs = align([ours.tokens[i] for i in one], [theirs.tokens[j] for j in two])
    return [(one[i], two[j]) for i, j in pairs]


def _sentences(ours: Telling, theirs: Telling) -> float:
    one, two = ours.context, theirs.context
    return 2 * sum(_held(one, two)) / ((_weight(one) + _weight(two)) or 1.0)


def _around(ours: Telling, theirs: Telling) -> float:
    one, two = ours.context, theirs.context
    near, back = senses.nearest(ours.known_around, theirs.known_around)
    shares = (
        senses.told(one, two, near, [token.weight for token in one]),
        senses.told(two, one, back, [token.weight for token in two]),
    )
    return sum(shares) / 2


def _told(one: Telling, two: Telling) -> list[Token]:
    """The words of ``one``, those the less telling that both articles use all the time: their subject's."""
    ours, theirs = one.report.counts, two.report.counts
    found = []
    for t in one.tokens:
        often = min(ours.get(t.stem, 0), theirs.get(t.stem, 0))
        # Made directly: `dataclasses.replace` takes five times as long, and this is done for every pair.
        lighter = Token(t.start, t.end, t.word, t.stem, t.weight / (1 + math.log2(often))) if often > 1 else t
        found.append(lighter)
    return found


def _weight(row: Sequence[Token]) -> float:
    return sum(token.weight for token in row)


def _held(row: Sequence[Token], other: Sequence[Token]) -> list[float]:
    """The weights of those words of ``row`` that ``other`` has, each as often as there."""
    left: dict[str, int] = {}
    for token in other:
        left[token.stem] = left.get(token.stem, 0) + 1
    weights = []
    for token in row:
        if left.get(token.stem, 0):
            left[token.stem] -= 1
            weights.append(token.weight)
    return weights


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The runs of pairs that go on by one on both sides, as positions on the first side."""
    runs: list[list[int]] = []
    last = (-2, -2)
    for i, j in pairs:
        if (i, j) == (last[0] + 1, last[1] + 1):
            runs[-1].append(i)
        else:
            runs.append([i])
        last = (i, j)
    return runs


def _whole(held: set[int], quoted: frozenset[int]) -> bool:
    """Whether one of the pieces that ``quoted`` positions make up is held entirely."""
    pieces = _runs([(i, i) for i in sorted(quoted)])
    return any(held.issuperset(piece) for piece in pieces)


def _longest(pairs: Sequence[tuple[int, int]]) -> int:
    return max((len(run) for run in _runs(pairs)), default=0)


def _weightiest(pairs: Sequence[tuple[int, int]], row: Sequence[Token]) -> float:
    return max((sum(row[i].weight for i in run) for run in _runs(pairs) if len(run) > 1), default=0.0)
