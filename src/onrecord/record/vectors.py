"""Sentence vectors: each wording is encoded once and kept in half precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from onrecord.record import dialects
from onrecord.record.schema import vector
from onrecord.vocabulary import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection

__all__ = ["remembered"]

_CHUNK = 400


def remembered(
    connection: Connection, embed: Callable[[Sequence[str]], NDArray[np.float32]]
) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """``embed``, which gives vectors [texts, width], made to encode only what the record has no vector of."""

    def recall(texts: Sequence[str]) -> NDArray[np.float32]:
        keys = [digest("vector", one) for one in texts]
        known: dict[str, NDArray[np.float16]] = {}
        distinct = sorted(set(keys))
        for start in range(0, len(distinct), _CHUNK):
            rows = connection.execute(select(vector).where(vector.c.wording.in_(distinct[start : start + _CHUNK])))
            known.update((row.wording, np.frombuffer(row.numbers, np.float16)) for row in rows)
        new = {key: one for key, one in zip(keys, texts, strict=True) if key not in known}
        if new:
            # Rounded before use as well, so that a vector is the same the first time and later.
            made = embed(list(new.values())).astype(np.float16)
            known.update(zip(new, made, strict=True))
            for key, numbers in zip(new, made, strict=True):
                row = dialects.insert(connection, vector).values(wording=key, numbers=numbers.tobytes())
                connection.execute(row.on_conflict_do_nothing())
        return np.stack([known[key] for key in keys]).astype(np.float32)

    return recall
