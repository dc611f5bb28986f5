"""The made-up months: every state is there, every paper where it belongs, the same dice make the same cases."""

import shutil
from pathlib import Path
from random import Random

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import Filters
from shequ_desk.counters.mediation.service import hall
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import recount
from shequ_desk.kernel.sections import figures_of, text_of
from shequ_desk.office.rules import Centre
from shequ_desk.people.service.sample import fill
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.clerks import EVERYTHING, as_role
from tests.conftest import DATA_KEY, NOW

MONTHS = (Month(2026, 9), Month(2026, 10), Month(2026, 11))
FOUNDER = as_role("admin", "director", "desk")


@pytest.fixture(scope="module")
def made(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three invented months of a community of 3,000."""
    path = tmp_path_factory.mktemp("mediation") / "data"
    shutil.copytree(template, path)
    database = Database(DataFolder(path).database, DATA_KEY, FixedClock(NOW))
    with database.work(EVERYTHING) as work:
        settings.save(work, Centre("清泉社区党群服务中心", "330200001001", demo=True))
        fill(work, Random(7), 3000)
    dice = Random(20261121)
    for month in MONTHS:
        with database.work(FOUNDER) as work:
            mediation.demo(work, dice, month)
    database.close()
    return path


@pytest.fixture
def community(made: Path) -> Database:
    return Database(DataFolder(made).database, DATA_KEY, FixedClock(NOW))


def test_cases_in_every_state_with_whole_files(community: Database) -> None:
    with community.reading(EVERYTHING) as work:
        rows = mediation.cases(work, Filters())
        views = [mediation.case(work, row.id) for row in rows]
        assert hall.checks(work, MONTHS[-1])[0].holds
    assert {"accepted", "investigating", "mediating", "agreed", "visited", "archived"} <= {row.state for row in rows}
    assert {"success", "failed", "ended"} <= {view.outcome for view in views}
    assert all(view.completeness.whole for view in views if view.state == "archived")
    numbered = sorted(views, key=lambda view: view.id)
    assert [view.number for view in numbered] == [f"（2026）清泉人调字第{n}号" for n in range(1, len(rows) + 1)]
    assert all(entry.at <= NOW for view in views for entry in view.log)


def test_the_section_of_the_month_opens_every_number(community: Database) -> None:
    with community.reading(EVERYTHING) as work:
        for span in (Span(MONTHS[0]), Span(MONTHS[-1]), Span(Month(2026, 7), 3), Span(Month(2026, 1), 12)):
            section = mediation.month_section(work, span)
            figures = figures_of(section)
            assert [recount(one, one.rows(work)) for one in figures] == [one.value for one in figures]
            assert text_of(section.headline).startswith("矛盾调解办结")
        empty = mediation.month_section(work, Span(Month(2025, 1)))
    assert [text_of(words) for words in empty.prose] == ["本月没有调解案件。"]


def test_the_hall_knows_what_waits(community: Database) -> None:
    with community.reading(EVERYTHING) as work:
        items = hall.due_items(work)
        today = hall.figures_today(work)
        shown = hall.due(work)
    assert {"mediation", "visit", "confirmation"} <= {item.deadline.key for item in items}
    assert [item.deadline.last for item in items] == sorted(item.deadline.last for item in items)
    assert (today.open > 0, len(shown)) == (True, len(items))
    assert all("剩" in one.text or "今天到期" in one.text or "逾期" in one.text for one in shown)
