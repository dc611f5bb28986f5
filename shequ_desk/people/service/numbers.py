"""ID numbers as they are taken: right ones, and on purpose those that fail the check or are another's too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, func, select

from shequ_desk.kernel import identity
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.printed import AS_PRINTED, as_printed
from shequ_desk.office.service.colleagues import ALONE, colleague
from shequ_desk.people.rules import GRANTS, UNMASK, Details, Odd
from shequ_desk.people.service import shared
from shequ_desk.people.tables import OddNumber, Person
from shequ_desk.people.views import OddView, Twin
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

SHARED = "shared"
NOTES = {AS_PRINTED: "号码与证件一致，系统校验不通过", SHARED: "重号"}
_LONGEST = 200
_odd = OddNumber.__table__
_person = Person.__table__
_number = bindparam("number", type_=String)
_OF_NUMBER = select(_odd).where(_odd.c.number == _number, _odd.c.ended_at.is_(None)).order_by(_odd.c.id)
_HOLDERS = select(_person).where(_person.c.id_number == _number, _person.c.merged_into.is_(None)).order_by(_person.c.id)
_NEXT_TWIN = select(func.coalesce(func.max(_person.c.id_twin), -1) + 1).where(_person.c.id_number == _number)
WITH_ODD_NUMBER = select(_odd.c.number).where(_odd.c.ended_at.is_(None))
"""The numbers a list of doubtful ones asks for."""


@dataclass(frozen=True)
class Taken:
    """A number to be stored and what it says; `odd` keeps only the reasons that are needed."""

    number: str = field(repr=False)
    kind: str
    sex: str
    birth: date | None
    birth_sure: bool
    odd: Odd


def take(text: str, today: date, odd: Odd) -> Taken:
    """Read a typed number. Refusal (IdError) unless it is right, or `odd.as_printed` says why it stands so."""
    printed = as_printed(text, today, "id_number") if odd.as_printed.strip() else None
    if printed is None:
        card = identity.inspect(text, today, field="id_number")
        return Taken(card.number, card.kind, card.sex, card.birth, card.birth_sure, Odd(shared=odd.shared))
    return Taken(printed.number, AS_PRINTED, printed.sex, printed.birth, True, odd)


def refuse_same(name: str, holders: Sequence[tuple[int, str]], odd: Odd, theirs: object) -> None:
    """Conflict when a number's holders (id, name) forbid it to somebody of this name: always to a namesake."""
    for _, known in holders:
        if known == name:
            raise Conflict(f"这个证件号码已登记：{known}", "姓名也相同，就是同一人，请打开已有档案", theirs)
    if holders and not odd.shared.strip():
        raise Conflict(
            f"这个号码已登记在{holders[0][1]}名下",
            "如是同一人，请打开已有档案；确实两人同号，请写明依据后按重号登记",
            theirs,
        )


def next_twin(work: Work, number: str) -> int:
    """The place of one more holder of a number: 0 for the first."""
    return int(work.connection.execute(_NEXT_TWIN, {"number": number}).scalar_one())


def write_odd(work: Work, person_id: int, number: str, odd: Odd) -> None:
    """Keep why an odd number was taken, a row for each reason; written into the audit."""
    for kind, reason in ((AS_PRINTED, odd.as_printed), (SHARED, odd.shared)):
        if reason.strip():
            work.note("odd_number", "person", person_id, kind=NOTES[kind], reason=reason.strip())
            work.insert(OddNumber, _row(work, person_id, number, kind, reason.strip()[:_LONGEST]))


def log_differences(work: Work, person: Details, person_id: int, number: str | None, kind: str) -> None:
    """Say in the audit that a clerk kept a sex or birth date against the number (domain.md §1.1); never the values."""
    if not number or kind == AS_PRINTED:
        return
    try:
        card = identity.inspect(number, work.today)
    except identity.IdError:
        return
    sex = "" if person.sex == "未知" else person.sex
    told = (("性别", identity.conflicts(card, sex)), ("出生日期", identity.conflicts(card, birth=person.birth)))
    if differ := [title for title, conflict in told if conflict]:
        work.note("against_number", "person", person_id, 项目="、".join(differ))


def end_odd(work: Work, person_id: int, number: str | None) -> None:
    """The person's number is another now: what was said of the old one ends, and so does sharing it with one other."""
    alone = len(shared.rows(work, _HOLDERS, {"number": number})) < 2
    for row in work.session.scalars(select(OddNumber).where(OddNumber.number == number, OddNumber.ended_at.is_(None))):
        if row.person_id == person_id or (alone and row.kind == SHARED):
            row.ended_at = work.now
    work.session.flush()


def odd_views(work: Work, row: Any) -> tuple[OddView, ...]:
    """What is odd about a record's number; of a shared one the other's row counts too. One statement."""
    if not row.id_number:
        return ()
    found = shared.rows(work, _OF_NUMBER, {"number": row.id_number})
    return tuple(_view(one) for one in found if one.kind == SHARED or one.person_id == row.id)


def twins(work: Work, row: Any) -> tuple[Twin, ...]:
    """The other residents with the record's number; one statement."""
    if not row.id_number:
        return ()
    found = shared.rows(work, _HOLDERS, {"number": row.id_number})
    return tuple(Twin(one.id, one.name, shared.address_of(one)) for one in found if one.id != row.id)


@needs(UNMASK)
def confirm_number(work: Work, odd_id: int) -> None:
    """A second person compared the number with the card (domain.md §1.1).

    Refusal when done already, and to who registered it as long as somebody else holds the right; an office of one
    compares it a second time alone, and the name then says （兼）.
    """
    row = work.session.get(OddNumber, odd_id)
    if row is None or row.ended_at is not None or row.second_at is not None:
        raise Refusal("这个号码不需要复核", "请刷新后再看")
    row.second_at, row.second_name = work.now, work.clerk.name + _alone(work, row.clerk_id)
    work.note("confirm_number", "person", row.person_id, 复核人=row.second_name)
    work.news("people")


@needs(UNMASK)
def unconfirmed(work: Work) -> tuple[tuple[int, str, datetime], ...]:
    """Numbers that fail the check and wait for a second person: (person id, name, since), the oldest first."""
    query = (
        select(shared.kept.c.id, shared.kept.c.name, _odd.c.at)
        .join_from(_odd, shared.asked, shared.asked.c.id == _odd.c.person_id)
        .join(shared.kept, shared.SAME)
        .where(_odd.c.kind == AS_PRINTED, _odd.c.second_at.is_(None), _odd.c.ended_at.is_(None))
        .order_by(_odd.c.id)
    )
    return tuple((row.id, row.name, row.at) for row in work.connection.execute(query))


def _alone(work: Work, first: int) -> str:
    """（兼） when who registered it confirms it too and nobody else could; Refusal when somebody else can."""
    if work.clerk.id != first:
        return ""
    other = colleague(work, UNMASK, GRANTS, [first])
    if other is not None:
        raise Refusal("登记的人不能自己复核", f"请{other}用自己的账号登录，对照证件后复核")
    return ALONE


def _row(work: Work, person_id: int, number: str, kind: str, reason: str) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "kind": kind,
        "number": number,
        "reason": reason,
        "at": work.now,
        "clerk_id": work.clerk.id,
        "clerk_name": work.clerk.name,
        "second_name": "",
    }


def _view(row: Any) -> OddView:
    return OddView(
        row.id,
        row.person_id,
        row.kind,
        row.reason,
        row.at,
        row.clerk_id,
        row.clerk_name,
        row.second_name,
        row.second_at,
    )
