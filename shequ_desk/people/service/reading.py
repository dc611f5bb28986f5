"""Reading one resident. A merged record answers as the one that was kept."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, bindparam, func, or_, select

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.identity import mask_id, mask_phone
from shequ_desk.people.rules import READ, UNMASK, Details
from shequ_desk.people.service import numbers, shared
from shequ_desk.people.service.areas import path_of
from shequ_desk.people.service.contacts import card_views, guardian_views, phone_views
from shequ_desk.people.tables import Person, Tag
from shequ_desk.people.views import Brief, Held, PersonView, Standing
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_tag = Tag.__table__
_person = Person.__table__
_day = bindparam("day", type_=Date)
_STANDING = Fixed(
    select(
        shared.kept.c.id,
        shared.kept.c.name,
        shared.kept.c.id_number,
        shared.kept.c.sex,
        shared.kept.c.birth,
        shared.kept.c.hukou,
        shared.kept.c.residence,
        shared.kept.c.deceased_on,
        shared.kept.c.moved_out_on,
    )
    .join_from(
        shared.asked, shared.kept, shared.kept.c.id == func.coalesce(shared.asked.c.merged_into, shared.asked.c.id)
    )
    .where(shared.asked.c.id == bindparam("id", type_=BigInteger))
)
_TAGS = Fixed(
    select(_tag.c.key, _tag.c.grade, _tag.c.proof)
    .where(
        _tag.c.person_id.in_(shared.ALL_OF),
        _tag.c.from_day <= _day,
        or_(_tag.c.to_day.is_(None), _tag.c.to_day >= _day),
    )
    .order_by(_tag.c.key, _tag.c.id)
)
_ROOT = (
    select(func.coalesce(shared.asked.c.merged_into, shared.asked.c.id))
    .where(shared.asked.c.id == bindparam("id", type_=BigInteger))
    .scalar_subquery()
)
_IDS = Fixed(
    select(_person.c.id)
    .where(or_(_person.c.id == _ROOT, _person.c.merged_into == _ROOT))
    .order_by(_person.c.merged_into.is_not(None), _person.c.id)
)
_DETAILS = tuple(Details.__dataclass_fields__)
_UNMASKABLE = {"id_number": "证件号码", "phone": "电话"}


@needs(READ)
def brief(work: Work, person_id: int) -> Brief:
    """The resident's card as of today; at most four statements. Refusal when there is no such record."""
    row = shared.kept_row(work, person_id)
    phones = shared.open_phones(work, row.id)
    return Brief(
        id=row.id,
        name=row.name,
        sex=row.sex,
        birth=row.birth,
        age=shared.age(row, work.today),
        id_masked=mask_id(row.id_number) if row.id_number else "",
        phone_masked=mask_phone(phones[0]) if phones else "",
        address=shared.address_of(row),
        tags=shared.tag_views(work, row.id, work.today),
        household_no=row.household_no or "",
        household=shared.members(work, row.household_id),
        hukou=row.hukou,
        residence=row.residence,
        deceased_on=row.deceased_on,
        moved_out_on=row.moved_out_on,
        note=row.note,
        number_note=numbers.NOTES.get(row.odd_kind, ""),
    )


@needs(READ)
def standing(work: Work, person_id: int, day: date) -> Standing:
    """What discount rules ask about a resident on `day`: two statements. Refusal when there is no such record."""
    found = work.rows(_STANDING, {"id": person_id})
    if not found:
        raise shared.nobody()
    kept_id, name, number, *status = found[0]
    tags = tuple(Held(*row) for row in work.rows(_TAGS, {"id": kept_id, "day": day}))
    return Standing(kept_id, name, mask_id(number) if number else "", tags, *status)


@needs(READ)
def ids_of(work: Work, person_id: int) -> tuple[int, ...]:
    """The kept record first, then every alias merged into it; one statement. Refusal when there is no such record."""
    found = tuple(row.id for row in work.rows(_IDS, {"id": person_id}))
    if not found:
        raise shared.nobody()
    return found


@needs(READ)
def get(work: Work, person_id: int) -> PersonView:
    """The whole record, masked, with past tags, phones and cards. Refusal when there is no such record."""
    return person_view(work, person_id)


def person_view(work: Work, person_id: int) -> PersonView:
    """`get` for services that have checked another right."""
    row = shared.kept_row(work, person_id)
    aliases = tuple(alias.id for alias in work.rows(_IDS, {"id": row.id}))[1:]
    return PersonView(
        id=row.id,
        version=row.version,
        details=details_of(row),
        age=shared.age(row, work.today),
        id_kind=row.id_kind,
        id_masked=mask_id(row.id_number) if row.id_number else "",
        no_number_reason=row.no_number_reason,
        tags=shared.tag_views(work, row.id),
        phones=phone_views(work, row.id),
        cards=card_views(work, row.id),
        guardians=guardian_views(work, row.id),
        household_no=row.household_no or "",
        household=shared.members(work, row.household_id),
        area_path=path_of(work, row.area_id),
        deceased_on=row.deceased_on,
        moved_out_on=row.moved_out_on,
        reported_on=row.reported_on,
        aliases=aliases,
        odd=numbers.odd_views(work, row),
        twins=numbers.twins(work, row),
    )


@needs(UNMASK)
def unmask(work: Work, person_id: int, field: str, reason: str) -> str:
    """The full `id_number` or the full `phone` numbers (joined by 、), for a reason; logged. Needs a writing `work`.

    Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal("没有填写查看原因", "请填写为什么要看完整号码", "reason")
    row = shared.kept_row(work, person_id)
    work.note("unmask", "person", row.id, field=_UNMASKABLE[field], reason=reason.strip())
    if field == "id_number":
        return row.id_number or ""
    return "、".join(shared.open_phones(work, row.id))


def same_version(work: Work, person: Person, version: int | None) -> None:
    """Conflict with `theirs` = PersonView as stored now unless a record is the `version` a clerk was shown.

    None: nobody was shown it.
    """
    if version is not None and person.version != version:
        raise Conflict("这份档案刚刚被别人改过", "请对照两份内容，合并后再保存", person_view(work, person.id))


def details_of(row: Any) -> Details:
    """The editable part of a person row or mapped person."""
    return Details(**{name: getattr(row, name) for name in _DETAILS})
