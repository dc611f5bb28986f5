"""Charts do not claim 0 for months before the program, nor for days to come."""

from datetime import date

from shequ_desk.counters.reports.rules.document import bars_of
from shequ_desk.counters.reports.rules.known import only_known
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Figure, Table
from shequ_desk.kernel.sections import Chart, ChartKind, Line, Section, figures_of

BEGUN, TODAY = date(2026, 10, 15), date(2026, 11, 20)
NOVEMBER = Span(Month(2026, 11))


def figure(value: int) -> Figure:
    return Figure(value, "份", lambda _work: Table("明细", (), []), str(value))


def section(kind: ChartKind, labels: tuple[str, ...], *lines: tuple[int, ...]) -> Section:
    made = tuple(Line("份数", tuple(figure(value) for value in values)) for values in lines)
    return Section("助餐", (), (), charts=(Chart("就餐份数", kind, "份", labels, made),))


def shown(found: Section) -> list[list[object]]:
    return [list(values) for _, values in bars_of(found.charts[0]).lines]


def test_months_before_the_program_and_to_come_are_left_open() -> None:
    months = ("8月", "9月", "10月", "11月", "12月")
    year = section("months", months, (0, 7, 0, 3, 0), (0, 0, 0, 5, 0))
    found = only_known(year, Span(Month(2026, 1), 12), BEGUN, TODAY)
    assert shown(found) == [[None, 7, 0, 3, None], [None, None, None, 5, None]]
    assert [one.value for one in figures_of(found)] == [7, 0, 3, 5]


def test_days_to_come_are_left_open_and_a_day_without_lunch_is_none() -> None:
    days = tuple(str(day) for day in (18, 19, 20, 21, 22))
    found = only_known(section("days", days, (4, 0, 2, 0, 0)), NOVEMBER, BEGUN, TODAY)
    assert shown(found) == [[4, 0, 2, None, None]]
    before = only_known(section("days", ("14", "15"), (0, 0)), Span(Month(2026, 10)), BEGUN, TODAY)
    assert shown(before) == [[None, 0]]


def test_groups_keep_their_noughts() -> None:
    whole = section("ages", ("60 岁以下", "60–69 岁"), (0, 4))
    assert only_known(whole, NOVEMBER, BEGUN, TODAY) == whole
