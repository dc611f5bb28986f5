"""What a new centre starts with: sample rooms, classes, sessions, programmes and texts. All of it can be edited."""

from dataclasses import dataclass
from datetime import date, time

from shequ_desk.counters.childcare.rules.ages import AGE_CLASSES, SCHOOL
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, Terms
from shequ_desk.counters.childcare.rules.offer import (
    AFTER_SCHOOL,
    FULL,
    HALF,
    HOURLY,
    SUMMER,
    Group,
    GroupReduction,
    Programme,
    Room,
    Session,
)
from shequ_desk.counters.childcare.service.offer import (
    all_terms,
    groups,
    save_group,
    save_programme,
    save_room,
    save_session,
    save_terms,
)
from shequ_desk.counters.childcare.service.texts import AGREEMENT_TEXT, CONSENT_TEXT, REFUNDS, VERSION
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_WEEK, _WORKDAYS = (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4)
_MORNING = ("上午", time(8, 30), time(11, 30), True)
_NOON = ("午间", time(11, 30), time(13, 30), False)
_AFTERNOON = ("下午", time(13, 30), time(17), True)
_LATE = ("", time(16), time(18), True)
_DOCUMENT = "示例，请按本中心公示的收费修改"
_SCHOOL_AGES = (72, 156)
_HELP = (GroupReduction("kunjing", 100, "民政"), GroupReduction("guer", 100, "民政"))


@dataclass(frozen=True)
class _Made:
    """Numbers of what was made so far."""

    nursery: int
    classroom: int
    classes: tuple[int, ...] = ()


@needs("childcare.rules")
def preset(work: Work, valid_from: date | None = None) -> None:
    """Fill the sample offer (示例) from a day on (default 1 January) unless there is one already.

    Three classes of one carer each (1:3, 1:5, 1:7), 四点半课堂 1:15 in term, 暑期爱心托育 in July and August.
    """
    if groups(work):
        return
    since = valid_from or work.today.replace(month=1, day=1)
    made = _rooms(work, since)
    made = _Made(made.nursery, made.classroom, _classes(work, since, made.nursery))
    _school(work, since, made)
    _programmes(work, since, made)
    if not all_terms(work):
        save_terms(work, Terms(AGREEMENT, VERSION, AGREEMENT_TEXT, since, REFUNDS))
        save_terms(work, Terms(CONSENT, VERSION, CONSENT_TEXT, since))


def _rooms(work: Work, since: date) -> _Made:
    nursery = save_room(work, Room(valid_from=since, name="托育室（示例）", area=12000))
    return _Made(nursery, save_room(work, Room(valid_from=since, name="四点半教室（示例）", area=8600)))


def _classes(work: Work, since: date, room: int) -> tuple[int, ...]:
    numbers = []
    for place, one in enumerate(AGE_CLASSES, 1):
        group = Group(
            valid_from=since,
            name=one.name,
            kind=one.name,
            age_from=one.first,
            age_to=one.end,
            limit=one.limit,
            ratio=one.ratio,
            room_no=room,
            position=place,
        )
        numbers.append(save_group(work, group))
        _sessions(work, since, numbers[-1], (_MORNING, _NOON, _AFTERNOON), _WEEK)
    return tuple(numbers)


def _school(work: Work, since: date, made: _Made) -> None:
    first, last = _SCHOOL_AGES
    for position, (name, sessions, programme) in enumerate(
        (("四点半课堂", (_LATE,), _after_school), ("暑期爱心托育", (_MORNING, _AFTERNOON), _summer)), 4
    ):
        group = Group(
            valid_from=since,
            name=name,
            kind=SCHOOL,
            age_from=first,
            age_to=last,
            limit=20,
            ratio=15,
            room_no=made.classroom,
            position=position,
        )
        number = save_group(work, group)
        _sessions(work, since, number, sessions, _WORKDAYS)
        save_programme(work, programme(since, number))


Times = tuple[tuple[str, time, time, bool], ...]


def _sessions(work: Work, since: date, group_no: int, sessions: Times, weekdays: tuple[int, ...]) -> None:
    for name, starts, ends, drop_in in sessions:
        session = Session(
            valid_from=since,
            group_no=group_no,
            name=name,
            starts=starts,
            ends=ends,
            weekdays=weekdays,
            carers=1,
            drop_in=drop_in,
        )
        save_session(work, session)


def _programmes(work: Work, since: date, made: _Made) -> None:
    for position, (name, kind, fen, unit, meal) in enumerate(
        (
            ("计时托", HOURLY, 1500, "hour", 0),
            ("半日托", HALF, 4000, "session", 0),
            ("全日托", FULL, 8000, "session", 1200),
        ),
        1,
    ):
        programme = Programme(
            valid_from=since,
            name=name,
            kind=kind,
            group_nos=made.classes,
            price=Money(fen),
            unit=unit,
            most_minutes=240 if kind == HOURLY else 0,
            reductions=_HELP,
            meal_price=Money(meal),
            document=_DOCUMENT,
            position=position,
        )
        save_programme(work, programme)


def _after_school(since: date, group_no: int) -> Programme:
    year = since.year
    terms = [(date(one, 2, 20), date(one, 6, 30)) for one in (year, year + 1)]
    terms += [(date(one, 9, 1), date(one + 1, 1, 25)) for one in (year - 1, year, year + 1)]
    return Programme(
        valid_from=since,
        name="四点半课堂",
        kind=AFTER_SCHOOL,
        group_nos=(group_no,),
        price=Money(500),
        unit="session",
        free_visits=10,
        reductions=_HELP,
        terms=tuple(sorted(terms)),
        document=_DOCUMENT,
        position=4,
    )


def _summer(since: date, group_no: int) -> Programme:
    return Programme(
        valid_from=since,
        name="暑期爱心托育",
        kind=SUMMER,
        group_nos=(group_no,),
        price=ZERO,
        unit="session",
        terms=tuple((date(one, 7, 1), date(one, 8, 31)) for one in (since.year, since.year + 1)),
        document=_DOCUMENT,
        position=5,
    )
