"""The dates of a case that still run, counted with the stored holiday table."""

from typing import Any

from shequ_desk.counters.mediation.rules import (
    Deadline,
    confirmation_limit,
    mediation_limit,
    plain_limit,
)
from shequ_desk.counters.mediation.service.roster import options
from shequ_desk.kernel.limits import Holidays
from shequ_desk.office.service.holidays import holidays
from shequ_desk.store.database import Work


def deadlines(work: Work, row: Any) -> tuple[Deadline, ...]:
    """What still runs for one case row, the nearest first."""
    return running(work, row, options(work).limit_months, holidays(work))


def running(work: Work, row: Any, months: int, rest: Holidays) -> tuple[Deadline, ...]:
    """`deadlines` for callers that ask about many cases."""
    if not row.outcome:
        return (mediation_limit(row.accepted_on, months, row.extended_to, work.today, rest),)
    if row.outcome != "success" or row.state == "archived":
        return ()
    return tuple(sorted(_after(work, row, rest), key=lambda one: (one.last, one.key)))


def _after(work: Work, row: Any, rest: Holidays) -> list[Deadline]:
    found: list[Deadline] = []
    if row.perform_by is not None and row.performance != "full":
        text = "到期前提醒当事人履行"
        found.append(plain_limit("performance", "履行期限", row.effective_on, row.perform_by, work.today, text))
    if row.next_visit is not None:
        text = "了解履行情况，做好回访记录"
        found.append(plain_limit("visit", "回访", row.effective_on, row.next_visit, work.today, text))
    if row.form == "written" and not row.confirmation:
        limit = confirmation_limit(row.effective_on, work.today, rest)
        found += [limit] if limit.days_left >= 0 else []
    return found
