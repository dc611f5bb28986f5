"""Invented bookings ahead, a full session with a waiting list, and what was written down today."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.ages import months_on
from shequ_desk.counters.childcare.rules.booking import PRESENT, Enrolment, NewBooking
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder, Observation
from shequ_desk.counters.childcare.rules.offer import FULL
from shequ_desk.counters.childcare.service.board import week
from shequ_desk.counters.childcare.service.bookings import book
from shequ_desk.counters.childcare.service.care import observe, order_medicine, report_incident
from shequ_desk.counters.childcare.service.demo_days import Pupil
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.series import enrol
from shequ_desk.counters.childcare.service.waiting import queue_up
from shequ_desk.counters.childcare.tables import BookingRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work

_DAYS = 12
_A_DAY = 14
_SEEN = ("情绪稳定，愿意和同伴玩", "刚入托哭闹，十分钟后安静")


def look_ahead(work: Work, dice: Random, pupils: Mapping[int, Pupil]) -> None:
    """Two standing children, bookings of the next days through the counter's own rules, two turns, today's notes."""
    _standing(work, dice, pupils)
    ids = list(pupils)
    for shift in range(1, _DAYS):
        day = work.today + timedelta(days=shift)
        for child_id in dice.sample(ids, min(len(ids), max(_A_DAY - shift, 3))):
            _try(work, _asked(work, dice, child_id, day))
    _waiting(work, dice, pupils)
    _notes(work, dice, pupils)


def _asked(work: Work, dice: Random, child_id: int, day: date) -> NewBooking:
    """Some session of the day's; the age chooses the class."""
    plan = plan_of(work, day)
    starts = sorted({one.starts for group in plan.groups_on(day) for one in plan.held(group.no, day) if one.drop_in})
    return NewBooking(child_id, 0, day, starts=dice.choice(starts) if starts else None)


def _standing(work: Work, dice: Random, pupils: Mapping[int, Pupil]) -> None:
    first = work.today + timedelta(days=7 - work.today.weekday())
    programme = next((one for one in plan_of(work, first).programmes_on(first) if one.kind == FULL), None)
    made = 0
    for child_id in dice.sample(list(pupils), len(pupils)):
        if programme is None or made == 2:
            return
        standing = Enrolment(child_id, programme.no, (0, 1, 2, 3, 4), first, first + timedelta(days=60))
        try:
            enrol(work, standing)
        except Refusal:
            continue
        made += 1


def _try(work: Work, asked: NewBooking) -> bool:
    try:
        book(work, asked)
    except Refusal:
        return False
    return True


def _waiting(work: Work, dice: Random, pupils: Mapping[int, Pupil]) -> None:
    """Fill a session of the coming week and let two wait for it."""
    board = week(work, work.today + timedelta(days=7))
    ages = [months_on(one.birth, board.days[1]) for one in pupils.values()]
    row = max(board.rows, key=lambda one: sum(map(one.group.takes, ages)) - one.cells[1].left, default=None)
    if row is None or row.cells[1].closed:
        return
    ids = list(pupils)
    asked = NewBooking(0, 0, row.cells[1].day, row.session.no)
    left, waiting = row.cells[1].left, 0
    for child_id in dice.sample(ids, len(ids)):
        one = replace(asked, child_id=child_id)
        if left and _try(work, one):
            left -= 1
        elif not left and waiting < 2:
            waiting += _queue(work, one)


def _queue(work: Work, asked: NewBooking) -> bool:
    try:
        queue_up(work, asked, "13800138000")
    except Refusal:
        return False
    return True


def _notes(work: Work, dice: Random, pupils: Mapping[int, Pupil]) -> None:
    """A medicine order and notes for children who are here, an incident of this morning."""
    here = (BookingRow.day == work.today, BookingRow.state == PRESENT)
    query = select(BookingRow.id, BookingRow.child_id).where(*here).order_by(BookingRow.id)
    rows = work.connection.execute(query).all()
    for row in rows[:2]:
        observe(work, Observation(row.id, dice.choice(_SEEN), "好", "七成", ""))
    if rows:
        child = pupils[rows[0].child_id]
        days = (work.today, work.today + timedelta(days=2))
        order = MedicineOrder(child.child_id, "小儿氨酚黄那敏", "半包", "午饭后", *days, child.guardian, original=True)
        order_medicine(work, order)
    if len(rows) > 1:
        at = work.now - timedelta(minutes=20)
        what, done = "玩滑梯下台阶时绊倒", "清水冲洗，消毒，观察半小时"
        report_incident(
            work,
            Incident(rows[1].child_id, at, "活动区", "陈老师", what, "右膝擦破皮", done, at, booking_id=rows[1].id),
        )
