"""The page of the hall: every tile has a key, nothing is cut in 大字模式, older years say so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Counter, DueRow, Tile, TimelineRow
from shequ_desk.desk.page import Page
from shequ_desk.desk.widgets import ElidedLabel, NameLabel, TileButton
from shequ_desk.hall.due_button import DueButton
from shequ_desk.hall.gather import DayView, DueOf
from shequ_desk.hall.page import HallPage
from shequ_desk.hall.person_cards import household_card, person_card
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.people.views import Member, TagView
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.desk import looks
from tests.desk.around import Around, Tray

NAMES = ("居民档案", "午餐结算", "预订明日", "电动车碰擦损害赔偿纠纷", "矛盾一键化解", "记账收款")
KEYS = ("F2", "F3", "", "", "F5", "")
PAID = "晚餐 实收 11.00"
DINNER = TimelineRow(
    datetime(2025, 11, 19, 17, 21), "助餐", "orange", f"{PAID} · 原价 18.00 优惠 7.00 · 80+", "CT-2025-009661"
)
DAY = date(2026, 1, 1)
WRAP = int(Qt.TextFlag.TextWordWrap)
COUNTER = Counter(
    "all",
    "全部",
    "hall",
    "",
    "green",
    "x",
    {},
    lambda _context: Page(),
    tiles=lambda _work, _person: [Tile(name, "", "green", key, name) for name, key in zip(NAMES, KEYS, strict=True)],
    timeline=lambda _work, _person: [replace(DINNER, at=datetime(2026, 11, 19, 17, 21)), DINNER],
    due=lambda _work: [DueRow(date(2026, 11, 1), "托育收费还有 5 项是示例，请按本中心公示的收费修改", "gold")],
)


@pytest.fixture
def around(qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Around]:
    """What the page is given."""
    made = Around(qapp, database, tmp_path, Tray())
    yield made
    made.close()


def _hall(qtbot: QtBot, around: Around, width: int, height: int, counter: Counter = COUNTER) -> HallPage:
    """The page with 周小满 in front, as large as the window leaves it, the day read."""
    with around.database.work(EVERYTHING) as work:
        person = people.register(work, Draft("周小满", birth=date(1944, 2, 29), no_number_reason="其他"))
    page = HallPage(around.context(EVERYTHING), [counter])
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.shown()
    page.show_person(person)
    qtbot.waitUntil(lambda: bool(page.findChildren(DueButton)))
    QApplication.processEvents()
    return page


def test_every_tile_shows_a_key_that_does_what_the_tile_does(qtbot: QtBot, around: Around) -> None:
    page = _hall(qtbot, around, 1250, 660)
    shown = {tile.text(): tile.key() for tile in page.findChildren(TileButton) if tile.isVisible()}
    assert shown == dict(zip(NAMES, ("F2", "F3", "F9", "F10", "F5", "F11"), strict=True))
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F11)
    QTest.keyClick(page, Qt.Key.Key_F9)
    QTest.keyClick(page, Qt.Key.Key_F12)
    assert [action for _key, _person, action in around.opened] == ["记账收款", "预订明日"]


def test_in_large_text_nothing_is_cut_and_the_amount_stays(qtbot: QtBot, around: Around) -> None:
    theme.apply(around.application, theme.LARGE)
    page = _hall(qtbot, around, 1217, 626)
    assert page.minimumSizeHint().width() <= 1217
    texts = [label for label in page.timeline.findChildren(QLabel) if label.text() == DINNER.text]
    assert texts
    assert all(label.fontMetrics().horizontalAdvance(PAID + "…") <= label.width() for label in texts)
    due = page.findChildren(DueButton)[0]
    assert due.height() >= due.heightForWidth(due.width())
    held = [(area.widget(), area.viewport().width()) for area in page.findChildren(QScrollArea)]
    assert all(widget is None or widget.width() <= room for widget, room in held)


@pytest.mark.parametrize("counter", [COUNTER, replace(COUNTER, tiles=lambda _work, _person: [])], ids=["窗口", "审计"])
def test_on_the_smallest_screen_in_large_text_no_amount_and_no_number_is_cut(
    qtbot: QtBot, around: Around, counter: Counter
) -> None:
    theme.apply(around.application, theme.LARGE)
    page = _hall(qtbot, around, 1153, 554, counter)
    assert page.minimumSizeHint().width() <= 1153
    lines = {label.text(): label for label in page.timeline.findChildren(ElidedLabel)}
    what, number = (lines[text].shortened(lines[text].width()) for text in (DINNER.text, DINNER.number))
    assert (what, number) == (f"{PAID}…", DINNER.number)
    assert [area for area in page.findChildren(QScrollArea) if area.horizontalScrollBar().maximum()] == []


def test_what_is_due_has_its_height_before_it_is_painted(qtbot: QtBot, around: Around) -> None:
    rows = [DueRow(DAY, f"托育收费还有 {place} 项是示例，请按公示的收费修改", "gold") for place in range(20)]
    day = DayView(DAY, (), tuple(DueOf(COUNTER, row) for row in rows))
    page = HallPage(around.context(EVERYTHING), [COUNTER], day)
    qtbot.addWidget(page)
    page.resize(1250, 660)
    page.show()
    QApplication.processEvents()
    page.shown()
    items = page.findChildren(DueButton)
    assert [item.height() >= item.heightForWidth(item.width()) for item in items] == [True] * 20
    assert [high.geometry().bottom() < low.geometry().top() for high, low in pairwise(items)] == [True] * 19


def test_services_of_older_years_say_their_year(qtbot: QtBot, around: Around) -> None:
    page = _hall(qtbot, around, 1250, 660)
    texts = [label.text() for label in page.timeline.findChildren(QLabel)]
    assert ("11-19 17:21" in texts, "2025-11-19" in texts) == (True, True)


def test_what_the_cards_leave_out_they_count(qtbot: QtBot, around: Around) -> None:
    with around.database.work(EVERYTHING) as work:
        brief = people.brief(work, people.register(work, Draft("周小满", birth=DAY, no_number_reason="其他")))
    home = tuple(Member(100 + place, f"家人{place}", "其他", 30, None, None) for place in range(6))
    tags = tuple(TagView(place, f"tag{place}", f"标签{place}", DAY, None, "", "", "", None) for place in range(8))
    crowd = replace(brief, household=home, tags=tags)
    cards = (household_card(crowd), person_card(crowd))
    for card in cards:
        qtbot.addWidget(card)
    texts = [label.text() for card in cards for label in card.findChildren(QLabel)]
    assert ("另有 2 人，按 F2 看全部" in texts, "另有 3 个标签" in texts) == (True, True)


def test_the_cards_of_long_names_and_tags_fit_their_column(qtbot: QtBot, around: Around) -> None:
    with around.database.work(EVERYTHING) as work:
        brief = people.brief(work, people.register(work, Draft("周小满", birth=DAY, no_number_reason="其他")))
    foreign = "Maximiliana Wolfeschlegelsteinhausenberger"
    home = (Member(100, foreign, "曾孙女的监护人之配偶", 30, None, None),)
    tags = tuple(TagView(place, f"tag{place}", "计生特殊家庭", DAY, None, "", "", "", None) for place in range(8))
    long = replace(brief, name="阿卜杜热依木·买买提明·阿卜杜拉·吐尔逊江·艾尔肯", household=home, tags=tags)
    for factor in (theme.NORMAL, theme.LARGE):
        theme.apply(around.application, factor)
        cards = (person_card(long), household_card(long), person_card(replace(long, name=foreign)))
        for card in cards:
            qtbot.addWidget(card)
        assert [card.minimumSizeHint().width() <= theme.px(210) for card in cards] == [True, True, True]
        cards[2].resize(theme.px(225), 900)
        cards[2].show()
        around.application.processEvents()
        name = next(label for label in cards[2].findChildren(NameLabel))
        assert name.text().replace("\u200b", "") == foreign
        assert [label for label in looks.clipped(cards[2]) if "Max" in label] == []
        assert name.fontMetrics().boundingRect(name.rect(), WRAP, name.text()).width() <= name.width()
