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
            entries.append((middle, _typical([contents[i] for i in inside], contents), size))
    return _as_yaml(entries, len(contents))


def _typical(inside: list[str], everything: list[str], most: int = 5) -> list[str]:
    """Word pairs and words that are commoner in ``inside`` than elsewhere (log-odds with add-one counts)."""

    def counts(texts: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for text in texts:
            words = [w.group().casefold() for w in WORD.finditer(text)]
            solid = [len(w) > 3 and w not in BETWEEN for w in words]
            pairs = {f"{a} {b}" for a, b, x, y in zip(words, words[1:], solid, solid[1:], strict=False) if x and y}
            for item in pairs | {w for w, x in zip(words, solid, strict=True) if x and len(w) > 4}:
                found[item] = found.get(item, 0) + 1
        return found

    here, there = counts(inside), counts(everything)
    score = {
        item: np.log((n + 1) / (len(inside) + 2)) - np.log((there[item] - n + 1) / (len(everything) - len(inside) + 2))
        + 0.4 * (" " in item)
        for item, n in here.items()
        if n >= 2
    }  # fmt: skip
    return sorted(score, key=lambda item: (-score[item], item))[:most]


def _as_yaml(entries: list[tuple[str, list[str], int]], total: int) -> str:
    import yaml

    if not entries:
        return f"# No group of like statements among {total}.\nissues: []\n"
    issues: list[dict[str, object]] = []
    seen: set[str] = set()
    for middle, phrases, _ in entries:
        base = re.sub(r"[^a-z0-9]+", "-", (phrases[0] if phrases else middle).casefold())[:40].strip("-") or "issue"
        name = base if base not in seen else f"{base}-{len(seen) + 1}"
        seen.add(name)
        title = (phrases[0] if phrases else base).capitalize()
        issues.append({"id": name, "title": title, "proposition": middle.strip(), "phrases": phrases})
    head = (
        f"# Suggested from {total} statements. Rewrite each proposition as one sentence that a party can be for or\n"
        f"# against; delete what is no issue. Sizes: {', '.join(str(size) for _, _, size in entries)}.\n"
    )
    return head + yaml.safe_dump({"issues": issues}, sort_keys=False, allow_unicode=True, width=100)
