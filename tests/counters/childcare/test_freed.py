"""Places that come free without a cancellation go to the waiting list; children beyond their time still take one."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import MISSED, Enrolment, NewBooking
from shequ_desk.counters.childcare.rules.offer import Closure
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.counters.childcare.kit import (
    CHECK,
    CLERK,
    FULL,
    HOURLY,
    INFANTS,
    MONDAY,
    aged,
    at,
    grandmother,
    morning,
    papers,
    session_no,
)


@pytest.fixture
def full(preset: Database, clock: FixedClock) -> Database:
    """Monday morning 乳儿班 is full (bookings 1 to 3 of children 1 to 3); children 4 and 5 wait in this order."""
    with preset.work(CLERK) as work:
        for name in "甲乙丙":
            baby = aged(work, 8, MONDAY, f"周小{name}")
            papers(work, baby)
            grandmother(work, baby)
            childcare.book(work, morning(work, baby, group=INFANTS))
        for name in "丁戊":
            childcare.queue_up(work, morning(work, aged(work, 8, MONDAY, f"周小{name}"), group=INFANTS))
    clock.set(at(MONDAY, 8, 40))
    return preset


def _came(database: Database, booking_id: int) -> None:
    with database.work(CLERK) as work:
        childcare.morning_check(work, booking_id, CHECK)
        childcare.check_in(work, booking_id)


def _states(database: Database) -> list[tuple[str, str]]:
    with database.reading(CLERK) as work:
        return [(one.child_name, one.state_text) for one in childcare.waiting(work)]


def _infants(database: Database) -> list[tuple[str, int, int]]:
    with database.reading(CLERK) as work:
        rows = [one for one in childcare.week(work, MONDAY).rows if one.group.no == INFANTS]
    return [(one.session.name, one.cells[0].used, one.cells[0].places) for one in rows]


def test_who_did_not_come_makes_room_for_the_first_waiting(full: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY, 9, 20))
    with full.work(CLERK) as work:
        freed = childcare.mark_no_show(work, 2)
        assert freed.offered is not None
        booked = childcare.confirm_call(work, freed.offered.id, accepted=True, note="母亲接听")
        listed = childcare.cell_bookings(work, MONDAY, INFANTS, session_no(work, INFANTS, "上午"))
    assert (freed.state, freed.offered.child_name) == (MISSED, "周小丁")
    assert [one.hours for one in listed if one.id == booked] == ["9:20–11:30"]
    assert _infants(full)[0] == ("上午", 3, 3)


def test_who_is_fetched_early_makes_room_for_the_first_waiting(full: Database, clock: FixedClock) -> None:
    _came(full, 1)
    clock.set(at(MONDAY, 9, 30))
    with full.work(CLERK) as work:
        childcare.check_out(work, 1, pickup_id=childcare.pickups(work, 1)[0].id)
    assert _states(full) == [("周小丁", "待电话确认"), ("周小戊", "候补中")]
    assert _infants(full)[0] == ("上午", 3, 3)


def test_more_carers_make_room_for_everybody_who_fits(full: Database) -> None:
    with full.work(CLERK) as work:
        childcare.set_carers(work, session_no(work, INFANTS, "上午"), MONDAY, 2, "王老师支援")
    assert _states(full) == [("周小丁", "待电话确认"), ("周小戊", "待电话确认")]


def test_a_standing_place_that_ends_is_offered_day_by_day(full: Database) -> None:
    tuesday = MONDAY + timedelta(days=1)
    with full.work(CLERK) as work:
        enrolled = [
            childcare.enrol(work, Enrolment(aged(work, 8, MONDAY, f"吴小{name}"), FULL, (1,), tuesday, tuesday))
            for name in "甲乙丙"
        ]
        childcare.queue_up(work, replace(morning(work, 4, group=INFANTS), day=tuesday))
        childcare.end_enrolment(work, enrolled[1], MONDAY)
        (turn,) = childcare.waiting(work, tuesday, tuesday)
    assert (turn.child_name, turn.state_text) == ("周小丁", "待电话确认")


def test_an_offer_that_ran_out_goes_on_before_anybody_else_may_book(full: Database, clock: FixedClock) -> None:
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
        other = aged(work, 8, MONDAY, "郑小己")
    clock.tick(timedelta(minutes=61))
    with full.work(CLERK) as work, pytest.raises(Refusal, match="在岗 1 名"):
        childcare.book(work, morning(work, other, group=INFANTS))
    with full.work(CLERK) as work:
        afternoon = NewBooking(other, HOURLY, MONDAY, session_no(work, INFANTS, "下午"))
        childcare.book(work, afternoon)
        log = [one.kind_text for one in childcare.waiting_log(work, 1)]
    assert log == ["待电话确认", "逾期未确认"]
    assert _states(full) == [("周小戊", "待电话确认")]


def test_an_offer_that_ran_out_says_so_in_the_hall(full: Database, clock: FixedClock) -> None:
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
    clock.tick(timedelta(minutes=61))
    with full.reading(CLERK) as work:
        texts = [one.text for one in childcare.due(work) if one.action == "waiting"]
    assert texts == ["周小丁 11月23日 有名额，保留到 9:40 未确认，转给下一位"]


def test_who_stays_beyond_the_time_still_takes_a_place(full: Database, clock: FixedClock) -> None:
    _came(full, 1)
    with full.work(CLERK) as work:
        for name in "甲乙":
            later = NewBooking(aged(work, 8, MONDAY, f"钱小{name}"), HOURLY, MONDAY, session_no(work, INFANTS, "下午"))
            childcare.book(work, later)
        third = replace(later, child_id=aged(work, 8, MONDAY, "钱小丙"))
    clock.set(at(MONDAY, 13, 35))
    with full.work(CLERK) as work:
        with pytest.raises(Refusal, match="13:35 将有 4 名儿童"):
            childcare.book(work, replace(third, starts=time(13, 35)))
        assert childcare.form(work, replace(later, child_id=1, starts=time(13, 35))).bookable
    assert _infants(full)[1] == ("下午", 3, 3)
    with full.work(CLERK) as work:
        childcare.check_out(work, 1, pickup_id=childcare.pickups(work, 1)[0].id)
        childcare.book(work, replace(third, starts=time(13, 35)))


def test_who_comes_early_takes_a_place_from_then_on(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        early = aged(work, 8, MONDAY, "周小甲")
        papers(work, early)
        afternoon = NewBooking(early, HOURLY, MONDAY, session_no(work, INFANTS, "下午"))
        number = childcare.book(work, afternoon)
        for name in "乙丙":
            childcare.book(work, morning(work, aged(work, 8, MONDAY, f"周小{name}"), group=INFANTS))
        other = morning(work, aged(work, 8, MONDAY, "周小丁"), group=INFANTS)
    clock.set(at(MONDAY, 11))
    _came(preset, number)
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="11:00 将有 4 名儿童"):
        childcare.book(work, other)


def test_carers_may_be_changed_while_somebody_stays_late(full: Database, clock: FixedClock) -> None:
    _came(full, 1)
    clock.set(at(MONDAY, 17, 30))
    with full.work(CLERK) as work:
        childcare.set_carers(work, session_no(work, INFANTS, "下午"), MONDAY, 2, "陪晚接的儿童")
        assert childcare.carers_on(work, session_no(work, INFANTS, "下午"), MONDAY) == 2


def test_a_class_limit_raised_offers_the_new_places(full: Database) -> None:
    with full.work(CLERK) as work:
        group = next(one for one in childcare.groups(work, MONDAY) if one.no == INFANTS)
        session = next(one for one in childcare.sessions(work, MONDAY, INFANTS) if one.name == "上午")
        assert group.limit > 3
        childcare.save_session(work, replace(session, carers=session.carers + 1, valid_from=MONDAY))
    assert _states(full) == [("周小丁", "待电话确认"), ("周小戊", "待电话确认")]


def test_a_class_limit_that_still_leaves_no_room_offers_nothing(full: Database) -> None:
    with full.work(CLERK) as work:
        group = next(one for one in childcare.groups(work, MONDAY) if one.no == INFANTS)
        childcare.save_group(work, replace(group, limit=group.limit + 1, valid_from=MONDAY))
    assert _states(full) == [("周小丁", "候补中"), ("周小戊", "候补中")]


def test_days_opened_again_are_offered(full: Database) -> None:
    tuesday = MONDAY + timedelta(days=1)
    with full.work(CLERK) as work:
        number = session_no(work, INFANTS, "上午", tuesday)
        childcare.set_carers(work, number, tuesday, 0, "王老师病假")
        childcare.queue_up(work, morning(work, 5, tuesday, group=INFANTS))
        closure = childcare.add_closure(work, Closure(tuesday, tuesday, "消毒"))
        childcare.set_carers(work, number, tuesday, 1, "李老师顶班")
        assert [one.state_text for one in childcare.waiting(work, tuesday, tuesday)] == ["候补中"]
        childcare.end_closure(work, closure)
        assert [one.state_text for one in childcare.waiting(work, tuesday, tuesday)] == ["待电话确认"]


def test_a_session_that_has_begun_is_booked_from_this_minute_on(full: Database, clock: FixedClock) -> None:
    for one in (1, 2, 3):
        _came(full, one)
    clock.set(at(MONDAY, 9, 30))
    with full.work(CLERK) as work:
        for turn in childcare.waiting(work):
            childcare.withdraw(work, turn.id)
        childcare.check_out(work, 1, pickup_id=childcare.pickups(work, 1)[0].id)
        asked = morning(work, aged(work, 8, MONDAY, "周小己"), group=INFANTS)
        assert childcare.form(work, asked).refusals == ()
        booked = childcare.book(work, asked)
        listed = childcare.cell_bookings(work, MONDAY, INFANTS, session_no(work, INFANTS, "上午"))
    assert [one.hours for one in listed if one.id == booked] == ["9:30–11:30"]
