from datetime import date

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch, resident


def test_lunch(database: Database) -> None:
    with database.work(CLERK) as work:
        canteen.preset(work)
    with database.work(CLERK) as work:
        old = resident(work, "陈阿毛", date(1944, 5, 1))
        sets = canteen.sets_on(work, work.today, "午")
        done = canteen.settle(work, lunch(sets[0].id, old))
    assert done.pay == Money(800)
    with database.reading(CLERK) as work:
        print(canteen.today(work), canteen.stats(work))
