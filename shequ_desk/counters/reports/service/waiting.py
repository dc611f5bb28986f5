"""What of the month's papers waits for somebody."""

from dataclasses import dataclass

from shequ_desk.counters.reports.rules import CLOSE, READ
from shequ_desk.counters.reports.rules.closing import RIGHTS
from shequ_desk.counters.reports.service.closing import closed_months
from shequ_desk.kernel.dates import Month
from shequ_desk.office import service as office
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@dataclass(frozen=True)
class Waiting:
    """A month and what has to be done with it."""

    month: Month
    text: str


@needs(READ)
def waiting(work: Work) -> tuple[Waiting, ...]:
    """The months that wait for this clerk: to be closed (newest unclosed one), to be signed."""
    closed = closed_months(work)
    last = Month.of(work.today).previous
    found = [
        Waiting(one.month, f"{one.month.text}月报待{one.next_step}")
        for one in closed
        if one.next_step and RIGHTS[one.next_step] in work.clerk.permissions
    ]
    unclosed = last.last >= office.begun(work) and last not in [one.month for one in closed]
    if CLOSE in work.clerk.permissions and unclosed:
        found.insert(0, Waiting(last, f"{last.text}待结账"))
    return tuple(found)
