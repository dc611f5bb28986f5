"""The till around the commit: rehearsed before the first diner, never charging twice for what fails after it."""

from datetime import date

import pytest

from shequ_desk.counters.canteen.page.till_page import rehearse
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import numbers
from shequ_desk.store.database import Database
from shequ_desk.till.page import printing
from tests.counters.canteen.kit import CLERK, resident
from tests.counters.canteen.page.kit import Desk


@pytest.fixture
def elder(preset: Database) -> None:
    """陈阿毛, 82."""
    with preset.work(CLERK) as work:
        resident(work, "陈阿毛", date(1944, 5, 1))


@pytest.mark.usefixtures("elder")
def test_a_rehearsal_leaves_nothing_behind(desk: Desk, preset: Database) -> None:
    told: list[str] = []
    preset.listeners.append(told.append)
    with preset.reading(CLERK) as work:
        before = (work.audit_head(), numbers.last(work, "CT", work.today.year))
    rehearse(desk.context, "a5", None, None)
    with preset.reading(CLERK) as work:
        assert (work.audit_head(), numbers.last(work, "CT", work.today.year)) == before
    assert told == []
    page = desk.till()
    assert page.rows() == []
    page.pick("cam")
    page.enter()
    assert desk.recorder.said[-1].startswith("CT-2026-000001")


@pytest.mark.usefixtures("elder")
def test_a_paper_that_cannot_be_made_never_brings_the_bill_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> bytes:
        raise Trouble("字体文件无法使用", "请重新安装程序")

    monkeypatch.setattr(printing, "receipt_pdf", broken)
    page = desk.till()
    page.pick("cam")
    page.enter()
    assert [one.message for one in desk.recorder.troubles] == ["字体文件无法使用"]
    assert desk.recorder.said[-1].startswith("CT-2026-000001 已结算")
    assert page.amount() == "0.00"
    page.page.settle(True)
    assert len(page.rows()) == 1
