"""Relating a new article to those that the record holds: shared passages, who drew on whom, the story it belongs to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.record import articles, passages, stories
from onrecord.record.vectors import remembered
from onrecord.tracing import derivation
from onrecord.tracing import passages as passage_room
from onrecord.tracing import stories as story_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onrecord.tracing.stories import Profile
    from onrecord.vocabulary import Article

__all__ = ["relate"]

_FIRST = 600
"""Characters of an article that its vector is made of, with the title: as the thresholds of stories were set."""

_AFRESH = (4, 8, 16, 32, 64, 128)
"""Sizes at which a story that has grown is looked at afresh."""


def relate(connection: Connection, number: int, of: Article, *, by_meaning: bool = True) -> None:
    """Store what article ``number`` shares with the articles that the record holds, and the story it belongs to.

    Without ``by_meaning`` stories are found by words alone, without the sentence encoder: for fast loads.
    """
    _find_passages(connection, number, of)
    _find_story(connection, number, of, _profile if by_meaning else _words)


def _find_passages(connection: Connection, number: int, of: Article) -> None:
    index = passages.Shingles(connection)
    hashes = passage_room.fingerprint(of)
    near = passage_room.candidates(hashes, index, of.id)
    numbers = articles.seqs(connection, [id_ for id_, _ in near.ranked])
    others = articles.by_seq(connection, numbers.values())
    numbers[of.id] = number
    found = derivation.credits_of(of)
    copied = False
    for other in sorted(others.values(), key=lambda one: one.id):
        shared = passage_room.overlap(of, other, near.furniture)
        if shared is not None:
            ends = (of, other) if shared.article == of.id else (other, of)
            found.append(derivation.drawn_on(shared, *ends))
            copied = copied or shared.relation == "same text"
    passages.put(connection, found, numbers)
    if not copied:  # copies of a copy are found by what they were copied from
        index.add(number, hashes, near.furniture)


def _find_story(
    connection: Connection, number: int, of: Article, profile: Callable[[Connection, Article], Profile]
) -> None:
    index = stories.Stories(connection, partial(profile, connection))
    mine = index.profile(of)
    placed = story_room.place(mine, index)
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
    made = {name: story_room.story(group) for name, group in named.items()}
    became = {name: one.id for name, one in made.items() if name in held}
    became |= {name: made[heir].id for name, heir in gone.items() if heir in made}
    there = {one.id for one in made.values()}
    left = {name: heir for name, heir in became.items() if name not in there}
    stories.put(connection, list(made.values()), numbers, left, held)
    index.add(number, mine)


def _words(_connection: Connection, of: Article) -> Profile:
    return story_room.profile(of)


def _profile(connection: Connection, of: Article) -> Profile:
    from onrecord import encoder

    head = f"{of.title or ''}. {of.text[:_FIRST]}"
    vector = remembered(connection, encoder.embed)([head])[0]
    return story_room.profile(of, vector)
