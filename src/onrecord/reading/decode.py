"""From labels and pointers to attributions: spans first, then each content to its cue and each cue to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.linking import groups
from onrecord.reading.pointing import ANTECEDENT, Candidates
from onrecord.reading.runs import Run, names, roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.reading.layout import Layout
    from onrecord.reading.linking import Group
    from onrecord.reading.pieces import Pieces
    from onrecord.reading.tagger import Tagged
    from onrecord.vocabulary import Span, Voice

    Floats = NDArray[np.float32]

__all__ = ["antecedents", "decode", "entities"]

VOICES: tuple[Voice, ...] = ("speech", "attitude", "other")


def decode(layout: Layout, pieces: Pieces, tagged: Tagged) -> list[tuple[Attribution, Floats]]:
    """Attributions in order of their first content, each with its features for ``confidence``."""
    certain = _certainties(tagged)
    found = groups(layout, pieces, tagged, *roles(pieces, tagged, layout))
    made = [(_attribution(layout.text, pieces, tagged, group), _features(certain, group)) for group in found]
    return sorted(made, key=lambda pair: pair[0].content[0].start)


def _attribution(text: str, pieces: Pieces, tagged: Tagged, group: Group) -> Attribution:
    voiced = group.cue or group.contents[0]
    return Attribution(
        source=group.source.span(text, pieces) if group.source else None,
        cue=group.cue.span(text, pieces) if group.cue else None,
        content=tuple(run.span(text, pieces) for run in group.contents),
        voice=VOICES[int(tagged.voices[voiced.first : voiced.last].mean(0).argmax())],
        confidence=1.0,
    )


def _features(certain: Floats, group: Group) -> Floats:
    def sure(run: Run | None) -> float:
        return float(certain[run.first : run.last].mean()) if run else 0.0

    return np.array(
        [
            min(map(sure, group.contents)),
            sure(group.cue),
            sure(group.source),
            group.tied,
            group.sourced,
            float(group.cue is None),
            float(group.source is None),
            float(np.log(sum(run.last - run.first for run in group.contents))),
            float(len(group.contents) > 1),
        ],
        np.float32,
    )


def _certainties(tagged: Tagged) -> Floats:
    """Probability of each piece's label, by the emissions alone."""
    if not len(tagged.roles):
        return np.zeros(0, np.float32)
    shares = np.exp(tagged.log_roles - tagged.log_roles.max(1, keepdims=True))
    out: Floats = np.take_along_axis(shares, tagged.roles[:, None], 1)[:, 0] / shares.sum(1)
    return out


def entities(text: str, pieces: Pieces, tagged: Tagged) -> list[Entity]:
    """The names of the article, in order."""
    return [Entity(run.span(text, pieces), kind) for run, kind in names(pieces, tagged)]


def antecedents(
    text: str, pieces: Pieces, tagged: Tagged, starts: Sequence[int]
) -> dict[int, list[tuple[Span, float]]]:
    """For the piece that starts at each of ``starts``, the names it may stand for, most probable first."""
    named = Candidates(tagged, [run for run, _ in names(pieces, tagged)])
    out = {}
    for start in starts:
        at = int(np.searchsorted(pieces.starts, start))
        if at >= len(pieces.starts):
            continue
        asker = Run(at, at + 1)
        near = named.near(asker)
        shares = named.shares(ANTECEDENT, asker, near)
        ranked = sorted(zip(named.runs[near], shares[:-1].tolist(), strict=True), key=lambda pair: -pair[1])
        out[start] = [(run.span(text, pieces), share) for run, share in ranked[:8] if share > 0.01]
    return out
