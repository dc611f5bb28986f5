"""Rosters against people who are registered already: open fields are filled, nothing is overwritten."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service
from shequ_desk.people.roster.importing import Done
from shequ_desk.people.rules import Draft
from shequ_desk.people.service import roster as imports
from shequ_desk.people.service.roster_lines import Stopped
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.roster.books import TITLES, book, bring_in, number, person, table

BORN = date(1950, 1, 1)
HOME: Mapping[str, object] = {"户号": "001", "与户主关系": "户主", "地址": "东村1幢101室"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the roster of a test is written."""
    return tmp_path / "名册.xlsx"


def register(database: Database, desk: Clerk, draft: Draft) -> int:
    """Somebody who was at the desk before."""
    with database.work(desk) as work:
        return service.register(work, draft)


def bring(database: Database, desk: Clerk, path: Path, *rows: Mapping[str, object]) -> Done:
    """Import rows as a workbook."""
    return bring_in(database, desk, book(path, table(rows, (*TITLES, "助餐卡", "民族", "备注"))))


def outcomes(done: Done) -> list[tuple[str, int]]:
    """Outcome and number of warnings, row by row."""
    return [(row.outcome, len(row.warnings)) for row in done.rows]


def test_an_update_fills_what_is_open_and_can_be_taken_back(database: Database, desk: Clerk, path: Path) -> None:
    someone = register(database, desk, Draft("仇英", id_number=number(12)))
    with database.reading(desk) as work:
        before = service.get(work, someone)
    row = person(身份证号=number(12), 电话="13912345678", 人员类别="独居", 民族="汉族", 助餐卡="ZC001234", **HOME)
    done = bring(database, desk, path, row)
    assert done.counts() == {"rows": 1, "created": 0, "updated": 1, "duplicates": 0, "warnings": 0, "rejected": 0}
    with database.reading(desk) as work:
        after = service.get(work, someone)
        assert (after.details.ethnic, after.details.building, after.details.room) == ("汉", "1", "101")
        assert (after.household_no, after.details.relation, len(after.phones), len(after.tags)) == ("001", "户主", 1, 1)
        for typed in ("5678", "1-101", "1234"):
            assert [hit.person_id for hit in service.search(work, typed)] == [someone]
    assert outcomes(bring(database, desk, path, row)) == [("same", 0)]
    assert done.batch_id is not None
    with database.work(desk) as work:
        imports.undo(work, done.batch_id)
    with database.reading(desk) as work:
        again = service.get(work, someone)
        assert (again.details, again.phones, again.tags, again.cards) == (before.details, (), (), ())
        assert service.search(work, "5678") == []
        assert service.households_numbered(work, "001") == ()


def test_a_difference_is_told_and_left(database: Database, desk: Clerk, path: Path) -> None:
    draft = Draft("仇英", id_number=number(12), ethnic="回", phones=("13800000000",), address="西村", note="听力不好")
    someone = register(database, desk, draft)
    row = person(身份证号=number(12), 民族="汉", 电话="13912345678", 地址="东村1幢101室", 备注="无人")
    assert outcomes(bring(database, desk, path, row)) == [("same", 4)]
    with database.reading(desk) as work:
        kept = service.get(work, someone)
        assert (kept.details.ethnic, kept.details.address, kept.details.note) == ("回", "西村", "听力不好")
        assert len(kept.phones) == 1


def test_another_name_under_a_number_touches_nothing(database: Database, desk: Clerk, path: Path) -> None:
    someone = register(database, desk, Draft("仇英", id_number=number(12)))
    assert outcomes(bring(database, desk, path, person("单田", 身份证号=number(12), 民族="汉"))) == [("same", 1)]
    with database.reading(desk) as work:
        assert service.get(work, someone).details.ethnic == ""


def test_missing_values_overwrite_nothing(database: Database, desk: Clerk, path: Path) -> None:
    draft = Draft("仇英", id_number=number(12), ethnic="回", phones=("13800000000",), address="西村", residence="外出")
    someone = register(database, desk, draft)
    with database.reading(desk) as work:
        before = service.get(work, someone)
    assert outcomes(bring(database, desk, path, person(身份证号=number(12)))) == [("same", 0)]
    with database.reading(desk) as work:
        assert service.get(work, someone) == before


def test_without_number_name_birth_and_household_decide(database: Database, desk: Clerk, path: Path) -> None:
    there = person(出生日期="1950-01-01", **HOME)
    elsewhere = person(出生日期="1950-01-01", 户号="002", 与户主关系="户主", 地址="东村2幢202室")
    assert outcomes(bring(database, desk, path, there)) == [("create", 0)]
    assert outcomes(bring(database, desk, path, there)) == [("same", 0)]
    assert outcomes(bring(database, desk, path, elsewhere, elsewhere)) == [("create", 1), ("duplicate", 0)]


def test_a_number_that_was_missing_is_given(database: Database, desk: Clerk, path: Path) -> None:
    bring(database, desk, path, person(出生日期="1950-01-01", 性别="女", **HOME))
    assert outcomes(bring(database, desk, path, person(身份证号=number(12), **HOME))) == [("update", 0)]
    with database.reading(desk) as work:
        row = work.session.scalars(select(Person)).one()
        assert (row.id_number, row.id_kind, row.no_number_reason) == (number(12), "citizen", "")
        assert [hit.name for hit in service.search(work, number(12)[-4:])] == ["仇英"]


def test_the_number_of_a_merged_record_leads_to_the_kept_one(database: Database, desk: Clerk, path: Path) -> None:
    keep = register(database, desk, Draft("仇英", id_number=number(12)))
    alias = register(database, desk, Draft("仇英英", id_number=number(14)))
    with database.work(desk) as work:
        service.merge(work, keep, alias, {})
    done = bring(database, desk, path, person(身份证号=number(14), 民族="汉"))
    assert [(row.outcome, row.person_id) for row in done.rows] == [("update", keep)]


