"""Inserts compiled once for a table and a dialect; SQLAlchemy would look at every column again at each execution.

The text and the conversions are SQLAlchemy's own, so every dialect gets its SQL and its driver values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Dialect

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True)
class PreparedInsert:
    """`sql` as the driver takes it, and column name → conversion of its value in the order of the SQL."""

    sql: str
    columns: tuple[tuple[str, Convert], ...]
    positional: bool

    def driver_values(self, row: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """The values of a row, keyed by column name, as the driver takes them."""
        if self.positional:
            return tuple([convert(row[name]) if convert else row[name] for name, convert in self.columns])
        return {name: convert(row[name]) if convert else row[name] for name, convert in self.columns}


@lru_cache(maxsize=512)
def prepared_insert(table: Table, names: tuple[str, ...], dialect: Dialect, returning: bool) -> PreparedInsert:
    """The insert of exactly these columns; with `returning` it answers the row's primary key."""
    statement = insert(table).returning(*table.primary_key) if returning else insert(table)
    compiled = statement.compile(dialect=dialect, column_keys=names)
    ordered = (compiled.positional and compiled.positiontup) or names
    assert set(ordered) == set(names), f"defaults in Python on {table.name} are not supported"
    columns = tuple((name, _conversion(table, name, dialect)) for name in ordered)
    return PreparedInsert(str(compiled), columns, compiled.positional)


def _conversion(table: Table, name: str, dialect: Dialect) -> Convert:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
