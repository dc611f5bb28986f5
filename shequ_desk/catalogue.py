"""The counters in menu order, one plain import each, and what they together mean for the rest of the program."""

from shequ_desk.counters.canteen.counter import COUNTER as CANTEEN
from shequ_desk.counters.reports.counter import counter_of
from shequ_desk.desk.counter import Counter, Report
from shequ_desk.office.rules import GRANTS as OFFICE_GRANTS
from shequ_desk.people.counter import COUNTER as PEOPLE
from shequ_desk.store.rights import Grants, merge_grants
from shequ_desk.store.verify import Hook
from shequ_desk.till.counter import COUNTER as TILL
from shequ_desk.till.service.figures import number_gaps

_AT_WORK: tuple[Counter, ...] = (PEOPLE, CANTEEN, TILL)
COUNTERS: tuple[Counter, ...] = (*_AT_WORK, counter_of(_AT_WORK))
GRANTS: Grants = merge_grants([OFFICE_GRANTS, *(counter.grants for counter in COUNTERS)])
REPORTS: dict[str, Report] = {report.key: report for counter in COUNTERS for report in counter.reports}
VERIFY_HOOKS: tuple[Hook, ...] = (number_gaps,)
