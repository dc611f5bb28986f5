"""Residents as a table: filtered and paged in SQL, counted, exported."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, bindparam, func, or_, select, union_all

from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.identity import mask_id, mask_phone
from shequ_desk.people import keys, lists
from shequ_desk.people.rules import EXPORT, READ, UNMASK, Filters, born_between
from shequ_desk.people.service import numbers, shared
from shequ_desk.people.service.areas import below
from shequ_desk.people.tables import NewKeys, Person, PhoneRow, SearchKey, Tag
from shequ_desk.people.views import ListRow
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_person = Person.__table__
_tag = Tag.__table__
_phone = PhoneRow.__table__
_key = SearchKey.__table__
_new = NewKeys.__table__
_alias = Person.__table__.alias("alias")
_ids: Any = bindparam("ids", expanding=True)
_BATCH = 500
_ALL = 10_000_000


def _valid(day: Any) -> Any:
    return (_tag.c.from_day <= day) & or_(_tag.c.to_day.is_(None), _tag.c.to_day >= day)


_ALIASES = select(_alias.c.id, _alias.c.merged_into).where(_alias.c.merged_into.in_(_ids))
_PHONES = (
    select(_phone.c.person_id, _phone.c.number.label("value"))
    .where(_phone.c.person_id.in_(_ids), _phone.c.to_day.is_(None))
    .order_by(_phone.c.id.desc())
)
_TAGS = (
    select(_tag.c.person_id, _tag.c.key.label("value"))
    .where(_tag.c.person_id.in_(_ids), _valid(bindparam("day", type_=Date)))
    .order_by(_tag.c.id)
)
_COLUMNS = (
    Column("name", "姓名"),
    Column("sex", "性别"),
    Column("age", "年龄", "int"),
    Column("birth", "出生日期", "date"),
    Column("id_number", "证件号码", "number_text"),
    Column("phone", "电话", "number_text"),
    Column("address", "地址"),
    Column("building_room", "楼室"),
    Column("hukou", "户籍"),
    Column("residence", "居住"),
    Column("tags", "标签"),
    Column("state", "状态"),
)


@needs(READ)
def listing(work: Work, filters: Filters, offset: int, limit: int) -> tuple[ListRow, ...]:
    """One page of residents by pinyin of the name; four statements."""
    return tuple(_list_row(work, *found) for found in _page(work, filters, offset, limit))


@needs(READ)
def count(work: Work, filters: Filters) -> int:
    """How many residents the filters leave."""
    query = select(func.count()).select_from(_person).where(*_conditions(work, filters))
    return int(work.session.connection().execute(query).scalar_one())


@needs(EXPORT)
def export(work: Work, filters: Filters) -> Table:
    """All residents the filters leave, for a workbook; logged, so `work` must be a writing one.

    Numbers are masked unless the clerk may unmask. ID numbers and phones are `number_text`: text in Excel too.
    """
    open_numbers = UNMASK in work.clerk.permissions
    found = _page(work, filters, 0, _ALL)
    rows = tuple(_cells(work, open_numbers, *one) for one in found)
    work.note("export", "person", rows=len(rows), masked=not open_numbers, tag=filters.tag, area=filters.area_id)
    return Table("居民名单", _COLUMNS, rows)


_Found = tuple[Any, list[str], list[str]]


def _page(work: Work, filters: Filters, offset: int, limit: int) -> list[_Found]:
    order = (_person.c.sort_key, _person.c.id)
    page = select(_person.c.id).where(*_conditions(work, filters)).order_by(*order).limit(limit).offset(offset)
    ids = page.subquery()
    rows = shared.rows(work, select(_person).join(ids, ids.c.id == _person.c.id).order_by(*order), {})
    return [one for start in range(0, len(rows), _BATCH) for one in _with_more(work, rows[start : start + _BATCH])]


def _with_more(work: Work, rows: Sequence[Any]) -> list[_Found]:
    owners = {row.id: row.id for row in rows}
    for alias in shared.rows(work, _ALIASES, {"ids": list(owners)}):
        owners[alias.id] = alias.merged_into
    phones = _by_owner(work, _PHONES, owners)
    tags = _by_owner(work, _TAGS, owners)
    return [(row, phones[row.id], tags[row.id]) for row in rows]


def _by_owner(work: Work, query: Any, owners: dict[int, int]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for row in shared.rows(work, query, {"ids": list(owners), "day": work.today}):
        grouped[owners[row.person_id]].append(row.value)
    return grouped


def _conditions(work: Work, filters: Filters) -> Sequence[Any]:
    found: list[Any] = [_person.c.merged_into.is_(None)]
    if filters.living_here:
        found += [_person.c.deceased_on.is_(None), _person.c.moved_out_on.is_(None)]
    if filters.tag:
        found.append(_person.c.id.in_(_tagged(work, filters.tag)))
    if filters.odd_number:
        found.append(_person.c.id_number.in_(numbers.WITH_ODD_NUMBER))
    if filters.area_id is not None:
        found.append(_person.c.area_id.in_(below(filters.area_id)))
    return found + _ages(work, filters) + _text(filters.text)


def _ages(work: Work, filters: Filters) -> list[Any]:
    first, last = born_between(filters.age_from, filters.age_to, work.today)
    found = [] if first is None else [_person.c.birth >= first]
    return found if last is None else [*found, _person.c.birth <= last]


def _text(text: str) -> list[Any]:
    asked = keys.query(text)
    if asked is None:
        return []
    ways = [asked, asked.odd] if asked.odd else [asked]
    found = (select(_key.c.person_id).where(_key.c.key >= way.first, _key.c.key < way.end) for way in ways)
    new = select(_new.c.person_id).where(or_(*(_new.c.found_by.like(way.pattern, escape="\\") for way in ways)))
    return [_person.c.id.in_(union_all(*found, new))]


def _tagged(work: Work, key: str) -> Any:
    holds = (_tag.c.key == key, _valid(work.today))
    direct = select(_tag.c.person_id).where(*holds)
    through = select(_alias.c.merged_into).where(
        _alias.c.merged_into.is_not(None), select(_tag.c.id).where(_tag.c.person_id == _alias.c.id, *holds).exists()
    )
    return union_all(direct, through)


def _titles(tags: list[str]) -> tuple[str, ...]:
    kinds = lists.tag_kinds()
    return tuple(kinds[key].title if key in kinds else key for key in dict.fromkeys(tags))


def _list_row(work: Work, row: Any, phones: list[str], tags: list[str]) -> ListRow:
    return ListRow(
        person_id=row.id,
        name=row.name,
        sex=row.sex,
        age=shared.age(row, work.today),
        birth=row.birth,
        id_masked=mask_id(row.id_number) if row.id_number else "",
        phone_masked=mask_phone(phones[0]) if phones else "",
        address=row.address,
        building_room=shared.building_room(row),
        hukou=row.hukou,
        residence=row.residence,
        tags=_titles(tags),
        deceased_on=row.deceased_on,
        moved_out_on=row.moved_out_on,
    )


def _cells(work: Work, open_numbers: bool, row: Any, phones: list[str], tags: list[str]) -> tuple[Cell, ...]:
    shown = _list_row(work, row, phones, tags)
    number = row.id_number or ""
    return (
        shown.name,
        shown.sex,
        shown.age,
        shown.birth,
        number if open_numbers else shown.id_masked,
        "、".join(phones) if open_numbers else shown.phone_masked,
        shown.address,
        shown.building_room,
        shown.hukou,
        shown.residence,
        "、".join(shown.tags),
        shared.state_note(row),
    )
