"""Households and grids of a roster: those the register has, and those an import has to make."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from shequ_desk.people.service import roster_known, shared
from shequ_desk.people.service.roster_known import folded_house, grid_key
from shequ_desk.people.service.roster_lines import House, Line
from shequ_desk.people.tables import Area, Household
from shequ_desk.store.database import Work

_GRID_LEVEL = 3
_area = Area.__table__


class Homes:
    """Finds or makes the household and the grid of every line; `made` are the ids of those made here, by table."""

    def __init__(self, work: Work, lines: Sequence[Line]) -> None:
        self._work = work
        self._grids, _ = roster_known.grids_of(work)
        areas = self._make_areas({grid_key(line.grid): line.grid for line in lines if line.grid})
        first: dict[House, Line] = {}
        for line in lines:
            if line.house is not None:
                first.setdefault(folded_house(line.house), line)
        self._houses = roster_known.households(work, first)
        households = self._make_households(first)
        self.made = {name: ids for name, ids in (("area", areas), ("household", households)) if ids}

    def household(self, line: Line) -> int | None:
        """The id of the line's household, None when it names none."""
        return self._houses[folded_house(line.house)] if line.house else None

    def area(self, line: Line) -> int | None:
        """The id of the line's grid, None when it names none."""
        return self._grids[grid_key(line.grid)] if line.grid else None

    def _make_areas(self, titles: dict[str, str]) -> list[int]:
        """Below the one 村社, or on their own when there is not just one."""
        missing = [key for key in sorted(titles) if key not in self._grids]
        if not missing:
            return []
        new = dict(zip(missing, _ids(self._work, Area), strict=False))
        common = {
            "parent_id": _only_community(self._work),
            "level": _GRID_LEVEL,
            "code": "",
            "from_day": self._work.today,
            "to_day": None,
        }
        self._work.insert_many(Area, [{"id": new[key], "title": titles[key], **common} for key in missing])
        self._grids |= new
        return list(new.values())

    def _make_households(self, first: dict[House, Line]) -> list[int]:
        missing = [house for house in first if house not in self._houses]
        new = dict(zip(missing, _ids(self._work, Household), strict=False))
        self._work.insert_many(Household, [self._household_row(new[house], first[house]) for house in missing])
        self._houses |= new
        return list(new.values())

    def _household_row(self, household_id: int, line: Line) -> dict[str, Any]:
        place = line.house.place if line.house else ""
        return {"id": household_id, "number": line.household, "address": place[:200], "area_id": self.area(line)}


def highest(work: Work, table: type[Any]) -> int:
    """The highest id a table has given out, 0 when it is empty."""
    found: int = work.session.scalar(select(func.coalesce(func.max(table.id), 0))) or 0
    return found


def _ids(work: Work, table: type[Any]) -> Iterator[int]:
    """The ids a table gives next."""
    return itertools.count(highest(work, table) + 1)


def _only_community(work: Work) -> int | None:
    query = select(_area.c.id).where(
        _area.c.level == _GRID_LEVEL - 1, or_(_area.c.to_day.is_(None), _area.c.to_day >= work.today)
    )
    found = shared.rows(work, query, {})
    return found[0].id if len(found) == 1 else None
