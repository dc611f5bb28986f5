"""The board and the booking card by keyboard."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.cell_sheet import CellSheet
from shequ_desk.counters.childcare.page.papers_sheet import PapersSheet
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.page.series_sheet import SeriesSheet
from shequ_desk.counters.childcare.page.waiting_sheet import WaitingSheet
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.database import Database, Work
from tests.counters.childcare.page.kit import CLERK, SATURDAY, booked, care, child, group_no
from tests.counters.desk_kit import ALT, CTRL, Desk, fill, texts, trigger

AUGUST = date(2024, 8, 10)


@pytest.fixture
def family(house: Database) -> int:
    """李小满, 27 months, with every paper."""
    with house.work(CLERK) as work:
        return child(work, "李小满", AUGUST)


def test_arrows_move_and_leave_the_week(desk: Desk) -> None:
    page = care(desk)
    assert page.cell() == ("乳儿班", "上午", "余 3")
    for _ in range(4):
        page.key(Qt.Key.Key_Down)
    assert page.cell() == ("托大班", "上午", "余 7")
    page.key(Qt.Key.Key_Right)
    assert page.cell()[2] == "休"
    page.key(Qt.Key.Key_Right)
    assert page.page.board.day == date(2026, 11, 23)
    assert page.page.board.board is not None
    assert page.page.board.board.title == "2026 年第 48 周"
    page.key(Qt.Key.Key_Left)
    assert page.page.board.day == date(2026, 11, 22)
    page.key(Qt.Key.Key_W, ALT)
    assert page.page.board.day == SATURDAY


def test_the_month_opens_a_week(desk: Desk, family: int) -> None:
    page = care(desk)
    page.key(Qt.Key.Key_M, ALT)
    months = page.page.board.months
    assert page.page.board.showing_month()
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Down)
    assert months.day == date(2026, 12, 5)
    assert "个时段" in months.accessibleDescription()
    page.enter()
    assert not page.page.board.showing_month()
    assert page.page.board.day == date(2026, 12, 5)


def test_initials_enter_enter_books(desk: Desk, family: int, house: Database) -> None:
    page = care(desk)
    page.pick("lxm")
    assert page.page.book.fields.child.text() == "李小满 · 27 月 · 托大班（自动）"
    assert page.cell()[:2] == ("托大班", "上午")
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_Down)
    page.enter()
    page.pick("lxm")
    assert page.cell()[:2] == ("托大班", "下午")
    assert page.page.book.fields.fee.text() == "计时托 15.00 元/时 × 3.5 = 52.50 元"
    assert "余位 7 · 健康检查有效至 2027-03-01" in page.state()
    assert "师幼比 1 : 1 符合 1:7" in page.state()
    page.enter()
    assert desk.recorder.said[-1] == "已为 李小满 预约 11月21日 13:30–17:00"
    assert page.cell() == ("托大班", "下午", "余 6")
    assert page.rows()[0][:4] == ["李小满", "27 月", "托大班", "13:30–17:00"]


def test_other_times_cost_less(desk: Desk, family: int, house: Database) -> None:
    page = care(desk)
    page.page.show_person(family, "book")
    page.page.board.choose_group(*_place(house, "托大班", "下午"))
    fields = page.page.book.fields
    fields.starts.setFocus()
    fields.starts.selectAll()
    fields.starts.insert("1430")
    fields.starts.editingFinished.emit()
    assert fields.fee.text().endswith("= 37.50 元")
    page.page.book.book()
    with house.reading(CLERK) as work:
        (row,) = childcare.roster(work, SATURDAY).rows
    assert row.starts == datetime(2026, 11, 21, 14, 30)


def test_missing_papers_are_named_and_recorded(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        child(work, "陈果", date(2024, 4, 1), papers=False)
    page = care(desk)
    page.pick("cg")
    said = page.page.book.missing_text()
    for title in ("监护人知情同意书", "托育服务协议", "健康检查表", "预防接种证查验"):
        assert title in said
    page.key(Qt.Key.Key_M, CTRL)
    sheet = desk.sheet(PapersSheet)
    assert sheet.fields.signer.text() == "陈国芳"
    for _ in range(4):
        assert sheet.isVisible()
        sheet.submit()
    assert not sheet.isVisible()
    QApplication.processEvents()
    assert page.page.book.missing_text() == ""


def test_a_guardian_who_is_the_child_is_refused(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        child(work, "陈果", date(2024, 4, 1), papers=False)
    page = care(desk)
    page.pick("cg")
    page.key(Qt.Key.Key_M, CTRL)
    sheet = desk.sheet(PapersSheet)
    sheet.fields.signer.setText("陈果")
    sheet.submit()
    assert "监护人不能是儿童本人" in sheet.banner.text() + sheet.fields.form.rows["signer"].error()
    assert sheet.fields.signer.text() == "陈果"


@pytest.mark.parametrize(("birth", "word"), [(date(2026, 6, 1), "月"), (date(2023, 11, 1), "月")])
def test_a_child_out_of_age_is_refused_with_the_rule(desk: Desk, house: Database, birth: date, word: str) -> None:
    with house.work(CLERK) as work:
        child(work, "孙小小", birth)
    page = care(desk)
    page.pick("sxx")
    shown = page.state() + page.page.book.empty_text()
    assert word in shown
    assert page.page.book.shown is None or not page.page.book.shown.bookable


def test_a_stay_across_closing_is_refused_and_kept(desk: Desk, family: int, house: Database) -> None:
    page = care(desk)
    page.pick("lxm")
    page.page.board.choose_group(*_place(house, "托大班", "下午"))
    fields = page.page.book.fields
    fields.ends.setFocus()
    fields.ends.selectAll()
    fields.ends.insert("1830")
    fields.ends.editingFinished.emit()
    assert page.state().startswith("✗")
    assert fields.ends.text() == "18:30"
    assert page.page.book.shown is not None
    assert not page.page.book.shown.bookable


def test_a_full_session_offers_the_waiting_list(desk: Desk, house: Database, clock: FixedClock) -> None:
    with house.work(CLERK) as work:
        for name in ("周安安", "吴一一", "郑小小"):
            booked(work, child(work, name, date(2026, 2, 5)), "乳儿班", "下午")
        child(work, "何月月", date(2026, 3, 1))
    page = care(desk)
    page.pick("hyy")
    page.page.board.choose_group(*_place(house, "乳儿班", "下午"))
    assert page.cell()[2] == "满"
    assert "✗" in page.state()
    page.page.book.queue_up()
    entry = desk.sheet(EntrySheet)
    fill(entry, {"phone": "13800000001"})
    entry.submit()
    assert desk.recorder.said[-1] == "何月月 已列入候补第 1 位"
    page.page.board.take_focus()
    page.page.cards.list_cell()
    sheet = desk.sheet(CellSheet)
    sheet.table.select(0)
    sheet.submit()
    desk.answer("家长来电")
    assert "名额提供给候补 何月月" in desk.recorder.said[-1]
    page.page.cards.show_waiting()
    turns = desk.sheet(WaitingSheet)
    assert texts(turns.table)[0][4] == "何月月"
    assert texts(turns.table)[0][5:9:3] == ["13800000001", "待电话确认"]
    turns.submit()
    desk.answer("妈妈说来")
    assert "已转为预约" in desk.recorder.said[-1]
    assert texts(turns.table) == []


def test_who_has_the_place_already_is_not_offered_to_wait_for_it(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        ids = [child(work, name, date(2026, 2, 5)) for name in ("周安安", "吴一一", "郑小小")]
        for one in ids:
            booked(work, one, "乳儿班", "上午")
    page = care(desk)
    page.pick("zaa")
    assert "已有预约，时间重叠" in page.state()
    assert not page.page.book.button("childcare.queue").isVisible()


def test_keys_of_a_child_stand_there_with_a_child_only(desk: Desk, family: int) -> None:
    page = care(desk)
    of_child = [page.page.book.button(one) for one in ("childcare.series", "childcare.file")]
    assert [one.isVisible() for one in of_child] == [False, False]
    page.pick("lxm")
    assert [one.isVisible() for one in of_child] == [True, True]
    page.page.take_today()
    assert [one.isVisible() for one in of_child] == [False, False]


def test_a_declined_offer_goes_on(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        ids = [child(work, name, date(2026, 2, 5)) for name in ("周安安", "吴一一", "郑小小", "冯小满", "卫小天")]
        first, *_ = [booked(work, one, "乳儿班", "下午") for one in ids[:3]]
        number = _session(work, "乳儿班", "下午")
        for one in ids[3:]:
            childcare.queue_up(work, NewBooking(one, 0, SATURDAY, number), "13800000000")
        childcare.cancel(work, first)
    page = care(desk)
    page.page.show_person(0, "waiting")
    turns = desk.sheet(WaitingSheet)
    assert [row[8] for row in texts(turns.table)] == ["待电话确认", "候补中"]
    turns.table.select(0)
    turns.decline()
    desk.answer("改天再来")
    assert [(row[4], row[8]) for row in texts(turns.table)] == [("卫小天", "待电话确认")]
    turns.withdraw()
    desk.answer("不来了")
    assert texts(turns.table) == []


def test_an_offer_that_ran_out_goes_to_the_next(desk: Desk, house: Database, clock: FixedClock) -> None:
    with house.work(CLERK) as work:
        ids = [child(work, name, date(2026, 2, 5)) for name in ("周安安", "吴一一", "郑小小", "冯小满", "卫小天")]
        first, *_ = [booked(work, one, "乳儿班", "下午") for one in ids[:3]]
        number = _session(work, "乳儿班", "下午")
        for one in ids[3:]:
            childcare.queue_up(work, NewBooking(one, 0, SATURDAY, number))
        childcare.cancel(work, first)
    page = care(desk)
    assert _offered(house) == ["冯小满"]
    clock.set(datetime(2026, 11, 21, 12, 30))
    page.page.minute.timeout.emit()
    assert _offered(house) == ["卫小天"]


def test_offers_that_ran_out_elsewhere_go_on_when_the_page_is_shown(
    desk: Desk, house: Database, clock: FixedClock
) -> None:
    with house.work(CLERK) as work:
        ids = [child(work, name, date(2026, 2, 5)) for name in ("周安安", "吴一一", "郑小小", "冯小满")]
        first, *_ = [booked(work, one, "乳儿班", "下午") for one in ids[:3]]
        childcare.queue_up(work, NewBooking(ids[3], 0, SATURDAY, _session(work, "乳儿班", "下午")))
        childcare.cancel(work, first)
    clock.set(datetime(2026, 11, 21, 12, 30))
    care(desk)
    assert _offered(house) == []


def _offered(house: Database) -> list[str]:
    with house.reading(CLERK) as work:
        return [one.child_name for one in childcare.waiting(work) if one.state == "offered"]


def test_del_cancels_the_one_booking(desk: Desk, family: int, house: Database) -> None:
    with house.work(CLERK) as work:
        booked(work, family, "托大班", "下午", date(2026, 11, 23))
    page = care(desk)
    page.page.board.show_day(date(2026, 11, 23))
    page.page.board.choose_group(*_place(house, "托大班", "下午"))
    page.page.board.take_focus()
    page.key(Qt.Key.Key_Delete)
    desk.answer("家长来电")
    assert desk.recorder.said[-1] == "李小满 11月23日 的预约已取消"
    assert page.cell()[2] == "余 7"
    page.key(Qt.Key.Key_Delete)
    assert "没有可取消的预约" in desk.recorder.refusals[-1].message


def test_a_series_names_the_dates_that_fail_and_books_the_rest(desk: Desk, family: int, house: Database) -> None:
    with house.work(CLERK) as work:
        booked(work, family, "托大班", "下午", date(2026, 11, 25))
    page = care(desk)
    page.pick("lxm")
    page.page.board.show_day(date(2026, 11, 23))
    page.page.board.choose_group(*_place(house, "托大班", "下午"))
    page.key(Qt.Key.Key_R, CTRL)
    sheet = desk.sheet(SeriesSheet)
    sheet.last.setText("2026-11-29")
    sheet.submit()
    rows = texts(sheet.table)
    assert [row[2] for row in rows] == ["可以", "可以", "不行", "可以", "可以"]
    assert "已有预约" in rows[2][3]
    sheet.submit()
    assert desk.recorder.said[-1] == "已为 李小满 预约 4 天，1 天没有约上"


def test_carers_of_one_day_are_changed_from_the_cell(desk: Desk, house: Database) -> None:
    page = care(desk)
    page.page.cards.list_cell()
    sheet = desk.sheet(CellSheet)
    sheet.change_carers()
    entry = desk.sheet(EntrySheet)
    entry.form.rows["carers"].editor.setText("2")  # type: ignore[union-attr]
    entry.form.rows["reason"].editor.setText("来了实习老师")  # type: ignore[union-attr]
    entry.submit()
    with house.reading(CLERK) as work:
        number = _session(work, "乳儿班", "上午")
        assert childcare.carers_on(work, number, SATURDAY) == 2
        assert childcare.carers_on(work, number, date(2026, 11, 23)) == 1


def test_nobody_found_says_what_to_do(desk: Desk) -> None:
    page = care(desk)
    page.pick("xyzxyz")
    assert "F2" in page.page.book.empty_text()


def test_keys_take_the_cursor_where_they_say(desk: Desk, family: int, house: Database) -> None:
    with house.work(CLERK) as work:
        booked(work, family, "托大班", "下午")
    page = care(desk)
    page.key(Qt.Key.Key_T, ALT)
    assert QApplication.focusWidget() is page.page.today.table
    assert page.page.door.card.facts()[0] == "李小满"
    page.key(Qt.Key.Key_N, ALT)
    assert QApplication.focusWidget() is page.page.book.finder
    page.key(Qt.Key.Key_Escape)
    trigger(page.page.board, "childcare.week.on")
    assert page.page.board.day == date(2026, 11, 28)


def _session(work: Work, group: str, session: str) -> int:
    number = group_no(work, group)
    found = childcare.sessions(work, SATURDAY, number)
    return next(one.no for one in found if one.name == session)


def _place(house: Database, group: str, session: str) -> tuple[int, int]:
    with house.reading(CLERK) as work:
        return group_no(work, group), _session(work, group, session)
