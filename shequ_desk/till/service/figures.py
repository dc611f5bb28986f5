"""The printed numbers of a day close, each opening the receipts it was counted from."""

from datetime import date
from functools import partial

from shequ_desk.kernel.dates import clock_text
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money, total
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.verify import Finding
from shequ_desk.till.rules import COLLECTION, CloseSheet, Payment, Receipt, SeriesRange, State, Taking
from shequ_desk.till.service._rows import series_gaps
from shequ_desk.till.service.closing import closed_days, preview_close
from shequ_desk.till.service.proof import untrue
from shequ_desk.till.service.receipts import receipts_of_day

_COLUMNS = (
    Column("at", "时间", "time"),
    Column("number", "单号", "number_text"),
    Column("payer_name", "交款人"),
    Column("payment", "方式"),
    Column("list_total", "原价（元）", "money"),
    Column("reduction", "优惠（元）", "money"),
    Column("amount", "实收（元）", "money"),
    Column("state", "状态"),
)
_LINES = (Column("name", "项目"), Column("amount", "金额（元）", "money"))


@needs("till.read")
def close_sheet(work: Work, day: date) -> CloseSheet:
    """The sheet of a day: as signed, or as a preview while it is open. Refusal when no receipt was given that day."""
    signed = closed_days(work, day, day)
    return signed[0] if signed else preview_close(work, day)


def close_figures(sheet: CloseSheet) -> tuple[Figure, ...]:
    """Every number counted for a day close, each opening the receipts behind it."""
    whole = partial(_counted, sheet, "", None)
    sums = [
        Figure(sum(t.receipts for t in sheet.takings), "张", partial(whole, False), "合计 开票"),
        Figure(total(t.net for t in sheet.takings), "元", partial(whole, None), "合计 净额", "amount"),
        Figure(sheet.sales, "元", partial(_sales, sheet), "本日净额", "amount"),
        Figure(sheet.collections, "元", partial(_counted, sheet, COLLECTION, None, None), "收回记账", "amount"),
        Figure(sheet.on_account, "元", partial(_counted, sheet, "", Payment.ACCOUNT, None), "其中记账", "amount"),
        Figure(sheet.received, "元", partial(_received, sheet), "本日实收", "amount"),
        Figure(_takings(sheet), "元", partial(_counted, sheet, "", Payment.CASH, None), "现金收入净额", "amount"),
    ]
    sums += [
        Figure(total(t.amount for t in sheet.takings), "元", partial(whole, False), "合计 金额", "amount"),
        Figure(sum(t.reversals for t in sheet.takings), "张", partial(whole, True), "合计 红冲"),
        Figure(total(t.reversed_amount for t in sheet.takings), "元", partial(whole, True), "合计 红冲金额", "amount"),
        *_drawer_figures(sheet),
    ]
    counts = [
        Figure(sheet.receipts, "张", partial(_listed, sheet, ""), "开票"),
        Figure(sheet.voids, "张", partial(_voids, sheet, ""), "作废"),
    ]
    series = [figure for one in sheet.series for figure in _series_figures(sheet, one)]
    return (*sums, *(figure for one in sheet.takings for figure in _taking_figures(sheet, one)), *counts, *series)


def number_gaps(work: Work) -> tuple[Finding, ...]:
    """For `verify`: series that miss a number. Says nothing but numbers, so any clerk who may verify may ask."""
    return tuple(
        Finding(f"{year} 年 {kind} 票号缺 {count} 个", "请报告主任，核对纸质凭证，并从校验过的备份找回")
        for kind, year, count in series_gaps(work.session.connection())
    )


def altered_papers(work: Work) -> tuple[Finding, ...]:
    """For `verify`: receipts of this year and day closes whose code no longer fits; scans the year."""
    names = untrue(work.session.connection(), work.keyed_code, work.today.year)
    return tuple(Finding(f"{name} 的内容与校验码不符", "请报告主任，以签字的纸质凭证为准") for name in names)


