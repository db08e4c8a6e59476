"""Noun phrases without a parser: determiner, head noun and what the words before and after a name say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.naming.tables import word_set
from onrecord.reading.nouns import NounKind, is_plural, noun_kind, singular

__all__ = ["PRONOUNS", "Nominal", "apposition_after", "nominal", "premodifier", "split_list"]

PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours"), "you"),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), "who"),
    **dict.fromkeys(("this", "these", "those"), "this"),
}
WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:[-’'.&][^\W_]+)*\.?|[&]")
DEFINITE = word_set("the this that these those both")
POSSESSIVE = word_set("his her its their my our your whose")
INDEFINITE = word_set("""
a an some any many several few most one two three four five six seven eight nine ten dozens another other others no
each every all numerous various more certain multiple countless both-of half scores hundreds thousands
""")
_BOUNDARY = word_set("""
of for from in at on with to by who whom whose which that ranging including about against among between over under
near after before during since as than when where while because if but not is was are were be been has have had will
would can could may might must should said says told called speaking whether via per within without into despite
like amid
""")
_ABBREVIATED_TITLES = word_set("gen lt col maj capt cmdr sgt adm sen rep gov rev prof amb")
_STOP_LEFT = (
    _BOUNDARY
    | DEFINITE
    | POSSESSIVE
    | INDEFINITE
    | word_set("""
and or he she it they we i you him them who then also including so yet told asked quoted joined met calls named
added according urged attacked praised accused blamed saying telling believes thinks did does do how why what there
""")
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase without a name as its head. All words are lower case, except in ``text``.

    ``modifiers`` are the words between determiner and head, ``owner`` the text of a possessor ("Clinton" in "Clinton's
    lawyer", "his"), ``tail`` what follows the head ("for Clinton").
    """

    text: str
    determiner: str
    head: str
    modifiers: tuple[str, ...]
    owner: str
    tail: str
    kind: NounKind | None
    plural: bool

    @property
    def definite(self) -> bool:
        """Whether the phrase points at something known: "the envoy", "his lawyer", or a bare "police"."""
        return self.determiner in DEFINITE or bool(self.owner)


def nominal(text: str) -> Nominal:
    """The parts of a noun phrase; the head is the last word before a preposition, a relative clause or a comma."""
    text = " ".join(text.split()).strip(' ,.;:—–-"“”')
    core = re.split(r"[,;:(]|\s[-–—]+\s", text, maxsplit=1)[0]
    words = WORD.findall(core)
    lowered = [word.lower().rstrip(".") for word in words]
    owner, first = "", 0
    determiner = lowered[0] if lowered and lowered[0] in DEFINITE | INDEFINITE else ""
    if determiner:
        first = 1
    elif lowered and lowered[0] in POSSESSIVE:
        owner, first = lowered[0], 1
    end = next((i for i in range(first + 1, len(words)) if lowered[i] in _BOUNDARY), len(words))
    for i in range(end - 2, -1, -1):
        if re.search(r"['’]s?$", words[i]) or (words[i].endswith("s") and f"{words[i]}’" in core):
            owner = re.sub(r"['’]s?$", "", " ".join(words[1 if determiner == "the" else 0 : i + 1]))
            first = i + 1
            break
    head_at = end - 1
    if end > first + 1 and not noun_kind(_bare(lowered[head_at])):
        # "staffer turned legal assistant": the last word of a known kind is a better head than an unknown word.
        known = [i for i in range(first, end) if noun_kind(_bare(lowered[i])) and words[i].islower()]
        head_at = known[-1] if known and known[-1] >= end - 2 else head_at
    head = _bare(lowered[head_at]) if 0 <= head_at < len(words) else ""
    modifiers = tuple(_bare(word) for word in lowered[first:head_at])
    tail = core[_position(core, words, end) :] if end < len(words) else ""
    if determiner in {"dozens", "scores", "hundreds", "thousands"} and tail.startswith("of "):
        inner = nominal(tail[3:])
        return Nominal(text, determiner, inner.head, inner.modifiers, inner.owner, inner.tail, inner.kind, True)
    kind = noun_kind(head)
    return Nominal(text, determiner, head, modifiers, owner, tail, kind, kind == "people" or is_plural(head))


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _position(text: str, words: list[str], index: int) -> int:
    at = 0
    for word in words[:index]:
        at = text.index(word, at) + len(word)
    return text.index(words[index], at)


