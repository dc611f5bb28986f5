"""The waiting list and the race for the last place."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.conftest import NOW
from tests.counters.childcare.kit import CLERK, HOURLY, INFANTS, MONDAY, aged, morning
from tests.race import raced


@pytest.fixture
def full(preset: Database) -> Database:
    """乳儿班 of Monday morning is full (bookings 1 to 3 of children 1 to 3); children 4 and 5 would like to come."""
    with preset.work(CLERK) as work:
        for name in "甲乙丙":
            childcare.book(work, morning(work, aged(work, 8, MONDAY, f"周小{name}"), group=INFANTS))
        for name in "丁戊":
            aged(work, 8, MONDAY, f"周小{name}")
    return preset


def _queue(database: Database, *children: int) -> None:
    with database.work(CLERK) as work:
        for one in children:
            childcare.queue_up(work, morning(work, one, group=INFANTS), "13800138000")


def test_turns_are_numbered_in_the_order_of_asking(full: Database) -> None:
    _queue(full, 5, 4)
    with full.reading(CLERK) as work:
        turns = childcare.waiting(work)
        cell = next(row for row in childcare.week(work, MONDAY).rows if row.group.no == INFANTS).cells[0]
        assert childcare.form(work, morning(work, 4, group=INFANTS)).turn == 3
    assert [(one.child_name, one.order, one.state_text) for one in turns] == [
        ("周小戊", 1, "候补中"),
        ("周小丁", 2, "候补中"),
    ]
    assert cell.waiting == 2


def test_a_cancelled_place_is_kept_for_the_first_until_the_call(full: Database, clock: FixedClock) -> None:
    _queue(full, 5, 4)
    with full.work(CLERK) as work:
        freed = childcare.cancel(work, 2)
        assert freed.offered is not None
        with pytest.raises(Refusal, match="在岗 1 名"):
            childcare.book(work, morning(work, 4, group=INFANTS))
        with pytest.raises(Refusal, match="候补名单已为周小戊保留 8:30–11:30 的名额"):
            childcare.book(work, morning(work, 5, group=INFANTS))
        booked = childcare.confirm_call(work, freed.offered.id, True, "13:05 母亲接听")
        log = childcare.waiting_log(work, freed.offered.id)
        cell = next(row for row in childcare.week(work, MONDAY).rows if row.group.no == INFANTS).cells[0]
    assert (freed.offered.child_name, freed.offered.until) == ("周小戊", NOW + timedelta(minutes=60))
    assert [(one.kind_text, one.note) for one in log] == [("待电话确认", ""), ("已转预约", "13:05 母亲接听")]
    assert (booked, cell.word, cell.waiting) == (4, "满", 1)


def test_a_refused_offer_goes_to_the_next(full: Database) -> None:
    _queue(full, 5, 4)
    with full.work(CLERK) as work:
        freed = childcare.cancel(work, 1)
        assert freed.offered is not None
        assert childcare.confirm_call(work, freed.offered.id, accepted=False, note="不来了") == 0
        (left,) = childcare.waiting(work)
    assert (left.child_name, left.state_text) == ("周小丁", "待电话确认")


def test_an_offer_that_ran_out_is_passed_on(full: Database, clock: FixedClock) -> None:
    _queue(full, 5, 4)
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
        assert childcare.pass_on(work) == 0
    clock.tick(timedelta(minutes=61))
    with full.work(CLERK) as work:
        assert childcare.pass_on(work) == 1
        (left,) = childcare.waiting(work)
    assert (left.child_name, left.state_text) == ("周小丁", "待电话确认")


def test_withdrawing_an_offered_turn_passes_it_on(full: Database) -> None:
    _queue(full, 5, 4)
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
        childcare.withdraw(work, 1, "家长来电")
        (left,) = childcare.waiting(work)
        with pytest.raises(Refusal, match="已经办结"):
            childcare.confirm_call(work, 1, accepted=True)
    assert (left.id, left.state_text) == (2, "待电话确认")


def test_who_may_not_wait(full: Database) -> None:
    _queue(full, 4)
    with full.work(CLERK) as work:
        for asked, said in (
            (morning(work, 4, group=INFANTS), "已在这一时段候补"),
            (NewBooking(5, HOURLY, MONDAY + timedelta(days=1)), "还有名额"),
            (morning(work, 1, group=INFANTS), "已有预约"),
        ):
            with pytest.raises(Refusal, match=said):
                childcare.queue_up(work, asked)
        with pytest.raises(Refusal, match="在岗 1 名"):
            childcare.offer(work, 1)
        with pytest.raises(Refusal, match="还没有为这个候补保留名额"):
            childcare.confirm_call(work, 1, accepted=True)


def test_a_call_to_make_is_due(full: Database) -> None:
    _queue(full, 4)
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
        texts = [one.text for one in childcare.due(work)]
    assert texts == ["周小丁 11月23日 有名额，请电话确认（保留到 11:42）"]


@pytest.mark.parametrize("table", ["childcare_waiting", "childcare_waiting_event"])
def test_turns_are_only_added_to(full: Database, table: str) -> None:
    _queue(full, 4)
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET clerk_name = '别人'"):
        with pytest.raises(DatabaseError, match="frozen"), full.engine.connect() as connection:
            connection.exec_driver_sql(statement)


def test_two_processes_cannot_both_win_the_last_place(full: Database) -> None:
    with full.work(CLERK) as work:
        childcare.cancel(work, 1)
    answers = raced("tests.counters.childcare.racer", full.path, (4, 5))
    assert sorted(answer.isdigit() for answer in answers) == [False, True]
    assert "需 2 名保育人员，在岗 1 名" in "".join(answers)
