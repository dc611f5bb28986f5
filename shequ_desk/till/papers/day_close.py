"""The day-close sheet (日结单) on paper and as a workbook."""

from shequ_desk.kernel.dates import clock_text, long_date
from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.money import total
from shequ_desk.paper.listing import Closing, Heading, table_paper
from shequ_desk.paper.workbook import workbook
from shequ_desk.till.rules import COLLECTION, CloseSheet, Payment, Taking

_TAKINGS = (
    Column("kind", "票种"),
    Column("payment", "收款方式"),
    Column("receipts", "开票（张）", "int"),
    Column("amount", "金额（元）", "money"),
    Column("reversals", "红冲（张）", "int"),
    Column("reversed_amount", "红冲金额（元）", "money"),
    Column("net", "净额（元）", "money"),
)
_SERIES = (
    Column("kind", "票种"),
    Column("first", "首号", "number_text"),
    Column("last", "末号", "number_text"),
    Column("receipts", "张数", "int"),
    Column("voids", "其中作废", "int"),
)
_CASH = (Column("item", "项目"), Column("amount", "金额（元）", "money"))
_SHIFTS = (
    Column("at", "时间", "time"),
    Column("kind", "事项"),
    Column("clerk_name", "经办"),
    Column("successor", "接班人"),
    Column("expected", "应有现金（元）", "money"),
    Column("counted", "实点现金（元）", "money"),
    Column("difference", "差额（元）", "money"),
    Column("reason", "说明"),
)
_SIGNATURES = ("收款人", "复核人", "主任")
_WORDS = {"CT": "助餐 CT", "TY": "托育 TY", COLLECTION: "收回记账 SK"}
_PAYMENTS = tuple(Payment)


def close_tables(sheet: CloseSheet) -> tuple[Table, ...]:
    """Takings, numbers, cash and shifts of one day, for screen, paper and workbook alike."""
    tables = [_takings(sheet), _series(sheet), _cash(sheet)]
    if sheet.shifts:
        tables.append(_shifts(sheet))
    return tuple(tables)


def day_close_pdf(sheet: CloseSheet, demo: bool = False) -> bytes:
    """The sheet to be signed; one not yet closed is headed 日结预览."""
    day = long_date(sheet.day)
    heading = Heading(_title(sheet), f"{sheet.centre}　{sheet.window} 号窗口　{day}", "单位：元")
    closing = Closing(_notes(sheet), sheet.received, _SIGNATURES, "本日实收（大写）")
    return table_paper(heading, close_tables(sheet), closing, "演示" if demo else "", _foot(sheet))


def day_close_workbook(sheet: CloseSheet, demo: bool = False) -> bytes:
    """The same tables as an Excel workbook."""
    heading = f"{sheet.centre} {_title(sheet)} {sheet.day:%Y-%m-%d}"
    return workbook(close_tables(sheet), heading, "演示" if demo else "")


def _title(sheet: CloseSheet) -> str:
    return "收款日结单" if sheet.closed_at else "收款日结预览（未日结）"


def _foot(sheet: CloseSheet) -> str:
    word, at = ("日结", sheet.closed_at) if sheet.closed_at else ("制表", sheet.made_at)
    return f"{word}：{sheet.clerk_name}　{at:%Y-%m-%d %H:%M}" if at else ""


def _notes(sheet: CloseSheet) -> list[str]:
    notes = [
        f"本日开票 {sheet.receipts} 张，其中作废 {sheet.voids} 张；断号 {sheet.gaps} 个。",
        f"本日净额 {sheet.sales.paper()} 元，其中记账 {sheet.on_account.paper()} 元。",
        f"收回记账 {sheet.collections.paper()} 元；启用以来累计净额 {sheet.perpetual.paper()} 元。",
    ]
    if sheet.reason:
        notes.append(f"差额说明：{sheet.reason}")
    if sheet.closed_at:
        notes.append(f"核验码：留痕 {sheet.chain}　日结 {sheet.mac}")
    return notes


def _takings(sheet: CloseSheet) -> Table:
    rows = [
        (_kind(t.kind), t.payment.label, t.receipts, t.amount, t.reversals, t.reversed_amount, t.net)
        for t in sorted(sheet.takings, key=_place)
    ]
    totals = (
        "合计",
        "",
        sum(t.receipts for t in sheet.takings),
        total(t.amount for t in sheet.takings),
        sum(t.reversals for t in sheet.takings),
        total(t.reversed_amount for t in sheet.takings),
        total(t.net for t in sheet.takings),
    )
    return Table("收款汇总", _TAKINGS, rows, totals)


def _series(sheet: CloseSheet) -> Table:
    series = sorted(sheet.series, key=lambda one: (one.kind == COLLECTION, one.first))
    return Table("票号", _SERIES, [(_kind(s.kind), s.first, s.last, s.receipts, s.voids) for s in series])


def _cash(sheet: CloseSheet) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("备用金", sheet.opening_float),
        ("现金收入净额", sheet.expected - sheet.opening_float),
        ("应有现金", sheet.expected),
    ]
    if sheet.counted is not None:
        rows += [("实点现金", sheet.counted), ("差额（长款为正）", sheet.difference)]
    return Table("现金", _CASH, rows)


def _shifts(sheet: CloseSheet) -> Table:
    rows = [
        (
            clock_text(s.at),
            "开班" if s.kind == "open" else "交接班",
            s.clerk_name,
            s.successor,
            s.expected,
            s.counted,
            s.difference,
            s.reason,
        )
        for s in sheet.shifts
    ]
    return Table("开班与交接班", _SHIFTS, rows)


def _kind(kind: str) -> str:
    return _WORDS.get(kind, kind)


def _place(taking: Taking) -> tuple[bool, str, int]:
    """Sales before collections, payments in the order of the till."""
    return taking.kind == COLLECTION, taking.kind, _PAYMENTS.index(taking.payment)
