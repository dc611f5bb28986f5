"""The holiday table on the settings page: by keyboard, the notice pasted as it is."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shequ_desk.office import service
from shequ_desk.office.page.holiday_sheets import HolidaySheet, NoticeSheet
from shequ_desk.office.page.holidays_tab import HolidaysTab
from tests.office.kit import Office
from tests.office.screens import SettingsScreen, errors
from tests.office.test_holidays import NOTICE_2026


class HolidaysScreen:
    """The section as a clerk uses it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.settings = SettingsScreen(qtbot, office)
        tab = self.settings.open("holidays")
        assert isinstance(tab, HolidaysTab)
        self.tab = tab

    def days(self) -> list[tuple[str, str]]:
        """Days and kinds on show."""
        rows = self.tab.view.rows
        return [(f"{row.day:%m-%d}", row.state) for row in map(rows.row_at, range(rows.rowCount()))]

    def notice(self) -> NoticeSheet:
        """Ctrl+E."""
        self.settings.ctrl(Qt.Key.Key_E)
        sheet = self.settings.sheet()
        assert isinstance(sheet, NoticeSheet)
        return sheet

    def one_day(self) -> HolidaySheet:
        """Ctrl+N."""
        self.settings.ctrl(Qt.Key.Key_N)
        sheet = self.settings.sheet()
        assert isinstance(sheet, HolidaySheet)
        return sheet


@pytest.fixture
def screen(qtbot: QtBot, office: Office) -> HolidaysScreen:
    """The section of a clerk who may do everything."""
    return HolidaysScreen(qtbot, office)


def test_this_year_is_on_show_and_an_empty_year_says_what_that_means(screen: HolidaysScreen) -> None:
    assert screen.tab.state.text() == "2026 年：放假 33 天，调休上班 6 天"
    assert screen.days()[:2] == [("01-01", "休"), ("01-02", "休")]
    screen.tab.years.choose(2027)
    assert "未计法定节假日" in screen.tab.state.text()
    assert screen.days() == []


def test_a_notice_is_pasted_for_the_year_it_is_of(screen: HolidaysScreen, office: Office) -> None:
    sheet = screen.notice()
    sheet.year.setText("2027")
    sheet.text.setText(NOTICE_2026)
    assert "原文写周四" in sheet.seen.text()
    sheet.submit()
    assert list(errors(sheet.form)) == ["year"]
    sheet.text.setText("春节：2月6日至7日 休\n2月20日 班 春节")
    assert sheet.seen.text() == "✓ 认出放假 2 天，调休上班 1 天：春节 2 天"
    sheet.submit()
    assert screen.tab.year() == 2027
    assert screen.days() == [("02-06", "休"), ("02-07", "休"), ("02-20", "班")]
    with office.seat.database.reading(office.seat.clerk) as work:
        assert service.holidays(work).covers(2027)


def test_a_day_is_added_and_taken_out(screen: HolidaysScreen, office: Office) -> None:
    sheet = screen.one_day()
    sheet.day.setText("20261230")
    sheet.kind.choose(False)
    sheet.name.setText("元旦")
    sheet.submit()
    assert list(errors(sheet.form)) == ["rest"]
    sheet.kind.choose(True)
    sheet.submit()
    assert screen.days()[-1] == ("12-30", "休")
    screen.tab.view.select(len(screen.days()) - 1)
    screen.settings.ctrl(Qt.Key.Key_D)
    office.recorder.answer()
    assert screen.days()[-1] == ("10-10", "班")
    with office.seat.database.reading(office.seat.clerk) as work:
        assert date(2026, 12, 30) not in service.holidays(work).rest
