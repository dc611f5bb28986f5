"""The desk of the till's page tests serves here too."""

from collections.abc import Callable

import pytest

from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.store.rights import Clerk
from tests.clerks import EVERYTHING
from tests.counters.reports.kit import COUNTER, Reports
from tests.till.page.conftest import desk_of, printer
from tests.till.page.kit import Desk

__all__ = ["desk_of", "printer"]


@pytest.fixture
def desk(desk_of: Callable[[Clerk], Desk]) -> Desk:
    """A desk where everything may be done."""
    return desk_of(EVERYTHING)


@pytest.fixture
def open_reports() -> Callable[[Desk], Reports]:
    """Shows the page on a desk and waits for its papers."""

    def make(at: Desk) -> Reports:
        page = ReportsPage((COUNTER,), at.context)
        at.qtbot.addWidget(page)
        page.resize(1250, 660)
        page.show()
        page.shown()
        at.settle()
        return Reports(page)

    return make
