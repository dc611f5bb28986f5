"""补录: a paper list after a power cut, with real and entry time."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.editors import PayersEdit
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.desk.fields import parse_time
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, resident
from tests.counters.canteen.page.kit import Desk
from tests.counters.desk_kit import CTRL, texts
from tests.desk.keys import press


def test_a_paper_list_is_entered_line_by_line(desk: Desk, preset: Database) -> None:
    with preset.work(CLERK) as work:
        elder = resident(work, "陈阿毛", date(1944, 5, 1))
    desk.till().key(Qt.Key.Key_R, CTRL)
    sheet = desk.sheet(BackfillSheet)
    desk.qtbot.waitUntil(sheet.isActiveWindow)
    for edit, text in ((sheet.day, "2026-11-20"), (sheet.at, "1135")):
        edit.clear()
        edit.insert(text)
    sheet.finder.setText("cam")
    press(sheet.finder, Qt.Key.Key_Return)
    assert sheet.diner_text() == "陈阿毛 · 80 周岁以上（示例） · 应收 8.00 元"
    press(None, Qt.Key.Key_Return)
    sheet.add_guest()
    sheet.submit()
    assert [row[:5] for row in texts(sheet.table)] == [
        ["2026-11-20 11:35", "2026-11-21 10:42", "普通居民", "—", "15.00"],
        ["2026-11-20 11:35", "2026-11-21 10:42", "陈阿毛", "80+", "8.00"],
    ]
    with preset.reading(CLERK) as work:
        rows = canteen.today(work)
    assert [(row.person_id, row.at) for row in rows][-1] == (elder, datetime(2026, 11, 20, 11, 35))
    sheet.reject()
    assert (rows[0].marks, sheet.isVisible()) == ("补录 11-21 10:42", False)


def test_a_public_meal_of_the_list_counts_on_its_day(desk: Desk, preset: Database) -> None:
    desk.till().page.backfill()
    sheet = desk.sheet(BackfillSheet)
    sheet.day.setText("2026-11-20")
    sheet.at.setText("11:40")
    sheet.add_public()
    public = desk.sheet(PublicSheet)
    public.name.setText("刘师傅")
    public.occupation.choose("环卫工")
    public.tail.setText("7788")
    public.submit()
    with preset.reading(CLERK) as work:
        used = [canteen.public_used(work, date(2026, 11, day)) for day in (20, 21)]
    assert used == [1, 0]
    assert texts(sheet.table)[0][2:5] == ["环卫工 刘*", "公益", "0.00"]


def test_a_meal_of_tomorrow_is_refused(desk: Desk, preset: Database) -> None:
    desk.till().page.backfill()
    sheet = desk.sheet(BackfillSheet)
    sheet.at.setText("1200")
    sheet.add_guest()
    sheet.submit()
    assert "晚于现在" in sheet.form.rows["meal_at"].error()


@pytest.mark.parametrize("text", ["1135", "11:35", "11：35", "11.35", "11点35分"])
def test_times_are_read_as_people_write_them(text: str) -> None:
    assert parse_time(text) == time(11, 35)


@pytest.mark.parametrize("text", ["", "25:00", "1175", "中午"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_time(text)


@pytest.mark.parametrize("text", ["市 50 区 50", "市50，区50", "市：50、区：50"])
def test_payers_are_read_as_the_document_writes_them(qtbot: QtBot, text: str) -> None:
    edit = PayersEdit()
    qtbot.addWidget(edit)
    edit.setText(text)
    assert edit.value() == (Payer("市", 50), Payer("区", 50))
    assert edit.live() == "市 50% · 区 50%"
