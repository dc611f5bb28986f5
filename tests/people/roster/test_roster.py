"""The real-life roster: counts, values, a second time, mending, taking back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import roster, service
from shequ_desk.people.roster.importing import Preview
from shequ_desk.people.rules import Draft
from shequ_desk.people.service import roster as imports
from shequ_desk.people.service.roster_lines import Stopped
from shequ_desk.people.tables import Area, Household, Person, PhoneRow, SearchKey, Tag
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.clerks import NOBODY
from tests.people.roster.books import ROSTER, book, bring_in, number, person, table

EXPECTED: dict[str, Any] = json.loads(ROSTER.with_name("roster.expected.json").read_text("utf-8"))
COUNTS = {key: EXPECTED[key] for key in ("rows", "created", "updated", "duplicates", "warnings", "rejected")}


def people(database: Database, desk: Clerk) -> dict[str, int]:
    """How many rows the tables of people hold."""
    with database.reading(desk) as work:
        return {
            table.__tablename__: work.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Person, PhoneRow, Tag, Household, Area, SearchKey)
        }


def test_counts_and_every_listed_person(filled: Database, desk: Clerk, done: roster.Done) -> None:
    assert done.counts() == COUNTS
    assert list(done.counts()) == list(COUNTS)
    with filled.reading(desk) as work:
        for check in EXPECTED["checks"]:
            found = work.session.scalars(select(Person).where(Person.id_number == check["id"])).one()
            assert (found.name, found.sex, str(found.birth)) == (check["name"], check["sex"], check["born"])
            assert check["name"] in [hit.name for hit in service.search(work, check["id"][-6:])]
        for check in EXPECTED["without_id"]:
            query = select(Person.birth).where(Person.name == check["name"], Person.id_number.is_(None))
            assert [str(birth) for birth in work.session.scalars(query)] == [check["born"]]


def test_a_second_import_changes_nothing(filled: Database, desk: Clerk) -> None:
    before = people(filled, desk)
    again = bring_in(filled, desk, ROSTER)
    counts = again.counts()
    assert (counts["created"], counts["updated"]) == (0, 0)
    kept = counts["rows"] - counts["duplicates"] - counts["rejected"]
    assert again.remarks[-1] == f"档案里已有、没有写入的 {kept:,} 行"
    assert people(filled, desk) == before


def test_a_dry_run_writes_nothing(database: Database, desk: Clerk) -> None:
    done = roster.import_file(database, desk, ROSTER, dry_run=True)
    assert (done.counts(), done.batch_id) == (COUNTS, None)
    assert set(people(database, desk).values()) == {0}


def test_merged_cells_make_households(filled: Database, desk: Clerk) -> None:
    with filled.reading(desk) as work:
        (house,) = service.households_numbered(work, "0001")
        assert [(one.name, one.relation) for one in house.members] == [
            ("汤琴", "户主"),
            ("任文伟", "配偶"),
            ("吕涵萱", "女"),
            ("谭群", "子"),
        ]
        row = work.session.scalars(select(Person).where(Person.name == "谭群")).one()
        assert (row.address, row.building, row.room) == ("湖滨里", "25", "101")
        assert service.area_path(work, row.area_id) == "第5网格"
        assert [tag.title for tag in service.tags_of(work, row.id)] == ["残疾"]


def test_every_rejected_row_says_why(preview: Preview) -> None:
    reasons = [row.reason for row in preview.rows if row.outcome == "reject"]
    assert len(reasons) == 16
    assert all(reasons)
    assert sum("丢失" in reason for reason in reasons) == 4
    assert sum("没有填写姓名" in reason for reason in reasons) == 2
    assert preview.remarks[:2] == ("跳过 1 行：合计行", "跳过 1 行：签名或说明行")


def test_the_rejected_workbook_is_mended_and_imported(
    filled: Database, desk: Clerk, done: roster.Done, tmp_path: Path
) -> None:
    path = tmp_path / "退回.xlsx"
    path.write_bytes(done.rejected_workbook())
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book.active[2]]
    assert header[-1] == "退回原因"
    assert book.active.max_row == 2 + 16
    name, birth = header.index("姓名") + 1, header.index("出生年月") + 1
    for place in range(3, 19):
        book.active.cell(place, name).value = f"改{'一二三四五六七八九十甲乙丙丁戊己'[place - 3]}"
        book.active.cell(place, header.index("公民身份号码") + 1).value = None
        book.active.cell(place, birth).value = date(1960, 1, place)
    book.save(path)
    mended = bring_in(filled, desk, path)
    assert mended.counts() == dict(COUNTS, rows=16, created=16, duplicates=0, warnings=0, rejected=0)


def test_a_refused_member_comes_back_to_the_household(database: Database, desk: Clerk, tmp_path: Path) -> None:
    rows = [
        person("仇英", 户号="001", 与户主关系="户主", 地址="东村1幢101室", 身份证号=number(12)),
        person("单田", 户号="001", 与户主关系="子", 身份证号=number(13) + "0"),
    ]
    done = bring_in(database, desk, book(tmp_path / "名册.xlsx", table(rows)))
    path = tmp_path / "退回.xlsx"
    path.write_bytes(done.rejected_workbook())
    sheet = openpyxl.load_workbook(path)
    column = [cell.value for cell in sheet.active[2]].index("身份证号") + 1
    sheet.active.cell(3, column).value = number(13)
    sheet.save(path)
    assert bring_in(database, desk, path).counts()["created"] == 1
    with database.reading(desk) as work:
        (house,) = service.households_numbered(work, "001")
        assert [(one.name, one.relation) for one in house.members] == [("仇英", "户主"), ("单田", "子")]


def test_no_cell_of_the_rejected_workbook_can_run(preview: Preview, tmp_path: Path) -> None:
    path = tmp_path / "退回.xlsx"
    path.write_bytes(preview.rejected_workbook())
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_undo_takes_everything_back(filled: Database, desk: Clerk, done: roster.Done) -> None:
    assert done.batch_id is not None
    with filled.work(desk) as work:
        imports.undo(work, done.batch_id)
        (batch,) = imports.batches(work)
    assert set(people(filled, desk).values()) == {0}
    assert (batch.created, batch.undone_by) == (2984, desk.name)
    with filled.work(desk) as work, pytest.raises(Refusal, match="已经撤销"):
        imports.undo(work, done.batch_id)


def test_undo_names_the_people_something_was_built_on(filled: Database, desk: Clerk, done: roster.Done) -> None:
    assert done.batch_id is not None
    with filled.work(desk) as work:
        (hit,) = service.search(work, "林强富")
        service.add_tag(work, hit.person_id, "duju", work.today)
    before = people(filled, desk)
    with pytest.raises(Refusal, match="林强富"), filled.work(desk) as work:
        imports.undo(work, done.batch_id)
    assert people(filled, desk) == before


def test_a_cancelled_import_leaves_nothing(database: Database, desk: Clerk, preview: Preview) -> None:
    seen: list[int] = []

    def cancelled() -> bool:
        return bool(seen) and seen[-1] >= len(preview.rows) + 1000

    def progress(done: int, _steps: int) -> None:
        seen.append(done)

    with pytest.raises(Stopped):
        roster.apply(database, desk, preview, progress, cancelled)
    assert seen == sorted(seen)
    assert set(people(database, desk).values()) == {0}


def test_a_register_that_moved_on_is_looked_at_again(database: Database, desk: Clerk, preview: Preview) -> None:
    with database.work(desk) as work:
        service.register(work, Draft("后来", birth=date(1980, 1, 1), no_number_reason="访客"))
    with pytest.raises(Conflict, match="又有变化"):
        roster.apply(database, desk, preview)
    assert people(database, desk)["person"] == 1


def test_who_may_not_import_is_refused(database: Database, preview: Preview) -> None:
    with pytest.raises(Refusal, match="权限"):
        roster.apply(database, NOBODY, preview)
    with database.reading(NOBODY) as work, pytest.raises(Refusal, match="权限"):
        roster.plan(work, preview.proposal)


def test_the_audit_tells_who_imported_what(filled: Database, desk: Clerk) -> None:
    with filled.reading(desk) as work:
        made = work.session.scalars(select(AuditRow).where(AuditRow.action == "import")).one()
        people_lines = select(func.count()).where(AuditRow.subject == "person", AuditRow.action == "insert")
        assert work.session.scalar(people_lines) == 2984
        masked = select(AuditRow.id).where(AuditRow.after.contains(EXPECTED["checks"][0]["id"]))
        assert work.session.scalars(masked).all() == []
    assert (made.clerk_name, "roster.xlsx" in made.after) == (desk.name, True)
