"""The canteen in the monthly report: numbers recount from their rows, corrections name originals."""

from datetime import date, datetime
from random import Random

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.order import ELDERS
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import recount
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import Chart, figures_of, text_of
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from tests.counters.canteen.kit import CLERK, lunch, resident

OCTOBER = Month(2026, 10)
PERIODS = (Span(OCTOBER), Span(OCTOBER, 3), Span(Month(2026, 1), 12))


@pytest.mark.parametrize("span", PERIODS, ids=[span.key for span in PERIODS])
def test_every_figure_recounts_from_its_rows(made_up: Database, span: Span) -> None:
    with made_up.reading(CLERK) as work:
        section = canteen.month_section(work, span)
        pairs = [(figure, recount(figure, figure.rows(work))) for figure in figures_of(section)]
    assert len(pairs) > 40
    assert [figure.label for figure, counted in pairs if figure.value != counted] == []


def test_section_agrees_with_the_settlement(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        section, settled = canteen.month_section(work, Span(OCTOBER)), canteen.settlement(work, OCTOBER)
    elders, modes = section.tables
    assert modes.totals is not None
    assert [figure.value for figure in figures_of(section)][:2] == [settled.meals, settled.subsidy]
    assert text_of(section.headline) == f"老年助餐{settled.meals:,}份，优惠金额{settled.subsidy.text()}元"
    assert [row[0] for row in modes.rows] == [mode.mode for mode in settled.modes if mode.meals]
    assert len({row.person_ids for row in settled.rows}) == elders.totals[1].value  # type: ignore[index, union-attr]


def test_charts_share_out_the_same_portions(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        section, settled = canteen.month_section(work, Span(OCTOBER)), canteen.settlement(work, OCTOBER)
    charts: dict[str, Chart] = {chart.kind: chart for chart in section.charts}
    assert set(charts) == {"months", "days", "ages", "grids"}
    assert len(charts["days"].labels) == 31
    elders = next(mode.meals for mode in settled.modes if mode.mode == ELDERS)
    for kind, whole in (("days", settled.meals), ("ages", elders), ("grids", elders)):
        assert sum(figure.value for figure in charts[kind].lines[0].values if figure) == whole  # type: ignore[misc]
    assert charts["months"].labels[-1] == "10月"
    last = charts["months"].lines[0].values[-1]
    assert last is not None
    assert last.value == settled.meals


def test_second_month_compares_with_the_first(made_up: Database) -> None:
    with made_up.work(CLERK) as work:
        canteen.demo(work, Random(8), OCTOBER.next)
    with made_up.reading(CLERK) as work:
        first, second = (canteen.month_section(work, Span(month)) for month in (OCTOBER, OCTOBER.next))
    assert "环比" not in text_of(first.prose[0])
    assert "（上月" in text_of(second.prose[0])
    assert {row[5] for row in first.tables[0].rows} == {"—"}
    assert second.tables[1].rows[0][5] != "—"


def test_a_month_without_meals_says_so(preset: Database) -> None:
    with preset.reading(CLERK) as work:
        section = canteen.month_section(work, Span(OCTOBER))
    assert [text_of(words) for words in section.prose] == ["本月没有就餐记录。"]
    assert (section.tables, section.charts, section.adjustments) == ((), (), None)
    assert text_of(section.headline) == "老年助餐0份，优惠金额0.00元"


def test_corrections_of_an_earlier_month_name_the_original(preset: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 10, 30, 11, 30))
    with preset.work(CLERK) as work:
        till.open_shift(work, Money(50000))
        guest = resident(work, "应阿福", date(1940, 1, 1))
        first = canteen.settle(work, lunch(1, guest))
        till.close_day(work, date(2026, 10, 30), Money(50000) + first.pay)
    clock.set(datetime(2026, 11, 3, 9, 0))
    with preset.work(CLERK) as work:
        mirror = canteen.reverse_meals(work, first.number, "重复登记")
        late = canteen.backfill(work, lunch(1, guest), datetime(2026, 10, 29, 11, 40))
    with preset.reading(CLERK) as work:
        found = canteen.month_section(work, Span(OCTOBER.next)).adjustments
        none = canteen.month_section(work, Span(OCTOBER)).adjustments
    assert found is not None
    assert [(row[3], row[4], row[5]) for row in found.rows] == [
        (mirror.mirror, first.number, -1),
        (late.number, "补录", 1),
    ]
    assert none is None
