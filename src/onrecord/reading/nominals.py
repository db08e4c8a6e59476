"""Descriptions ("the special envoy", "a Bloomberg report", "his lawyer") tied to the figures of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.naming.organizations import HYPERNYMS
from onrecord.naming.places import demonym_country
from onrecord.naming.tables import word_set
from onrecord.naming.variants import fold
from onrecord.reading.nouns import FEMALE_NOUNS, MALE_NOUNS, NounKind, singular

if TYPE_CHECKING:
    from onrecord.reading.cast import Cast, Figure
    from onrecord.reading.phrases import Nominal
    from onrecord.reading.salience import Salience
    from onrecord.vocabulary import ActorType

__all__ = ["OWNED", "described_type", "find_description", "role_fit", "same_description"]

# Bodies that are named by whose they are: "Clinton's campaign" is an organization called the Clinton campaign.
OWNED = word_set("""
campaign administration camp team office government cabinet ministry party foundation
""")

_TYPES: dict[NounKind, ActorType] = {
    "person": "person",
    "people": "group",
    "organization": "organization",
    "media": "media",
    "document": "document",
    "country": "country",
}
# Nouns that news uses for one office, and titles that stand for a noun.
_SYNONYMS = [
    frozenset(group.split())
    for group in (
        "general gen",
        "senator sen lawmaker legislator",
        "congressman congresswoman representative rep lawmaker legislator",
        "governor gov",
        "nominee candidate hopeful contender standard-bearer",
        "spokesman spokeswoman spokesperson",
        "president leader",
        "premier minister",
        "chairman chairwoman chair chairperson",
        "adviser advisor aide",
        "lawyer attorney counsel",
        "professor academic scholar",
        "businessman businesswoman tycoon billionaire mogul magnate",
        "director filmmaker",
        "reporter journalist correspondent",
        "chief head boss",
        "physician doctor",
        "envoy emissary representative",
    )
]
_PARTY = {
    "republican": "r",
    "gop": "r",
    "democrat": "d",
    "democratic": "d",
    "libertarian": "l",
    "conservative": "c",
    "labour": "b",
}
_WEAK = word_set("""
former then current new own the a an of and top senior longtime presidential
""")


def described_type(noun: Nominal) -> ActorType:
    """The type of actor that a description denotes."""
    return _TYPES[noun.kind] if noun.kind else "unknown"


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _SYNONYMS)


def _parties(words: set[str]) -> set[str]:
    return {_PARTY[word] for word in words if word in _PARTY}


def role_fit(figure: Figure, noun: Nominal) -> float:
    """How well a description fits a person's known roles: 0 unknown, negative contradicted, from 2 so called."""
    wanted = set(fold(" ".join((*noun.modifiers, noun.head))).split()) - _WEAK
    known = [set(fold(role).split()) for role in figure.roles]
    everything = set().union(*known) if known else set()
    female, male = noun.head in FEMALE_NOUNS, noun.head in MALE_NOUNS
    if (figure.gender == "male" and female) or (figure.gender == "female" and male):
        return -5.0
    if _parties(wanted) and _parties(everything) and not _parties(wanted) & _parties(everything):
        return -5.0
    fit = 0.0
    for words in known:
        if any(_alike(noun.head, word) for word in words):
            others = wanted - {noun.head}
            shared = sum(any(_alike(w, k) or (_PARTY.get(w, w) == _PARTY.get(k, k)) for k in words) for w in others)
            missed = len(others) - shared
            fit = max(fit, 2.0 + shared - 0.5 * missed)
    if not fit and _parties(wanted) & _parties(everything):
        fit = 1.0
    if {demonym_country(w) for w in wanted} - {None} & {demonym_country(w) for w in everything}:
        fit += 0.5
    return fit


def find_description(cast: Cast, salience: Salience, noun: Nominal, at: int) -> tuple[Figure | None, float]:
    """The figure that a definite description at ``at`` points at, with a probability; (None, 0) where none fits."""
    if noun.kind == "person" and not noun.plural:
        return _person(cast, salience, noun, at)
    if noun.kind in {"organization", "media", "document", "country", "people"}:
        return _body(cast, noun, at)
    return None, 0.0


def _person(cast: Cast, salience: Salience, noun: Nominal, at: int) -> tuple[Figure | None, float]:
    people = [f for f in cast.figures if f.type == "person" and not f.plural]
    fits = {id(f): role_fit(f, noun) for f in people}
    strong = [f for f in people if fits[id(f)] >= 2 and any(m.start < at for m in f.mentions)]
    if strong:
        best = max(fits[id(f)] for f in strong)
        figure, share = salience.best([f for f in strong if fits[id(f)] >= best - 0.4], at)
        if figure:
            return figure, 0.6 + 0.35 * share
    later = [f for f in people if fits[id(f)] >= 2.5]
    if len(later) == 1 and not strong:
        return later[0], 0.6
    if noun.tail or noun.owner or len(noun.modifiers) > 3:
        return None, 0.0
    # An epithet ("the businessman") takes up whoever the text is about, if nothing contradicts it.
    near = [f for f in people if fits[id(f)] >= 0 and f.resolved and _reach(cast, f, at) <= 3]
    figure, share = salience.best(near, at)
    return (figure, 0.35 + 0.4 * share) if figure and share > 0.5 else (None, 0.0)


def _reach(cast: Cast, figure: Figure, at: int) -> int:
    """How many sentences before ``at`` the figure was last mentioned."""
    last = max((m.start for m in figure.mentions if m.start < at), default=None)
    return 999 if last is None else cast.layout.sentence(at) - cast.layout.sentence(last)


def _body(cast: Cast, noun: Nominal, at: int) -> tuple[Figure | None, float]:
    def before(figure: Figure) -> int:
        return max((m.start for m in figure.mentions if m.start < at), default=-1)

    single = singular(noun.head)
    wanted = set(fold(" ".join(noun.modifiers)).split()) - _WEAK
    fitting: list[Figure] = []
    for figure in cast.figures:
        if figure.type == "person" or before(figure) < 0:
            continue
        words = fold(figure.name).split()
        if figure.resolved:
            takes = not noun.plural and (single in words or fold(figure.name) in HYPERNYMS.get(noun.head, ()))
        else:
            takes = singular(figure.head) == single and noun.plural == figure.plural
        if takes and (not wanted or wanted & set(words)):
            fitting.append(figure)
    if fitting:
        named = [f for f in fitting if f.resolved]
        figure = max(named or fitting, key=before)
        return figure, 0.9
    if noun.kind in {"media", "country"} and noun.determiner == "the" and not noun.plural and not wanted:
        alike = [
            f
            for f in cast.figures
            if f.type == _TYPES[noun.kind] and f.resolved and before(f) >= 0 and _reach(cast, f, at) <= 4
        ]
        if alike:
            return max(alike, key=before), 0.6
    return None, 0.0


def same_description(cast: Cast, text: str) -> Figure | None:
    """The figure that was described in the same words before."""
    plain = fold(re.sub(r"^(?:the|a|an|some|many|several)\s+", "", text, flags=re.IGNORECASE))
    return next(
        (
            f
            for f in cast.figures
            if not f.resolved and fold(re.sub(r"(?i)^(?:the|a|an|some|many|several)\s+", "", f.name)) == plain
        ),
        None,
    )
