"""The reports page as the window sees it. It is handed the other counters by the catalogue."""

from collections.abc import Sequence
from functools import partial

from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.rules import GRANTS, READ
from shequ_desk.desk.counter import Counter


def counter_of(counters: Sequence[Counter]) -> Counter:
    """The counter whose page offers the reports of `counters`, in their order."""
    return Counter(
        key="reports",
        title="报表",
        icon="reports",
        shortcut="F7",
        tone="green",
        permission=READ,
        grants=GRANTS,
        page=partial(ReportsPage, counters),
    )
