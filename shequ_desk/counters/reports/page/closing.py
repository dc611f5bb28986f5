"""Closing and signing as jobs: read in one snapshot, print outside the lock, freeze; begin anew when somebody wrote."""

from collections.abc import Callable, Sequence
from typing import Any

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.papers import document_pdf, document_workbook
from shequ_desk.counters.reports.rules import READ
from shequ_desk.counters.reports.rules.closing import Line, Printed, Ready
from shequ_desk.counters.reports.rules.document import Document
from shequ_desk.desk.counter import Counter, Report
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.printing import page_count
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.store import audit
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk

MONTHLY = "monthly"
_TRIES = 3

Gathered = list[tuple[Report, Any]]


def closer(
    database: Database, clerk: Clerk, counters: Sequence[Counter], month: Month, reason: str
) -> Callable[[Progress, Cancelled], None]:
    """A job that closes a month. Refusal as reports.ready; Conflict when others kept writing: nothing was changed."""

    def work(progress: Progress, cancelled: Cancelled) -> None:
        for place in range(_TRIES):
            progress(place, _TRIES)
            if not cancelled() and _close(database, clerk, counters, month, reason):
                return
        if not cancelled():
            raise Conflict("结账时一直有人在登记业务", "请等其他窗口空闲时再结账，数据没有改动")

    return work


def signer(database: Database, clerk: Clerk, month: Month) -> Callable[[Progress, Cancelled], str]:
    """A job that signs the next step; answers the step."""

    def work(_progress: Progress, _cancelled: Cancelled) -> str:
        with database.work(clerk) as writing:
            return reports.sign(writing, month, printed)

    return work


def withdrawer(database: Database, clerk: Clerk, month: Month, reason: str) -> Callable[[Progress, Cancelled], str]:
    """A job that takes the clerk's own newest signature back; answers its step."""

    def work(_progress: Progress, _cancelled: Cancelled) -> str:
        with database.work(clerk) as writing:
            return reports.withdraw(writing, month, reason, printed)

    return work


def chain_line(database: Database, work: Work, seen: int = 0) -> Line:
    """审计链: rows since the last close are counted over, less the first `seen` ones that were looked at before."""
    after = max(reports.chain_place(work), seen)
    place = audit.first_break(work.session, database.key("audit"), after)
    if place is None:
        return Line("操作记录完整，没有删改", holds=True)
    return Line(f"操作记录从第 {place} 条起被删改", holds=False)


def printed(document: Document) -> Printed:
    """The monthly report as bytes."""
    pdf = document_pdf(document)
    title = document.title[-1]
    return Printed(MONTHLY, title, READ, False, page_count(pdf), pdf, document_workbook(document))


def _close(database: Database, clerk: Clerk, counters: Sequence[Counter], month: Month, reason: str) -> bool:
    with database.reading(clerk) as work:
        papers, lines = _gathered(work, counters, month)
        found = (*lines, chain_line(database, work))
        drift = reports.drifts(work, counters, month)
        made = reports.ready(work, counters, month, reason, found, drift)
    frozen = [printed(made.document), *(_printed(report, data) for report, data in papers)]
    return _freeze(database, clerk, made, frozen, reason)


def _freeze(database: Database, clerk: Clerk, made: Ready, papers: Sequence[Printed], reason: str) -> bool:
    try:
        with database.work(clerk) as work:
            reports.close_month(work, made, papers, reason)
    except Conflict:
        return False
    return True


def _gathered(work: Work, counters: Sequence[Counter], month: Month) -> tuple[Gathered, list[Line]]:
    """The month's papers, and a red line for each that its own sums refuse."""
    papers: Gathered = []
    lines: list[Line] = []
    for counter in counters:
        for report in counter.reports:
            if report.period == "month":
                try:
                    papers.append((report, report.gather(work, month)))
                except Refusal as refusal:
                    lines.append(Line(f"{report.title}：{refusal.message}", False, counter.key))
    return papers, lines


def _printed(report: Report, data: Any) -> Printed:
    pdf = report.pdf(data)
    private = report.masked(data) != data and report.pdf(report.masked(data)) != pdf
    return Printed(report.key, report.title, report.permission, private, page_count(pdf), pdf, report.workbook(data))
