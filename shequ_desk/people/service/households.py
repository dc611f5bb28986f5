"""Households: who lives in one 户 and how they stand to its head."""

from sqlalchemy import select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.rules import HEAD, READ, WRITE
from shequ_desk.people.service import shared
from shequ_desk.people.service.reading import same_version
from shequ_desk.people.tables import Household
from shequ_desk.people.views import HouseholdView
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_house = Household.__table__


@needs(READ)
def household(work: Work, household_id: int) -> HouseholdView:
    """A household with everyone in it. Refusal when there is none."""
    row = _existing(work, household_id)
    return HouseholdView(row.id, row.number, row.address, row.area_id, shared.members(work, row.id))


@needs(READ)
def households_numbered(work: Work, number: str) -> tuple[HouseholdView, ...]:
    """Households with this 户号; more than one when different books use the same number."""
    found = shared.rows(work, select(_house).where(_house.c.number == number.strip()).order_by(_house.c.id), {})
    return tuple(HouseholdView(r.id, r.number, r.address, r.area_id, shared.members(work, r.id)) for r in found)


@needs(WRITE)
def new_household(work: Work, number: str = "", address: str = "", area_id: int | None = None) -> int:
    """A household without members yet; returns its id."""
    work.news("people")
    return work.insert(Household, {"number": number.strip(), "address": address.strip(), "area_id": area_id})


@needs(WRITE)
def join_household(work: Work, person_id: int, household_id: int, relation: str, version: int | None = None) -> None:
    """Move a resident into a household. Refusal when it already has another head (户主).

    Conflict with `theirs` = PersonView when the record is no more the `version` the clerk was shown.
    """
    _existing(work, household_id)
    person = shared.live(work, person_id)
    same_version(work, person, version)
    refuse_second_head(work, household_id, relation, person.id)
    person.household_id = household_id
    person.relation = relation
    person.version += 1
    work.session.flush()
    work.news("people")


@needs(WRITE)
def leave_household(work: Work, person_id: int, version: int | None = None) -> None:
    """Take a resident out of the household (分户); the address stays. Conflict as in `join_household`."""
    person = shared.live(work, person_id)
    same_version(work, person, version)
    person.household_id = None
    person.relation = ""
    person.version += 1
    work.session.flush()
    work.news("people")


def refuse_second_head(work: Work, household_id: int | None, relation: str, person_id: int = 0) -> None:
    """Raise Refusal when `relation` is 户主 and somebody else living here already is."""
    if household_id is None or relation != HEAD:
        return
    for member in shared.members(work, household_id):
        other_head = member.relation == HEAD and member.person_id != person_id
        if other_head and member.deceased_on is None and member.moved_out_on is None:
            raise Refusal(f"本户的户主是{member.name}", f"一户只能有一位户主，请先修改{member.name}的关系", "relation")


def _existing(work: Work, household_id: int) -> Household:
    row = work.session.get(Household, household_id)
    if row is None:
        raise Refusal("没有找到这一户", "请重新选择", "household")
    return row
