"""Spellings of one word: folding, a key that transliterations share, and whether two spellings are one name's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

__all__ = ["fold", "same_word", "skeleton", "sound"]

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)

# Letter groups that different transliterations write for one sound, longest first; applied in this order.
_SOUNDS = (
    ("shch", "S"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("dzh", "j"), ("kh", "h"), ("gh", "g"), ("zh", "j"),
    ("sh", "S"), ("ch", "C"), ("cz", "C"), ("ck", "k"), ("ph", "f"), ("qu", "k"), ("th", "t"), ("ks", "x"),
    ("tz", "z"), ("ts", "z"), ("w", "v"), ("q", "k"), ("c", "k"), ("ou", "u"), ("oo", "u"), ("yo", "o"), ("io", "o"),
    ("ye", "e"), ("ie", "e"),
    ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("y", "i"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes or periods; hyphens become spaces, other marks vanish."""
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-_/]", " ", text)).split())


_SPELLINGS = (
    ("shch", "S"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("sh", "S"), ("ch", "C"), ("cz", "C"), ("dzh", "J"),
    ("zh", "J"), ("kh", "h"), ("ks", "x"), ("ck", "k"), ("ph", "f"), ("ts", "z"), ("tz", "z"), ("w", "v"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What spellings of one name in different transliterations have in common, vowels kept: a class, not a likeness.

    Zelensky, Zelenskyy and Zelenskiy are one; Hansen and Hanson are two.
    """
    for letters, one in _SPELLINGS:
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word in the order of their sounds, and its first letter's class.

    Spellings of one foreign name share it (Zelensky, Zelenskyy, Zelenskiy); so do some unrelated names, so it is a key
    to look up candidates by, never a reason to merge.
    """
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    word = re.sub(r"i+$", "", word)
    head = "A" if word[:1] in set("aeiou") else word[:1]
    return head + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou ]", "", word[1:]))


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Whether two folded words can be spellings of one name.

    Equal; or the same skeleton and at most a third of the letters changed; or, from seven letters, one slip of the pen.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < 4:
        return False
    changed = OSA.distance(one, other)
    if skeleton(one) == skeleton(other):
        return changed <= max(len(one), len(other)) / 3 and (changed <= 2 or one[:2] == other[:2])
    return changed == 1 and min(len(one), len(other)) >= 8 and one[:2] == other[:2]
