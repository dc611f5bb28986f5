"""At the door: papers first, morning check, the right hands, money at check-out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import DONE, LEFT, PRESENT, Enrolment, NewBooking
from shequ_desk.counters.childcare.rules.child import Payment
from shequ_desk.counters.childcare.rules.documents import HEALTH, Document
from shequ_desk.counters.childcare.rules.door import MorningCheck, NewDelegation, NewPickup
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import complete
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from tests.counters.childcare.kit import (
    CHECK,
    CLERK,
    FULL,
    GRANNY,
    HOURLY,
    MONDAY,
    OLDER,
    SCHOOL,
    aged,
    at,
    grandmother,
    morning,
    papers,
    session_no,
    stay,
)

STRANGER = complete("33020019800101123")


@pytest.fixture
def booked(preset: Database, clock: FixedClock) -> Database:
    """李小满 (27 months, all papers, grandmother authorised) is booked for Monday morning; it is 8:20."""
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        papers(work, one)
        grandmother(work, one)
        childcare.book(work, morning(work, one))
    clock.set(at(MONDAY, 8, 20))
    return preset


def test_a_whole_stay(booked: Database, clock: FixedClock) -> None:
    done = stay(booked, clock, 1, at(MONDAY, 8, 26), at(MONDAY, 11, 28))
    with booked.reading(CLERK) as work:
        roster, log = childcare.roster(work), childcare.door_log(work, 1)
        receipt = till.receipt(work, done.number)
    (row,) = roster.rows
    assert (row.check_text, row.pickup, row.state_text, row.number) == (
        "36.5 ℃ 正常",
        "张昉琴（外婆）",
        "已接走 11:28",
        done.number,
    )
    assert roster.text == "签到 1 · 待签到 0 · 已接走 1"
    assert [one.kind_text for one in log] == ["晨检", "签到", "接走"]
    assert (receipt.number, receipt.amount, receipt.payer_name) == ("TY-2026-000001", Money(4500), "李国芳")
    assert dict(receipt.facts)["在托"] == "11月23日 8:26–11:28，计 3 小时"


def test_missing_papers_are_named_at_the_door(booked: Database, clock: FixedClock) -> None:
    clock.set(at(date(2026, 11, 22), 10))
    with booked.work(CLERK) as work:
        other = childcare.book(work, morning(work, aged(work, 30, name="周安安")))
    clock.set(at(MONDAY, 8, 20))
    with booked.work(CLERK) as work:
        childcare.morning_check(work, other, CHECK)
        with pytest.raises(Refusal, match="监护人知情同意书、托育服务协议、健康检查表、预防接种证查验"):
            childcare.check_in(work, other)


def test_rechecked_after_three_months_away(booked: Database, clock: FixedClock) -> None:
    stay(booked, clock, 1, at(MONDAY, 8, 26), at(MONDAY, 11, 28))
    later = date(2027, 2, 23)
    with booked.work(CLERK) as work:
        again = childcare.book(work, NewBooking(1, HOURLY, later, session_no(work, OLDER, "上午", later)))
        assert [one.text for one in childcare.missing_papers(work, 1, HOURLY, later)] == [
            "已离托满 3 个月（上次 2026-11-23），须重新健康检查"
        ]
        assert childcare.missing_papers(work, 1, HOURLY, later - timedelta(days=1)) == ()
    clock.set(at(later, 8, 30))
    with booked.work(CLERK) as work:
        childcare.add_document(work, Document(0, 1, HEALTH, later, None))
        childcare.morning_check(work, again, CHECK)
        childcare.check_in(work, again)


def test_a_stay_of_years_ago_still_asks_for_another_check(booked: Database, clock: FixedClock) -> None:
    stay(booked, clock, 1, at(MONDAY, 8, 26), at(MONDAY, 11, 28))
    with booked.work(CLERK) as work:
        childcare.add_document(work, Document(0, 1, HEALTH, date(2026, 11, 20), date(2028, 11, 20)))
    later = date(2028, 1, 24)
    clock.set(at(later, 8))
    with booked.reading(CLERK) as work:
        found = [one.text for one in childcare.missing_papers(work, 1, HOURLY, later)]
    assert found == ["已离托满 3 个月（上次 2026-11-23），须重新健康检查"]


def test_no_check_no_entry(booked: Database) -> None:
    with booked.work(CLERK) as work, pytest.raises(Refusal, match="还没有通过晨检"):
        childcare.check_in(work, 1)


def test_a_fever_is_written_down_and_needs_a_certificate_afterwards(booked: Database) -> None:
    with booked.work(CLERK) as work:
        result = childcare.morning_check(work, 1, replace(CHECK, temperature=378))
        with pytest.raises(Refusal, match="还没有通过晨检"):
            childcare.check_in(work, 1)
    assert (result.passed, result.reason) == (False, "体温 37.8 ℃，不能入托")
    with booked.work(CLERK) as work:
        without = childcare.morning_check(work, 1, CHECK)
        with_paper = childcare.morning_check(work, 1, replace(CHECK, certificate="市一医院 11-23"))
        childcare.check_in(work, 1)
    assert (without.passed, with_paper.passed) == (False, True)
    assert "复托须有医院证明" in without.reason


@pytest.mark.parametrize(
    ("check", "field"),
    [(replace(CHECK, temperature=300), "temperature"), (MorningCheck(365), "checked_by")],
)
def test_a_check_must_be_whole(booked: Database, check: MorningCheck, field: str) -> None:
    with booked.work(CLERK) as work, pytest.raises(Refusal) as refused:
        childcare.morning_check(work, 1, check)
    assert refused.value.field == field


@pytest.fixture
def present(booked: Database) -> Database:
    """The child is in."""
    with booked.work(CLERK) as work:
        childcare.morning_check(work, 1, CHECK)
        childcare.check_in(work, 1, "李国芳")
    return booked


@pytest.mark.parametrize(
    ("name", "tail", "said"),
    [
        ("赵大力", "1234", "赵大力不在授权接送人名单中"),
        ("张昉琴", "1234", "证件尾号与授权时登记的不符"),
        ("张昉琴", "", "没有核对姓名和证件尾号"),
    ],
)
def test_a_wrong_person_is_refused_and_logged(present: Database, name: str, tail: str, said: str) -> None:
    with present.work(CLERK) as work:
        verdict = childcare.identify(work, 1, name, tail)
    with present.reading(CLERK) as work:
        last = childcare.door_log(work, 1)[-1]
        state = childcare.roster(work).rows[0].state
    assert not verdict.allowed
    assert said in verdict.text
    assert (last.kind_text, last.hands, state) == ("拒绝交接", name, PRESENT)


def test_the_grandmother_is_known_by_name_and_tail(present: Database) -> None:
    with present.work(CLERK) as work:
        verdict = childcare.identify(work, 1, " 张昉琴 ", GRANNY[-4:].lower())
        childcare.check_out(work, 1, pickup_id=verdict.pickup_id)
    assert (verdict.allowed, verdict.text) == (True, "张昉琴（外婆），已授权")


def test_nobody_gets_a_child_without_authority(present: Database) -> None:
    with present.work(CLERK) as work:
        childcare.end_pickup(work, 1, date(2026, 11, 22))
        for pickup_id in (1, 99, 0):
            with pytest.raises(Refusal, match="没有有效授权"):
                childcare.check_out(work, 1, pickup_id)
        verdict = childcare.identify(work, 1, "张昉琴", GRANNY[-4:])
    assert "不在有效期内" in verdict.text


def test_a_one_time_entrusting_is_good_once_and_that_day(present: Database) -> None:
    with present.work(CLERK) as work:
        new = NewDelegation(1, MONDAY, "赵大力", "邻居", STRANGER, "李国芳", "回拨监护人电话")
        paper = childcare.delegate(work, new)
        tomorrow = childcare.delegate(work, replace(new, day=MONDAY + timedelta(days=1)))
        with pytest.raises(Refusal, match="不是今天的"):
            childcare.check_out(work, 1, delegation_id=tomorrow)
        verdict = childcare.identify(work, 1, "赵大力", STRANGER[-4:])
        childcare.check_out(work, 1, delegation_id=verdict.delegation_id)
        assert verdict.delegation_id == paper
        assert childcare.delegation(work, paper).used_at == work.now
        childcare.settle(work, 1, Payment())
        afternoon = childcare.book(work, NewBooking(1, HOURLY, MONDAY, session_no(work, OLDER, "下午")))
        childcare.morning_check(work, afternoon, CHECK)
        childcare.check_in(work, afternoon)
        with pytest.raises(Refusal, match="已使用"):
            childcare.check_out(work, afternoon, delegation_id=paper)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id_number": ""}, "须出示身份证件"),
        ({"id_number": STRANGER[:-1]}, "号码"),
        ({"id_number": complete("33020020150101123")}, "年满 18 周岁"),
        ({"relation": ""}, "与儿童的关系"),
        ({"person_id": 1}, "不能是儿童本人"),
        ({"last": date(2026, 11, 1)}, "早于开始日期"),
    ],
)
def test_who_cannot_be_authorised(booked: Database, changed: dict[str, object], said: str) -> None:
    new = replace(NewPickup(1, "赵大力", "邻居", STRANGER), **changed)  # type: ignore[arg-type]
    with booked.work(CLERK) as work, pytest.raises(Refusal, match=said):
        childcare.add_pickup(work, new)


def test_an_entrusting_must_be_confirmed(booked: Database) -> None:
    new = NewDelegation(1, MONDAY, "赵大力", "邻居", STRANGER, "李国芳", "")
    with booked.work(CLERK) as work, pytest.raises(Refusal, match="如何向监护人确认"):
        childcare.delegate(work, new)


def test_a_clock_set_back_is_said_and_nothing_is_lost(present: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY, 7))
    with present.work(CLERK) as work, pytest.raises(Refusal, match=r"11-23 07:00）早于上一条进出记录（11-23 08:20"):
        childcare.check_out(work, 1, pickup_id=1)
    clock.set(at(MONDAY, 11))
    with present.work(CLERK) as work:
        childcare.check_out(work, 1, pickup_id=1)
        assert [one.id for one in childcare.left_unsettled(work)] == [1]


def test_a_clock_set_back_books_nothing_in_the_past(present: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY - timedelta(days=2), 9))
    with present.work(CLERK) as work:
        past = morning(work, aged(work, 27, name="周安安"), MONDAY - timedelta(days=2))
        with pytest.raises(Refusal, match=r"早于上一条进出记录（11-23 08:20") as refused:
            childcare.book(work, past)
        assert [one.field for one in childcare.form(work, past).refusals] == ["clock"]
    assert "校正电脑的日期和时间" in refused.value.way_out


def test_only_todays_bookings_are_let_in(booked: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY - timedelta(days=1), 8))
    with booked.work(CLERK) as work, pytest.raises(Refusal, match="不是今天的"):
        childcare.morning_check(work, 1, CHECK)
    clock.set(at(MONDAY, 11, 31))
    with booked.work(CLERK) as work:
        childcare.morning_check(work, 1, CHECK)
        with pytest.raises(Refusal, match="预约时间已过"):
            childcare.check_in(work, 1)


def test_an_early_pick_up_frees_the_place(present: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY, 9))
    with present.work(CLERK) as work:
        childcare.release(work, 1, Payment(), pickup_id=1)
        for name in "一二三四五六":
            childcare.book(work, morning(work, aged(work, 27, name=f"周小{name}")))
        late = NewBooking(aged(work, 27, name="周小七"), HOURLY, MONDAY, starts=at(MONDAY, 9).time())
        childcare.book(work, late)
        row = next(one for one in childcare.week(work, MONDAY).rows if one.group.no == OLDER)
    assert (row.cells[0].used, row.cells[0].word) == (7, "满")


def test_children_still_here_after_closing_are_due(present: Database, clock: FixedClock) -> None:
    clock.set(at(MONDAY, 12))
    with present.reading(CLERK) as work:
        assert childcare.still_here(work) == ()
    clock.set(at(MONDAY, 17, 5))
    with present.reading(CLERK) as work:
        assert [one.child_name for one in childcare.still_here(work)] == ["李小满"]
        (fact,) = childcare.due(work)
    assert (fact.text, fact.urgent, fact.action) == ("李小满 已过 11:30 还未接走", True, "still_here")


def test_a_pupil_needs_no_morning_check(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        pupil = aged(work, 100, name="陈果")
        papers(work, pupil)
        number = childcare.book(work, NewBooking(pupil, SCHOOL, MONDAY))
    clock.set(at(MONDAY, 16))
    with preset.work(CLERK) as work:
        childcare.check_in(work, number)
        assert childcare.roster(work).present == 1


def test_a_standing_child_gets_its_booking_of_the_day_at_the_door(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        papers(work, one)
        grandmother(work, one)
        number = childcare.enrol(work, Enrolment(one, FULL, (0, 1), MONDAY, date(2026, 12, 31)))
    clock.set(at(MONDAY, 8, 30))
    with preset.work(CLERK) as work:
        (row,) = childcare.roster(work).rows
        booking = childcare.expected(work, number, MONDAY)
        assert (row.booking_id, row.enrolment_id, row.child_name) == (0, number, "李小满")
        assert childcare.expected(work, number, MONDAY) == booking
        with pytest.raises(Refusal, match="没有长期托安排"):
            childcare.expected(work, number, MONDAY + timedelta(days=2))
    done = stay(preset, clock, booking, at(MONDAY, 8, 30), at(MONDAY, 16, 30))
    with preset.reading(CLERK) as work:
        assert [two.state for two in childcare.roster(work).rows] == [DONE]
        used = next(two for two in childcare.week(work, MONDAY).rows if two.group.no == OLDER).cells[0].used
    assert (done.fee.pay, used) == (Money(8000), 1)


def test_the_till_may_be_unable_but_the_child_goes_home(present: Database, clock: FixedClock) -> None:
    with present.work(CLERK) as work:
        childcare.check_out(work, 1, pickup_id=1)
    clock.set(at(MONDAY + timedelta(days=1), 9))
    with present.work(CLERK) as work:
        assert childcare.checks(work, Month(2026, 11))[1].text == "还有 1 次托育没有结算"
        settled = childcare.settle(work, 1, Payment("wechat"), meals=0)
        assert childcare.roster(work, MONDAY).rows[0].state != LEFT
    assert settled.number == "TY-2026-000001"