def test_a_card_of_the_alias_is_the_persons_own(database: Database, desk: Clerk, path: Path) -> None:
    keep = register(database, desk, Draft("仇英", id_number=number(12)))
    alias = register(database, desk, Draft("仇英英", id_number=number(14), cards=("ZC001234",)))
    with database.work(desk) as work:
        service.merge(work, keep, alias, {})
    assert outcomes(bring(database, desk, path, person(身份证号=number(12), 助餐卡="ZC001234"))) == [("same", 0)]


def test_two_rows_of_one_person_in_a_file(database: Database, desk: Clerk, path: Path) -> None:
    rows = (person(身份证号=number(12)), person("单田", 身份证号=number(12)))
    done = bring(database, desk, path, *rows)
    assert outcomes(done) == [("create", 0), ("duplicate", 0)]
    assert done.rows[1].reason == "与第 2 行证件号码相同，但那一行的姓名是仇英"


def test_a_second_head_and_a_lone_relation_are_told(database: Database, desk: Clerk, path: Path) -> None:
    rows = (
        person(身份证号=number(12), **HOME),
        person("单田", 身份证号=number(14), **HOME),
        person("解缙", 身份证号=number(16), 与户主关系="子"),
    )
    assert outcomes(bring(database, desk, path, *rows)) == [("create", 0), ("create", 1), ("create", 1)]
    with database.reading(desk) as work:
        relations = select(Person.relation).order_by(Person.id)
        assert list(work.session.scalars(relations)) == ["户主", "", ""]


def test_a_card_of_somebody_else_is_not_taken(database: Database, desk: Clerk, path: Path) -> None:
    register(database, desk, Draft("单田", id_number=number(14), cards=("ZC001234",)))
    rows = (person(身份证号=number(12), 助餐卡="ZC001234"), person("解缙", 身份证号=number(16), 助餐卡="ZC009999"))
    assert outcomes(bring(database, desk, path, *rows)) == [("create", 1), ("create", 0)]


def test_an_ended_tag_is_not_opened_again(database: Database, desk: Clerk, path: Path) -> None:
    someone = register(database, desk, Draft("仇英", id_number=number(12)))
    with database.work(desk) as work:
        tag = service.add_tag(work, someone, "dibao", date(2025, 1, 1))
        service.add_tag(work, someone, "duju", date(2025, 1, 1))
        service.end_tag(work, tag, date(2026, 1, 1))
    done = bring(database, desk, path, person(身份证号=number(12), 人员类别="低保、独居、党员"))
    assert outcomes(done) == [("update", 1)]
    with database.reading(desk) as work:
        now = service.tags_of(work, someone, work.today)
        assert sorted(tag.title for tag in now) == ["党员", "独居"]


def test_grids_of_the_tree_are_used(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        street = service.add_area(work, "示范街道")
        community = service.add_area(work, "清泉社区", street)
        grid = service.add_area(work, "第 5 网格（湖滨里）", community)
    titles = ("姓名", "身份证号", "网格")
    rows = [("仇英", number(12), "第5网格"), ("单田", number(14), "第6网格")]
    done = bring_in(database, desk, book(path, [titles, *rows]))
    assert done.remarks == ("网格表里没有、将新建的网格：第6网格",)
    with database.reading(desk) as work:
        first, second = work.session.scalars(select(Person).order_by(Person.id))
        assert first.area_id == grid
        assert service.area_path(work, second.area_id) == "示范街道 清泉社区 第6网格"


def test_imports_are_taken_back_in_any_order_that_makes_sense(database: Database, desk: Clerk, path: Path) -> None:
    first = bring(database, desk, path, person(身份证号=number(12)))
    second = bring(database, desk, path, person(身份证号=number(12), 民族="汉"))
    assert first.batch_id is not None
    assert second.batch_id is not None
    with pytest.raises(Refusal, match="仇英"), database.work(desk) as work:
        imports.undo(work, first.batch_id)
    for batch_id in (second.batch_id, first.batch_id):
        with database.work(desk) as work:
            imports.undo(work, batch_id)
    with database.reading(desk) as work:
        assert list(work.session.scalars(select(Person.id))) == []
        assert [batch.undone_at is not None for batch in imports.batches(work)] == [True, True]


def test_a_formula_without_a_stored_value_says_nothing(database: Database, desk: Clerk, path: Path) -> None:
    done = bring(database, desk, path, {"姓名": '="仇"&"英"', "身份证号": number(12)})
    assert [(row.outcome, row.reason) for row in done.rows] == [("reject", "没有填写姓名")]


def test_an_undo_can_be_cancelled(database: Database, desk: Clerk, path: Path) -> None:
    done = bring(database, desk, path, person(身份证号=number(12)))
    assert done.batch_id is not None
    with pytest.raises(Stopped), database.work(desk) as work:
        imports.undo(work, done.batch_id, cancelled=lambda: True)
    with database.reading(desk) as work:
        assert [batch.undone_at for batch in imports.batches(work)] == [None]
        assert [hit.name for hit in service.search(work, "仇英")] == ["仇英"]


def test_a_guardian_entered_since_keeps_the_import(database: Database, desk: Clerk, path: Path) -> None:
    done = bring(database, desk, path, person(身份证号=number(12)))
    assert done.batch_id is not None
    with database.work(desk) as work:
        (hit,) = service.search(work, "仇英")
        service.add_guardian(work, hit.person_id, "女儿", name="单田")
    with pytest.raises(Refusal, match="仇英"), database.work(desk) as work:
        imports.undo(work, done.batch_id)
