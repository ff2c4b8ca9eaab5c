"""Rows with named columns, and how they become those of other libraries."""

from __future__ import annotations

import html
from typing import Any, Iterator, Mapping, Sequence

_SHOWN = 20


class Table(Sequence[Mapping[str, Any]]):
    """A list of rows, each a dict of its columns, in the server's order."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        self.columns = list(columns)
        self._rows = [dict(row) for row in rows]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> "Table":
        """A table of rows whose columns are told by the rows, in the order in which they come up."""
        return cls(list(dict.fromkeys(name for row in rows for name in row)), rows)

    def __getitem__(self, which: Any) -> Any:
        return Table(self.columns, self._rows[which]) if isinstance(which, slice) else self._rows[which]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        return [row.get(name) for row in self._rows]

    def to_pandas(self) -> Any:
        """A pandas.DataFrame with the same columns."""
        import pandas

        return pandas.DataFrame({name: self.column(name) for name in self.columns})

    def to_polars(self) -> Any:
        """A polars.DataFrame with the same columns."""
        import polars

        return polars.DataFrame({name: self.column(name) for name in self.columns}, strict=False)

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_text(row.get(name)))}</td>" for name in self.columns) + "</tr>"
            for row in self._rows[:_SHOWN]
        )
        more = f"<p>{len(self) - _SHOWN:,} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def flat(row: Mapping[str, Any], *inner: str) -> dict[str, Any]:
    """A row whose inner objects of these names stand beside its other fields; a name that is there already keeps its value."""
    all_of = {name: value for name, value in row.items() if name not in inner}
    for name in inner:
        for key, value in (row.get(name) or {}).items():
            all_of.setdefault(key, value)
    return all_of


def _text(value: Any) -> str:
    return "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)
