"""How many statements the page's readings cost: the list does not grow with its lines, nor a case with its log."""

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import Filters, LogDraft
from shequ_desk.counters.mediation.service import hall
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import new_case, settle
from tests.statements import statements


def test_the_list_and_the_hall_cost_the_same_for_one_case_and_for_many(desk: Database) -> None:
    settle(desk, new_case(desk))
    costs = []
    for _ in range(2):
        with desk.reading(EVERYTHING) as work, statements(desk) as sent:
            mediation.cases(work, Filters())
            hall.due_items(work)
            mediation.statistics(work, Span(Month(2026, 1), 12))
        costs.append(len(sent))
        for _ in range(5):
            new_case(desk)
    assert costs[0] == costs[1] <= 28


def test_opening_a_case_costs_the_same_however_long_its_log(desk: Database) -> None:
    case_id = new_case(desk)
    costs = []
    for _ in range(2):
        with desk.reading(EVERYTHING) as work, statements(desk) as sent:
            mediation.case(work, case_id)
        costs.append(len(sent))
        with desk.work(EVERYTHING) as work:
            for place in range(20):
                mediation.log(work, case_id, LogDraft("contact", work.now, f"第 {place} 次联系。"))
    assert costs[0] == costs[1] <= 28
