"""The list as a workbook: gathered and written by a job, masked unless the clerk may see numbers, logged."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.kernel.errors import Refusal
from shequ_desk.paper.files import safe_file_name
from shequ_desk.paper.workbook import workbook
from shequ_desk.people import service as people
from shequ_desk.people.rules import Filters


def export_list(parent: QWidget, context: Context, filters: Filters) -> None:
    """Make the workbook in a job, then ask where to save it. Refusal when the filters leave nobody."""
    with context.database.reading(context.clerk) as work:
        if not people.count(work, filters):
            raise Refusal("没有可导出的居民", "请先放宽条件")

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        with context.database.work(context.clerk) as work:
            table = people.export(work, filters)
        return workbook([table])

    def made(data: bytes) -> None:
        name = safe_file_name(f"居民名单 {context.clock.now():%Y%m%d}", ".xlsx")
        context.printing.save(data, name, parent)

    context.jobs.run(make, made, title="导出居民名单")
