"""An import is written in parts: others write in between, a power cut leaves what can be undone or finished."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.people import roster, service
from shequ_desk.people.counter import COUNTER
from shequ_desk.people.roster.importing import Done, Preview
from shequ_desk.people.rules import Draft, Odd
from shequ_desk.people.service import roster as imports
from shequ_desk.people.service.roster_lines import Source
from shequ_desk.people.tables import Household, Person, PhoneRow
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from tests.people.roster.books import TITLES, book, bring_in, number, person, table

MANY = 250


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a roster of 250 people in 125 households lies."""
    rows = [
        person(
            "王" + "一二三四五六七八九十"[place % 10],
            身份证号=number(place, date(1950, 1, 1 + place // 100)),
            户号=f"{place // 2:03}",
            与户主关系="户主" if place % 2 == 0 else "配偶",
            地址=f"东村{place // 2}幢101室",
            电话=f"139{place:08}",
        )
        for place in range(MANY)
    ]
    return book(tmp_path / "大名册.xlsx", table(rows, TITLES))


@pytest.fixture
def preview(database: Database, desk: Clerk, path: Path) -> Preview:
    """What it will do."""
    with database.reading(desk) as work:
        return roster.plan(work, roster.propose(path))


def held(database: Database, desk: Clerk) -> tuple[int, int, int]:
    """People, phones, households."""
    with database.reading(desk) as work:
        count = [work.session.scalar(select(func.count()).select_from(t)) or 0 for t in (Person, PhoneRow, Household)]
    return count[0], count[1], count[2]


def ids_of(work: Work) -> set[int]:
    """The ids of everybody."""
    return set(work.session.scalars(select(Person.id)))


def cut_short(database: Database, desk: Clerk, preview: Preview, rows: int) -> int:
    """The power fails after the first rows."""
    with database.work(desk) as work:
        batch_id = imports.begin(work, preview.plan, Source("大名册.xlsx", "0" * 64))
    with database.work(desk) as work:
        imports.write_part(work, batch_id, preview.rows[:rows], [None] * rows)
    return batch_id


def test_others_write_between_the_parts_and_nothing_is_doubled(
    database: Database, desk: Clerk, preview: Preview
) -> None:
    last = preview.rows[-1].line
    written: list[int] = []

    def progress(done: int, _steps: int) -> None:
        if done >= MANY and not written:
            with database.work(desk) as work:
                written.append(service.register(work, Draft(last.name, id_number=last.number, note="刚登记")))

    done = roster.apply(database, desk, preview, progress)
    assert [row.outcome for row in done.rows[-2:]] == ["create", "update"]
    assert (done.rows[-1].person_id, done.counts()["created"], done.counts()["updated"]) == (written[0], MANY - 1, 1)
    assert held(database, desk) == (MANY, MANY, MANY // 2)
    with database.reading(desk) as work:
        (batch,) = imports.batches(work)
        assert (batch.created, batch.updated, batch.half_way) == (MANY - 1, 1, False)
        assert service.get(work, written[0]).details.note == "刚登记"


def test_a_power_cut_is_said_and_undone(database: Database, desk: Clerk, preview: Preview) -> None:
    batch_id = cut_short(database, desk, preview, 120)
    assert held(database, desk)[0] == 120
    with database.reading(desk) as work:
        assert [batch.id for batch in imports.half_way(work)] == [batch_id]
        assert [(row.text, row.action) for row in COUNTER.due(work)] == [("名册“大名册.xlsx”没有导完", "import")]
    roster.undo(database, desk, batch_id)
    assert held(database, desk) == (0, 0, 0)
    with database.reading(desk) as work:
        assert imports.half_way(work) == ()
        assert COUNTER.due(work) == []


def test_a_power_cut_is_mended_by_importing_again(
    database: Database, desk: Clerk, path: Path, preview: Preview
) -> None:
    cut_short(database, desk, preview, 120)
    again = bring_in(database, desk, path)
    assert (again.counts()["created"], again.counts()["updated"]) == (MANY - 120, 0)
    assert held(database, desk) == (MANY, MANY, MANY // 2)


def test_an_undo_that_stopped_is_begun_again(database: Database, desk: Clerk, path: Path) -> None:
    done = bring_in(database, desk, path)
    assert done.batch_id is not None
    with database.work(desk) as work:
        imports.undo_part(work, done.batch_id, 0)
    assert 0 < held(database, desk)[0] < MANY
    with database.reading(desk) as work:
        assert [batch.id for batch in imports.half_way(work)] == [done.batch_id]
    roster.undo(database, desk, done.batch_id)
    assert held(database, desk) == (0, 0, 0)


def test_an_undo_that_stopped_after_filling_in_is_begun_again(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        someone = service.register(work, Draft("王一", id_number=number(0)))
        before = service.get(work, someone)
    done = bring_in(database, desk, path)
    assert done.batch_id is not None
    with database.work(desk) as work:
        imports.undo_part(work, done.batch_id, 200)
    roster.undo(database, desk, done.batch_id)
    with database.reading(desk) as work:
        after = service.get(work, someone)
    assert replace(after, version=before.version) == before


def test_a_full_disk_takes_everything_back(database: Database, desk: Clerk, preview: Preview) -> None:
    def progress(done: int, _steps: int) -> None:
        if done > MANY:
            raise Trouble("磁盘满了")

    with pytest.raises(Trouble, match="磁盘满了"):
        roster.apply(database, desk, preview, progress)
    assert held(database, desk) == (0, 0, 0)


def test_what_cannot_be_taken_back_is_said(database: Database, desk: Clerk, preview: Preview) -> None:
    def progress(done: int, _steps: int) -> None:
        if done > MANY:
            with database.work(desk) as work:
                (hit, *_) = service.search(work, "王一")
                service.add_tag(work, hit.person_id, "duju", work.today)
            raise Trouble("磁盘满了")

    with pytest.raises(Trouble, match="只导入了一部分"):
        roster.apply(database, desk, preview, progress)
    with database.reading(desk) as work:
        assert [batch.half_way for batch in imports.batches(work)] == [True]


def test_a_finished_import_takes_no_more_parts(database: Database, desk: Clerk, path: Path) -> None:
    done = bring_in(database, desk, path)
    assert done.batch_id is not None
    with database.work(desk) as work, pytest.raises(Refusal, match="已经结束"):
        imports.write_part(work, done.batch_id, done.rows[:1], [None])


def test_a_number_of_two_people_goes_to_the_one_named(database: Database, desk: Clerk, tmp_path: Path) -> None:
    with database.work(desk) as work:
        service.register(work, Draft("仇英", id_number=number()))
        second = service.register(work, Draft("单田", id_number=number(), odd=Odd(shared="派出所证明重号")))
    done: Done = bring_in(
        database, desk, book(tmp_path / "一人.xlsx", table([person("单田", 身份证号=number())], TITLES))
    )
    assert [(row.outcome, row.person_id) for row in done.rows] == [("same", second)]


def test_who_is_registered_while_an_undo_stopped_stays(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        old = service.register(work, Draft("解珍", no_number_reason="访客", birth=date(1960, 1, 1)))
    done = bring_in(database, desk, path)
    assert done.batch_id is not None
    with database.work(desk) as work:
        imports.undo_part(work, done.batch_id, 0)
        service.add_phone(work, old, "13900009999")
        new = service.register(work, Draft("仇英", no_number_reason="访客", phones=("13900008888",)))
    roster.undo(database, desk, done.batch_id)
    with database.reading(desk) as work:
        assert [len(service.get(work, one).phones) for one in (old, new)] == [1, 1]
        assert [hit.person_id for hit in service.search(work, "8888")] == [new]


def test_a_household_that_an_undone_merge_gives_back_stays(database: Database, desk: Clerk, tmp_path: Path) -> None:
    rows = [person("王一", 身份证号=number(1), 户号="001", 地址="东村1幢101室")]
    done = bring_in(database, desk, book(tmp_path / "一人.xlsx", table(rows, TITLES)))
    with database.work(desk) as work:
        (house,) = service.households_numbered(work, "001")
        keep, alias = (service.register(work, Draft(name, no_number_reason="访客")) for name in ("仇英", "仇瑛"))
        service.join_household(work, keep, house.id, "")
        merged = service.merge(work, keep, alias, {"household_id": "alias"})
    assert done.batch_id is not None
    roster.undo(database, desk, done.batch_id)
    with database.work(desk) as work:
        service.unmerge(work, merged)
        assert service.get(work, keep).household_no == "001"


def test_an_id_is_never_given_twice(database: Database, desk: Clerk, path: Path) -> None:
    """What clerks did with the people of an import stays in the audit: it must not read as done with others."""
    done = bring_in(database, desk, path)
    assert done.batch_id is not None
    with database.work(desk) as work:
        (hit, *_) = service.search(work, "王一")
        service.unmask(work, hit.person_id, "id_number", "核对")
        before = ids_of(work)
    roster.undo(database, desk, done.batch_id)
    with database.work(desk) as work:
        service.register(work, Draft("仇英", no_number_reason="访客"))
    bring_in(database, desk, path)
    with database.reading(desk) as work:
        after = ids_of(work)
    assert len(after) == MANY + 1
    assert not after & before
