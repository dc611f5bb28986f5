"""Which edition of a paper may be shown, and whole ID numbers for a reason; for window and command line."""

from datetime import date

from shequ_desk.counters.reports.rules import READ
from shequ_desk.counters.reports.rules.closing import Closed, Frozen
from shequ_desk.counters.reports.service.closing import closed_months, frozen
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.rules import UNMASK
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs(READ)
def edition(work: Work, key: str, period: Month | Span | date, hiding: bool) -> tuple[Closed | None, Frozen | None]:
    """The close of a period and the frozen paper to show for it.

    No paper while the month is open, when the clerk may not see it, or when it carries the whole ID numbers that are
    being hidden: it is then made anew, masked.
    """
    closed = next((one for one in closed_months(work) if one.month == period), None)
    if closed is None:
        return None, None
    try:
        kept = frozen(work, closed.month, key)
    except Refusal:
        return closed, None
    return closed, None if kept is not None and kept.private and hiding else kept


@needs(UNMASK)
def show_whole(work: Work, key: str, period: str, reason: str) -> None:
    """Write down why a paper is taken with whole ID numbers. Refusal without a reason of two characters."""
    if len(reason.strip()) < 2:
        raise Refusal("没有写明要完整证件号的原因", "请写明原因，如“报街道签字”", "reason")
    work.note("unmask", key, period, field="证件号", reason=reason.strip())
