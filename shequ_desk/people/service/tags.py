"""Dated tags: added with their proof, ended, never overwritten, so that any past day can be asked again."""

from datetime import date

from sqlalchemy import or_, select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import lists
from shequ_desk.people.rules import READ, WRITE, check_period
from shequ_desk.people.service import shared
from shequ_desk.people.tables import Tag
from shequ_desk.people.views import TagView
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_tag = Tag.__table__


@needs(READ)
def tags_of(work: Work, person_id: int, day: date | None = None) -> tuple[TagView, ...]:
    """Tags of a resident, past ones included, or only those valid on `day`."""
    return shared.tag_views(work, shared.kept_row(work, person_id).id, day)


@needs(WRITE)
def add_tag(
    work: Work,
    person_id: int,
    key: str,
    from_day: date,
    to_day: date | None = None,
    grade: str = "",
    proof: str = "",
    checked_by: str = "",
    checked_on: date | None = None,
) -> int:
    """Put a resident into a group from a day to a day, both included; returns the row id.

    Refusal for an unknown key or grade, and when the same tag already covers part of the period.
    """
    kind = lists.tag_kinds().get(key)
    if kind is None:
        raise Refusal("没有这种人群标签", "请从列表中选择", "tag")
    if grade and kind.grades and grade not in kind.grades:
        raise Refusal(f"“{kind.title}”没有“{grade}”这个等级", f"可选：{'、'.join(kind.grades)}", "grade")
    check_period(from_day, to_day)
    person = shared.live(work, person_id)
    _refuse_overlap(work, person.id, kind, from_day, to_day)
    row = {
        "person_id": person.id,
        "key": key,
        "from_day": from_day,
        "to_day": to_day,
        "grade": grade,
        "proof": proof.strip(),
        "checked_by": checked_by.strip(),
        "checked_on": checked_on,
        "made_at": work.now,
    }
    work.news("people")
    return work.insert(Tag, row)


@needs(WRITE)
def end_tag(work: Work, tag_id: int, to_day: date) -> None:
    """`to_day` is the last day the tag holds. Refusal when it already ended earlier, or before it began."""
    row = work.session.get(Tag, tag_id)
    if row is None:
        raise Refusal("没有找到这条标签", "请刷新后再看")
    if row.to_day is not None and row.to_day <= to_day:
        raise Refusal(f"这条标签已于 {row.to_day:%Y-%m-%d} 截止", "如需续期，请新增一条", "to_day")
    check_period(row.from_day, to_day)
    row.to_day = to_day
    work.session.flush()
    work.news("people")


def _refuse_overlap(work: Work, person_id: int, kind: lists.TagKind, first: date, last: date | None) -> None:
    query = select(_tag.c.from_day).where(
        _tag.c.person_id.in_(shared.ALL_OF),
        _tag.c.key == kind.key,
        or_(_tag.c.to_day.is_(None), _tag.c.to_day >= first),
    )
    if last is not None:
        query = query.where(_tag.c.from_day <= last)
    found = shared.rows(work, query, {"id": person_id})
    if found:
        since = f"{found[0].from_day:%Y-%m-%d}"
        raise Refusal(f"“{kind.title}”自 {since} 起已有一条，日期重叠", "请先截止原来的一条，或改开始日期", "from_day")
