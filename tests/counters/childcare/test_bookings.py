"""Booking: who is admitted, who is refused and with what sentence."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import BOOKED, LATE, Enrolment, NewBooking, NewSeries
from shequ_desk.counters.childcare.rules.offer import Closure
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.counters.childcare.kit import (
    CLERK,
    FULL,
    HALF,
    HOURLY,
    INFANTS,
    MONDAY,
    OLDER,
    PUPILS,
    SCHOOL,
    TODDLERS,
    aged,
    at,
    child,
    morning,
    session_no,
)

SUNDAY = date(2026, 11, 22)


def test_a_booking_is_on_the_board_and_in_the_cell(preset: Database) -> None:
    with preset.work(CLERK) as work:
        booked = childcare.book(work, morning(work, aged(work, 27)))
        (row,) = [one for one in childcare.week(work, MONDAY).rows if (one.group.no, one.session.name) == (3, "上午")]
        (listed,) = childcare.cell_bookings(work, MONDAY, OLDER, row.session.no)
    monday = row.cells[0]
    assert (monday.used, monday.places, monday.word, monday.level) == (1, 7, "余 6", "free")
    assert (row.cells[6].word, row.cells[6].closed) == ("休", "休息日")
    assert (listed.id, listed.child_name, listed.hours, listed.state) == (booked, "李小满", "8:30–11:30", BOOKED)


def test_the_class_is_full_at_three_to_one(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for name in "甲乙丙":
            childcare.book(work, morning(work, aged(work, 8, MONDAY, f"周小{name}"), group=INFANTS))
        fourth = morning(work, aged(work, 8, MONDAY, "周小丁"), group=INFANTS)
        with pytest.raises(Refusal, match=r"4 名儿童，需 2 名保育人员，在岗 1 名（师幼比 1:3）") as refused:
            childcare.book(work, fourth)
        row = next(one for one in childcare.week(work, MONDAY).rows if one.group.no == INFANTS)
        childcare.book(work, replace(fourth, session_no=session_no(work, INFANTS, "下午")))
    assert (row.cells[0].word, row.cells[0].level) == ("满", "full")
    assert "候补" in refused.value.way_out


@pytest.mark.parametrize(
    ("months", "said", "way_out"),
    [(5, "5 月，不足 6 月", "2026-12-01"), (36, "3 岁，已满 3 岁", "请选择其他项目")],
)
def test_too_young_and_too_old(preset: Database, months: int, said: str, way_out: str) -> None:
    with preset.work(CLERK) as work:
        asked = NewBooking(aged(work, months, MONDAY), HOURLY, MONDAY)
        with pytest.raises(Refusal, match=said) as refused:
            childcare.book(work, asked)
    assert way_out in refused.value.way_out


def test_the_age_of_the_day_chooses_the_class(preset: Database) -> None:
    with preset.work(CLERK) as work:
        baby = child(work, date(2025, 12, 1), "周小满")
        before = NewBooking(baby, HOURLY, date(2026, 11, 30))
        after = NewBooking(baby, HOURLY, date(2026, 12, 1))
        groups = [childcare.form(work, asked).group for asked in (before, after)]
    assert [one.name for one in groups if one] == ["乳儿班", "托小班"]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (time(16), time(18), "17:00 以后不开放"),
        (time(10), time(14), "11:30 以后不开放"),
        (time(11), time(10), "离托时间应晚于入托时间"),
        (time(8, 30), time(8, 30), "离托时间应晚于入托时间"),
        (time(7), time(9), "不在开放时段"),
    ],
)
def test_a_stay_across_closing(preset: Database, starts: time, ends: time, said: str) -> None:
    with preset.work(CLERK) as work:
        asked = NewBooking(aged(work, 27), HOURLY, MONDAY, starts=starts, ends=ends)
        with pytest.raises(Refusal, match=said):
            childcare.book(work, asked)


def test_closed_days(preset: Database) -> None:
    with preset.work(CLERK) as work:
        childcare.add_closure(work, Closure(MONDAY, MONDAY, "消毒"))
        one = aged(work, 27)
        for day, said in ((SUNDAY, "休息日"), (MONDAY, "消毒"), (date(2026, 10, 1), "法定节假日")):
            with pytest.raises(Refusal, match=said):
                childcare.book(work, NewBooking(one, HOURLY, day))


def test_a_worked_saturday_is_open_for_weekday_sessions(preset: Database) -> None:
    with preset.reading(CLERK) as work:
        worked = [one for one in range(1, 29) if date(2026, 2, one).weekday() == 5]
        board = {row.group.no: row for row in childcare.week(work, date(2026, 2, 28)).rows}
    assert worked
    assert board[PUPILS].cells[5].closed == ""


def test_overlapping_bookings_of_one_child(preset: Database) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        childcare.book(work, morning(work, one))
        with pytest.raises(Refusal, match=r"李小满当日 8:30–11:30 已有预约"):
            childcare.book(work, NewBooking(one, HALF, MONDAY, session_no(work, OLDER, "上午")))
        childcare.book(work, NewBooking(one, HALF, MONDAY, session_no(work, OLDER, "下午")))


def test_a_merged_record_is_the_same_child(preset: Database) -> None:
    with preset.work(CLERK) as work:
        kept, twin = aged(work, 27), aged(work, 27, name="李小慢")
        childcare.book(work, morning(work, twin))
        people.merge(work, kept, twin, {})
        with pytest.raises(Refusal, match="已有预约"):
            childcare.book(work, morning(work, kept))


def test_the_past_is_not_booked(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        with pytest.raises(Refusal, match="已经过去的时间"):
            childcare.book(work, NewBooking(one, HOURLY, work.today - timedelta(days=1)))
        clock.set(at(MONDAY, 12))
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="不能预约已经过去的时间"):
        childcare.book(work, morning(work, one))


def test_limits_per_child(preset: Database) -> None:
    with preset.work(CLERK) as work:
        hourly = next(one for one in childcare.programmes(work, work.today) if one.no == HOURLY)
        childcare.save_programme(work, replace(hourly, valid_from=work.today, week_limit=2, most_minutes=120))
        one, afternoon = aged(work, 27), session_no(work, OLDER, "下午")
        with pytest.raises(Refusal, match="单次最长 2 小时"):
            childcare.book(work, NewBooking(one, HOURLY, MONDAY, afternoon))
        short = NewBooking(one, HOURLY, MONDAY, afternoon, time(14), time(16))
        for shift in (0, 1):
            childcare.book(work, replace(short, day=MONDAY + timedelta(days=shift)))
        with pytest.raises(Refusal, match="每周最多 2 次，本周已约 2 次"):
            childcare.book(work, replace(short, day=MONDAY + timedelta(days=2)))
        childcare.book(work, replace(short, day=MONDAY + timedelta(days=7)))


def test_a_programme_for_a_group_asks_for_its_tag(preset: Database) -> None:
    with preset.work(CLERK) as work:
        school = next(one for one in childcare.programmes(work, work.today) if one.no == SCHOOL)
        childcare.save_programme(work, replace(school, valid_from=work.today, tags=("xinshimin",)))
        pupil = aged(work, 100)
        with pytest.raises(Refusal, match="只面向：新市民"):
            childcare.book(work, NewBooking(pupil, SCHOOL, MONDAY))
        people.add_tag(work, pupil, "xinshimin", work.today)
        childcare.book(work, NewBooking(pupil, SCHOOL, MONDAY))


def test_school_children_only_in_term(preset: Database) -> None:
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="不开放"):
        childcare.book(work, NewBooking(aged(work, 100), SCHOOL, date(2027, 2, 1)))


def test_a_full_day_child_stays_through_noon_and_takes_both_sessions(preset: Database) -> None:
    with preset.work(CLERK) as work:
        childcare.book(work, NewBooking(aged(work, 27), FULL, MONDAY))
        used = {row.session.name: row.cells[0].used for row in childcare.week(work, MONDAY).rows if row.group.no == 3}
    assert used == {"上午": 1, "下午": 1}


def test_standing_children_count_on_every_weekday(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for name in "甲乙丙":
            standing = Enrolment(aged(work, 8, MONDAY, f"周小{name}"), FULL, (0, 1), MONDAY, date(2026, 12, 4))
            number = childcare.enrol(work, standing)
        late = morning(work, aged(work, 8, MONDAY, "周小丁"), group=INFANTS)
        with pytest.raises(Refusal, match="在岗 1 名"):
            childcare.book(work, late)
        childcare.away(work, number, MONDAY, "发热")
        childcare.book(work, late)
        with pytest.raises(Refusal, match="11月24日"):
            childcare.book_series(work, NewSeries(late, MONDAY + timedelta(days=8), (1,)))
        cells = next(row for row in childcare.week(work, MONDAY).rows if row.group.no == INFANTS).cells
    assert [one.used for one in cells[:4]] == [3, 3, 0, 0]


def test_a_standing_child_that_fits_not_every_day_is_named(preset: Database) -> None:
    with preset.work(CLERK) as work:
        one = child(work, date(2023, 12, 10), "周小满")
        with pytest.raises(Refusal, match=r"12月10日.*已满 3 岁"):
            childcare.enrol(work, Enrolment(one, FULL, (0, 1, 2, 3, 4), MONDAY, date(2026, 12, 31)))
        childcare.enrol(work, Enrolment(one, FULL, (0, 1, 2, 3, 4), MONDAY, date(2026, 12, 9)))
        assert [two.child_name for two in childcare.enrolments(work, MONDAY)] == ["周小满"]


def test_a_series_says_which_dates_fail_and_books_the_rest(preset: Database) -> None:
    with preset.work(CLERK) as work:
        childcare.add_closure(work, Closure(date(2026, 12, 1), date(2026, 12, 1), "消毒"))
        series = NewSeries(NewBooking(aged(work, 100), SCHOOL, MONDAY), date(2026, 12, 4), (1, 3))
        checked = childcare.check_series(work, series)
        with pytest.raises(Refusal, match=r"1 个日期不能预约：12月1日.*消毒"):
            childcare.book_series(work, series)
        done = childcare.book_series(work, series, skip_failures=True)
    assert [one.day for one in checked.failures] == [date(2026, 12, 1)]
    assert checked.days == done.days == (date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 3))


def test_a_series_counts_its_own_dates_against_the_week(preset: Database) -> None:
    with preset.work(CLERK) as work:
        school = next(one for one in childcare.programmes(work, work.today) if one.no == SCHOOL)
        childcare.save_programme(work, replace(school, valid_from=work.today, week_limit=2))
        series = NewSeries(NewBooking(aged(work, 100), SCHOOL, MONDAY), date(2026, 12, 4), (0, 1, 2))
        checked = childcare.check_series(work, series)
    assert [one.day.day for one in checked.failures] == [25, 2]


def test_late_cancels_and_no_shows_pause_the_child(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        childcare.save_options(work, Childcare(strikes=2))
        one = aged(work, 27)
        first, second = (
            childcare.book(work, replace(morning(work, one), day=day)) for day in (MONDAY, MONDAY + timedelta(days=1))
        )
    clock.set(at(MONDAY, 8))
    with preset.work(CLERK) as work:
        assert childcare.cancel(work, first).state == LATE
        with pytest.raises(Refusal, match="还没到预约时间"):
            childcare.mark_no_show(work, second)
    clock.set(at(MONDAY + timedelta(days=1), 12))
    with preset.work(CLERK) as work:
        assert [two.id for two in childcare.no_shows(work)] == [second]
        childcare.mark_no_show(work, second)
        again = replace(morning(work, one), day=MONDAY + timedelta(days=3))
        with pytest.raises(Refusal, match="爽约满 2 次，暂停预约到 2026-12-08"):
            childcare.book(work, again)
        childcare.book(work, replace(again, day=date(2026, 12, 9)))


def test_the_form_collects_what_booking_refuses(preset: Database) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        childcare.book(work, morning(work, one))
        form = childcare.form(work, morning(work, one))
        free = childcare.form(work, NewBooking(one, 0, MONDAY, session_no(work, OLDER, "下午"), time(14), time(17)))
    assert [refusal.message for refusal in form.refusals] == ["李小满当日 8:30–11:30 已有预约，时间重叠"]
    assert (free.bookable, free.free, free.children, free.carers) == (True, 7, 1, 1)
    assert (free.child_text, free.programme.name) == ("李小满 · 27 月 · 托大班（自动）", "计时托")
    assert [one.kind for one in free.missing] == ["consent", "agreement", "health", "vaccine"]
    assert free.fee is not None
    assert free.fee.text == "计时托 15.00 元/时 × 3 = 45.00 元"


def test_a_child_without_birth_date_or_that_died(preset: Database) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        people.report_death(work, one, work.today)
        with pytest.raises(Refusal, match="已登记去世"):
            childcare.book(work, morning(work, one))
        with pytest.raises(Refusal, match="没有"):
            childcare.book(work, morning(work, 9999))


def test_two_classes_know_their_own_limits(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for place in range(5):
            childcare.book(work, morning(work, aged(work, 15, name=f"周小{'一二三四五'[place]}"), group=TODDLERS))
        childcare.book(work, morning(work, aged(work, 27)))
        cells = {row.group.no: row.cells[0] for row in childcare.week(work, MONDAY).rows if row.session.name == "上午"}
    assert [cells[number].word for number in (INFANTS, TODDLERS, OLDER)] == ["余 3", "满", "余 6"]
