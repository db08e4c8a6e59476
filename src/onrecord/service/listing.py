"""What a listing is asked for (`Filter`) and what it gives (`Listing`): the same for every face."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

from onrecord.errors import MissingExtraError
from onrecord.record.filtering import MOST_ROWS, Filter

if TYPE_CHECKING:
    import pandas
    import polars

    from onrecord.vocabulary import Json

__all__ = ["MOST_ROWS", "Filter", "Listing", "Row"]


class Row(Protocol):
    """Anything that can say itself as a JSON object."""

    def to_json(self) -> Json: ...


RowT = TypeVar("RowT", bound=Row, covariant=True)


@dataclass(frozen=True, slots=True)
class Listing(Sequence[RowT], Generic[RowT]):
    """One page of rows. ``next`` is the cursor of the page after it, None on the last."""

    rows: tuple[RowT, ...] = ()
    next: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> RowT: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RowT]: ...
    def __getitem__(self, index: int | slice) -> RowT | Sequence[RowT]:
        return self.rows[index]

    def __iter__(self) -> Iterator[RowT]:
        return iter(self.rows)

    def to_json(self) -> list[Json]:
        """The rows as JSON objects, one for each line of ``--json``."""
        return [row.to_json() for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas table, nested keys joined by dots (``speaker.name``). Needs the extra ``pandas``."""
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("a pandas table", "pandas") from None
        return pandas.json_normalize(self.to_json())

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars table, nested keys as structs. Needs the extra ``polars``."""
        try:
            import polars
        except ImportError:
            raise MissingExtraError("a polars table", "polars") from None
        return polars.DataFrame(self.to_json(), infer_schema_length=None, strict=False)
