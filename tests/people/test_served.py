"""After an un-merge the services done in the meantime are listed; they stay where they were printed."""

from datetime import date

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch, resident

EIGHTY = date(1944, 5, 1)


def test_meals_between_merge_and_parting_are_listed(database: Database) -> None:
    with database.work(CLERK) as work:
        canteen.preset(work)
        keep, alias = resident(work, "陈阿毛", EIGHTY), resident(work, "陈阿茂", EIGHTY)
        merge_id = people.merge(work, keep, alias, {})
    with database.work(CLERK) as work:
        canteen.settle(work, lunch(1, keep))
    with database.work(CLERK) as work:
        undone = people.unmerge(work, merge_id)
    assert {row.title for row in undone.served} >= {"用餐", "凭证"}
    assert undone.added == ()
    with database.reading(CLERK) as work:
        assert [row.name for row in canteen.today(work)] == ["陈阿毛"]


def test_nothing_done_is_nothing_listed(database: Database) -> None:
    with database.work(CLERK) as work:
        canteen.preset(work)
        keep, alias = resident(work, "陈阿毛", EIGHTY), resident(work, "陈阿茂", EIGHTY)
        undone = people.unmerge(work, people.merge(work, keep, alias, {}))
    assert (undone.added, undone.served) == ((), ())
