"""The till with more than it was drawn for: many sets, sums of millions. Nothing is cut, the buttons stay on show."""

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.desk.widgets import ElidedLabel, Label
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch
from tests.counters.canteen.page.conftest import Open
from tests.counters.canteen.page.kit import Till
from tests.counters.desk_kit import CTRL
from tests.desk.looks import SIZES, clipped, outside

TODAY = date(2026, 11, 21)


def faults(page: Till) -> list[str]:
    """What does not fit the till as it stands now."""
    page.desk.qtbot.wait(20)
    frame, window = page.page.parentWidget(), page.desk.window
    assert frame is not None
    beyond = page.page.height() > frame.height() or page.page.width() > frame.width()
    return clipped(window) + outside(window) + ["it scrolls"] * beyond


def more_sets(database: Database, names: Sequence[str]) -> None:
    """Sold at lunch besides 套餐 A and 套餐 B."""
    with database.work(CLERK) as work:
        for name in names:
            canteen.add_set(work, name, ("午",), Money(2000), TODAY)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("more", [0, 1, 2, 3, 5])
def test_many_sets_leave_the_buttons_on_show(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float], more: int
) -> None:
    more_sets(preset, [f"套餐 {name}" for name in "CDEFG"[:more]])
    page = open_desk(size).till()
    assert faults(page) == []
    for text in ("zye", "cam"):
        page.type(text)
        assert faults(page) == []
        page.enter()
        assert faults(page) == []
    page.key(Qt.Key.Key_D, CTRL)
    assert faults(page) == []
    page.type("cam")
    assert faults(page) == []
    page.page.back()
    for _ in range(2):
        page.page.back()
    page.pick("zye")
    page.key(Qt.Key.Key_F9)
    assert faults(page) == []
    page.pick("cam")
    page.key(Qt.Key.Key_D, CTRL)
    assert faults(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_sets_of_long_names_leave_the_buttons_on_show(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float]
) -> None:
    more_sets(preset, [f"{name}套餐（含汤）" for name in ("两荤一素", "一荤两素", "清淡少盐", "糖尿病")])
    page = open_desk(size).till()
    assert faults(page) == []
    page.pick("zye")
    assert faults(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_two_sets_stand_beside_each_other_whole(
    open_desk: Open, preset: Database, size: tuple[int, int, float]
) -> None:
    page = open_desk(size).till()
    page.desk.qtbot.wait(20)
    names = [label for label in page.page.search.findChildren(ElidedLabel) if label.text().startswith("套餐")]
    assert [label.text() for label in names if label.width() < label.sizeHint().width()] == []
    assert len(names) == 2


@pytest.mark.parametrize("size", SIZES)
def test_diners_a_small_screen_has_no_lines_for_are_summed(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float]
) -> None:
    more_sets(preset, ["套餐 C", "套餐 D", "套餐 E"])
    page = open_desk(size).till()
    for text in ("zye", "cam"):
        page.pick(text)
    for _ in range(3):
        page.key(Qt.Key.Key_G, CTRL)
    assert faults(page) == []
    lines = [label.text() for label in page.page.order.findChildren(Label) if "份合计" in label.text()]
    sums = {"前 2 份合计": "20.00", "前 4 份合计": "50.00", "共 5 份合计": "65.00"}
    strong = [label.text() for label in page.page.order.findChildren(Label) if label.property("kind") == "strong"]
    assert len(lines) == 1
    assert sums[lines[0]] in strong


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
