"""Whatever is booked, cancelled, let in, fetched and voided in whatever order: no class is ever over its limits."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.admission import Capacity
from shequ_desk.counters.childcare.rules.booking import Enrolment, NewBooking
from shequ_desk.counters.childcare.rules.child import Payment
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Taken, presences
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database, Work
from shequ_desk.store.folder import DataFolder
from tests.conftest import DATA_KEY
from tests.counters.childcare.kit import CHECK, CLERK, FULL, HALF, HOURLY, INFANTS, MONDAY, aged, grandmother, papers

DAYS = (MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=7))
CHILDREN = (7, 8, 8, 9, 9, 10, 14, 27)
_times = st.sampled_from((None, time(8, 30), time(9, 15), time(10), time(11, 30), time(13, 30), time(15), time(17)))


class Desk(RuleBasedStateMachine):
    """Drives one data file through a Monday and the days before it."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory()
        folder = Path(self._place.name) / "data"
        shutil.copytree(template, folder)
        self.clock = FixedClock(datetime(2026, 11, 21, 9, 0))
        self.database = Database(DataFolder(folder).database, DATA_KEY, self.clock)

    def teardown(self) -> None:
        self.database.close()
        self._place.cleanup()

    def _try(self, act: Callable[[Work], object]) -> None:
        with suppress(Refusal), self.database.work(CLERK) as work:
            act(work)

    @initialize()
    def open(self) -> None:
        with self.database.work(CLERK) as work:
            childcare.preset(work)
            childcare.approve(work, CLERK.id, work.today, None, "登记")
            for months in CHILDREN:
                one = aged(work, months, MONDAY)
                papers(work, one)
                grandmother(work, one)

    @rule(
        child=st.integers(1, len(CHILDREN)),
        programme=st.sampled_from((0, HOURLY, HALF, FULL)),
        day=st.sampled_from(DAYS),
        starts=_times,
        ends=_times,
    )
    def book(self, child: int, programme: int, day: date, starts: time | None, ends: time | None) -> None:
        asked = NewBooking(child, programme, day, starts=starts, ends=ends)
        self._try(lambda work: childcare.book(work, asked))

    @rule(child=st.integers(1, len(CHILDREN)), day=st.sampled_from(DAYS))
    def wait(self, child: int, day: date) -> None:
        self._try(lambda work: childcare.queue_up(work, NewBooking(child, HOURLY, day)))

    @rule(booking=st.integers(1, 12))
    def cancel(self, booking: int) -> None:
        self._try(lambda work: childcare.cancel(work, booking))

    @rule(turn=st.integers(1, 4), accepted=st.booleans())
    def call(self, turn: int, accepted: bool) -> None:
        self._try(lambda work: childcare.confirm_call(work, turn, accepted))

    @rule(child=st.integers(1, len(CHILDREN)), last=st.sampled_from(DAYS))
    def enrol(self, child: int, last: date) -> None:
        self._try(lambda work: childcare.enrol(work, Enrolment(child, FULL, (0, 1), MONDAY, last)))

    @rule(enrolment=st.integers(1, 3), day=st.sampled_from(DAYS))
    def away(self, enrolment: int, day: date) -> None:
        self._try(lambda work: childcare.away(work, enrolment, day))

    @rule(booking=st.integers(1, 12))
    def come(self, booking: int) -> None:
        def act(work: Work) -> None:
            childcare.morning_check(work, booking, CHECK)
            childcare.check_in(work, booking)

        self._try(act)

    @rule(booking=st.integers(1, 12), child=st.integers(1, len(CHILDREN)))
    def fetch(self, booking: int, child: int) -> None:
        self._try(lambda work: childcare.release(work, booking, Payment(), pickup_id=child))

    @rule(number=st.integers(1, 3))
    def void(self, number: int) -> None:
        self._try(lambda work: childcare.void_stays(work, f"TY-2026-{number:06}", "点错"))

    @rule(carers=st.integers(0, 2), day=st.sampled_from(DAYS), session=st.integers(1, 3))
    def staff(self, carers: int, day: date, session: int) -> None:
        self._try(lambda work: childcare.set_carers(work, session, day, carers, "排班"))

    @rule(ratio=st.sampled_from((2, 3, 4)), day=st.sampled_from(DAYS))
    def change(self, ratio: int, day: date) -> None:
        def act(work: Work) -> None:
            group = next(one for one in childcare.groups(work, day) if one.no == INFANTS)
            childcare.save_group(work, replace(group, ratio=ratio, valid_from=day))

        self._try(act)

    @rule(minutes=st.sampled_from((20, 70, 300, 1440)))
    def tick(self, minutes: int) -> None:
        if self.clock.now().date() <= MONDAY:
            self.clock.tick(timedelta(minutes=minutes))
            self._try(childcare.pass_on)

    @invariant()
    def every_class_holds_at_every_minute(self) -> None:
        with self.database.reading(CLERK) as work:
            found = presences(work, plan_of(work, DAYS[0], DAYS[-1]), DAYS[0], DAYS[-1])
        for day, taken in found.by_day.items():
            for number in {one.group_no for one in taken}:
                group = found.plan.group(number, day)
                assert group is not None
                own = [one for one in taken if one.group_no == number]
                assert _holds(found.plan.capacity(group, day), own)
                assert all(group.takes(one.months) for one in own)

    @invariant()
    def no_child_is_in_two_places(self) -> None:
        with self.database.reading(CLERK) as work:
            found = presences(work, plan_of(work, DAYS[0], DAYS[-1]), DAYS[0], DAYS[-1])
        for taken in found.by_day.values():
            booked = [one for one in taken if not one.turn_id]
            assert not any(_meet(one, two) for one in booked for two in booked if one is not two)

    @invariant()
    def the_month_adds_up(self) -> None:
        with self.database.reading(CLERK) as work:
            assert childcare.month_figures(work, Month(2026, 11)).visits >= 0


def _holds(capacity: Capacity, own: list[Taken]) -> bool:
    for minute in range(480, 1080, 5):
        here = [one for one in own if one.presence.start <= minute < one.presence.end]
        if here and (len(here) > capacity.limit or capacity.carers_at(minute) * capacity.ratio < len(here)):
            return False
    return True


def _meet(one: Taken, two: Taken) -> bool:
    same = one.child_id == two.child_id
    return same and one.presence.start < two.presence.end and two.presence.start < one.presence.end


def test_no_order_of_acts_overfills_a_class(template: Path) -> None:
    class Fresh(Desk):
        def __init__(self) -> None:
            super().__init__(template)

    run_state_machine_as_test(
        Fresh,
        settings=settings(max_examples=8, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
