"""Steps taken twice, too late or in the wrong order: refused with a way out, and nothing stands in the way later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.people.sample import draft, id_number

Leave = Callable[[Work, int, date], None]
Return = Callable[[Work, int], None]
DAY = date(2026, 11, 1)


def _alive(work: Work, person_id: int) -> None:
    service.withdraw_death(work, person_id, "登记错人")


@pytest.mark.parametrize(
    ("leave", "come_back"), [(service.report_death, _alive), (service.report_move, service.report_back)]
)
def test_a_household_never_has_two_heads(database: Database, desk: Clerk, leave: Leave, come_back: Return) -> None:
    with database.work(desk) as work:
        home = service.new_household(work, "001")
        father = service.register(work, draft("王芳", id_number()))
        son = service.register(work, draft("王小", id_number(sequence=13)))
        service.join_household(work, father, home, "户主")
        leave(work, father, DAY)
        service.join_household(work, son, home, "户主")
        with pytest.raises(Refusal, match="户主是王小"):
            come_back(work, father)
        for person_id in (father, son):
            view = service.get(work, person_id)
            assert service.edit(work, person_id, replace(view.details, note="听力不好"), view.version) > view.version
        service.join_household(work, son, home, "子")
        come_back(work, father)
        assert [one.relation for one in service.household(work, home).members] == ["户主", "子"]


def test_what_was_reported_is_not_reported_over(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳"))
        service.report_move(work, person, date(2026, 10, 1))
        with pytest.raises(Refusal, match="已登记迁出（2026年10月1日）"):
            service.report_move(work, person, DAY)
        service.report_death(work, person, DAY)
        for again in (service.report_death, service.report_move):
            with pytest.raises(Refusal, match="已登记死亡（2026年11月1日）"):
                again(work, person, date(2026, 11, 2))
        stored = service.get(work, person)
        assert (stored.deceased_on, stored.moved_out_on) == (DAY, date(2026, 10, 1))


def test_nothing_is_taken_back_that_was_not_reported(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳"))
        with pytest.raises(Refusal, match="没有登记死亡"):
            _alive(work, person)
        with pytest.raises(Refusal, match="没有登记迁出"):
            service.report_back(work, person)
        assert service.get(work, person).version == 1


def test_a_guardian_answers_once_lives_and_is_no_ward_of_the_ward(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        mother, child, late = (service.register(work, draft(name)) for name in ("王芳", "王小", "王老"))
        service.report_death(work, late, DAY)
        row = service.add_guardian(work, child, "母亲", mother)
        service.add_guardian(work, child, "其他", name="赵六")
        for wrong, why in (
            ({"guardian_id": mother}, "已经登记"),
            ({"name": "赵六"}, "已经登记"),
            ({"guardian_id": late}, "死亡"),
        ):
            with pytest.raises(Refusal, match=why):
                service.add_guardian(work, child, "母亲", **wrong)
        with pytest.raises(Refusal, match="王小自己由此人监护"):
            service.add_guardian(work, mother, "子", child)
        service.end_guardian(work, row, work.today)
        service.add_guardian(work, mother, "子", child)
        assert len(service.get(work, child).guardians) == 2


def test_who_keeps_a_sex_or_birth_date_against_the_number_is_logged(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, replace(draft("王芳", id_number()), sex="女", birth=date(1950, 1, 2)))
        service.register(work, draft("王方", id_number(sequence=13)))
    with database.work(desk) as work:
        view = service.get(work, person)
        service.edit(work, person, replace(view.details, birth=date(1950, 1, 1)), view.version)
        service.edit(work, person, replace(view.details, note="听力不好", birth=date(1950, 1, 1)), view.version + 1)
    with database.reading(desk) as work:
        logged = work.session.query(AuditRow).filter_by(action="against_number").order_by(AuditRow.id).all()
    assert [(row.row_key, row.clerk_name, row.after) for row in logged] == [
        (str(person), desk.name, '{"项目":"性别、出生日期"}'),
        (str(person), desk.name, '{"项目":"性别"}'),
    ]


def test_a_card_reader_may_type_full_width(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", cards=("ｚｃ００１２３４",)))
        assert [hit.person_id for hit in service.search(work, "ZC001234")] == [person]
        with pytest.raises(Refusal, match="登记在王芳名下"):
            service.register(work, draft("王小", cards=("zc001234",)))


def test_a_place_is_corrected_and_hung_elsewhere_with_its_residents(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        street = service.add_area(work, "示范街道")
        first, second = (service.add_area(work, title, street) for title in ("清泉社区", "湖滨社区"))
        grid = service.add_area(work, "第1网隔", first)
        person = service.register(work, replace(draft("王芳"), area_id=grid))
        service.change_area(work, grid, " 第1网格 ", second, "G01")
        assert service.get(work, person).area_path == "示范街道 湖滨社区 第1网格"
        with pytest.raises(Refusal, match="已有“第1网格”"):
            service.add_area(work, "第1网格", second)
        with pytest.raises(Refusal, match="上级不对"):
            service.change_area(work, grid, "第1网格", street)
        service.add_area(work, "第1网格", first)
        with pytest.raises(Refusal, match="已有“第1网格”"):
            service.change_area(work, grid, "第1网格", first)


def test_a_title_is_free_again_after_its_place_ended(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        old = service.add_area(work, "示范街道", from_day=date(2020, 1, 1))
        service.end_area(work, old, date(2026, 11, 20))
        assert service.add_area(work, "示范街道") != old
