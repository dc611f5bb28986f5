"""Guardians a roster names: residents by their number or by name in the same household, else by name and phone."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from shequ_desk.people.service import shared
from shequ_desk.people.service.roster_lines import GuardianSaid, Line
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work

_person = Person.__table__
_BY_NUMBER = select(_person.c.id_number, _person.c.id, _person.c.merged_into, _person.c.name).where(
    _person.c.id_number.in_(bindparam("numbers", expanding=True))
)
_BY_NAME = select(_person.c.id).where(
    _person.c.household_id == bindparam("household_id"),
    _person.c.name == bindparam("name"),
    _person.c.merged_into.is_(None),
)


class Guardians:
    """Looks guardians up among those written before."""

    def __init__(self, work: Work, lines: Sequence[Line]) -> None:
        self._work = work
        numbers = sorted({line.guardian.number for line in lines if line.guardian and line.guardian.number})
        self._by_number: dict[str, list[Any]] = defaultdict(list)
        for row in shared.rows(work, _BY_NUMBER, {"numbers": numbers}) if numbers else ():
            self._by_number[row.id_number].append(row)

    def rows_of(self, line: Line, person_id: int, household_id: int | None) -> list[dict[str, Any]]:
        """The one row for a line's guardian, without ward and dates; none when it names nobody."""
        said = line.guardian
        if said is None:
            return []
        guardian_id = self._resident(said, household_id)
        if guardian_id is None or guardian_id == person_id:
            return [{"guardian_id": None, "name": said.name, "phone": said.phone, "relation": said.relation}]
        return [{"guardian_id": guardian_id, "name": "", "phone": said.phone, "relation": said.relation}]

    def _resident(self, said: GuardianSaid, household_id: int | None) -> int | None:
        if said.number:
            named = [row.merged_into or row.id for row in self._by_number[said.number] if row.name == said.name]
            return named[0] if named else None
        if household_id is None:
            return None
        values = {"household_id": household_id, "name": said.name}
        found = [row.id for row in shared.rows(self._work, _BY_NAME, values)]
        return found[0] if len(found) == 1 else None
