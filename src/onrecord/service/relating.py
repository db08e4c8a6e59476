"""Relating new articles to those that the record holds: shared passages, who drew on whom, the story of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from onrecord.record import articles, passages, relations, stories
from onrecord.record.shingles import Shingles
from onrecord.record.vectors import remembered
from onrecord.tracing import derivation
from onrecord.tracing import passages as passage_room
from onrecord.tracing import stories as story_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from onrecord.record.stories import Stories
    from onrecord.tracing.stories import Profile
    from onrecord.vocabulary import Article, Derivation

__all__ = ["RELATED_BY", "Traits", "relate", "traits"]

RELATED_BY = "2"
"""The version of what relates articles; another number makes `onrecord reread` relate them all anew."""

_FIRST = 600
"""Characters of an article that its vector is made of, with the title: as the thresholds of stories were set."""

_AFRESH = (4, 8, 16, 32, 64, 128)
"""Sizes at which a story that has grown is looked at afresh."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is related by and can be told of it alone: fingerprint, credits, profile (without a vector)."""

    hashes: NDArray[np.int64]
    credits: tuple[Derivation, ...]
    profile: Profile


def traits(given: Sequence[Article]) -> list[Traits]:
    """The traits of each article; needs no record, hence can be done in another process."""
    return [
        Traits(hashes, tuple(derivation.credits_of(one)), story_room.profile(one))
        for one, hashes in zip(given, passage_room.fingerprints(given), strict=True)
    ]


def relate(
    connection: Connection,
    numbers: Sequence[int],
    new: Sequence[Article],
    told: Sequence[Traits],
    *,
    by_meaning: bool = True,
) -> None:
    """Store what new articles, one after another, share with those that the record holds, and the story of each.

    ``numbers`` and ``told`` are theirs. Without ``by_meaning`` stories are found by words alone, without the sentence
    encoder: for fast loads. Many at once have the same outcome as one at a time, sooner.
    """
    relations.begin(connection, RELATED_BY, numbers)
    index = Shingles(connection, np.concatenate([one.hashes for one in told] or [np.zeros(0, np.int64)]))
    found: list[Derivation] = []
    for number, of, mine in zip(numbers, new, told, strict=True):
        found += _passages(connection, index, number, of, mine)
    passages.put(connection, found, index.numbers)
    index.store()
    known = stories.Stories(
        connection, partial(_profile, connection) if by_meaning else story_room.profile, str(by_meaning)
    )
    for number, of, mine in zip(numbers, new, told, strict=True):
        profile = replace(mine.profile, vector=_vector(connection, of)) if by_meaning else mine.profile
        known.keep(profile)
        _story(connection, known, number, profile)


def _passages(connection: Connection, index: Shingles, number: int, of: Article, mine: Traits) -> list[Derivation]:
    near = passage_room.candidates(mine.hashes.tolist(), index, of.id)
    others = articles.by_seq(connection, [index.numbers[id_] for id_, _ in near.ranked])
    found = list(mine.credits)
    copied = False
    for other in sorted(others.values(), key=lambda one: one.id):
        shared = passage_room.overlap(of, other, near.furniture)
        if shared is not None:
            ends = (of, other) if shared.article == of.id else (other, of)
            found.append(derivation.drawn_on(shared, *ends))
            copied = copied or shared.relation == "same text"
    # Copies of a copy are found by what they were copied from.
    index.add(number, of.id, mine.hashes[:0] if copied else mine.hashes, near.furniture)
    return found


def _story(connection: Connection, index: Stories, number: int, mine: Profile) -> None:
    placed = story_room.place(mine, index, index.close)
    joined = [name for name in (placed.story, *placed.absorbed) if name is not None]
    held = stories.members(connection, joined)
    numbers = {id_: seq for some in held.values() for id_, seq in some.items()}
    numbers[mine.article] = number
    everyone = index.profiles(numbers)
    groups = [everyone]
    if len(everyone) in _AFRESH:
        groups = story_room.clusters(everyone)
    named, gone = story_room.reconcile({name: list(some) for name, some in held.items()}, groups)
    # A story bears the id of its first article, whatever came in first; the id that it had leads there.
    made = {name: story_room.story(group, close=index.close) for name, group in named.items()}
    became = {name: one.id for name, one in made.items() if name in held}
    became |= {name: made[heir].id for name, heir in gone.items() if heir in made}
    there = {one.id for one in made.values()}
    left = {name: heir for name, heir in became.items() if name not in there}
    stories.put(connection, list(made.values()), numbers, left, held)
    index.add(number, mine)


def _profile(connection: Connection, of: Article) -> Profile:
    return story_room.profile(of, _vector(connection, of))


def _vector(connection: Connection, of: Article) -> NDArray[np.float32]:
    from onrecord import encoder

    head = f"{of.title or ''}. {of.text[:_FIRST]}"
    vector: NDArray[np.float32] = remembered(connection, encoder.embed)([head])[0]
    return vector
