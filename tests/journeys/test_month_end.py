"""The month's papers as the one who signs them meets them: every number recounted, every sheet read back (§9)."""

import re
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from sqlalchemy import text as sql

from shequ_desk.catalogue import REPORTS
from shequ_desk.cli import business
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.settlement import Settlement
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.desk.counter import period_at
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import recount
from shequ_desk.kernel.money import Money
from shequ_desk.office.rules import Opening
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import CTRL, Driver
from tests.journeys.queue import answer

NOVEMBER = Month(2026, 11)
YESTERDAY = date(2026, 11, 19)
_COUNTED = [key for key in REPORTS if key.startswith("canteen") or key == "day-close"]
_IN_MONTH = "day BETWEEN '2026-11-01' AND '2026-11-30'"
_DAY = re.compile(r"(\d+)月(\d+)日")
_NO_OTHER = {"day": None, "quarter": None, "year": None, "whole_ids": None}
_FORMS = {"现金": "cash", "微信": "wechat", "支付宝": "alipay", "记账": "account", "免费": "free"}


@pytest.fixture
def office(driver: Driver) -> Driver:
    """Signed in, the reports page on show, its first paper made."""
    driver.sign_in(LOGIN, PASSWORD)
    driver.press(Qt.Key.Key_F7)
    _page(driver).list.choose("canteen-settlement")
    driver.settle()
    return driver


def _page(driver: Driver) -> ReportsPage:
    assert isinstance(driver.page, ReportsPage)
    return driver.page


def _reading(driver: Driver, read: Callable[[Work], Any]) -> Any:
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        return read(work)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def _may_print(driver: Driver) -> bool:
    action = _page(driver).findChild(QAction, "reports.print")
    assert action is not None
    return action.isEnabled()


@pytest.mark.parametrize("key", _COUNTED)
def test_every_figure_of_meals_and_money_is_what_its_rows_and_sql_say(office: Driver, key: str) -> None:
    report = REPORTS[key]
    data = _gathered(office, key)
    figures = report.figures(data)
    assert len(figures) > 5
    assert any(figure.value for figure in figures)
    for figure in figures:
        opened = _reading(office, figure.rows)
        assert recount(figure, opened) == figure.value, figure.label
        query = _query(figure.label, figure.unit)
        if query:
            assert _reading(office, _counting(query)) == _plain(figure.value), f"{figure.label}: {query}"
    asked = [figure.label for figure in figures if _query(figure.label, figure.unit)]
    assert len(set(asked)) >= 8


@pytest.mark.parametrize("key", [key for key in REPORTS if key not in _COUNTED])
def test_every_figure_of_the_other_reports_is_what_its_rows_say(office: Driver, key: str) -> None:
    figures = REPORTS[key].figures(_gathered(office, key))
    wrong = [figure for figure in figures if recount(figure, _reading(office, figure.rows)) != figure.value]
    assert wrong == []


def test_every_line_of_the_settlement_is_what_sql_says(office: Driver) -> None:
    found = _reading(office, lambda work: canteen.settlement(work, NOVEMBER))
    query = (
        "SELECT person_id, category, SUM(CASE slot WHEN '早' THEN quantity ELSE 0 END), "
        "SUM(CASE slot WHEN '午' THEN quantity ELSE 0 END), SUM(CASE slot WHEN '晚' THEN quantity ELSE 0 END), "
        f"SUM(reduction), SUM(pay) FROM canteen_meal WHERE {_IN_MONTH} AND mode = '老龄特惠' "
        "GROUP BY person_id, category HAVING SUM(quantity) <> 0 ORDER BY 1, 2"
    )
    counted = _reading(office, lambda work: [tuple(row) for row in work.session.execute(sql(query))])
    listed = [
        (row.person_ids[0], row.category, row.early, row.noon, row.late, row.subsidy.fen, row.pay.fen)
        for row in found.rows
    ]
    assert sorted(listed) == counted
    assert len(counted) > 30


def _counting(query: str) -> Callable[[Work], Any]:
    return lambda work: work.session.scalar(sql(query)) or 0


def _plain(value: int | Money) -> int:
    return value.fen if isinstance(value, Money) else value


