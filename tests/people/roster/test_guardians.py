"""Guardian columns of a roster: linked to residents, else kept by name and phone; a second time nothing changes."""

from datetime import date
from pathlib import Path

import pytest

from shequ_desk.people import roster, service
from shequ_desk.people.roster.columns import field_of
from shequ_desk.people.roster.importing import Done
from shequ_desk.people.rules import Draft
from shequ_desk.people.service import roster as imports
from shequ_desk.people.views import GuardianView
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.roster.books import book, bring_in, number, table

TITLES = ("户号", "姓名", "身份证号", "监护人", "监护人关系", "监护人电话", "监护人身份证号")
CHILD, MOTHER = number(21, date(2024, 3, 1)), number(22, date(1992, 5, 6))
WARD = {"户号": "001", "姓名": "仇小满", "身份证号": CHILD}
MOTHERS = {"户号": "001", "姓名": "解明", "身份证号": MOTHER}
SAID = {"监护人": "解明", "监护人关系": "母亲", "监护人电话": "139 1234 5678"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the roster lies."""
    return tmp_path / "名册.xlsx"


def bring(database: Database, desk: Clerk, path: Path, *rows: dict[str, str]) -> Done:
    """Import rows."""
    return bring_in(database, desk, book(path, table(rows, TITLES)))


def guardians(database: Database, desk: Clerk) -> list[GuardianView]:
    """The child's guardians."""
    with database.reading(desk) as work:
        (hit,) = service.search(work, "仇小满")
        return list(service.get(work, hit.person_id).guardians)


def person_id(database: Database, desk: Clerk, name: str) -> int:
    """Somebody by name."""
    with database.reading(desk) as work:
        return service.search(work, name)[0].person_id


@pytest.mark.parametrize("title", ["监护人", "监护人姓名", "家长姓名"])
def test_titles(title: str) -> None:
    assert field_of(title) == "guardian"
    assert field_of(f"{title.removesuffix('姓名')}电话") == "guardian_phone"
    assert field_of(f"{title.removesuffix('姓名')}身份证号") == "guardian_number"


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("more", [{"监护人身份证号": MOTHER}, {}])
def test_a_guardian_of_the_same_file_is_linked_wherever_she_stands(
    database: Database, desk: Clerk, path: Path, first: bool, more: dict[str, str]
) -> None:
    ward = WARD | SAID | more
    done = bring(database, desk, path, *((MOTHERS, ward) if first else (ward, MOTHERS)))
    (found,) = guardians(database, desk)
    assert (found.guardian_id, found.name) == (person_id(database, desk, "解明"), "解明")
    assert (found.relation, found.phone_masked) == ("母亲", "139****5678")
    assert (done.counts()["created"], done.counts()["warnings"]) == (2, 0)


def test_a_second_time_nothing_changes_and_undo_takes_it_back(database: Database, desk: Clerk, path: Path) -> None:
    done = bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER}, MOTHERS)
    again = bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER}, MOTHERS)
    assert (again.counts()["created"], again.counts()["updated"], again.counts()["warnings"]) == (0, 0, 0)
    assert len(guardians(database, desk)) == 1
    assert done.batch_id is not None
    roster.undo(database, desk, done.batch_id)
    with database.reading(desk) as work:
        assert service.search(work, "仇小满") == []
        assert service.search(work, "解明") == []


def test_somebody_from_outside_is_kept_by_name_and_phone(database: Database, desk: Clerk, path: Path) -> None:
    bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER})
    (found,) = guardians(database, desk)
    assert (found.guardian_id, found.name, found.phone_masked) == (None, "解明", "139****5678")


def test_the_preview_names_the_rows_whose_guardians_number_is_not_kept(
    database: Database, desk: Clerk, path: Path
) -> None:
    ward = WARD | SAID | {"监护人身份证号": MOTHER}
    other = {"户号": "002", "姓名": "单小田", "身份证号": number(25, date(2023, 2, 3)), "监护人": "解明"}
    done = bring(database, desk, path, ward, other)
    (remark,) = [text for text in done.remarks if "监护人" in text]
    assert f"证件号码不保存：第 {done.rows[0].line.row} 行" in remark
    assert done.counts()["warnings"] == 0


def test_a_registered_guardian_is_linked_and_no_remark_is_made(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        mother = service.register(work, Draft("解明", id_number=MOTHER))
    done = bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER})
    assert [text for text in done.remarks if "监护人" in text] == []
    assert [found.guardian_id for found in guardians(database, desk)] == [mother]


def test_a_namesake_under_another_number_is_not_linked(database: Database, desk: Clerk, path: Path) -> None:
    other = {"户号": "001", "姓名": "解明", "身份证号": number(24, date(1980, 1, 1))}
    bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER}, other)
    assert [found.guardian_id for found in guardians(database, desk)] == [None]


def test_a_known_ward_gets_one_only_when_there_is_none(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        child = service.register(work, Draft("仇小满", id_number=CHILD))
    filled = bring(database, desk, path, WARD | SAID)
    assert [(row.outcome, row.fills) for row in filled.rows] == [("update", ("household", "guardian"))]
    told = bring(database, desk, path, WARD | SAID | {"监护人": "单田"})
    assert (told.rows[0].outcome, told.rows[0].warnings) == (
        "same",
        ("监护人与档案不一致（档案：解明），保留档案内容",),
    )
    with database.work(desk) as work:
        service.end_guardian(work, service.get(work, child).guardians[0].id, work.today)
    assert [found.name for found in guardians(database, desk)] == ["解明"]


def test_an_update_is_taken_back_with_its_guardian(database: Database, desk: Clerk, path: Path) -> None:
    with database.work(desk) as work:
        service.register(work, Draft("仇小满", id_number=CHILD))
    done = bring(database, desk, path, WARD | SAID | {"监护人身份证号": MOTHER}, MOTHERS)
    assert [found.guardian_id is not None for found in guardians(database, desk)] == [True]
    assert done.batch_id is not None
    with database.work(desk) as work:
        imports.undo(work, done.batch_id)
    assert guardians(database, desk) == []


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ({"监护人电话": "13912345678"}, "没有填姓名"),
        ({"监护人": "解3明"}, "监护人"),
        ({"监护人": "解明", "监护人电话": "12"}, "监护人电话"),
        ({"监护人": "解明", "监护人身份证号": "330200199205060221"}, "没有据此查找居民"),
        ({"监护人": "仇小满", "监护人身份证号": CHILD}, "本人"),
    ],
)
def test_what_is_wrong_with_a_guardian_never_refuses_the_ward(
    database: Database, desk: Clerk, path: Path, said: dict[str, str], warning: str
) -> None:
    (row,) = bring(database, desk, path, WARD | said).rows
    assert (row.outcome, len(row.warnings)) == ("create", 1)
    assert warning in row.warnings[0]
