"""The voices of cues labelled by hand, and the states of the network that the voice head stands on.

``benchmarks/labels/voice.csv`` has the voices of cues of PolNeAR's train articles by article and offsets, without text;
``speakers-dev.jsonl`` those of 24 dev articles. ``benchmarks/labels/voice.md`` says how the former were labelled.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model import Reader

VOICES = ("speech", "attitude", "other")
LABELS = Path(__file__).resolve().parents[2] / "benchmarks" / "labels" / "voice.csv"
# The rows of the words themselves and the last layer: a cue's voice is mostly in its words, and the last layer, trained
# to find cues, forgets part of them. Further layers, the source and the content add nothing.
STATES = (0, 7)
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Cue:
    """A labelled cue: its article, its spans in code points and the index of its voice in ``VOICES``."""

    article: str
    spans: Spans
    voice: int


def train_cues(labels: Path = LABELS) -> list[Cue]:
    """The labelled cues of train articles."""
    with labels.open(encoding="utf8", newline="") as file:
        return [Cue(row["article"], offsets(row["cue"]), VOICES.index(row["voice"])) for row in csv.DictReader(file)]


def offsets(written: str) -> Spans:
    """Spans written as "12-16 20-25"."""
    return tuple((int(start), int(end)) for start, end in (span.split("-") for span in written.split()))


def dev_cues(shared: Path) -> list[Cue]:
    """The cues of ``speakers-dev.jsonl``, found in PolNeAR dev by the spans of their content."""
    from data import brat

    rows = [json.loads(line) for line in (shared / "gold/speakers-dev.jsonl").read_text(encoding="utf8").splitlines()]
    folder = shared / "gold/polnear/dev/attributions"
    out = []
    for name in sorted({row["article"] for row in rows}):
        events = {str(sorted(event["content"])): event["cue"] for event in brat(min(folder.glob(name + "_*.ann")))}
        for row in rows:
            if row["article"] == name and (cue := events.get(str(sorted(map(tuple, row["content_spans"]))))):
                out.append(Cue(name, tuple(sorted(cue)), VOICES.index(row["verbal"])))
    return out


def vectors(reader: Reader, folder: Path, cues: Iterable[Cue]) -> Iterator[tuple[Cue, np.ndarray]]:
    """Each cue with the mean of ``STATES``, side by side, over its pieces; ``folder`` is a part of PolNeAR.

    Windows without any of the cues are not run.
    """
    import torch
    from data import blank, inside, windows
    from train import CONTEXT, Batch

    by_article: dict[str, list[Cue]] = {}
    for cue in cues:
        by_article.setdefault(cue.article, []).append(cue)
    for name, wanted in sorted(by_article.items()):
        with (folder / "text" / f"{name}.txt").open(encoding="utf8", newline="") as file:
            document = blank(name, file.read())
        pieces = [(cue, [i for span in cue.spans for i in inside(document.pieces, *span)]) for cue in wanted]
        needed = {i for _, found in pieces for i in found}
        hidden: dict[int, np.ndarray] = {}
        for window in windows(document, 254, CONTEXT):
            own = [i for i in range(window.start + window.context, window.end) if i in needed]
            if own:
                batch = Batch([window], None)
                with torch.no_grad():
                    states = reader.states(batch.embedded, batch.mask, batch.shapes, batch.marks)
                side_by_side = torch.cat([states[k][0] for k in STATES], 1).numpy()
                hidden |= {i: side_by_side[i - window.start + 1] for i in own}
        for cue, found in pieces:
            if found:
                yield cue, np.mean([hidden[i] for i in found], 0)
