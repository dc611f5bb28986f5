"""Changing a record: details under an optimistic lock, the ID number, and what happened to the person."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.rules import ORDINARY, WRITE, Details, Odd, changes, check_details
from shequ_desk.people.service import indexing, numbers, shared
from shequ_desk.people.service.households import refuse_second_head
from shequ_desk.people.service.reading import details_of, same_version
from shequ_desk.people.service.register import tidied
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_person = Person.__table__
_FOUND_BY = frozenset({"name", "building", "room"})
_ON_CARD = frozenset({"sex", "birth"})
_AT_HOME = frozenset({"household_id", "relation"})


@needs(WRITE)
def edit(work: Work, person_id: int, details: Details, version: int) -> int:
    """Replace the editable part of a record and return its new version.

    `version` is the one the clerk was shown; Conflict with `theirs` = PersonView as stored now when it moved on.
    """
    person = shared.live(work, person_id)
    same_version(work, person, version)
    wanted = _checked(work, details)
    changed = changes(vars(details_of(person)), vars(wanted))
    if _AT_HOME & changed.keys():
        refuse_second_head(work, wanted.household_id, wanted.relation, person.id)
    _apply(work, person, changed)
    if _ON_CARD & changed.keys():
        numbers.log_differences(work, wanted, person.id, person.id_number, person.id_kind)
    return person.version


@needs(WRITE)
def give_number(work: Work, person_id: int, number: str, odd: Odd = ORDINARY, version: int | None = None) -> None:
    """Give an ID number to somebody registered without one; open sex and birth date fill themselves.

    Conflict when another resident holds it (then merge the two, or say in `odd.shared` why both do), and as in `edit`
    with the `version` the clerk was shown; Refusal when this one already has a number.
    """
    person = shared.live(work, person_id)
    if person.id_number:
        raise Refusal("此人已有证件号码", "如号码登记错误，请用“更正号码”", "id_number")
    same_version(work, person, version)
    _set_number(work, person, number, odd)


@needs(WRITE)
def correct_number(
    work: Work, person_id: int, number: str, reason: str, odd: Odd = ORDINARY, version: int | None = None
) -> None:
    """Replace a number that was registered wrongly, for a reason that is logged.

    Refusal without a reason, Conflict as in `give_number`.
    """
    if not reason.strip():
        raise Refusal("没有填写更正原因", "请填写依据，如“与身份证核对”", "reason")
    person = shared.live(work, person_id)
    same_version(work, person, version)
    work.note("correct_number", "person", person.id, reason=reason.strip())
    _set_number(work, person, number, odd)


@needs(WRITE)
def report_death(work: Work, person_id: int, day: date) -> None:
    """The resident died on `day` and it was reported today; counters list services dated later for review.

    Refusal when a death is reported already: a wrong day is withdrawn first.
    """
    person = shared.live(work, person_id)
    _refuse_dead(person)
    _happened(work, person, day, "deceased_on")
    person.deceased_on = day
    _reported(work, person)


@needs(WRITE)
def withdraw_death(work: Work, person_id: int, reason: str) -> None:
    """A death was reported by mistake. The reason is logged.

    Refusal without one, when no death is reported, and as long as somebody else is head (户主) in their place.
    """
    if not reason.strip():
        raise Refusal("没有填写撤销原因", "请写明死亡登记为何有误", "reason")
    person = shared.live(work, person_id)
    if person.deceased_on is None:
        raise Refusal("此人没有登记死亡", "请刷新后再看")
    refuse_second_head(work, person.household_id, person.relation, person.id)
    work.note("withdraw_death", "person", person.id, reason=reason.strip())
    person.deceased_on = None
    _reported(work, person)


@needs(WRITE)
def report_move(work: Work, person_id: int, day: date) -> None:
    """The resident moved away on `day`, reported today. Refusal when that, or a death, is reported already."""
    person = shared.live(work, person_id)
    _refuse_dead(person)
    if person.moved_out_on is not None:
        raise Refusal(
            f"此人已登记迁出（{long_date(person.moved_out_on)}）", "日期有误时先登记迁回，再重新登记", "moved_out_on"
        )
    _happened(work, person, day, "moved_out_on")
    person.moved_out_on = day
    _reported(work, person)


@needs(WRITE)
def report_back(work: Work, person_id: int) -> None:
    """The resident lives here again; when they had left stays in the audit.

    Refusal when nothing of leaving is known, and as long as somebody else is head (户主) in their place.
    """
    person = shared.live(work, person_id)
    if person.moved_out_on is None:
        raise Refusal("此人没有登记迁出", "请刷新后再看")
    refuse_second_head(work, person.household_id, person.relation, person.id)
    person.moved_out_on = None
    _reported(work, person)


def _checked(work: Work, details: Details) -> Details:
    plain = Details(**{name: getattr(details, name) for name in Details.__dataclass_fields__})
    wanted = replace(plain, **tidied(plain))
    check_details(wanted, work.today)
    return wanted


def _apply(work: Work, person: Person, changed: dict[str, object]) -> None:
    if not changed:
        return
    for name, value in changed.items():
        setattr(person, name, value)
    person.sort_key = sort_key(person.name)
    person.version += 1
    work.session.flush()
    if _FOUND_BY & changed.keys():
        indexing.reindex(work, person)
    work.news("people")


def _set_number(work: Work, person: Person, number: str, odd: Odd) -> None:
    card = numbers.take(number, work.today, odd)
    holders = _other_holders(work, person, card.number)
    numbers.refuse_same(person.name, holders, card.odd, holders[0][0] if holders else None)
    old, person.id_twin = person.id_number, numbers.next_twin(work, card.number) if holders else 0
    person.id_number, person.id_kind, person.no_number_reason = card.number, card.kind, ""
    person.sex = card.sex
    person.birth = (card.birth if card.birth_sure else person.birth) or card.birth or person.birth
    person.version += 1
    work.session.flush()
    numbers.end_odd(work, person.id, old)
    numbers.write_odd(work, person.id, card.number, card.odd if holders else replace(card.odd, shared=""))
    indexing.reindex(work, person)
    work.news("people")


def _other_holders(work: Work, person: Person, number: str) -> list[tuple[int, str]]:
    """Kept records (id, name) of others who hold a number, by themselves or by an alias."""
    holders = select(_person.c.id).where(_person.c.id_number == number, _person.c.id != person.id)
    found = [shared.kept_row(work, row.id) for row in shared.rows(work, holders, {})]
    return [(row.id, row.name) for row in found if row.id != person.id]


def _happened(work: Work, person: Person, day: date, field: str) -> None:
    if day > work.today:
        raise Refusal("日期晚于今天", "请填写已经发生的日期", field)
    if person.birth is not None and day < person.birth:
        raise Refusal("日期早于出生日期", "请核对日期", field)


def _refuse_dead(person: Person) -> None:
    if person.deceased_on is not None:
        raise Refusal(
            f"此人已登记死亡（{long_date(person.deceased_on)}）", "日期有误时先撤销死亡登记，再重新登记", "deceased_on"
        )


def _reported(work: Work, person: Person) -> None:
    person.reported_on = work.today
    person.version += 1
    work.session.flush()
    work.news("people")
