"""Papers of childcare: read what they need, make them in a job, print them on the remembered printer or save them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.desk.counter import Context

Make = Callable[[Any], bytes]


def of_row(make: Callable[[ChildPapers, Any], bytes], row: object) -> Make:
    """Makes the paper of one row of a child's file."""
    return partial(_made, make, row)


def print_made(context: Context, data: object, make: Make, title: str, paper: str = "A4") -> None:
    """Make a paper from what was read and print it. `title` names it in the job bar and when the printer fails."""

    def work(_progress: object, _cancelled: object) -> bytes:
        return make(data)

    def done(pdf: bytes) -> None:
        context.printing.print(pdf, paper, title)

    context.jobs.run(work, done, title=f"生成{title}")


def save_made(context: Context, data: object, make: Make, name: str, parent: QWidget) -> None:
    """Make a paper from what was read and ask where to save it. `name` carries the suffix."""

    def work(_progress: object, _cancelled: object) -> bytes:
        return make(data)

    def done(made: bytes) -> None:
        context.printing.save(made, name, parent)

    context.jobs.run(work, done, title=f"生成{name}")


def print_of_child(context: Context, child_id: int, title: str, make: Callable[[ChildPapers], bytes]) -> None:
    """Print a paper of a child's file; that it was printed is logged. Refusal without the approval."""
    with context.database.work(context.clerk) as work:
        data = childcare.child_papers(work, child_id, title)
    print_made(context, data, make, f"{title} {data.file.name}")


def print_slip(context: Context, booking_id: int) -> None:
    """Print the slip of a booking."""
    with context.database.reading(context.clerk) as work:
        slip = childcare.booking_slip(work, booking_id)
    print_made(context, slip, papers.slip_pdf, "预约单", "A5")


def _made(make: Callable[[ChildPapers, Any], bytes], row: object, data: ChildPapers) -> bytes:
    return make(data, row)
