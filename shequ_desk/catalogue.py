"""The counters in menu order, one plain import each, and what they together mean for the rest of the program."""

from shequ_desk.counters.canteen.counter import COUNTER as CANTEEN
from shequ_desk.counters.childcare.counter import COUNTER as CHILDCARE
from shequ_desk.counters.mediation.counter import COUNTER as MEDIATION
from shequ_desk.counters.mediation.service.gaps import case_number_gaps
from shequ_desk.counters.reports.counter import counter_of as reports_of
from shequ_desk.counters.reports.counter import dashboard_of
from shequ_desk.desk.counter import Counter, Report
from shequ_desk.office.rules import GRANTS as OFFICE_GRANTS
from shequ_desk.people.counter import COUNTER as PEOPLE
from shequ_desk.store.blobs import damaged_files
from shequ_desk.store.rights import Grants, merge_grants
from shequ_desk.store.verify import Hook
from shequ_desk.till.counter import counter_of as till_of
from shequ_desk.till.service.figures import altered_papers, number_gaps

_CHARGING: tuple[Counter, ...] = (CANTEEN, CHILDCARE)
_AT_WORK: tuple[Counter, ...] = (PEOPLE, *_CHARGING, MEDIATION, till_of(_CHARGING))
COUNTERS: tuple[Counter, ...] = (*_AT_WORK, reports_of(_AT_WORK), dashboard_of(_AT_WORK))
GRANTS: Grants = merge_grants([OFFICE_GRANTS, *(counter.grants for counter in COUNTERS)])
FOUND_HOOKS = tuple(counter.found for counter in COUNTERS)
REPORTS: dict[str, Report] = {report.key: report for counter in COUNTERS for report in counter.reports}
VERIFY_HOOKS: tuple[Hook, ...] = (number_gaps, altered_papers, case_number_gaps, damaged_files)
