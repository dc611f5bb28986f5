"""How the file is opened, and what one unit of work promises."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store.database import Database, Work, connect
from shequ_desk.store.tables import SettingRow
from tests.clerks import EVERYTHING
from tests.conftest import DATA_KEY

PROMISED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "temp_store": 2}


@pytest.mark.parametrize("pragma", PROMISED)
def test_every_connection_is_set_up_to_survive_a_power_cut(database: Database, pragma: str) -> None:
    with database.engine.connect() as first, database.engine.connect() as second:
        found = [c.exec_driver_sql(f"PRAGMA {pragma}").scalar() for c in (first, second)]
    assert found == [PROMISED[pragma]] * 2


def test_news_comes_after_the_commit_and_once(database: Database) -> None:
    heard: list[tuple[str, int]] = []

    def listen(topic: str) -> None:
        heard.append((topic, _count(database)))

    database.listeners.append(listen)
    with database.work(EVERYTHING) as work:
        work.insert(SettingRow, {"section": "s", "name": "n", "value": 1})
        work.news("settings")
        work.news("settings")
        assert heard == []
    assert heard == [("settings", 1)]


def test_no_news_of_what_was_rolled_back(database: Database) -> None:
    heard: list[str] = []
    database.listeners.append(heard.append)
    with pytest.raises(KeyError), database.work(EVERYTHING) as work:
        _tell_and_fail(work)
    assert heard == []


def test_a_reader_sees_one_moment_while_a_writer_commits(database: Database) -> None:
    with database.reading(EVERYTHING) as reading:
        before = reading.session.query(SettingRow).count()
        with database.work(EVERYTHING) as work:
            work.insert(SettingRow, {"section": "s", "name": "n", "value": 1})
        assert reading.session.query(SettingRow).count() == before
    assert _count(database) == before + 1


def test_two_writers_wait_for_each_other(database: Database) -> None:
    together = Barrier(2)

    def write(name: str) -> None:
        together.wait()
        for number in range(20):
            with database.work(EVERYTHING) as work:
                work.insert(SettingRow, {"section": name, "name": str(number), "value": number})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("a", "b")))
    assert _count(database) == 40


def test_a_commit_that_fails_leaves_nothing_open_on_its_connection(database: Database) -> None:
    with pytest.raises(IntegrityError), database.work(EVERYTHING) as work:
        _leave_an_orphan(work)
    with database.work(EVERYTHING) as work:
        left = work.connection.exec_driver_sql("SELECT count(*) FROM search_new").scalar()
    assert left == 0


def test_a_wrong_key_is_said_plainly(database: Database) -> None:
    other = Database(database.path, bytes(32), database.clock)
    with pytest.raises(Trouble), other.reading(EVERYTHING):
        other.engine.connect().close()
    other.close()


def test_the_file_is_not_readable_without_its_key(database: Database) -> None:
    head = database.path.read_bytes()[:16]
    assert head != b"SQLite format 3\x00"
    opened = connect(database.path, DATA_KEY)
    assert opened.execute("SELECT count(*) FROM setting").fetchone() == (0,)
    opened.close()


def _count(database: Database) -> int:
    with database.reading(EVERYTHING) as work:
        return work.session.query(SettingRow).count()


def _tell_and_fail(work: Work) -> None:
    work.news("settings")
    raise KeyError("stop")


def _leave_an_orphan(work: Work) -> None:
    """What SQLite refuses at the commit only, and then keeps the transaction open."""
    work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    work.connection.exec_driver_sql("INSERT INTO search_new (person_id, found_by) VALUES (99, '')")
