"""The words of what was said: tokens, stems, how telling each is, and how two wordings align.

Articles render the same remark with other words for the same thing ("causes us satisfaction", "causes our
satisfaction"; war, conflict), so words are compared by stem and by a small table of words that reporters exchange.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Aligned", "Token", "align", "differing", "stem", "stems", "tokenised", "tokens", "variants", "weight"]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’](?:t|re|ve|ll|d|m)\b)?", re.UNICODE)

# Words that reports of one remark exchange for one another. The first of each line stands for all of it.
_EXCHANGED = """
war conflict hostility fighting
deal agreement accord pact settlement
support back backing endorse
join accession accede
rule exclude exclusion
trigger cause lead spark provoke
hope hopeful aspiration ambition
willing open ready prepared
pleased satisfaction satisfactory welcome satisfied glad
concede cede surrender give
abandon drop renounce forgo relinquish
withdraw pull pullout withdrawal
recognize recognise acknowledge
demand require insist
reject refuse decline
people person
kill killed death die dead
child kid
start begin commence launch
end finish stop cease
big large major huge
unlikely doubtful
need must
help aid assistance assist
happen occur
say state
week weekly
country nation
buy purchase
job employment
talk discuss discussion negotiation negotiate
leader head
attack strike assault
vote ballot
law legislation
probe investigation inquiry investigate
"""

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", "e"), ("s", ""))
_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "was": "be",
    "is": "be",
    "are": "be",
    "were": "be",
    "been": "be",
    "am": "be",
    "has": "have",
    "had": "have",
    "does": "do",
    "did": "do",
    "doing": "do",
    "done": "do",
    "going": "go",
    "being": "be",
    "us": "we",
    "our": "we",
    "ours": "we",
    "me": "i",
    "my": "i",
    "him": "he",
    "his": "he",
    "her": "she",
    "them": "they",
    "their": "they",
    "its": "it",
    "an": "a",
    "this": "that",
    "these": "that",
    "those": "that",
    "went": "go",
    "gone": "go",
    "made": "make",
    "took": "take",
    "taken": "take",
    "came": "come",
    "led": "lead",
    "won": "win",
    "lost": "lose",
    "got": "get",
    "began": "begin",
    "begun": "begin",
    "died": "die",
    "will": "would",
    "can": "could",
    "may": "might",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: offsets, the word in lower case, its stem and how telling it is (0 and up)."""

    start: int
    end: int
    word: str
    stem: str
    weight: float


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two wordings side by side: what stands in both ("equal"), or in one ("deleted", "inserted"), or "replaced"."""

    kind: str
    old: str
    new: str


@lru_cache(maxsize=1)
def _exchanged() -> dict[str, str]:
    rows = [line.split() for line in _EXCHANGED.split("\n") if line]
    return {_strip(word): row[0] for row in rows for word in row}


def _strip(word: str) -> str:
    """``word`` without the commonest English endings; short words stay whole."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word[-2] in "sui"):
            root = word[: len(word) - len(ending)] + instead
            if ending in {"ing", "ed"} and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            return root.rstrip("e") if len(root) > 4 else root
    return word.rstrip("e") if len(word) > 4 else word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What stands for ``word`` (in lower case) in comparisons: its stem, or that of the word it is exchanged with."""
    root = _strip(_IRREGULAR.get(word, word))
    return _exchanged().get(root, root)


def tokenised(text: str) -> list[tuple[str, int, int]]:
    """(word in lower case without accents, start, end) for each word and number of ``text``."""
    found = []
    for match in _WORD.finditer(text):
        found.append((_plain(match.group()), match.start(), match.end()))
    return found


def stems(text: str) -> list[str]:
    """The stems of the words of ``text``, for those who need no more of ``tokens``."""
    return [stem(_plain(word)) for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """``word`` in lower case, without accents."""
    word = word.lower().replace("’", "'")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "") + "."  # "U.S." is not "us"
    return word


@lru_cache(maxsize=1)
def _frequencies() -> tuple[int, dict[str, int], float]:
    """Pieces of news counted, in how many of them each stem stands, and in how many any other is taken to."""
    data = json.loads((files("onrecord.tracing") / "frequencies.json").read_text(encoding="utf-8"))
    return int(data["pieces"]), data["counts"], min(data["counts"].values()) / 2


@lru_cache(maxsize=200_000)
def weight(root: str) -> float:
    """How telling a stem is: the log of one over its share of news texts, so that it never depends on the record.

    "the" has 0, a word outside the 4,000 commonest about 6. A number counts like a rare word.
    """
    pieces, counts, other = _frequencies()
    return math.log(pieces / counts.get(root, other))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of ``text[start:end]`` with offsets into ``text``."""
    found = []
    for word, first, last in tokenised(text[start:end]):
        root = stem(word)
        found.append(Token(start + first, start + last, word, root, weight(root)))
    return found


def align(ours: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[int, int]]:
    """Pairs of positions of equal stems in the same order in both (a longest common subsequence), ascending."""
    pairs: list[tuple[int, int]] = []
    for block in Indel.opcodes([t.stem for t in ours], [t.stem for t in theirs]):
        if block.tag == "equal":
            span = block.src_end - block.src_start
            pairs.extend((block.src_start + i, block.dest_start + i) for i in range(span))
    return pairs


def differing(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The stretches of ``old`` and of ``new``, as offsets, whose words the other does not have in their place."""
    ours, theirs = tokenised(old), tokenised(new)
    left, right = [], []
    for block in Indel.opcodes([w for w, _, _ in ours], [w for w, _, _ in theirs]):
        if block.tag == "delete":
            left.append((ours[block.src_start][1], ours[block.src_end - 1][2]))
        elif block.tag == "insert":
            right.append((theirs[block.dest_start][1], theirs[block.dest_end - 1][2]))
    return left, right


def variants(old: str, new: str) -> list[Aligned]:
    """Two wordings of one remark, aligned word by word; capitals and punctuation make no difference.

    The ``old`` sides joined by spaces are the words of ``old`` in order, the ``new`` sides those of ``new``.
    """
    ours, theirs = tokenised(old), tokenised(new)
    pieces: list[Aligned] = []
    for block in Indel.opcodes([w for w, _, _ in ours], [w for w, _, _ in theirs]):
        left = " ".join(old[s:e] for _, s, e in ours[block.src_start : block.src_end])
        right = " ".join(new[s:e] for _, s, e in theirs[block.dest_start : block.dest_end])
        if block.tag == "equal":
            pieces.append(Aligned("equal", left, right))
        elif pieces and pieces[-1].kind in {"deleted", "inserted", "replaced"}:
            last = pieces.pop()
            left, right = " ".join(filter(None, (last.old, left))), " ".join(filter(None, (last.new, right)))
            pieces.append(Aligned("replaced" if left and right else last.kind, left, right))
        else:
            pieces.append(Aligned("deleted" if left else "inserted", left, right))
    return pieces