def split_list(text: str) -> list[tuple[int, int]]:
    """The (start, end) of the parts of a list "X, Y and Z" in ``text``; one part where it is no list."""
    joints = [(m.start(), m.end()) for m in re.finditer(r",?\s+(?:and|along with|as well as|together with)\s+", text)]
    joints = [joint for joint in joints if text[joint[1] : joint[1] + 1]]
    if not joints:
        return [(0, len(text))]
    start, end = joints[-1]
    return [(0, start), (end, len(text))]


def premodifier(text: str, start: int, floor: int) -> tuple[int, int] | None:
    """The (start, end) of the words before a name at ``start`` that tell its role: "Kremlin spokesman" before a name.

    The word next to the name must be a noun for persons or a title; ``floor`` is where its sentence starts.
    """
    words = list(WORD.finditer(text, max(floor, start - 160), start))
    if not words or text[words[-1].end() : start].strip() or not _denotes_person(words[-1][0]):
        return _of_phrase(text, words, start)
    first = len(words) - 1
    while first > 0:
        gap = text[words[first - 1].end() : words[first].start()]
        word = words[first - 1][0].lower().rstrip(".")
        if gap.strip(" /’'") or word in _STOP_LEFT or word.endswith("ly") or len(words) - first > 9:
            break
        if (
            not words[first - 1][0][0].isupper()
            and noun_kind(word) is None
            and word.endswith(("ed", "ing"))
            and word != "retired"
        ):
            break
        first -= 1
    return words[first].start(), words[-1].end()


def _denotes_person(word: str) -> bool:
    plain = _bare(word.lower().rstrip("."))
    return plain in _ABBREVIATED_TITLES or noun_kind(singular(plain)) == "person"


_OF_PHRASE = re.compile(r"(?:\w+[ -]){0,2}(\w+) (?:of|for) (?:the )?(?:[A-Z][\w.&-]*\s)+$")


def _of_phrase(text: str, words: list[re.Match[str]], start: int) -> tuple[int, int] | None:
    """ "spokesperson of the Kremlin" straight before a name."""
    offset = max(0, start - 90)
    before = text[offset:start]
    match = _OF_PHRASE.search(before) if words and (" of " in before or " for " in before) else None
    if not match or noun_kind(match[1].lower()) != "person":
        return None
    return offset + match.start(1), offset + match.end() - 1


_APPOSITION = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?(?:,\s+|\s+[-–—―]{1,2}\s+|\s*—\s*)(?=\S)")
_APPOSITION_END = re.compile(r",\s|[.;:!?](?=\s|$)|\s[-–—―]{1,2}\s|—|\swho\b|\swhose\b|\n|[\"“”]|$")


def apposition_after(text: str, end: int, limit: int) -> tuple[int, int] | None:
    """The (start, end) of an apposition that follows a name: ", a former adviser to the president,"."""
    opening = _APPOSITION.match(text, end, limit)
    if not opening:
        return None
    start = opening.end()
    closing = _APPOSITION_END.search(text, start, limit)
    stop = closing.start() if closing else limit
    found = nominal(re.sub(r"^(?:now|then|also|himself|herself|formerly|currently|once)\s+", "", text[start:stop]))
    if (
        found.kind != "person"
        or found.plural
        or len(text[start:stop].split()) > 30
        or re.match(r"(?i)and\b|but\b", text[start:stop])
    ):
        return None
    return start, stop
