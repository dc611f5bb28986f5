"""Statements whose text never changes, compiled once for a dialect and run on the driver's own cursor.

SQLAlchemy's execution costs about ten times what the driver's does, at every statement of the till's hot path. The
text and the conversions are SQLAlchemy's own, so every dialect gets its SQL and its driver values, and listeners to
`before_cursor_execute` hear of these statements as of all others.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Insert, Select, Table, TextClause, Update, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any] | None
Values = tuple[Any, ...] | dict[str, Any]
_Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | Insert | Update | Delete | TextClause


@dataclass(frozen=True)
class PreparedInsert:
    """`sql` as the driver takes it, and parameter name → conversion of its value in the order of the SQL."""

    sql: str
    columns: tuple[tuple[str, Convert], ...]
    positional: bool

    def driver_values(self, row: Mapping[str, Any]) -> Values:
        """The values of a row, keyed by parameter, as the driver takes them."""
        if self.positional:
            return tuple([convert(row[name]) if convert else row[name] for name, convert in self.columns])
        return {name: convert(row[name]) if convert else row[name] for name, convert in self.columns}


class Fixed:
    """One statement kept at module level: a select, or a write with or without RETURNING.

    Its `bindparam`s are given at each run. A list ("expanding") has no fixed text and cannot be one.
    """

    def __init__(self, statement: _Statement) -> None:
        self._statement = statement
        self._prepared: tuple[Dialect, _Prepared] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Run it; all rows as named tuples, none when it answers no rows."""
        return self._for(connection.dialect).rows(connection, values)

    def _for(self, dialect: Dialect) -> "_Prepared":
        if self._prepared is None or self._prepared[0] is not dialect:
            self._prepared = dialect, _Prepared(self._statement, dialect)
        return self._prepared[1]


class _Prepared:
    """A fixed statement in the words of one dialect."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert not compiled.post_compile_params, "a list of values has no fixed text"
        columns = list(getattr(statement, "exported_columns", ()))
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        self._text = PreparedInsert(str(compiled), _parameters(compiled, dialect), compiled.positional)
        make: Any = namedtuple
        self._row = make("Row", [column.key for column in columns], rename=True)._make
        converts = ((place, _from_driver(column.type, dialect)) for place, column in enumerate(columns))
        self._converts = [(place, convert) for place, convert in converts if convert is not None]
        self._answers = bool(columns)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        cursor = run(connection, self._text.sql, self._text.driver_values({**self._constants, **values}))
        if not self._answers:
            return []
        found = cursor.fetchall()
        return list(map(self._row, map(self._converted, found) if self._converts else found))

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        found = list(row)
        for place, convert in self._converts:
            found[place] = convert(found[place])
        return found


def run(connection: Connection, sql: str, values: Any, many: bool = False) -> Any:
    """Run driver SQL with driver values (a list of them with `many`); returns the driver's cursor."""
    cursor = connection.connection.cursor()
    for listen in connection.engine.dispatch.before_cursor_execute:
        listen(connection, cursor, sql, values, None, many)
    (cursor.executemany if many else cursor.execute)(sql, values)
    return cursor


@lru_cache(maxsize=512)
def prepared_insert(table: Table, names: tuple[str, ...], dialect: Dialect, returning: bool) -> PreparedInsert:
    """The insert of exactly these columns; with `returning` it answers the row's primary key."""
    statement = insert(table).returning(*table.primary_key) if returning else insert(table)
    compiled = statement.compile(dialect=dialect, column_keys=names)
    ordered = (compiled.positional and compiled.positiontup) or names
    assert set(ordered) == set(names), f"defaults in Python on {table.name} are not supported"
    columns = tuple((name, _to_driver(table.c[name].type, dialect)) for name in ordered)
    return PreparedInsert(str(compiled), columns, compiled.positional)


def _parameters(compiled: SQLCompiler, dialect: Dialect) -> tuple[tuple[str, Convert], ...]:
    names = (compiled.positional and compiled.positiontup) or compiled.params
    return tuple((name, _to_driver(compiled.binds[name].type, dialect)) for name in names)


def _to_driver(of_type: TypeEngine[Any], dialect: Dialect) -> Convert:
    return of_type.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(of_type: TypeEngine[Any], dialect: Dialect) -> Convert:
    return of_type.dialect_impl(dialect).result_processor(dialect, None)
