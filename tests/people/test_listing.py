"""Lists, areas, guardians, export and the rights on all of it."""

import inspect
from dataclasses import replace
from datetime import date
from types import FunctionType
from typing import Any

import pytest

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service
from shequ_desk.people.rules import GRANTS, Filters
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.people.sample import draft, id_number

SERVICES: list[Any] = [getattr(service, name) for name in service.__all__]


@pytest.mark.parametrize("function", SERVICES, ids=lambda function: function.__name__)
def test_without_the_right_nothing_happens(
    database: Database, everyone: dict[str, Clerk], function: FunctionType
) -> None:
    needed = function.__needs__  # type: ignore[attr-defined]
    blanks = [None] * (len(inspect.signature(function).parameters) - 1)
    without = [clerk for role, clerk in everyone.items() if needed not in GRANTS.get(role, ())]
    assert "admin" in {clerk.login for clerk in without}
    for clerk in without:
        with database.reading(clerk) as work, pytest.raises(Refusal, match="权限"):
            function(work, *blanks)


def test_filters_and_pages(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        street = service.add_area(work, "青石街道")
        village = service.add_area(work, "示例社区", street)
        grid = service.add_area(work, "第3网格", village)
        ages = {}
        for years, name in ((90, "仇英"), (60, "单田"), (59, "解珍"), (5, "小明")):
            born = date(2026 - years, 11, 21)
            who = replace(draft(name, id_number(born, years)), area_id=grid if years > 59 else None)
            ages[name] = service.register(work, who)
        service.add_tag(work, ages["仇英"], "dibao", work.today)
        service.add_tag(work, ages["单田"], "dibao", date(2020, 1, 1), date(2020, 12, 31))

        def names(filters: Filters) -> list[str]:
            found = [row.name for row in service.listing(work, filters, 0, 100)]
            assert len(found) == service.count(work, filters)
            return found

        assert names(Filters()) == ["仇英", "单田", "小明", "解珍"]
        assert [row.name for row in service.listing(work, Filters(), 1, 2)] == ["单田", "小明"]
        assert names(Filters(age_from=60)) == ["仇英", "单田"]
        assert names(Filters(age_from=59, age_to=60)) == ["单田", "解珍"]
        assert names(Filters(tag="dibao")) == ["仇英"]
        assert names(Filters(area_id=street)) == ["仇英", "单田"]
        assert names(Filters(text="st")) == ["单田"]
        service.report_death(work, ages["仇英"], work.today)
        assert names(Filters(tag="dibao")) == []
        assert names(Filters(tag="dibao", living_here=False)) == ["仇英"]
        assert service.get(work, ages["单田"]).area_path == "青石街道 示例社区 第3网格"


@pytest.mark.parametrize(("role", "shown"), [("desk", True), ("director", True), ("auditor", False)])
def test_an_export_is_masked_unless_permitted_and_logged(
    database: Database, desk: Clerk, everyone: dict[str, Clerk], role: str, shown: bool
) -> None:
    with database.work(desk) as work:
        service.register(work, draft("仇英", id_number(), phones=("13800001234",)))
    with database.work(everyone[role]) as work:
        table = service.export(work, Filters())
    assert (id_number() in table.rows[0]) == shown
    assert ("13800001234" in table.rows[0]) == shown
    assert len(table.rows[0]) == len(table.columns)
    assert {column.key for column in table.columns if column.kind == "number_text"} == {"id_number", "phone"}
    with database.reading(desk) as work:
        logged = work.session.query(AuditRow).filter_by(action="export").one()
    assert f'"masked":{str(not shown).lower()}' in logged.after


def test_the_tree_has_four_levels_and_ends(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        levels = [service.add_area(work, "青石街道")]
        for title in ("示例社区", "第3网格", "第1微网格"):
            levels.append(service.add_area(work, title, levels[-1]))
        assert [area.path for area in service.areas(work)][-1] == "青石街道 示例社区 第3网格 第1微网格"
        assert service.area_path(work, levels[1]) == "青石街道 示例社区"
        for refused in (
            lambda: service.add_area(work, "第五级", levels[-1]),
            lambda: service.add_area(work, " "),
            lambda: service.end_area(work, levels[2], work.today),
        ):
            with pytest.raises(Refusal):
                refused()
        service.end_area(work, levels[3], work.today)
        assert len(service.areas(work)) == 4
        assert len(service.areas(work, date(2026, 11, 22))) == 3


def test_grid_posts_make_a_call_list(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        street = service.add_area(work, "青石街道")
        post = service.give_post(work, street, "网格长", "陈 明", "138 0000 1234")
        assert [(one.post, one.name, one.phone) for one in service.posts(work, street)] == [
            ("网格长", "陈明", "13800001234")
        ]
        with pytest.raises(Refusal):
            service.give_post(work, street, "村长", "陈明")
        service.end_post(work, post, work.today)
        with pytest.raises(Refusal):
            service.end_post(work, post, work.today)


def test_guardians_are_residents_or_come_from_outside(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        child = service.register(work, draft("小明"))
        mother = service.register(work, draft("解珍"))
        inside = service.add_guardian(work, child, "母亲", mother)
        service.add_guardian(work, child, "祖父", name="仇 英", phone="13800001234")
        with pytest.raises(Refusal):
            service.add_guardian(work, child, "母亲", child)
        service.end_guardian(work, inside, work.today)
        with pytest.raises(Refusal):
            service.end_guardian(work, inside, work.today)
        found = service.get(work, child).guardians
    assert [(one.name, one.relation, one.phone_masked) for one in found] == [
        ("仇英", "祖父", "138****1234"),
        ("解珍", "母亲", ""),
    ]
    assert found[1].to_day == date(2026, 11, 21)


def test_tags_are_dated_and_never_overlap(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("仇英"))
        first = service.add_tag(work, person, "canji", date(2026, 1, 1), date(2026, 6, 30), "二级")
        service.add_tag(work, person, "canji", date(2026, 7, 1), grade="一级")
        for start, end in ((date(2026, 6, 30), None), (date(2025, 1, 1), date(2026, 1, 1)), (date(2027, 1, 1), None)):
            with pytest.raises(Refusal):
                service.add_tag(work, person, "canji", start, end)
        service.add_tag(work, person, "canji", date(2025, 1, 1), date(2025, 12, 31))
        with pytest.raises(Refusal):
            service.end_tag(work, first, date(2026, 12, 31))
        service.end_tag(work, first, date(2026, 3, 31))
        assert [tag.grade for tag in service.tags_of(work, person, date(2026, 3, 31))] == ["二级"]
        assert service.tags_of(work, person, date(2026, 4, 1)) == ()
        for key, grade in (("nosuch", ""), ("canji", "九级")):
            with pytest.raises(Refusal):
                service.add_tag(work, person, key, work.today, grade=grade)
