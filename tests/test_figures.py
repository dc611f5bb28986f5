"""Every printed number of every report of an invented community adds up from the rows it opens."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from shequ_desk import demo
from shequ_desk.catalogue import COUNTERS, REPORTS
from shequ_desk.desk.counter import Report, period_at
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Figure, recount
from shequ_desk.kernel.sections import figures_of, text_of
from shequ_desk.office.service import Seat
from shequ_desk.store.database import Work
from shequ_desk.store.folder import DataFolder
from tests.clerks import EVERYTHING

NOW = datetime(2026, 11, 20, 11, 42)
OCTOBER = Month(2026, 10)
SPANS = (Span(OCTOBER), Span(OCTOBER.next), Span(OCTOBER, 3), Span(Month(2026, 1), 12))


@pytest.fixture(scope="module", params=[7, 8], ids=["seed 7", "seed 8"])
def seat(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two months of an invented community, another one per seed."""
    place: Path = tmp_path_factory.mktemp("figures")
    plan = demo.Plan(seed=request.param, months=2, residents=400)
    opened = demo.fill(DataFolder(place), FixedClock(NOW), plan, "wanglan", "Lunch-330203")
    yield opened
    opened.database.close()


def wrong(work: Work, figures: list[Figure]) -> list[str]:
    """Labels of the figures whose rows say something else."""
    return [
        f"{figure.label}: {figure.text} / {counted}"
        for figure in figures
        if (counted := recount(figure, figure.rows(work))) != figure.value
    ]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_figures_of_reports_recount_from_their_rows(seat: Seat, report: Report) -> None:
    with seat.database.reading(EVERYTHING) as work:
        try:
            data = report.gather(work, period_at(report.period, date(2026, 10, 30)))
        except Refusal as refusal:
            pytest.fail(refusal.sentence)
        figures = list(report.figures(data))
        assert wrong(work, figures) == []


@pytest.mark.parametrize("span", SPANS, ids=[span.key for span in SPANS])
def test_figures_of_sections_recount_from_their_rows(seat: Seat, span: Span) -> None:
    found = []
    with seat.database.reading(EVERYTHING) as work:
        for counter in COUNTERS:
            section = counter.month_section(work, span)
            if section is not None:
                measures = [one for measure in section.measures for one in (measure.now, measure.before, measure.year)]
                found += wrong(work, [*figures_of(section), *measures])
    assert found == []


def test_sections_read_like_sentences(seat: Seat) -> None:
    with seat.database.reading(EVERYTHING) as work:
        sections = [section for one in COUNTERS if (section := one.month_section(work, Span(OCTOBER))) is not None]
    assert {section.title for section in sections} >= {"老年助餐", "托育服务"}
    for section in sections:
        assert all(text_of(words).endswith("。") for words in section.prose), section.title
        assert not text_of(section.headline).endswith("。")


@pytest.mark.parametrize("span", SPANS, ids=[span.key for span in SPANS])
def test_a_year_is_compared_once_a_month_twice(seat: Seat, span: Span) -> None:
    with seat.database.reading(EVERYTHING) as work:
        sections = [section for one in COUNTERS if (section := one.month_section(work, span)) is not None]
    titles = [column.title for section in sections for table in section.tables for column in table.columns]
    prose = "".join(text_of(words) for section in sections for words in section.prose)
    assert any("同比" in title for title in titles)
    assert any("环比" in title for title in titles) == (span.count != 12)
    assert ("环比" in prose) == (span.count != 12 and span.start == OCTOBER.next)


def test_prose_gives_hours_before_minutes_and_sets_no_gap_before_a_share(seat: Seat) -> None:
    with seat.database.reading(EVERYTHING) as work:
        sections = {one.key: one.month_section(work, Span(OCTOBER)) for one in COUNTERS}
    care, cases = sections["childcare"], sections["mediation"]
    assert care is not None
    assert cases is not None
    assert re.search(r"照护时长合计[\d,.]+小时（[\d,]+分钟）。", text_of(care.prose[0]))
    assert re.search(r"办结\d+件，成功率\d+\.\d%$|办结0件$", text_of(cases.headline))
