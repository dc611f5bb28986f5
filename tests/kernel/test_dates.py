from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.dates import (
    Holidays,
    Month,
    Span,
    add_months,
    age_months,
    age_years,
    clock_text,
    full_date,
    hours_text,
    limit_days,
    limit_months,
    limit_working_days,
    long_date,
    parse_day,
    short_date,
)
from shequ_desk.kernel.days import from_excel
from shequ_desk.kernel.errors import Refusal

DAYS = st.dates(date(1900, 3, 1), date(2150, 12, 31))
NEW_YEAR = Holidays.of(
    [(date(2026, 2, day), True) for day in range(15, 24)] + [(date(2026, 2, day), False) for day in (14, 28)]
)


@given(DAYS, DAYS)
def test_strict_age_lags_only_on_the_birthday(birth: date, on: date) -> None:
    lag = age_years(birth, on) - age_years(birth, on, strict=True)
    assert lag == (on == add_months(birth, (on.year - birth.year) * 12))


@given(DAYS, DAYS)
def test_years_are_twelve_months(birth: date, on: date) -> None:
    assert age_years(birth, on) == age_months(birth, on) // 12


@given(DAYS, DAYS)
def test_months_of_age_are_completed(birth: date, on: date) -> None:
    months = age_months(birth, on)
    assert add_months(birth, months) <= on < add_months(birth, months + 1)


@pytest.mark.parametrize(
    ("on", "years", "strict"),
    [
        (date(2026, 2, 27), 65, 65),
        (date(2026, 2, 28), 66, 65),
        (date(2028, 2, 28), 67, 67),
        (date(2028, 2, 29), 68, 67),
        (date(1960, 2, 28), -1, -1),
    ],
)
def test_leap_day_birthday(on: date, years: int, strict: bool) -> None:
    assert age_years(date(1960, 2, 29), on) == years
    assert age_years(date(1960, 2, 29), on, strict=True) == strict


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), -23, date(2024, 12, 21)),
    ],
)
def test_add_months(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


def test_rest_days() -> None:
    assert NEW_YEAR.is_rest(date(2026, 2, 17))
    assert not NEW_YEAR.is_rest(date(2026, 2, 14))
    assert NEW_YEAR.is_rest(date(2026, 2, 7))
    assert NEW_YEAR.next_working_day(date(2026, 2, 15)) == date(2026, 2, 24)
    assert NEW_YEAR.next_working_day(date(2026, 2, 28)) == date(2026, 2, 28)
    assert [year for year in range(2020, 2033) if NEW_YEAR.covers(year)] == [2026]


def test_a_day_is_not_both() -> None:
    with pytest.raises(ValueError, match="both"):
        Holidays(frozenset({date(2026, 2, 14)}), frozenset({date(2026, 2, 14)}))


def test_limits_move_off_the_festival() -> None:
    assert limit_days(date(2026, 1, 16), 30, NEW_YEAR) == date(2026, 2, 24)
    assert limit_months(date(2026, 1, 15), 1, NEW_YEAR) == date(2026, 2, 24)
    assert limit_months(date(2026, 1, 31), 1, NEW_YEAR) == date(2026, 2, 28)
    assert limit_working_days(date(2026, 2, 13), 2, NEW_YEAR) == date(2026, 2, 24)


@given(DAYS, st.integers(1, 400))
def test_limits_end_on_working_days_and_never_early(start: date, days: int) -> None:
    last = limit_days(start, days, NEW_YEAR)
    assert not NEW_YEAR.is_rest(last)
    assert last >= start + timedelta(days=days)
    assert last <= limit_days(start, days + 1, NEW_YEAR)
    assert last <= limit_days(start + timedelta(days=1), days, NEW_YEAR)
    assert last <= limit_working_days(start, days, NEW_YEAR)


@given(DAYS, st.integers(1, 60))
def test_month_limits_grow(start: date, months: int) -> None:
    last = limit_months(start, months, NEW_YEAR)
    assert not NEW_YEAR.is_rest(last)
    assert add_months(start, months) <= last <= limit_months(start, months + 1, NEW_YEAR)


@given(DAYS)
def test_month_of_a_day(day: date) -> None:
    month = Month.of(day)
    assert day in month
    assert month.first <= day <= month.last
    assert month.days()[day.day - 1] == day
    assert month.next.first == month.last + timedelta(days=1)
    assert month.next.previous == month == month.year_before.plus(12)
    assert Month.parse(month.key) == Month.parse(month.text) == month
    assert month.previous < month < month.next
    assert month.next.first not in month


def test_month_text() -> None:
    month = Month(2026, 3)
    assert (month.text, month.key, str(month)) == ("2026年3月", "2026-03", "2026-03")
    assert len(month.days()) == 31
    with pytest.raises(ValueError, match="month"):
        Month(2026, 13)


@pytest.mark.parametrize("typed", ["2026-10", "2026.10", "2026/10", "202610", "2026年10月", " ２０２６－１０ "])
def test_typed_months(typed: str) -> None:
    assert Month.parse(typed) == Month(2026, 10)


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-00", "26-10", "20261", "十月", "1026-10"])
def test_refused_months(typed: str) -> None:
    with pytest.raises(Refusal, match="月份") as caught:
        Month.parse(typed, field="month")
    assert caught.value.field == "month"


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_written_days_are_read_back(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        long_date(day),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.isoformat()} 00:00:00",
    ]
    assert {parse_day(form) for form in forms} == {day}


