"""Training data of the reader: PolNeAR's attributions, silver names and chains beside it, GUM and GAP for antecedents.

Every document becomes a ``Document`` of word pieces with labels; ``windows`` cuts it at paragraphs, at other places in
every epoch. ``IGNORE`` marks pieces that carry no label for a head.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from model import NAMES, ROLES

from onrecord.reading.pieces import Pieces, pieces

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

IGNORE = -100
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE, ANTECEDENT = range(4)
NAME_OF = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
PRONOUNS = frozenset("he she they it who his her their its him them himself herself which whose".split())
Event = dict[str, list[tuple[int, int]]]


@dataclass
class Document:
    """Pieces of one text and what is known of them.

    ``pointers``: (pointer, piece, target pieces); no targets means "none". ``only`` lists, for some pieces, the sole
    candidates among which the choice is made (GAP).
    """

    name: str
    text: str
    pieces: Pieces
    roles: np.ndarray
    names: np.ndarray
    pointers: list[tuple[int, int, list[int]]] = field(default_factory=list)
    only: dict[int, list[int]] = field(default_factory=dict)


def blank(name: str, text: str) -> Document:
    """A document without any label."""
    cut = pieces(text)
    n = len(cut.ids)
    return Document(name, text, cut, np.full(n, IGNORE), np.full(n, IGNORE))


def inside(cut: Pieces, start: int, end: int) -> range:
    """Indices of the pieces that start inside [start, end)."""
    return range(int(np.searchsorted(cut.starts, start)), int(np.searchsorted(cut.starts, end)))


def brat(path: Path) -> list[Event]:
    """The attributions of one annotation file; a role's spans are (start, end) code points."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in path.read_text(encoding="utf8").splitlines():
        if match := re.match(r"(T\d+)\t\w[\w-]* ([\d ;]+)\t", line):
            spans[match[1]] = [tuple(map(int, s.split())) for s in match[2].split(";")]  # type: ignore[misc] # pairs
        elif match := re.match(r"E\d+\t(.+)", line):
            event: Event = {"source": [], "cue": [], "content": []}
            for argument in match[1].split():
                role, ref = argument.split(":", 1)
                role = role.rstrip("0123456789").lower()
                if role in event:
                    event[role] += spans.get(ref, [])
            if event["content"]:
                events.append(event)
    return events


def label_attributions(document: Document, events: list[Event]) -> None:
    """Roles of every piece, and pointers content -> cue, cue -> source, content -> source."""
    cut = document.pieces
    document.roles[:] = 0
    for event in events:
        ranges = {role: [inside(cut, *span) for span in sorted(event[role])] for role in event}
        for role, found in ranges.items():
            for stretch in found:
                for k, i in enumerate(stretch):
                    document.roles[i] = ROLES.index(("B-" if k == 0 else "I-") + role)
        cue = [stretch[0] for stretch in ranges["cue"] if stretch][:1]
        source = [stretch[0] for stretch in ranges["source"] if stretch][:1]
        for stretch in ranges["content"]:
            for i in stretch:
                document.pointers += [(CONTENT_CUE, i, cue), (CONTENT_SOURCE, i, source)]
        for stretch in ranges["cue"]:
            document.pointers += [(CUE_SOURCE, i, source) for i in stretch]


def label_silver(document: Document, silver: dict) -> None:
    """Names of every piece and antecedents of mentions, from automatic annotation."""
    cut = document.pieces
    document.names[:] = 0
    entities = {}
    for start, end, kind, *_ in silver["entities"]:
        if kind in NAME_OF:
            entities[end] = (start, end)
            for k, i in enumerate(inside(cut, start, end)):
                document.names[i] = NAMES.index(("B-" if k == 0 else "I-") + NAME_OF[kind])
    for chain in silver["chains"]:
        named, other = [], []
        for start, end in chain:
            name = entities.get(end)
            if name and name[0] >= start and end - start < 60:
                named.append(inside(cut, *name))
            else:
                other.append((start, end))
        targets = [stretch[0] for stretch in named if stretch]
        for start, end in other:
            first = inside(cut, start, end)
            word = document.text[start:end].lower()
            if first and (targets or word in PRONOUNS):
                document.pointers.append((ANTECEDENT, first[0], targets))


