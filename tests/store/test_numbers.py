"""Numbers are gap-free through rollbacks, years and racing connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.store import numbers
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING


def _take(database: Database, commit: bool = True) -> int:
    try:
        with database.work(EVERYTHING) as work:
            taken = numbers.take(work, "CT", 2026)
            if not commit:
                raise InterruptedError
            return taken
    except InterruptedError:
        return 0


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=st.lists(st.booleans(), min_size=1, max_size=8))
def test_rolled_back_numbers_come_again(database: Database, fates: list[bool]) -> None:
    with database.reading(EVERYTHING) as work:
        before = numbers.last(work, "CT", 2026)
    given_out = [number for fate in fates if (number := _take(database, fate))]
    assert given_out == list(range(before + 1, before + 1 + sum(fates)))


def test_two_connections_never_get_the_same_number(database: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(lambda _: _take(database), range(40)))
    assert sorted(taken) == list(range(1, 41))


def test_each_kind_and_year_counts_for_itself(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        first = [numbers.take(work, "CT", 2026), numbers.take(work, "SK", 2026), numbers.take(work, "CT", 2027)]
        assert [*first, numbers.take(work, "CT", 2026)] == [1, 1, 1, 2]


def test_a_series_goes_on_from_paper_once(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        numbers.start_at(work, "CT", 2026, 413)
        assert numbers.take(work, "CT", 2026) == 413
    with pytest.raises(Refusal), database.work(EVERYTHING) as work:
        numbers.start_at(work, "CT", 2026, 1)


def test_a_series_starts_at_one_at_least(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        with pytest.raises(Refusal, match="至少为 1"):
            numbers.start_at(work, "CT", 2026, 0)
        numbers.start_at(work, "CT", 2026, 1)
        assert numbers.take(work, "CT", 2026) == 1
