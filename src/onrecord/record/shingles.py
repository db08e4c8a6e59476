"""Articles by fingerprint: which of them hold a hash.

A table in the order of hashes is written all over by every article. For a load that would mean to write most of a large
table again every minute; so what a load adds goes, many articles at a time, into one row for each slice of the range of
hashes (`fresh_shingle`), and each transaction moves the fullest slice into the table itself (`shingle`), where its rows
lie side by side. Look-ups go to both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import bindparam, delete, func, insert, select

from onrecord.record.quick import Quick, among
from onrecord.record.schema import article, fresh_shingle, shingle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection

__all__ = ["Shingles", "unpacked"]

SLICES = 64
DIRECT = 2_000
"""Rows up to which a transaction's go straight into the table."""

_CHUNK = 5_000
_BITS = 58  # what is left of a hash of 64 bits after the number of its slice
_HOLDERS = Quick(lambda lite: select(shingle.c.hash, shingle.c.article).where(among(lite, shingle.c.hash, "hashes")))
_FRESH = Quick(lambda lite: select(fresh_shingle.c.found).where(among(lite, fresh_shingle.c.slice, "slices")))
_IDS = Quick(lambda lite: select(article.c.seq, article.c.id).where(among(lite, article.c.seq, "numbers")))
_ADD = Quick(lambda _: insert(shingle))
_ADD_FRESH = Quick(
    lambda _: insert(fresh_shingle).inline().values({n: bindparam(n) for n in ("slice", "held", "found")})
)
_FULLEST = Quick(
    lambda _: (
        select(fresh_shingle.c.slice)
        .group_by(fresh_shingle.c.slice)
        .order_by(func.sum(fresh_shingle.c.held).desc(), fresh_shingle.c.slice)
        .limit(1)
    )
)
_EMPTY = Quick(lambda _: delete(fresh_shingle).where(fresh_shingle.c.slice == bindparam("of")))


class Shingles:
    """The articles of a record by fingerprint, for those of ``hashes``; a `ShingleIndex` of `onrecord.tracing`.

    A hash is kept of as many articles as make it furniture and of no more, so that every look-up is bounded. What is
    added counts at once and is stored by `store`.
    """

    def __init__(self, connection: Connection, hashes: NDArray[np.int64]) -> None:
        self._connection = connection
        self._holders: dict[int, list[int]] = {}
        self._ids: dict[int, str] = {}
        self.numbers: dict[str, int] = {}
        """Of the articles that were met: their numbers by id."""
        self._new: list[tuple[int, NDArray[np.int64]]] = []
        self._find(np.unique(hashes))

    def _find(self, wanted: NDArray[np.int64]) -> None:
        found: list[tuple[int, int]] = []
        for start in range(0, len(wanted), _CHUNK):
            found += _HOLDERS.rows(self._connection, hashes=wanted[start : start + _CHUNK].tolist())
        slices = np.unique(_slice_of(wanted)).tolist()
        for (packed,) in _FRESH.rows(self._connection, slices=slices) if slices else ():
            hashes, articles = unpacked(packed)
            places = np.minimum(np.searchsorted(wanted, hashes), len(wanted) - 1)
            held = wanted[places] == hashes
            found += zip(hashes[held].tolist(), articles[held].tolist(), strict=True)
        for value, number in sorted(found):
            self._holders.setdefault(value, []).append(number)

    def articles_with(self, hashes: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """For each hash the ids of up to ``most`` articles that hold it; hashes of no article are left out."""
        found = {value: self._holders[value][:most] for value in hashes if value in self._holders}
        missing = {number for numbers in found.values() for number in numbers} - self._ids.keys()
        for number, id_ in _IDS.rows(self._connection, numbers=sorted(missing)) if missing else ():
            self._know(number, id_)
        return {value: [self._ids[number] for number in numbers] for value, numbers in found.items()}

    def _know(self, number: int, id_: str) -> None:
        self._ids[number] = id_
        self.numbers[id_] = number

    def add(self, number: int, id_: str, hashes: NDArray[np.int64], furniture: Iterable[int]) -> None:
        """Make article ``number`` findable by ``hashes``, those of ``furniture`` left out."""
        self._know(number, id_)
        out = list(furniture)
        kept = hashes[~np.isin(hashes, out)] if out else hashes
        for value in kept.tolist():
            self._holders.setdefault(value, []).append(number)
        self._new.append((number, kept))

    def store(self) -> None:
        """Store what was added."""
        sizes = [len(hashes) for _, hashes in self._new]
        hashes = np.concatenate([row for _, row in self._new] or [np.zeros(0, np.int64)])
        articles = np.repeat(np.array([number for number, _ in self._new], np.int64), sizes)
        self._new = []
        if len(hashes) <= DIRECT:
            _insert(self._connection, hashes, articles)
        else:
            hashes, articles = _sorted(hashes, articles)
            slices, firsts = np.unique(_slice_of(hashes), return_index=True)
            cuts = [*firsts.tolist(), len(hashes)]
            _ADD_FRESH.many(
                self._connection,
                [
                    {"slice": of, "held": b - a, "found": _packed(hashes[a:b], articles[a:b])}
                    for of, a, b in zip(slices.tolist(), cuts, cuts[1:], strict=False)
                ],
            )
        _settle(self._connection)


def _settle(connection: Connection) -> None:
    """Move the fullest slice of what is fresh to where it belongs."""
    for (of,) in _FULLEST.rows(connection):
        both = [unpacked(packed) for (packed,) in _FRESH.rows(connection, slices=[of])]
        _insert(connection, *(np.concatenate(column) for column in zip(*both, strict=True)))
        _EMPTY.run(connection, of=of)


def _insert(connection: Connection, hashes: NDArray[np.int64], articles: NDArray[np.int64]) -> None:
    hashes, articles = _sorted(hashes, articles)
    pairs = zip(hashes.tolist(), articles.tolist(), strict=True)
    _ADD.many(connection, ({"hash": value, "article": number} for value, number in pairs))


def _sorted(hashes: NDArray[np.int64], articles: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.lexsort((articles, hashes))
    return hashes[order], articles[order]


def _slice_of(hashes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The slice of each hash, from 0 to 63, in the order of the hashes."""
    return (hashes >> _BITS) + SLICES // 2


def _packed(hashes: NDArray[np.int64], articles: NDArray[np.int64]) -> bytes:
    return np.concatenate((hashes, articles)).astype("<i8").tobytes()


def unpacked(packed: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The hashes of a row of `fresh_shingle`, ascending, and the numbers of their articles."""
    both = np.frombuffer(packed, "<i8").astype(np.int64, copy=False)
    return both[: len(both) // 2], both[len(both) // 2 :]
