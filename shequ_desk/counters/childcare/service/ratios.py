"""Whether class limits and carers held on every day of a month for the children who had a place.

Minutes before and after the time booked are left out: who comes a little early waits with its adult.
"""

from datetime import date

from shequ_desk.counters.childcare.rules.admission import rejected
from shequ_desk.counters.childcare.rules.plan import Plan
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, presences
from shequ_desk.kernel.dates import Month
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs("childcare.read")
def crowded_days(work: Work, month: Month) -> tuple[date, ...]:
    """Days up to today on which a class had more children than its limit or its carers allow (domain.md §4)."""
    last = min(month.last, work.today)
    if last < month.first:
        return ()
    plan = plan_of(work, month.first, last)
    found = presences(work, plan, month.first, last)
    return tuple(day for day in sorted(found.by_day) if _crowded(found, plan, day))


def _crowded(found: Presences, plan: Plan, day: date) -> bool:
    here = found.by_day[day]
    for number in {one.group_no for one in here}:
        group = plan.group(number, day)
        own = [one.presence for one in here if one.group_no == number and not one.beyond]
        if group is not None and rejected(found.capacity(group, day), own):
            return True
    return False
