"""The till with more than it was drawn for: many sets, sums of millions. Nothing is cut, the buttons stay on show."""

from datetime import date

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch
from tests.counters.canteen.page.conftest import Open
from tests.desk.looks import SIZES, clipped, outside

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("more", [1, 2, 3])
def test_many_sets_leave_the_buttons_on_show(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float], more: int
) -> None:
    with preset.work(CLERK) as work:
        for name in "CDE"[:more]:
            canteen.add_set(work, f"套餐 {name}", ("午",), Money(2000), TODAY)
    desk = open_desk(size)
    page = desk.till()
    frame = page.page.parentWidget()
    assert frame is not None
    for text in ("", "zye", "cam"):
        if text:
            page.pick(text)
        desk.qtbot.wait(20)
        assert page.page.height() <= frame.height()
        assert page.page.width() <= frame.width()
        assert clipped(desk.window) + outside(desk.window) == []


@pytest.mark.parametrize("size", SIZES)
def test_a_day_of_millions_is_whole_and_leaves_the_page_its_width(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float]
) -> None:
    with preset.work(CLERK) as work:
        banquet = canteen.add_set(work, "企业团体包场套餐（含场地与服务）", ("午",), Money(123_456_789), TODAY)
        canteen.settle(work, lunch(banquet, *elders, payment="wechat"))
    desk = open_desk(size)
    page = desk.till()
    desk.qtbot.wait(20)
    frame = page.page.parentWidget()
    assert frame is not None
    assert page.page.stats.paid.number.text() == "2,469,125.78"
    assert page.page.width() <= frame.width()
    assert clipped(desk.window) + outside(desk.window) == []