def receipt_table(title: str, receipts: tuple[Receipt, ...]) -> Table:
    """Receipts as a list for screen and workbook; the total leaves voids out."""
    rows = [
        (clock_text(r.at), r.number, r.payer_name, r.payment.label, r.list_total, r.reduction, r.amount, r.state.label)
        for r in receipts
    ]
    counted = [r for r in receipts if r.counts]
    sums = [total(getattr(r, name) for r in counted) for name in ("list_total", "reduction", "amount")]
    return Table(title, _COLUMNS, rows, ("合计", None, None, None, *sums, None))


def _taking_figures(sheet: CloseSheet, taking: Taking) -> list[Figure]:
    name, of = f"{taking.kind} {taking.payment.label}", partial(_counted, sheet, taking.kind, taking.payment)
    figures = [Figure(taking.net, "元", partial(of, None), name, "amount")]
    figures += [Figure(taking.receipts, "张", partial(of, False), f"{name} 开票")]
    figures += [Figure(taking.amount, "元", partial(of, False), f"{name} 金额", "amount")]
    if taking.reversals:
        figures += [Figure(taking.reversals, "张", partial(of, True), f"{name} 红冲")]
        figures += [Figure(taking.reversed_amount, "元", partial(of, True), f"{name} 红冲金额", "amount")]
    return figures


def _drawer_figures(sheet: CloseSheet) -> list[Figure]:
    """Float, cash expected and counted, and the sum of all days ever: each opens the lines it was made of."""
    expected = (("备用金", sheet.opening_float), ("现金收入净额", _takings(sheet)))
    figures = [_sum_of("备用金", expected[:1]), _sum_of("应有现金", expected)]
    if sheet.counted is not None:
        counted = ("实点现金", sheet.counted)
        figures += [_sum_of("实点现金", (counted,)), _sum_of("差额", (counted, ("减应有现金", -sheet.expected)))]
    before = ("以前各日累计", sheet.perpetual - sheet.sales)
    return [*figures, _sum_of("启用以来累计净额", (before, ("本日净额", sheet.sales)))]


def _sum_of(label: str, lines: tuple[tuple[str, Money], ...]) -> Figure:
    """A figure that is the sum of a few named lines."""
    whole = total(amount for _, amount in lines)
    table = Table(label, _LINES, list(lines), ("合计", whole))

    def rows(_work: Work) -> Table:
        return table

    return Figure(whole, "元", rows, label, "amount")


def _takings(sheet: CloseSheet) -> Money:
    """Cash taken in on the day, given back netted out."""
    return sheet.expected - sheet.opening_float


def _series_figures(sheet: CloseSheet, series: SeriesRange) -> list[Figure]:
    given = Figure(series.receipts, "张", partial(_listed, sheet, series.kind), f"{series.kind} 张数")
    return [given, Figure(series.voids, "张", partial(_voids, sheet, series.kind), f"{series.kind} 作废")]


def _counted(sheet: CloseSheet, kind: str, payment: Payment | None, mirrors: bool | None, work: Work) -> Table:
    """Receipts that count, of one series and payment when named; `mirrors` only reversals, or all but those."""
    found = [r for r in receipts_of_day(work, sheet.day, kind) if r.counts and payment in (None, r.payment)]
    found = [r for r in found if mirrors in (None, r.state is State.MIRROR)]
    return receipt_table(f"{payment.label if payment else '收款'}明细", tuple(found))


def _received(sheet: CloseSheet, work: Work) -> Table:
    found = receipts_of_day(work, sheet.day)
    return receipt_table("实收明细", tuple(r for r in found if r.counts and r.payment is not Payment.ACCOUNT))


def _sales(sheet: CloseSheet, work: Work) -> Table:
    found = receipts_of_day(work, sheet.day)
    return receipt_table("收款明细", tuple(r for r in found if r.counts and r.kind != COLLECTION))


def _listed(sheet: CloseSheet, kind: str, work: Work) -> Table:
    return receipt_table("开票明细", receipts_of_day(work, sheet.day, kind))


def _voids(sheet: CloseSheet, kind: str, work: Work) -> Table:
    return receipt_table("作废明细", tuple(r for r in receipts_of_day(work, sheet.day, kind) if not r.counts))
