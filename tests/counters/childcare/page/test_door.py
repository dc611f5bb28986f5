"""At the door by keyboard: checked, in, a stranger refused, out to the grandmother, paid, taken back."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet, MedicineSheet, NoteSheet, OrderSheet
from shequ_desk.counters.childcare.page.check_sheet import MorningCheckSheet
from shequ_desk.counters.childcare.page.checkout_sheet import CheckoutSheet, SettleSheet
from shequ_desk.counters.childcare.page.delegation_sheet import DelegationSheet
from shequ_desk.counters.childcare.page.enrol_sheet import EnrolSheet
from shequ_desk.counters.childcare.page.log_sheet import LogSheet
from shequ_desk.counters.childcare.page.receipt_sheet import StayReceiptSheet
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.door import CONFIRMATIONS
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.identity import complete
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import State
from tests.counters.childcare.page.kit import CLERK, GRANDMOTHER, SATURDAY, Care, booked, care, child
from tests.counters.desk_kit import ALT, Desk, fill, texts

NEIGHBOUR = complete("33020019700101333")


@pytest.fixture
def today(desk: Desk, house: Database) -> Care:
    """李小满 is booked for the afternoon; the cursor stands on her row."""
    with house.work(CLERK) as work:
        booked(work, child(work, "李小满", date(2024, 8, 10)), "托大班", "下午")
    page = care(desk)
    page.page.take_today()
    return page


def check_in(today: Care, clock: FixedClock, temperature: str = "36.5") -> MorningCheckSheet:
    """Play the morning check shortly before the session."""
    clock.set(datetime(2026, 11, 21, 13, 28))
    today.page.door.next_step()
    sheet = today.desk.sheet(MorningCheckSheet)
    sheet.temperature.setText(temperature)
    sheet.checked_by.setText("陈老师")
    sheet.submit()
    return sheet


def checkout(today: Care, clock: FixedClock) -> CheckoutSheet:
    """Open the sheet on which she goes home at four."""
    clock.set(datetime(2026, 11, 21, 15, 58))
    today.rows()
    today.page.door.next_step()
    return today.desk.sheet(CheckoutSheet)


def test_enter_checks_and_takes_in(today: Care, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 21, 13, 28))
    today.enter()
    sheet = today.desk.sheet(MorningCheckSheet)
    sheet.temperature.setText("365")
    sheet.submit()
    assert today.desk.recorder.said[-1] == "李小满 晨检正常，已签到"
    assert today.rows()[0][4:6] + today.rows()[0][7:] == ["36.5 ℃ 正常", "13:28", "在托"]


def test_a_child_past_its_time_stands_out(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    clock.set(datetime(2026, 11, 21, 16, 59))
    today.page.minute.timeout.emit()
    assert (today.rows()[0][7], today.page.door.card.facts()[1]) == ("在托", "在托")
    clock.set(datetime(2026, 11, 21, 17, 0))
    today.page.minute.timeout.emit()
    assert (today.rows()[0][7], today.page.door.card.facts()[1]) == ("过时未接走", "过时未接走")
    today.page.door.next_step()
    sheet = today.desk.sheet(CheckoutSheet)
    sheet.submit()
    assert today.rows()[0][7] == "已接走 17:00"


def test_fever_is_not_taken_in_and_stays_on_record(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock, "37.8")
    assert "37.8 ℃" in today.desk.recorder.refusals[-1].message
    assert today.rows()[0][4:8:3] == ["37.8 ℃ 异常", "待签到"]
    assert today.page.door.card.main.text() == "晨检"


def test_an_unreadable_temperature_is_refused_at_its_field(today: Care, clock: FixedClock) -> None:
    sheet = check_in(today, clock, "三十六")
    assert "36.5" in sheet.form.rows["temperature"].error()
    assert sheet.isVisible()


def test_a_stranger_is_refused_and_logged(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock)
    sheet = checkout(today, clock)
    sheet.hands.name.setText("赵路人")
    sheet.hands.id_tail.setText("9999")
    sheet.hands.identify()
    assert sheet.hands.verdict.text().startswith("✗")
    sheet.submit()
    assert sheet.isVisible()
    with house.reading(CLERK) as work:
        (row,) = childcare.roster(work).rows
        events = childcare.door_log(work, row.booking_id)
    assert row.state == "present"
    assert "赵路人" in events[-1].hands + events[-1].note
    assert events[-1].kind == "refused"
    sheet.reject()
    today.page.door.show_log()
    assert texts(today.desk.sheet(LogSheet).table)[-1][1] == "拒绝交接"


def test_out_to_the_grandmother_with_receipt(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock)
    sheet = checkout(today, clock)
    assert texts(sheet.hands.table)[0][:3] == ["张昕琴", "外婆", GRANDMOTHER[-4:]]
    assert sheet.pay.amount.number.text() == "37.50"
    sheet.pay.received.setText("50")
    sheet.submit()
    assert not sheet.isVisible()
    assert "已收 37.50 元，找零 12.50 元" in today.desk.recorder.said[-1]
    assert len(today.desk.papers()) == 1
    assert today.rows()[0][6:] == ["张昕琴（外婆）", "已接走 15:58"]


def test_a_known_adult_typed_by_hand_is_found(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    sheet = checkout(today, clock)
    sheet.hands.name.setText("张昕琴")
    sheet.hands.id_tail.setText(GRANDMOTHER[-4:])
    sheet.hands.identify()
    assert sheet.hands.verdict.text().startswith("✓")
    assert sheet.hands.pickup_id > 0


def test_a_one_time_order_lets_the_neighbour_fetch(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    sheet = checkout(today, clock)
    sheet.hands.delegate()
    entry = today.desk.sheet(DelegationSheet)
    fill(entry, {"name": "吴阿姨", "relation": "邻居", "guardian": "李国芳", "confirmed_how": CONFIRMATIONS[1]})
    entry.submit()
    assert entry.isVisible(), "without an ID number nobody is authorised"
    fill(entry, {"id_number": NEIGHBOUR})
    entry.submit()
    assert not entry.isVisible()
    assert "吴阿姨（邻居）凭一次性委托接" in sheet.hands.verdict.text()
    sheet.submit()
    assert today.rows()[0][7] == "已接走 15:58"


def test_released_now_and_charged_later(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    checkout(today, clock).release_only()
    assert today.rows()[0][7] == "已接走未结算 15:58"
    today.page.door.next_step()
    sheet = today.desk.sheet(SettleSheet)
    sheet.pay.payment.choose("wechat")
    sheet.submit()
    assert len(today.desk.papers()) == 1
    assert today.rows()[0][7] == "已接走 15:58"


def test_a_receipt_is_taken_back(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock)
    checkout(today, clock).submit()
    today.rows()
    today.page.door.next_step()
    sheet = today.desk.sheet(StayReceiptSheet)
    number = sheet.number
    sheet.submit()
    assert "第 2 次打印" in today.desk.recorder.said[-1]
    today.page.door.next_step()
    sheet = today.desk.sheet(StayReceiptSheet)
    sheet.void()
    today.desk.answer("收错了")
    with house.reading(CLERK) as work:
        assert till.receipt(work, number).state is State.VOID
    assert today.rows()[0][7] == "已接走未结算 15:58"


def test_money_goes_back_by_the_agreement(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    checkout(today, clock).submit()
    today.rows()
    today.page.door.next_step()
    today.desk.sheet(StayReceiptSheet).refund()
    entry = today.desk.sheet(EntrySheet)
    fill(entry, {"reason": "因病，退 100%"})
    entry.submit()
    assert "退还 37.50 元" in today.desk.recorder.said[-1]


def test_medicine_needs_an_order_and_two_people(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    today.rows()
    today.page.door.give_medicine()
    sheet = today.desk.sheet(MedicineSheet)
    sheet.submit()
    assert "还没有选委托单" in sheet.banner.text()
    sheet.order()
    order = today.desk.sheet(OrderSheet)
    fill(order, {"drug": "布洛芬混悬液", "dose": "4 毫升", "times": "14:00", "guardian": "李国芳"})
    order.submit()
    assert "原包装" in order.banner.text()
    order.original.setChecked(True)
    order.submit()
    sheet.at.setText("1328")
    sheet.given_by.setText("陈老师")
    sheet.checked_by.setText("陈老师")
    sheet.submit()
    assert "不能是同一人" in sheet.form.rows["checked_by"].error()
    sheet.checked_by.clear()
    sheet.checked_by.insert("王老师")
    sheet.submit()
    given = texts(sheet.table)[0][5]
    sheet.reject()
    assert (given, sheet.isVisible()) == ("13:28 陈老师/王老师", False)


def test_a_note_and_an_incident_are_written_down(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock)
    today.rows()
    today.page.door.write_note()
    note = today.desk.sheet(NoteSheet)
    fill(note, {"mood": "愉快", "text": "午睡一小时"})
    note.submit()
    today.page.door.report_incident()
    incident = today.desk.sheet(IncidentSheet)
    fill(incident, {"place": "活动室", "carer": "陈老师", "what": "奔跑时摔倒", "injury": "左膝擦伤"})
    incident.submit()
    assert "处理措施" in incident.form.rows["measures"].error()
    fill(incident, {"measures": "消毒包扎", "told_at": "1328"})
    incident.submit()
    with house.reading(CLERK) as work:
        (row,) = childcare.roster(work).rows
        assert [one.text for one in childcare.observations(work, row.booking_id)] == ["午睡一小时"]
        assert [one.injury for one in childcare.incidents(work, SATURDAY, SATURDAY)] == ["左膝擦伤"]


def test_nobody_came(today: Care, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 21, 17, 10))
    today.key(Qt.Key.Key_J, ALT)
    today.desk.answer()
    assert today.rows()[0][7] == "未到"


def test_a_child_without_papers_is_not_taken_in(desk: Desk, house: Database, clock: FixedClock) -> None:
    with house.work(CLERK) as work:
        booked(work, child(work, "陈果", date(2024, 4, 1), papers=False), "托大班", "下午")
    page = care(desk)
    page.page.take_today()
    sheet = check_in(page, clock)
    assert "托育服务协议" in sheet.banner.text()
    sheet.reject()
    assert page.rows()[0][4] == "36.5 ℃ 正常"
    assert page.page.door.card.main.text() == "签到"


def test_a_standing_child_holds_a_place_and_is_excused(desk: Desk, house: Database, clock: FixedClock) -> None:
    with house.work(CLERK) as work:
        child(work, "李小满", date(2024, 8, 10))
    page = care(desk)
    page.pick("lxm")
    page.page.cards.enrol()
    sheet = desk.sheet(EnrolSheet)
    sheet.submit()
    entry = desk.sheet(EntrySheet)
    fill(entry, {"first": "2026-11-23", "last": "2026-11-27"})
    entry.submit()
    assert not entry.isVisible(), entry.banner.text()
    assert texts(sheet.table)[0][:2] == ["李小满", "全日托"]
    sheet.away()
    away = desk.sheet(EntrySheet)
    fill(away, {"day": "2026-11-24", "reason": "感冒"})
    away.submit()
    sheet.reject()
    page.page.board.show_day(date(2026, 11, 23))
    board = page.page.board.board
    assert board is not None
    row = next(one for one in board.rows if one.group.name == "托大班")
    assert [cell.used for cell in row.cells[:5]] == [1, 0, 1, 1, 1]
    clock.set(datetime(2026, 11, 25, 8, 20))
    page.page.shown()
    page.page.take_today()
    check_in_now(page)
    assert page.rows()[0][7] == "在托"


def check_in_now(page: Care) -> None:
    """The morning check at the time the clock shows."""
    page.page.door.next_step()
    sheet = page.desk.sheet(MorningCheckSheet)
    sheet.temperature.setText("36.6")
    sheet.submit()


def test_what_was_left_open_yesterday_is_found(today: Care, clock: FixedClock) -> None:
    check_in(today, clock)
    checkout(today, clock).release_only()
    clock.set(datetime(2026, 11, 23, 9, 0))
    today.page.shown()
    assert today.rows() == []
    today.page.show_person(0, "unsettled")
    assert today.rows()[0][7] == "已接走未结算 15:58"
    today.page.door.next_step()
    today.desk.sheet(SettleSheet).submit()
    assert "已收 37.50 元" in today.desk.recorder.said[-1]
    today.page.back()
    assert today.rows() == []


def test_somebody_still_here_is_found_by_the_hall(today: Care, clock: FixedClock, house: Database) -> None:
    check_in(today, clock)
    clock.set(datetime(2026, 11, 21, 17, 40))
    today.page.shown()
    today.page.show_person(0, "still_here")
    assert today.page.door.card.facts()[0] == "李小满"
    today.page.show_person(0, "tomorrow")
    assert today.rows() == []
    today.page.cards.turn_day()
    assert len(today.rows()) == 1