def _query(label: str, unit: str) -> str:
    """An independent count for a label; "" for the lines of residents, which are compared as a whole."""
    for known in (_month_query, _public_query, _close_query):
        found = known(label, unit)
        if found:
            return found
    return ""


def _month_query(label: str, unit: str) -> str:
    column = {"餐次": "quantity", "原价": "price", "补贴": "reduction", "自付": "pay"}
    where = f"FROM canteen_meal WHERE {_IN_MONTH}"
    whole = {"合计餐次": "quantity", "原价合计": "price", "补贴合计": "reduction", "个人自付合计": "pay"}
    if label in whole:
        return f"SELECT SUM({whole[label]}) {where}"
    mode, _, what = label.partition(" ")
    if mode in ("全龄普惠", "老龄特惠", "公益免费") and what in column:
        return f"SELECT SUM({column[what]}) {where} AND mode = '{mode}'"
    if label.endswith("承担"):
        payer = label.removesuffix("承担")
        return f"SELECT SUM(fen) FROM canteen_share WHERE {_IN_MONTH} AND payer = '{payer}'"
    if label in _FORMS:
        return f"SELECT SUM(pay) {where} AND payment = '{_FORMS[label]}'"
    if unit == "元" and _DAY.fullmatch(label):
        return f"SELECT SUM(pay) FROM canteen_meal WHERE day = '{_iso(label)}'"
    return ""


def _iso(day: str) -> str:
    """11月1日 → 2026-11-01."""
    found = _DAY.fullmatch(day)
    assert found is not None, day
    return f"2026-{int(found[1]):02d}-{int(found[2]):02d}"


def _public_query(label: str, _unit: str) -> str:
    meals = f"FROM canteen_public p JOIN canteen_meal m ON m.id = p.meal_id WHERE m.{_IN_MONTH}"
    if label == "公益套餐已发":
        return f"SELECT SUM(p.quantity) {meals}"
    if label == "公益套餐金额":
        return f"SELECT SUM(m.price) {meals}"
    if label.endswith(" 份数"):
        return f"SELECT SUM(p.quantity) {meals} AND p.occupation = '{label.removesuffix(' 份数')}'"
    if label.endswith(" 已发"):
        return f"SELECT SUM(p.quantity) {meals} AND m.day = '{_iso(label.removesuffix(' 已发'))}'"
    return ""


def _close_query(label: str, _unit: str) -> str:
    void = "EXISTS (SELECT 1 FROM receipt_event e WHERE e.receipt_id = receipt.id AND e.kind = 'void')"
    of_day = f"FROM receipt WHERE day = '{YESTERDAY}'"
    live = f"{of_day} AND NOT {void}"
    whole = {
        "合计 开票": f"COUNT(*) {live} AND mirrors_id IS NULL",
        "合计 净额": f"SUM(amount) {live}",
        "本日净额": f"SUM(amount) {live} AND kind <> 'SK'",
        "收回记账": f"SUM(amount) {live} AND kind = 'SK'",
        "现金收入净额": f"SUM(amount) {live} AND payment = 'cash'",
        "开票": f"COUNT(*) {of_day}",
        "作废": f"COUNT(*) {of_day} AND {void}",
        "CT 张数": f"COUNT(*) {of_day} AND kind = 'CT'",
        "CT 作废": f"COUNT(*) {of_day} AND kind = 'CT' AND {void}",
    }
    if label in whole:
        return f"SELECT {whole[label]}"
    kind, form, *what = [*label.split(" "), "", ""][:3]
    if kind == "CT" and form in _FORMS:
        counted = "COUNT(*)" if what == ["开票"] else "SUM(amount)"
        return f"SELECT {counted} {live} AND kind = 'CT' AND payment = '{_FORMS[form]}'"
    return ""


def test_a_figure_opens_its_rows_by_keyboard(office: Driver) -> None:
    page = _page(office)
    page.figures.setFocus()
    page.figures.select(0)
    office.press(Qt.Key.Key_Return, on=page.figures)
    office.settle()
    rows = office.sheet(RowsSheet).table.rows
    meals = _reading(office, lambda work: canteen.settlement(work, NOVEMBER)).meals
    assert rows.rowCount() >= meals > 100


