"""Makes papers in jobs: one paper, the whole file, the report; each is noted in the audit when it leaves the screen."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import CaseFile, CaseRow, Filters
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.errors import DeskError
from shequ_desk.office import service as office
from shequ_desk.paper.files import safe_file_name
from shequ_desk.store.database import Work

WHOLE = "whole"
Done = Callable[[bytes], None]
Failed = Callable[[DeskError], None]


def make_paper(context: Context, case_id: int, key: str, done: Done, failed: Failed) -> Job:
    """Make one paper; the key WHOLE stands for the whole file, with progress and 取消."""

    def work(progress: Progress, cancelled: Cancelled) -> bytes:
        with context.database.reading(context.clerk) as work:
            file = mediation.case_file(work, case_id)

            def data(attachment_id: int) -> bytes:
                return mediation.attachment_data(work, attachment_id)

            if key == WHOLE:
                return papers.whole_pdf(file, data, progress, cancelled)
            return papers.paper_pdf(file, key, data)

    return context.jobs.run(work, done, failed, "制作全卷" if key == WHOLE else "制作文书")


def offered(context: Context, case_id: int) -> tuple[CaseFile, tuple[tuple[str, str], ...]]:
    """The case as papers see it, and which papers make sense now."""
    with context.database.reading(context.clerk) as work:
        file = mediation.case_file(work, case_id)
    return file, papers.offered(file)


def file_pages(context: Context, case_id: int) -> int:
    """How many pages the bound file counts (本卷共 X 页)."""
    with context.database.reading(context.clerk) as work:
        return papers.file_pages(mediation.case_file(work, case_id))


def note(context: Context, case_id: int, title: str) -> None:
    """Write down that a paper left the screen."""
    with context.database.work(context.clerk) as work:
        mediation.note_printed(work, case_id, (title,))


def print_list(context: Context, rows: Sequence[CaseRow]) -> None:
    """Print a list of cases for display: 周某, no address."""
    with context.database.reading(context.clerk) as reading:
        centre, today = office.centre(reading), reading.today

    def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
        subtitle = f"{centre.name}　{long_date(today)}"
        return papers.display_pdf("调解案件一览表", subtitle, rows, centre.demo)

    def done(pdf: bytes) -> None:
        context.printing.print(pdf, "A4", "调解案件一览表")

    context.jobs.run(work, done, title="制作一览表")


def export_list(context: Context, ask: Callable[[Work], Sequence[CaseRow]], host: QWidget) -> None:
    """Save every case `ask` finds as a workbook: 周某, no address; the audit says how many."""
    title = "调解案件一览表"

    def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
        with context.database.work(context.clerk) as work:
            rows = ask(work)
            mediation.note_exported(work, title, len(rows))
            demo = office.centre(work).demo
        return papers.display_workbook(title, rows, demo)

    def done(data: bytes) -> None:
        context.printing.save(data, safe_file_name(f"{title} {context.clock.now():%Y%m%d}", ".xlsx"), host)

    context.jobs.run(work, done, title="导出一览表")


def found_by(filters: Filters, work: Work) -> Sequence[CaseRow]:
    """Every case the filters let through."""
    return mediation.cases(work, filters, 0, mediation.count_cases(work, filters))


def print_report(context: Context, case_id: int, entry_id: int) -> None:
    """Print the report to the authorities made from a log entry."""

    def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
        with context.database.reading(context.clerk) as work:
            return papers.escalation_pdf(mediation.case_file(work, case_id), entry_id)

    def done(pdf: bytes) -> None:
        note(context, case_id, "紧急情况报告")
        context.printing.print(pdf, "A4", "紧急情况报告")

    context.jobs.run(work, done, title="制作紧急情况报告")