def polnear(folder: Path, pick: random.Random | None = None) -> list[Document]:
    """PolNeAR documents; with ``pick``, a random annotator where there are several, else the first."""
    with gzip.open(folder / "corenlp-silver.jsonl.gz", "rt", encoding="utf8") as lines:
        silver = {row["article"]: row for row in map(json.loads, lines)}
    by_article: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_article.setdefault(path.stem.rpartition("_")[0], []).append(path)
    documents = []
    for path in sorted((folder / "text").glob("*.txt")):
        if not (annotations := by_article.get(path.stem)):
            continue
        with path.open(encoding="utf8", newline="") as file:
            document = blank(path.stem, file.read())
        label_attributions(document, brat(pick.choice(annotations) if pick else annotations[0]))
        if path.stem in silver:
            label_silver(document, silver[path.stem])
        documents.append(document)
    return documents


def gap(path: Path) -> Iterator[Document]:
    """GAP: each pronoun with its two candidate names; items where neither is right are left out."""
    with path.open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            document = blank(row["ID"], row["Text"])
            candidates, right = [], []
            for letter in "AB":
                at = int(row[f"{letter}-offset"])
                if stretch := inside(document.pieces, at, at + len(row[letter])):
                    candidates.append(stretch[0])
                    if row[f"{letter}-coref"] == "TRUE":
                        right.append(stretch[0])
            pronoun = inside(document.pieces, int(row["Pronoun-offset"]), int(row["Pronoun-offset"]) + 1)
            if right and pronoun:
                document.pointers.append((ANTECEDENT, pronoun[0], right))
                document.only[pronoun[0]] = candidates
                yield document


def gum(path: Path) -> Document:
    """One GUM document: single-word pronouns point to the mentions of their chain whose head is a proper noun."""
    text, tokens, opened, mentions = "", [], {}, {}
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n"
        if not re.match(r"\d+\t", line):
            continue
        cells = line.split("\t")
        start = len(text)
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        tokens.append((start, start + len(cells[1]), cells[3]))
        entity = re.search(r"Entity=([^|]+)", cells[9])
        for opening, body, closing in re.findall(r"(\(?)([\w\-.,:*]+)(\)?)", entity[1] if entity else ""):
            group = body.split("-")[0]
            if opening:
                opened.setdefault(group, []).append((len(tokens) - 1, body.split("-")))
            if closing and opened.get(group):
                first, fields = opened[group].pop()
                mentions.setdefault(group, []).append((first, len(tokens) - 1, fields))
    document = blank(path.stem, text)
    for chain in mentions.values():
        named, pronouns = [], []
        for first, last, fields in chain:
            if first == last and tokens[first][2] == "PRON" and text[slice(*tokens[first][:2])].lower() in PRONOUNS:
                pronouns.append(tokens[first][0])
                continue
            span = re.match(r"\d+", fields[4]) if len(fields) > 4 else None
            head = min(first + (int(span[0]) - 1 if span else 0), last)
            if tokens[head][2] == "PROPN":
                while head > first and tokens[head - 1][2] == "PROPN":
                    head -= 1
                named.append(inside(document.pieces, *tokens[head][:2]))
        targets = [stretch[0] for stretch in named if stretch]
        for start in pronouns:
            if targets and (stretch := inside(document.pieces, start, start + 1)):
                document.pointers.append((ANTECEDENT, stretch[0], targets))
    return document


@dataclass
class Window:
    """Pieces [start, end) of a document; the first ``context`` of them were already labelled by the window before."""

    document: Document
    start: int
    end: int
    context: int = 0


def windows(document: Document, size: int, context: int, pick: random.Random | None = None) -> list[Window]:
    """Cut at paragraphs into windows of at most ``size`` pieces, ``context`` of them repeated from before.

    With ``pick``, the first window is cut short at random, so that the cuts differ from epoch to epoch.
    """
    n = len(document.pieces.ids)
    ends = [*document.pieces.paragraphs[1:].tolist(), n]
    out: list[Window] = []
    start = 0
    room = pick.randint(size // 4, size) if pick else size
    while start < n:
        before = min(context, start)
        fits = [e for e in ends if start < e <= start + room - before]
        end = fits[-1] if fits else min(start + room - before, n)
        out.append(Window(document, start - before, end, before))
        start, room = end, size
    return out
