"""Two processes take cases in at the same time: every number is given once, none is left out."""

from shequ_desk.counters.mediation.rules import Filters
from shequ_desk.counters.mediation.service import cases
from shequ_desk.counters.mediation.service.gaps import case_number_gaps
from shequ_desk.store.database import Database
from shequ_desk.store.verify import verify
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import new_case
from tests.race import raced

TIMES = 10


def test_numbers_are_gap_free_under_two_writers(desk: Database) -> None:
    answers = raced("tests.counters.mediation.racer", desk.path, (TIMES, TIMES))
    given = [number for answer in answers for number in answer.split()]
    wanted = [f"（2026）清泉人调字第{number}号" for number in range(1, 2 * TIMES + 1)]
    assert sorted(given) == sorted(wanted)
    with desk.reading(EVERYTHING) as work:
        assert sorted(row.number for row in cases(work, Filters())) == sorted(wanted)


def test_verify_finds_a_case_that_was_taken_out(desk: Database) -> None:
    for _ in range(3):
        new_case(desk)
    assert verify(desk, EVERYTHING, (case_number_gaps,)) == ()
    connection = desk.bare()
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("DELETE FROM mediation_case WHERE id = 2")
    connection.close()
    with desk.reading(EVERYTHING) as work:
        assert [finding.message for finding in case_number_gaps(work)] == ["2026 年调解案号缺 1 个"]
