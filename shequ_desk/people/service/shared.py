"""What the services of this package share: the kept record, views of what hangs on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Row, Select, bindparam, func, select, union_all

from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import lists
from shequ_desk.people.rules import covers
from shequ_desk.people.tables import Household, OddNumber, Person, PhoneRow, Tag
from shequ_desk.people.views import Member, TagView
from shequ_desk.store.database import Work

asked = Person.__table__.alias("asked")
kept = Person.__table__.alias("kept")
_alias = Person.__table__.alias("alias")
_tag = Tag.__table__
_phone = PhoneRow.__table__
_house = Household.__table__
_odd = OddNumber.__table__
_id = bindparam("id", type_=BigInteger)

SAME = kept.c.id == func.coalesce(asked.c.merged_into, asked.c.id)
"""Joins a record that was asked for to the one that was kept."""

ALL_OF = union_all(select(_id), select(_alias.c.id).where(_alias.c.merged_into == _id))
"""The ids of a kept record and its aliases; parameter `id`."""

_ODD_KIND = (
    select(func.max(_odd.c.kind)).where(_odd.c.number == kept.c.id_number, _odd.c.ended_at.is_(None)).scalar_subquery()
)
_KEPT = (
    select(kept, _house.c.number.label("household_no"), _ODD_KIND.label("odd_kind"))
    .join_from(asked, kept, SAME)
    .outerjoin(_house, _house.c.id == kept.c.household_id)
    .where(asked.c.id == _id)
)
_TAGS = select(_tag).where(_tag.c.person_id.in_(ALL_OF)).order_by(_tag.c.from_day, _tag.c.id)
_PHONES = (
    select(_phone.c.number)
    .where(_phone.c.person_id.in_(ALL_OF), _phone.c.to_day.is_(None))
    .order_by(_phone.c.from_day.desc(), _phone.c.id.desc())
)
_MEMBERS = (
    select(kept.c.id, kept.c.name, kept.c.relation, kept.c.birth, kept.c.deceased_on, kept.c.moved_out_on)
    .where(kept.c.household_id == bindparam("household_id"), kept.c.merged_into.is_(None))
    .order_by(kept.c.relation != "户主", kept.c.birth, kept.c.id)
)


def rows(work: Work, query: Any, values: Mapping[str, Any]) -> Sequence[Any]:
    """All rows of a Core query; one statement."""
    return work.connection.execute(query, dict(values)).all()


def kept_row(work: Work, person_id: int) -> Row[Any]:
    """The kept record of a person id as a plain row with `household_no`. Refusal when there is none."""
    row = work.connection.execute(_KEPT, {"id": person_id}).one_or_none()
    if row is None:
        raise nobody()
    return row


def live(work: Work, person_id: int) -> Person:
    """The kept record to be changed, locked against other writers. Refusal when there is none."""
    person = work.session.scalar(_locked(person_id))
    if person is not None and person.merged_into is not None:
        person = work.session.scalar(_locked(person.merged_into))
    if person is None:
        raise nobody()
    return person


def tag_views(work: Work, person_id: int, day: date | None = None) -> tuple[TagView, ...]:
    """Tags of a kept record and its aliases: all, or those valid on a day."""
    found = rows(work, _TAGS, {"id": person_id})
    return tuple(_tag_view(row) for row in found if day is None or covers(row.from_day, row.to_day, day))


def open_phones(work: Work, person_id: int) -> list[str]:
    """Phone numbers in use, the newest first, unmasked: for masking or for the keys only."""
    return [row.number for row in rows(work, _PHONES, {"id": person_id})]


def members(work: Work, household_id: int | None) -> tuple[Member, ...]:
    """Everyone of a household, the head first, then the eldest."""
    if household_id is None:
        return ()
    found = rows(work, _MEMBERS, {"household_id": household_id})
    return tuple(
        Member(row.id, row.name, row.relation, age(row, work.today), row.deceased_on, row.moved_out_on) for row in found
    )


def age(row: Any, today: date) -> int | None:
    """Full years today, or at death; None when the birth date is unknown."""
    if row.birth is None:
        return None
    return age_years(row.birth, min(today, row.deceased_on or today))


def address_of(row: Any) -> str:
    """Address with building and room as one line."""
    return " ".join(part for part in (row.address, building_room(row)) if part)


def building_room(row: Any) -> str:
    """ "12-302", or what of it is known."""
    return "-".join(part for part in (row.building, row.room) if part)


def state_note(row: Any) -> str:
    """已故, 已迁出 or nothing."""
    if row.deceased_on is not None:
        return "已故"
    return "已迁出" if row.moved_out_on is not None else ""


def mask_proof(proof: str) -> str:
    """A certificate number with only its ends: it often contains the ID number (残疾人证, domain.md §1.5)."""
    return proof if len(proof) < 9 else f"{proof[:3]}{'*' * (len(proof) - 6)}{proof[-3:]}"


def _locked(person_id: int) -> Select[Person]:
    return select(Person).where(Person.id == person_id).with_for_update()


def _tag_view(row: Any) -> TagView:
    kind = lists.tag_kinds().get(row.key)
    title = kind.title if kind else row.key
    proof = mask_proof(row.proof)
    return TagView(row.id, row.key, title, row.from_day, row.to_day, row.grade, proof, row.checked_by, row.checked_on)


def nobody() -> Refusal:
    """The sentence for a resident that is not there."""
    return Refusal("没有找到这位居民的档案", "请重新搜索")
