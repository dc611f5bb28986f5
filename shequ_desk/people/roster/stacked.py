"""Tables that stand below one another on a sheet, each with its own header."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from shequ_desk.people.roster.cells import Cell, Grid, is_blank
from shequ_desk.people.roster.columns import field_of, fields_of, is_useful

_MOST = 40
_SHORT = 20


def tables_of(grid: Grid) -> tuple[Grid, ...]:
    """The sheet cut above every header with other columns than the one before, once people stand between the two.

    A header of the same columns is only repeated. More than 40 tables are no tables: the sheet stays whole.
    """
    cuts = [0, *_cuts(grid), len(grid.rows)]
    if not 3 <= len(cuts) <= _MOST + 1:
        return (grid,)
    return tuple(grid.part(first, last) for first, last in pairwise(cuts))


def header_of(row: Sequence[Cell]) -> dict[int, str]:
    """Column → field of a row of titles that can be a header by itself, else nothing."""
    if not any(isinstance(cell, str) and len(cell) < _SHORT and field_of(cell) == "name" for cell in row):
        return {}
    found = fields_of(row)
    return found if is_useful(found) else {}


def _cuts(grid: Grid) -> Iterator[int]:
    known: Mapping[int, str] = {}
    first = 0
    for place, row in enumerate(grid.rows):
        found = header_of(row) if _may_be_titles(row) else {}
        if not found or (known and found.items() <= known.items()):
            continue
        if known and _has_people(grid.rows[first:place], known):
            yield _with_its_title(grid.rows, place)
        known, first = found, place + 1


def _may_be_titles(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and "名" in cell for cell in row)


def _has_people(rows: Sequence[Sequence[Cell]], known: Mapping[int, str]) -> bool:
    return any(_holds(row) > 1 and not is_blank(row[_name(known)]) for row in rows)


def _with_its_title(rows: Sequence[Sequence[Cell]], place: int) -> int:
    """Where a table begins: at the blank rows and single cells in front of its header."""
    while _holds(rows[place - 1]) < 2:
        place -= 1
    return place


def _name(known: Mapping[int, str]) -> int:
    return next(place for place, field in known.items() if field == "name")


def _holds(row: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in row)
