"""An invented counter with papers that come out, stay empty or are refused; the reports page as a clerk uses it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from PySide6.QtGui import QAction
from reportlab.pdfgen.canvas import Canvas

from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.desk.counter import Context, Counter, Report
from shequ_desk.desk.page import Page
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.identity import mask_id
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

FIRST = Month(2026, 9)
_COLUMNS = (Column("name", "姓名"), Column("amount", "金额（元）", "money"))


@dataclass(frozen=True)
class Sums:
    """What the invented reports gather."""

    period: Month | date
    amount: Money
    id_no: str = "330200194405010025"


def trial(sums: Sums) -> str:
    """November, and the 21st, are not over."""
    late = sums.period >= Month(2026, 11) if isinstance(sums.period, Month) else sums.period >= date(2026, 11, 21)
    return "还没有结束" if late else ""


def masked(sums: Sums) -> Sums:
    """The number is not for everybody."""
    return replace(sums, id_no=mask_id(sums.id_no))


def early(_work: Work, _period: Month | date) -> Sums:
    """A paper that its period does not allow."""
    raise Refusal("这一天没有开过票", "请选择另一天", "day")


def gather(_work: Work, period: Month | date) -> Sums:
    """8.00 in every period from September 2026 on."""
    day = period.first if isinstance(period, Month) else period
    return Sums(period, Money(800 if day >= FIRST.first else 0))


def refuse(_work: Work, _period: Month | date) -> Sums:
    """A paper whose sums never agree."""
    raise Refusal("补贴合计与明细不符，差 3.00 元", "请核对 11月2日 的流水")


def pdf(_sums: Sums) -> bytes:
    """One empty page."""
    file = BytesIO()
    canvas = Canvas(file, (595, 842))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def workbook(sums: Sums) -> bytes:
    """Something that is no workbook, but tells which data it was made of."""
    return f"{sums.amount.text()} {sums.id_no}".encode()


def figures(sums: Sums) -> Sequence[Figure]:
    """One sum."""
    return [Figure(sums.amount, "元", partial(_rows, sums), "补贴合计")]


def _rows(sums: Sums, _work: Work) -> Table:
    return Table("补贴明细", _COLUMNS, [("张晖琴", sums.amount)], ("合计", sums.amount))


def checks(_work: Work, month: Month) -> Sequence[Check]:
    """One that holds, one that does not in November."""
    return [Check("单号连续", True), Check("还有 1 天未日结", month.month != 11, "close")]


def _page(_context: Context) -> Page:
    return Page()


def report(key: str, title: str, gathering: Any = gather, period: Any = "month") -> Report:
    """A report of the invented counter."""
    return Report(key, title, "街道民政", period, "till.read", gathering, pdf, workbook, figures, trial, masked)


COUNTER = Counter(
    "till",
    "收款",
    "till",
    "Ctrl+T",
    "green",
    "till.read",
    {},
    _page,
    checks=checks,
    reports=(report("good", "结算表"), report("bad", "不符的表", refuse), report("day", "日结单", period="day")),
)


@dataclass
class Reports:
    """The reports page."""

    page: ReportsPage

    def press(self, action: str) -> None:
        """Trigger an action by its id; a disabled one does nothing."""
        found = self.page.findChild(QAction, action)
        assert found is not None, f"no action {action}"
        found.trigger()

    def may(self, action: str) -> bool:
        """Whether an action is enabled."""
        found = self.page.findChild(QAction, action)
        return found is not None and found.isEnabled()

    def figures(self) -> list[str]:
        """The figures listed, as shown."""
        rows = self.page.figures.rows
        return [rows.row_at(place).shown for place in range(rows.rowCount())]