_LUNCH = "(SELECT min(id) FROM receipt WHERE kind = 'CT')"
_TAMPERED = (
    ("UPDATE canteen_meal SET pay = pay + 1 WHERE id = 5", "原价合计"),
    ("UPDATE canteen_meal SET price = price + 1, pay = pay + 1 WHERE id = 5", "就餐流水"),
    ("UPDATE canteen_meal SET reduction = reduction + 1, price = price + 1 WHERE reduction > 0", "各承担方合计"),
    ("UPDATE canteen_share SET fen = fen + 1 WHERE id = 3", "各承担方合计"),
    ("UPDATE canteen_meal SET payment = 'wechat' WHERE payment = 'cash' AND pay > 0", "凭证合计"),
    (f"UPDATE receipt SET amount = amount + 1, list_total = list_total + 1 WHERE id = {_LUNCH}", "当日凭证合计"),
    ("DELETE FROM canteen_share WHERE meal_id = (SELECT MIN(meal_id) FROM canteen_share)", "各承担方合计"),
)


@pytest.mark.parametrize(("change", "said"), _TAMPERED)
def test_a_ledger_changed_behind_the_program_is_not_printed(office: Driver, change: str, said: str) -> None:
    seat = office.shell.seat
    assert _may_print(office)
    with seat.database.work(seat.clerk) as work:
        for name in work.session.scalars(sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            work.session.execute(sql(f'DROP TRIGGER "{name}"'))
        work.session.execute(sql(change))
    office.press(Qt.Key.Key_F9)
    office.settle()
    page = _page(office)
    assert said in page.red.text()
    assert not _may_print(office)
    assert page.list.standing("canteen-settlement") == "缺 1 项"
    office.press(Qt.Key.Key_P, CTRL)
    office.settle()
    assert office.printer.papers == []


def test_the_running_month_and_open_days_are_called_a_trial(office: Driver) -> None:
    text = _text(_made(office, NOVEMBER, "canteen-settlement"))
    assert "本表为试算，不作结算依据：统计到11月20日，本月尚未结束；11月20日未日结" in text
    assert "统计到11月20日" in _text(_made(office, NOVEMBER, "canteen-public"))
    seat = office.shell.seat
    with seat.database.work(seat.clerk) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    clock = office.desk.clock
    assert isinstance(clock, FixedClock)
    clock.set(clock.now().replace(month=12, day=1))
    assert "试算" not in _text(_made(office, NOVEMBER, "canteen-settlement"))


@pytest.mark.parametrize("month", [Month(2026, 10), Month(2020, 1)])
def test_a_month_without_records_is_an_empty_sheet_and_says_so(office: Driver, month: Month) -> None:
    _page(office).show_month(month)
    office.settle()
    page = _page(office)
    assert "没有记录" in page.gold.text()
    assert page.list.standing("canteen-settlement") == "空表"
    assert "零元整" in _text(_made(office, month, "canteen-settlement"))


def test_a_month_to_come_is_refused(office: Driver) -> None:
    _page(office).show_month(Month(2026, 12))
    assert "还没有到" in _page(office).red.text()


def test_figures_from_before_the_program_stand_apart(office: Driver) -> None:
    seat = office.shell.seat
    before = Opening(date(2026, 11, 5), 61, 7, Money(93000), Money(31000), Money(62000))
    with seat.database.work(seat.clerk) as work:
        plain = canteen.settlement(work, NOVEMBER)
        settings.save(work, before)
        with_before = canteen.settlement(work, NOVEMBER)
    assert with_before.price == plain.price
    text = _text(_made(office, NOVEMBER, "canteen-settlement"))
    assert "另有启用前手工数（截至2026年11月4日）：61 份，原价 930.00，补贴 310.00，自付 620.00；未计入上表" in text
    assert "另有启用前手工登记 7 份" in _text(_made(office, NOVEMBER, "canteen-public"))


def test_the_posted_copy_names_nobody(office: Driver) -> None:
    data: Settlement = _reading(office, lambda work: canteen.settlement(work, NOVEMBER))
    papers = [_text(_made(office, NOVEMBER, "canteen-posting")), *_strings(_book(office, "canteen-posting"))]
    told = [word for paper in papers for row in data.rows for word in (row.name, row.id_no) if word in paper]
    assert told == []
    assert all(f"{row.id_no[:4]}**********{row.id_no[-4:]}" in papers[0] for row in data.rows)
    whole = _text(_made(office, NOVEMBER, "canteen-settlement"))
    assert all(row.id_no in whole for row in data.rows)


@pytest.mark.parametrize("key", REPORTS)
def test_workbooks_hold_text_numbers_and_sums_but_no_formula(office: Driver, key: str) -> None:
    book = _book(office, key)
    assert not [text for text in _strings(book) if text.startswith(("=", "+", "@"))]
    for sheet in book:
        rows = [row for row in sheet.iter_rows() if any(cell.value is not None for cell in row)]
        assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
        last = rows[-1]
        if last[0].value != "合计":
            continue
        for place, cell in enumerate(last):
            if isinstance(cell.value, int | float):
                summed = [row for row in rows[2:-1] if not str(row[0].value).endswith("小计")]
                column = [row[place].value for row in summed if isinstance(row[place].value, int | float)]
                assert round(sum(column) * 100) == round(cell.value * 100), (sheet.title, rows[1][place].value)
    if key == "canteen-settlement":
        ids = list(book["补贴明细"]["C"][2:-1])
        assert {(cell.data_type, cell.number_format) for cell in ids} == {("s", "@")}
        assert {len(cell.value) for cell in ids} == {18}


def test_the_command_line_writes_the_very_bytes_of_the_page(
    community: Path, driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", PASSWORD)
    made = {}
    for suffix in (".pdf", ".xlsx"):
        out = tmp_path / f"settlement{suffix}"
        asked = {"key": "canteen-settlement", "month": "2026-11", **_NO_OTHER, "out": out, "whole_ids": "送街道审核"}
        options = Namespace(**asked, user=LOGIN, password_file=None)
        business.report(driver.desk.folder, FixedClock(LUNCH_TIME), options)
        made[suffix] = out.read_bytes()
    driver.sign_in(LOGIN, PASSWORD)
    driver.press(Qt.Key.Key_F7)
    _page(driver).list.choose("canteen-settlement")
    driver.settle()
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: driver.printer.papers, "the masked settlement")
    assert "**********" in _text(driver.printer.papers[-1])
    driver.press(Qt.Key.Key_1, CTRL)
    answer(driver, "送街道审核")
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: len(driver.printer.papers) > 1, "the settlement to be signed")
    assert driver.printer.papers[-1] == made[".pdf"]
    theirs, ours = load_workbook(BytesIO(made[".xlsx"])), _book(driver, "canteen-settlement")
    assert [_cells(sheet) for sheet in theirs] == [_cells(sheet) for sheet in ours]


def test_the_command_line_refuses_what_is_no_month(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", PASSWORD)
    for month in ("2026-13", "", "十月", "2026-12"):
        asked = {"key": "canteen-settlement", "month": month, **_NO_OTHER, "out": tmp_path / "x.pdf"}
        options = Namespace(**asked, user=LOGIN, password_file=None)
        with pytest.raises(Refusal):
            business.report(driver.desk.folder, FixedClock(LUNCH_TIME), options)
    assert not (tmp_path / "x.pdf").exists()


def _made(driver: Driver, month: Month, key: str) -> bytes:
    report = REPORTS[key]
    return report.pdf(_reading(driver, lambda work: report.gather(work, month)))


def _book(driver: Driver, key: str) -> Any:
    return load_workbook(BytesIO(REPORTS[key].workbook(_gathered(driver, key))))


def _gathered(driver: Driver, key: str) -> Any:
    """What the report of yesterday, its month, quarter or year is made from."""
    report = REPORTS[key]
    return _reading(driver, lambda work: report.gather(work, period_at(report.period, YESTERDAY)))


def _strings(book: Any) -> Iterable[str]:
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def _cells(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
