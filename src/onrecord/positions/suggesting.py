"""A codebook suggested from what is said: groups of statements alike in meaning, each with its typical words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from onrecord.positions.phrases import BETWEEN, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.positions.issues import Embed

__all__ = ["suggest"]

# Words that say nothing about what an issue is.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """cannot would could should will shall must might have been being were with from into that this these
        those their there they them what when where which while whom about after before again also only very
        more most much many such some said says told asked added does doing done make made take taken give
        given come came goes going gone want wants wanted think thinks never ever even still just like than
        then over under between other another because against without government president minister
        spokesman spokeswoman country countries party parties""",
    )
)


def suggest(contents: Sequence[str], *, embed: Embed, most: int = 12, least: int = 3) -> str:
    """A codebook (YAML text, to be edited) of the issues that ``contents`` of statements revolve around.

    Average-linkage clustering of sentence vectors (cosine distance 0.5 at most inside a cluster); clusters under
    ``least`` contents are dropped, the largest ``most`` kept. Phrases are the word pairs and words that a cluster has
    more often than the rest. Of more than 2,000 contents an evenly spaced sample is taken. Raises nothing: with too few
    contents the list of issues is a comment.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    contents = list(dict.fromkeys(text for text in contents if len(WORD.findall(text)) >= 4))
    if len(contents) > 2000:
        contents = [contents[i] for i in np.linspace(0, len(contents) - 1, 2000).astype(int)]
    if len(contents) < least:
        return "# Too few statements to suggest issues from.\nissues: []\n"
    vectors = embed(contents)
    groups = fcluster(linkage(vectors, "average", metric="cosine"), 0.5, "distance")
    sizes = sorted(((int((groups == g).sum()), int(g)) for g in np.unique(groups)), reverse=True)
    entries = []
    for size, group in sizes[:most]:
        if size >= least:
            inside = np.nonzero(groups == group)[0]
            centre = vectors[inside].mean(axis=0)
            middle = contents[inside[int((vectors[inside] @ centre).argmax())]]
            if phrases := _typical([contents[i] for i in inside], contents):  # else nothing would ever match
                entries.append((middle, phrases, size))
    return _as_yaml(entries, len(contents))


def _typical(inside: list[str], everything: list[str], most: int = 5) -> list[str]:
    """Word pairs and words that are commoner in ``inside`` than elsewhere (log-odds with add-one counts).

    Pairs hold no function word, words by themselves are no names: names of parties stand in every issue.
    """
    names = _names(everything)

    def counts(texts: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for text in texts:
            words = [w.group().casefold() for w in WORD.finditer(text)]
            solid = [len(w) > 3 and w not in BETWEEN and w not in _EMPTY for w in words]
            pairs = {f"{a} {b}" for a, b, x, y in zip(words, words[1:], solid, solid[1:], strict=False) if x and y}
            pairs = {pair for pair in pairs if not all(word in names for word in pair.split())}
            for item in pairs | {w for w, x in zip(words, solid, strict=True) if x and len(w) > 4 and w not in names}:
                found[item] = found.get(item, 0) + 1
        return found

    here, there = counts(inside), counts(everything)
    score = {
        item: np.log((n + 1) / (len(inside) + 2)) - np.log((there[item] - n + 1) / (len(everything) - len(inside) + 2))
        + 0.4 * (" " in item)
        for item, n in here.items()
        if n >= 2
    }  # fmt: skip
    best = sorted(score, key=lambda item: (-score[item], item))
    held = [item for n, item in enumerate(best) if not any(item in other.split() for other in best[:n])]
    return held[:most]


def _names(texts: list[str]) -> set[str]:
    """Words that are written with a capital letter nearly everywhere but at the beginning: names."""
    capital: dict[str, int] = {}
    total: dict[str, int] = {}
    for text in texts:
        for match in WORD.finditer(text):
            word = match.group().casefold()
            inner = match.start() > 0 and text[: match.start()].rstrip()[-1:] not in '.!?"“‘:'
            capital[word] = capital.get(word, 0) + (match.group()[0].isupper() and inner)
            total[word] = total.get(word, 0) + inner
    return {word for word, n in capital.items() if n and n >= 0.8 * total[word]}


def _proposition(words: str) -> str:
    """The words of a statement made to look like a sentence, for the analyst to rewrite."""
    plain = re.sub(r"[\"“”‘’]", "", " ".join(words.split())).strip(" .,;:")
    bare = re.sub(r"^(?:that|to|whether|if)\s+", "", plain, flags=re.IGNORECASE)
    return f"{bare[:1].upper()}{bare[1:]}."


def _as_yaml(entries: list[tuple[str, list[str], int]], total: int) -> str:
    import yaml

    if not entries:
        return f"# No group of like statements among {total}.\nissues: []\n"
    issues: list[dict[str, object]] = []
    seen: set[str] = set()
    for middle, phrases, _ in entries:
        base = re.sub(r"[^a-z0-9]+", "-", phrases[0].casefold())[:40].strip("-") or "issue"
        name = base if base not in seen else f"{base}-{len(seen) + 1}"
        seen.add(name)
        issues.append(
            {"id": name, "title": phrases[0].capitalize(), "proposition": _proposition(middle), "phrases": phrases}
        )
    head = (
        f"# Suggested from {total} statements. Rewrite each proposition as one sentence that a party can be for or\n"
        f"# against; delete what is no issue. Sizes: {', '.join(str(size) for _, _, size in entries)}.\n"
    )
    return head + yaml.safe_dump({"issues": issues}, sort_keys=False, allow_unicode=True, width=100)
