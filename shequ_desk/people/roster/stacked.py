"""Tables that stand below one another on a sheet, each with its own header."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from shequ_desk.people.roster.cells import Cell, Grid, is_blank, text_of
from shequ_desk.people.roster.columns import TAG_PREFIX, field_of, fields_of, is_useful

_MOST = 40
_SHORT = 20
_FIGURE = re.compile(r"\d{2}")
"""Somebody's number, phone or date: no title."""


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
        upper = _upper(grid.rows, place) if _may_be_titles(row) else ()
        found = header_of(_joined(upper, row)) if _may_be_titles(row) else {}
        if not found or (known and found.items() <= known.items()):
            continue
        if known and _has_people(grid.rows[first:place], known):
            yield _with_its_title(grid.rows, place - bool(upper))
        known, first = found, place + 1


def _may_be_titles(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and "名" in cell for cell in row)


def _upper(rows: Sequence[Sequence[Cell]], place: int) -> Sequence[Cell]:
    """The first line of a header of two whose second is at `place`: it names a column that the second leaves open."""
    above = rows[place - 1] if place else ()
    if any(_FIGURE.search(text_of(cell)) for cell in above):
        return ()
    open_ones = (field_of(cell) for cell, below in zip(above, rows[place], strict=False) if is_blank(below))
    return above if any(name and not name.startswith(TAG_PREFIX) for name in open_ones) else ()


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> Sequence[Cell]:
    return [low if up is None or not is_blank(low) else up for up, low in zip_longest(upper, lower)]


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
