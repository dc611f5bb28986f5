"""Rows entered on a kept record after a merge, and giving them to the person they belong to."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import mask_phone
from shequ_desk.people import lists
from shequ_desk.people.rules import MERGE
from shequ_desk.people.service import indexing, shared
from shequ_desk.people.tables import Card, Guardian, OfPerson, Person, PhoneRow, Tag
from shequ_desk.people.views import AddedRow
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_TABLES: dict[str, type[OfPerson]] = {
    "tag": Tag,
    "phone": PhoneRow,
    "card": Card,
    "guardian": Guardian,
}


@needs(MERGE)
def added_since(work: Work, person_id: int, since: datetime) -> tuple[AddedRow, ...]:
    """Tags, phones, cards and guardians entered on exactly this record at or after a moment, oldest first."""
    return added_rows(work, person_id, since)


@needs(MERGE)
def assign(work: Work, table: str, row_id: int, person_id: int) -> None:
    """Give a row of `added_since` to another record; Refusal when there is none. Frozen rows are never moved."""
    row = work.session.get(_TABLES[table], row_id)
    if row is None:
        raise Refusal("没有找到这一条", "请刷新后再看")
    before = work.session.get_one(Person, row.person_id)
    after = shared.live(work, person_id)
    row.person_id = after.id
    for person in (before, after):
        indexing.reindex(work, person)
    work.news("people")


def added_rows(work: Work, person_id: int, since: datetime) -> tuple[AddedRow, ...]:
    """`added_since` for services that have checked the right."""
    return tuple(sorted(_found(work, person_id, since), key=lambda row: (row.at, row.table, row.row_id)))


def _found(work: Work, person_id: int, since: datetime) -> Iterator[AddedRow]:
    for name, mapped in _TABLES.items():
        query = select(mapped).where(mapped.person_id == person_id, mapped.made_at >= since)
        for row in work.session.scalars(query):
            yield AddedRow(name, row.id, row.person_id, _text(row), row.made_at)


def _text(row: OfPerson) -> str:
    if isinstance(row, Tag):
        return f"标签 {lists.tag_kinds()[row.key].title}"
    if isinstance(row, PhoneRow):
        return f"电话 {mask_phone(row.number)}"
    if isinstance(row, Card):
        return f"{row.kind} {row.number}"
    assert isinstance(row, Guardian)
    return f"监护人 {row.relation}"
