"""The printed numbers of a day close, each opening the receipts it was counted from."""

from functools import partial

from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import total
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till.rules import CloseSheet, Payment, Receipt
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


@needs("till.read")
def close_figures(work: Work, sheet: CloseSheet) -> tuple[Figure, ...]:
    """Net sum per series and payment, receipts, voids and sales of a day close."""
    sums = [
        Figure(t.net, "元", partial(_listed, sheet, t.kind, t.payment), f"{t.kind} {t.payment.label}")
        for t in sheet.takings
    ]
    counts = [
        Figure(sheet.receipts, "张", partial(_listed, sheet, "", None), "开票"),
        Figure(sheet.voids, "张", partial(_voids, sheet), "作废"),
    ]
    return (*sums, *counts)


def receipt_table(title: str, receipts: tuple[Receipt, ...]) -> Table:
    """Receipts as a list for screen and workbook; the total leaves voids out."""
    rows = [
        (f"{r.at:%H:%M}", r.number, r.payer_name, r.payment.label, r.list_total, r.reduction, r.amount, r.state.label)
        for r in receipts
    ]
    counted = [r for r in receipts if r.counts]
    sums = [total(getattr(r, name) for r in counted) for name in ("list_total", "reduction", "amount")]
    return Table(title, _COLUMNS, rows, ("合计", None, None, None, *sums, None))


def _listed(sheet: CloseSheet, kind: str, payment: Payment | None, work: Work) -> Table:
    found = receipts_of_day(work, sheet.day, kind)
    if payment is None:
        return receipt_table("开票明细", found)
    return receipt_table(f"{payment.label}明细", tuple(r for r in found if r.payment is payment and r.counts))


def _voids(sheet: CloseSheet, work: Work) -> Table:
    return receipt_table("作废明细", tuple(r for r in receipts_of_day(work, sheet.day) if not r.counts))
