"""A file of an earlier version with its data, brought to the newest: it is the file this program would have written."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shequ_desk import bundle
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.closing import MONTHLY, signer, withdrawer
from shequ_desk.counters.reports.rules import READ
from shequ_desk.counters.reports.rules.document import Document, dumped
from shequ_desk.counters.reports.tables import CloseRow, PaperRow, SignRow
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import lists
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store import audit, migrate, revision
from shequ_desk.store.database import Database, Work, connect
from shequ_desk.store.folder import DataFolder
from tests.clerks import EVERYTHING, as_role
from tests.conftest import DATA_KEY
from tests.people.sample import draft, id_number

OCTOBER, PAST = Month(2026, 10), Month(2025, 3)
NAMES = [f"{surname}根海" for surname in lists.surname_readings()]
NAMES += ["陈国涵", "张乐", "单于飞", "Maria Lopez", "阿依古丽·买买提", "王重阳" * 4]
FOREIGN = {
    "Jean-Luc O'Neil": ("jean-luconeil", "oneil"),
    "María-José Müller": ("maría-josémvller", "mvller"),
}
"""Names and the keys they had before hyphens and accents were left out."""

UMLAUT = {
    "吕绿梅": (".lulumei", ".lyulyumei"),
    "略强": (".lueqiang", ".lyueqiang"),
    "María Victor": (),
}
"""Names and the keys they have since ü is found without v; those of Latin names stay."""

NAMES += [*FOREIGN, *UMLAUT]
BULLETIN = {"total": 7, "type_1": 7, "success": 7}
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def filled(database: Database, clock: FixedClock) -> Database:
    """Residents who visited, a figure from before the program, a closed month that one clerk signed."""
    with database.work(EVERYTHING) as work:
        for place, name in enumerate(NAMES):
            number = id_number(sequence=place + 1) if place % 3 else ""
            people.register(work, draft(name, number, phones=(f"1380000{place:04}",), building="12", room=str(place)))
        people.sort_in(work)
        mediation.save_past_figures(work, Span(PAST), BULLETIN)
        _close(work)
    with database.work(EVERYTHING) as work:
        for name in ("曾根海", "陈国涵", "Jean-Luc", "吕绿梅", "María Victor"):
            people.visited(work, people.search(work, name)[0].person_id)
            clock.tick(timedelta(seconds=1))
    return database


def _close(work: Work) -> None:
    document = Document(("清泉社区", "2026年10月社区服务月报"), "", "清泉社区", work.today, ())
    row = {"month": OCTOBER.key, "closed_at": work.now, "clerk_id": 11, "clerk_name": "王岚", "chain_head": "00"}
    document_text = {"chain_place": 1, "red": "", "reason": "", "document": dumped(document)}
    close_id = work.insert(CloseRow, row | document_text)
    paper = {"close_id": close_id, "key": MONTHLY, "edition": 1, "title": "社区服务月报", "permission": READ}
    work.insert(
        PaperRow, paper | {"private": 0, "pages": 1, "pdf": "a" * 64, "workbook": "b" * 64, "made_at": work.now}
    )
    sign = {"close_id": close_id, "step": "制表", "clerk_id": 11, "clerk_name": "王岚", "day": work.today}
    work.insert(SignRow, sign | {"at": work.now, "alone": "", "nth": 1})


@pytest.fixture(params=["0013_person_indexes", "0016_unsign", "0018_latin_keys"])
def old(filled: Database, tmp_path: Path, request: pytest.FixtureRequest) -> DataFolder:
    """The same rows as that version of the program had written them."""
    folder = DataFolder(tmp_path / "old")
    folder.create()
    migrate.upgrade(folder, DATA_KEY, _scripts(tmp_path / "scripts", request.param))
    with closing(filled.bare()) as source, closing(connect(folder.database, DATA_KEY)) as target:
        target.execute("PRAGMA foreign_keys=OFF")
        for name in _tables(target):
            _copy(source, target, name)
        _without_umlauts(target)
        if request.param < "0017":
            _with_odd_readings_among_all(target)
        if "search_new" in _tables(target):
            _let_wait(target)
    return folder


def _scripts(place: Path, last: str) -> Path:
    (place / "versions").mkdir(parents=True)
    shutil.copy(bundle.migrations() / "env.py", place)
    known = revision.chain(bundle.migrations())
    for name in known[: known.index(last) + 1]:
        shutil.copy(bundle.migrations() / "versions" / f"{name}.py", place / "versions")
    return place


def _copy(source: Any, target: Any, name: str) -> None:
    columns = ", ".join(f'"{row[1]}"' for row in target.execute(f"PRAGMA table_info({name})"))
    rows = source.execute(f"SELECT {columns} FROM {name}").fetchall()
    blanks = ", ".join("?" * len(columns.split(", ")))
    target.execute(f"DELETE FROM {name}")
    target.executemany(f"INSERT INTO {name} ({columns}) VALUES ({blanks})", rows)


def _without_umlauts(target: Any) -> None:
    for key in (key for keys in UMLAUT.values() for key in keys):
        target.execute("DELETE FROM search_key WHERE key = ?", (key,))
        target.execute("UPDATE visit SET found_by = replace(found_by, char(10) || ?, '')", (key,))


def _with_odd_readings_among_all(target: Any) -> None:
    target.execute("UPDATE search_key SET key = substr(key, 2) WHERE key LIKE '.%'")
    target.execute("UPDATE visit SET found_by = replace(found_by, char(10) || '.', char(10))")
    for name, keys in FOREIGN.items():
        _with_old_keys(target, name, keys)


def _with_old_keys(target: Any, name: str, keys: Sequence[str]) -> None:
    ((person_id,),) = target.execute("SELECT id FROM person WHERE name = ?", (name,)).fetchall()
    target.execute(
        "DELETE FROM search_key WHERE person_id = ? AND key BETWEEN 'a' AND '{' AND key NOT LIKE '%0%'", (person_id,)
    )
    target.executemany("INSERT INTO search_key VALUES (?, ?)", [(person_id, key) for key in keys])
    old = "".join(
        f"\n{key}"
        for (key,) in target.execute("SELECT key FROM search_key WHERE person_id = ? ORDER BY key", (person_id,))
    )
    target.execute("UPDATE visit SET found_by = ? WHERE person_id = ?", (old, person_id))


def _let_wait(target: Any) -> None:
    """Half of the residents were registered since the last hourly sorting."""
    target.execute(
        "INSERT INTO search_new (person_id, found_by) SELECT person_id, char(10) || group_concat(key, char(10)) "
        "FROM search_key WHERE person_id % 2 = 0 GROUP BY person_id"
    )
    target.execute("DELETE FROM search_key WHERE person_id % 2 = 0")


def _tables(connection: Any) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in rows if name != "alembic_version"]


def _rows(path: Path) -> Rows:
    """Every row of every table."""
    with closing(connect(path, DATA_KEY)) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in _tables(connection)
        }


@pytest.fixture
def upgraded(old: DataFolder, clock: FixedClock) -> Any:
    """The old file opened by this program."""
    migrate.upgrade(old, DATA_KEY)
    opened = Database(old.database, DATA_KEY, clock)
    yield opened
    opened.close()


def test_every_row_is_what_this_program_would_have_written(upgraded: Database, filled: Database) -> None:
    found, wanted = _rows(upgraded.path), _rows(filled.path)
    for name, rows in wanted.items():
        assert found[name] == rows, name
    assert found.keys() == wanted.keys()


def test_residents_are_found_again_and_new_ones_beside_them(upgraded: Database) -> None:
    with upgraded.work(EVERYTHING) as work:
        found = [hit.name for hit in people.search(work, "cgh", 60)]
        assert found[0] == "陈国涵"
        assert found.index("从根海") < found.index("曾根海")
        assert [hit.name for hit in people.search(work, "lopez")] == ["Maria Lopez"]
        for typed in ("jean-luc", "jean luc", "luc", "oneil"):
            assert [hit.name for hit in people.search(work, typed)] == ["Jean-Luc O'Neil"]
        for typed in ("maria-jose", "jose", "muller", "müller"):
            assert "María-José Müller" in [hit.name for hit in people.search(work, typed)]
        for typed in ("lulumei", "lyulyumei", "lvlvmei", "lülü"):
            assert [hit.name for hit in people.search(work, typed)] == ["吕绿梅"]
        for place, name in enumerate(NAMES):
            assert name in [hit.name for hit in people.search(work, f"12-{place}", 60)]
            assert [hit.name for hit in people.search(work, f"1380000{place:04}")] == [name]
        people.register(work, Draft("曾国海", no_number_reason="访客"))
        assert "曾国海" in [hit.name for hit in people.search(work, "zgh", 60)]


def test_signatures_stand_and_go_on(upgraded: Database) -> None:
    checker = as_role("desk")
    with upgraded.reading(EVERYTHING) as work:
        (closed,) = reports.closed_months(work)
    assert [(one.step, one.name) for one in closed.signs] == [("制表", "王岚"), ("审核", ""), ("签发", "")]
    assert signer(upgraded, checker, OCTOBER)(lambda *_: None, lambda: False) == "审核"
    assert withdrawer(upgraded, checker, OCTOBER, "签错了")(lambda *_: None, lambda: False) == "审核"
    with pytest.raises(Refusal, match="制表是王岚签的"):
        withdrawer(upgraded, checker, OCTOBER, "签错了")(lambda *_: None, lambda: False)


def test_figures_from_before_the_program_are_still_counted(upgraded: Database) -> None:
    with upgraded.reading(EVERYTHING) as work:
        assert dict(mediation.past_entered(work)).keys() == {Span(PAST)}
        assert mediation.statistics(work, Span(PAST)).values["total"] == 7
        assert mediation.statistics(work, Span.of(PAST.first, 12)).values["total"] == 7


def test_the_chain_of_the_audit_stays_whole(upgraded: Database, filled: Database) -> None:
    with upgraded.reading(EVERYTHING) as work:
        assert audit.place(work.connection) > len(NAMES)
        assert audit.first_break(work.session, upgraded.key("audit")) is None