@given(DAYS)
def test_excel_serials(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert parse_day(serial) == parse_day(serial + 0.75) == from_excel(serial) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("一九七七年二月十一日", date(1977, 2, 11)),
        ("一九三八年十二月二十四日", date(1938, 12, 24)),
        ("二〇二六年十月三十一日", date(2026, 10, 31)),
        ("二○二六年十月十日", date(2026, 10, 10)),
        ("１９８３．１２．１８", date(1983, 12, 18)),
        ("1983年12月18号", date(1983, 12, 18)),
        (19831218, date(1983, 12, 18)),
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (datetime(1931, 12, 11, 8, 30), date(1931, 12, 11)),
        (date(1931, 12, 11), date(1931, 12, 11)),
    ],
)
def test_cells(value: str | float | date, day: date) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "还没有输入"),
        ("83.12.18", "四位"),
        ("1983-12", "看不懂"),
        ("1983-12/18", "看不懂"),
        ("30303", "看不懂"),
        ("2026-02-29", "2026年2月29日"),
        ("1983年13月1日", "1983年13月1日"),
        ("一九八三年十十月一日", "1983年0月1日"),
        ("1783-01-01", "1783"),
        (60, "不是日期"),
        (0, "不是日期"),
        (-3.5, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (200_000, "不是日期"),
    ],
)
def test_refused_days(value: str | float, said: str) -> None:
    with pytest.raises(Refusal, match=said) as caught:
        parse_day(value, field="birth")
    assert caught.value.field == "birth"


def test_full_date() -> None:
    assert full_date(date(2026, 11, 21)) == "2026年11月21日 星期六"
    assert full_date(date(2026, 11, 22)).endswith("星期日")


def test_dates_have_no_leading_zeros() -> None:
    assert [short_date(date(2026, 1, 5)), long_date(date(2026, 1, 5))] == ["1月5日", "2026年1月5日"]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [("2026Q3", "2026Q3", "2026年三季度"), ("2026年三季度", "2026Q3", "2026年三季度"), ("2026", "2026", "2026年")],
)
def test_quarters_and_years_are_read_and_named(text: str, key: str, said: str) -> None:
    span = Span.parse(text)
    assert (span.key, span.text) == (key, said)
    assert Span.of(span.last, span.count) == span


@pytest.mark.parametrize("text", ["2026Q5", "26", "三季度", ""])
def test_unclear_quarters_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="季度或年份看不懂"):
        Span.parse(text)


@given(DAYS, st.sampled_from([1, 3, 12]))
def test_periods_follow_each_other_without_a_gap(day: date, count: int) -> None:
    span = Span.of(day, count)
    assert day in span
    assert span.previous.last + timedelta(days=1) == span.first
    assert span.plus(1).first == span.last + timedelta(days=1)
    assert span.year_before.first == add_months(span.first, -12)
    assert span.months()[0].first == span.first
    assert span.months()[-1] == span.end


@given(st.times())
def test_a_time_of_day_has_no_leading_zero_and_two_digits_for_minutes(at: time) -> None:
    hour, minute = clock_text(at).split(":")
    assert (int(hour), int(minute)) == (at.hour, at.minute)
    assert (hour, len(minute)) == (str(at.hour), 2)
    assert hours_text(at, datetime(2026, 11, 21, 17, 5)) == f"{hour}:{minute}–17:05"
