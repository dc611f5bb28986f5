"""The month, the hall, rights and the demonstration."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.care import Incident, MedicineGiven, MedicineOrder, Observation
from shequ_desk.counters.childcare.rules.child import ChildCard
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, HEALTH, Document
from shequ_desk.counters.childcare.rules.month import MonthFigures, check_month
from shequ_desk.counters.childcare.service.behind import month_sums
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.money import Money, total
from shequ_desk.people import service as people
from shequ_desk.people.service.sample import fill
from shequ_desk.store.database import Database, Work
from tests.clerks import as_role
from tests.counters.childcare.kit import (
    CHECK,
    CLERK,
    HOURLY,
    MONDAY,
    OLDER,
    TODAY,
    aged,
    at,
    child,
    grandmother,
    morning,
    papers,
    session_no,
    stay,
)

NOVEMBER = Month(2026, 11)


@pytest.fixture
def ready(preset: Database) -> Database:
    """李小满 (child 1) with papers and grandmother."""
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        papers(work, one)
        grandmother(work, one)
    return preset


@pytest.fixture
def made_up(database: Database) -> Database:
    """A made-up November in a community of 900."""
    with database.work(CLERK) as work:
        fill(work, Random(7), 900)
    with database.work(CLERK) as work:
        childcare.demo(work, Random(7), NOVEMBER)
    return database


def test_a_made_up_month_adds_up(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        figures = childcare.month_figures(work, NOVEMBER)
        sums = {one.label: one for one in month_sums(figures)}
        rows = sums["托育人次"].rows(work).rows
        checks = childcare.checks(work, NOVEMBER)
        boards = [childcare.week(work, TODAY - timedelta(days=shift)) for shift in (0, 7, 14)]
        month = childcare.month_board(work, NOVEMBER)
    assert figures.visits == len(rows) > 100
    assert figures.list_price == total(row[6] for row in rows if isinstance(row[6], Money))
    assert sum(one.children for one in figures.ages) == figures.children
    cells = [cell for board in boards for row in board.rows for cell in row.cells]
    assert {cell.level for cell in cells} == {"free", "tight", "full", "closed"}
    assert [one.holds for one in checks] == [True] * 4
    assert all(cell.used <= cell.places for cell in cells)
    assert [(one.day.day, one.closed) for one in month.days if one.closed] == [
        (day, "休") for day in (1, 8, 15, 22, 29)
    ]
    assert sum(one.children for one in month.days) > 100


def test_days_with_too_few_carers_are_named(made_up: Database) -> None:
    with made_up.work(CLERK) as work:
        work.session.execute(text("UPDATE childcare_group SET most = 1"))
    with made_up.reading(CLERK) as work:
        last = childcare.checks(work, NOVEMBER)[-1]
        days = childcare.crowded_days(work, NOVEMBER)
    assert not last.holds
    assert last.text.startswith(f"托育超出班额或师幼比：{days[0].month}月{days[0].day}日、")
    assert last.text.endswith(f"等 {len(days)} 天")
    assert all(day in NOVEMBER and day <= TODAY for day in days)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"visits": 1}, "项目合计与总计不符"),
        ({"payers": ()}, "各承担方"),
        ({"receipts": Money(1)}, "凭证合计不符"),
        ({"children": 0}, "儿童数"),
    ],
)
def test_every_identity_is_asserted(made_up: Database, changed: dict[str, object], said: str) -> None:
    with made_up.reading(CLERK) as work:
        figures = childcare.month_figures(work, NOVEMBER)
    bad: MonthFigures = replace(figures, **changed)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=said):
        check_month(bad)


def test_no_month_to_come(preset: Database) -> None:
    with preset.reading(CLERK) as work, pytest.raises(Refusal, match="还没有开始"):
        childcare.month_figures(work, NOVEMBER.next)


def test_use_is_what_was_used_of_what_was_offered(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        number = childcare.book(work, morning(work, 1))
    stay(ready, clock, number, at(MONDAY, 8, 30), at(MONDAY, 10))
    with ready.reading(CLERK) as work:
        uses = {(one.group_name, one.session_name): one for one in childcare.month_figures(work, NOVEMBER).uses}
    one = uses["托大班", "上午 8:30–11:30"]
    days = [day for day in NOVEMBER.days() if day <= MONDAY and day.weekday() < 6]
    assert (one.used, one.offered) == (90, 7 * 180 * len(days))


def test_tiles_follow_the_child_through_the_day(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        tiles = [childcare.tiles(work, 1)]
        number = childcare.book(work, morning(work, 1))
        tiles.append(childcare.tiles(work, 1))
        assert childcare.tiles(work, child(work, date(1980, 5, 1), "李国芳")) == ()
    clock.set(at(MONDAY, 8))
    with ready.reading(CLERK) as work:
        tiles.append(childcare.tiles(work, 1))
    stay(ready, clock, number, at(MONDAY, 8, 30), at(MONDAY, 10))
    with ready.reading(CLERK) as work:
        tiles.append(childcare.tiles(work, 1))
        (past,) = childcare.timeline(work, 1)
        today = childcare.figures_today(work)
    assert [[(one.title, one.state) for one in facts] for facts in tiles] == [
        [("预约托育", "27 月")],
        [("预约托育", "已约 11月23日 8:30–11:30")],
        [("托育签到", "托大班 8:30–11:30 待签到"), ("预约托育", "27 月")],
        [("预约托育", "27 月")],
    ]
    assert (past.text, past.number) == ("托大班 计时托 8:30–11:30", "TY-2026-000001")
    assert (today.came, today.booked) == (1, 1)


def test_reminders_tell_of_allergies_and_health_checks(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        childcare.save_card(work, ChildCard(1, "祖辈", "牛奶"))
        assert childcare.reminders(work, 1) == ("过敏：牛奶",)
    clock.set(datetime(2027, 2, 10, 9))
    with ready.reading(CLERK) as work:
        assert childcare.reminders(work, 1) == ("过敏：牛奶", "健康检查有效至 2027-03-01")


def test_due_of_tomorrow_medicine_and_no_shows(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        childcare.book(work, morning(work, 1))
        order = MedicineOrder(1, "退热贴", "1 片", "午睡前", TODAY, MONDAY, "李国芳", original=True)
        number = childcare.order_medicine(work, order)
    clock.set(at(MONDAY - timedelta(days=1), 10))
    with ready.reading(CLERK) as work:
        sunday = [one.text for one in childcare.due(work)]
    clock.set(at(MONDAY, 12))
    with ready.work(CLERK) as work:
        monday = [one.text for one in childcare.due(work)]
        childcare.give_medicine(work, MedicineGiven(number, work.now, "陈老师", "沈老师"))
        for given, said in (
            (MedicineGiven(number, work.now, "陈老师", "陈老师"), "不能是同一人"),
            (MedicineGiven(number, work.now, "陈老师", ""), "两人核对"),
            (MedicineGiven(99, work.now, "陈老师", "沈老师"), "没有这份"),
        ):
            with pytest.raises(Refusal, match=said):
                childcare.give_medicine(work, given)
        assert len(childcare.doses(work, MONDAY)) == len(childcare.medicines(work, MONDAY)) == 1
    assert sunday == ["今日委托喂药 1 份", "明日托育 1 名儿童"]
    assert monday == ["11月23日 托育预约未到 1 个待处理", "今日委托喂药 1 份"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"drug": " "}, "药名"),
        ({"guardian": ""}, "监护人"),
        ({"original": False}, "原包装"),
        ({"last": date(2026, 11, 1)}, "早于"),
    ],
)
def test_medicine_orders_are_whole(ready: Database, changed: dict[str, object], said: str) -> None:
    order = MedicineOrder(1, "退热贴", "1 片", "午睡前", TODAY, MONDAY, "李国芳", original=True)
    bad: MedicineOrder = replace(order, **changed)  # type: ignore[arg-type]
    with ready.work(CLERK) as work, pytest.raises(Refusal, match=said):
        childcare.order_medicine(work, bad)


def test_incidents_are_completed_never_changed(ready: Database) -> None:
    with ready.work(CLERK) as work:
        first = Incident(1, work.now, "活动区", "陈老师", "绊倒", "擦伤", "消毒", work.now)
        number = childcare.report_incident(work, first)
        childcare.report_incident(work, replace(first, follow_up="次日无恙", amends_id=number))
        for bad, said in (
            (replace(first, place=""), "地点"),
            (replace(first, at=work.now + timedelta(hours=1)), "晚于现在"),
            (replace(first, told_at=work.now - timedelta(hours=1)), "早于事故时间"),
            (replace(first, amends_id=99), "没有要补充"),
        ):
            with pytest.raises(Refusal, match=said):
                childcare.report_incident(work, bad)
        found = childcare.incidents(work, TODAY, TODAY)
        assert childcare.month_figures(work, NOVEMBER).incidents == 1
    assert [(one.amends_id, one.follow_up) for one in found] == [(number, "次日无恙"), (0, "")]
    for table in ("childcare_incident", "childcare_medicine", "childcare_door", "childcare_stay", "childcare_share"):
        with ready.engine.connect() as connection:
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            triggers = connection.exec_driver_sql(
                f"SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name='{table}'"
            ).scalar()
            if rows:
                with pytest.raises(DatabaseError, match="frozen"):
                    connection.exec_driver_sql(f"DELETE FROM {table}")
        assert triggers == 2


def test_notes_of_the_day(ready: Database) -> None:
    with ready.work(CLERK) as work:
        number = childcare.book(work, morning(work, 1))
        childcare.observe(work, Observation(number, "精神好", "好", "八成", "2 小时"))
        with pytest.raises(Refusal, match="观察内容"):
            childcare.observe(work, Observation(number, " "))
        (note,) = childcare.observations(work, number)
    assert (note.text, note.clerk_name) == ("精神好", "王岚")


def test_two_clerks_on_one_card(ready: Database) -> None:
    with ready.work(CLERK) as work:
        childcare.save_card(work, ChildCard(1, "祖辈", contact_phone="13800138000"))
        with pytest.raises(Conflict) as conflict:
            childcare.save_card(work, ChildCard(1, "父母"))
        childcare.save_card(work, ChildCard(1, "父母", version=1))
        with pytest.raises(Refusal, match="由谁照护"):
            childcare.save_card(work, ChildCard(1, "", version=2))
        card = childcare.open_file(work, 1).card
    assert isinstance(conflict.value.theirs, ChildCard)
    assert card == ChildCard(1, "父母", version=2)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (Document(0, 1, AGREEMENT, TODAY, None, "李小满", "本人", 1), "不能是儿童本人"),
        (Document(0, 1, AGREEMENT, TODAY, None, "", "母"), "签署的监护人"),
        (Document(0, 1, AGREEMENT, TODAY, None, "李国芳", ""), "与儿童的关系"),
        (Document(0, 1, HEALTH, TODAY + timedelta(days=1), None), "晚于今天"),
        (Document(0, 1, HEALTH, TODAY, TODAY - timedelta(days=1)), "早于签署或检查"),
        (Document(0, 1, AGREEMENT, date(2025, 1, 1), None, "李国芳", "母"), "还没有托育服务协议的文本"),
        (Document(0, 1, "photo", TODAY, None), "材料种类"),
    ],
)
def test_papers_that_cannot_be_right(ready: Database, document: Document, said: str) -> None:
    with ready.work(CLERK) as work, pytest.raises(Refusal, match=said):
        childcare.add_document(work, document)


def test_a_minor_signs_for_nobody_and_a_consent_can_be_withdrawn(ready: Database) -> None:
    with ready.work(CLERK) as work:
        minor = child(work, date(2010, 5, 1), "李大满")
        with pytest.raises(Refusal, match="监护人须年满 18 周岁"):
            childcare.add_document(work, Document(0, 1, AGREEMENT, TODAY, None, "李大满", "兄", minor))
        consent = next(one for one in childcare.open_file(work, 1).documents if one.kind == "consent")
        childcare.withdraw_document(work, consent.id, TODAY)
        assert [one.kind for one in childcare.missing_papers(work, 1, HOURLY, MONDAY)] == ["consent"]
        with pytest.raises(Refusal, match="已经撤回"):
            childcare.withdraw_document(work, consent.id, TODAY)


def test_opening_a_file_is_logged(ready: Database) -> None:
    with ready.work(CLERK) as work:
        opened = childcare.open_file(work, 1)
    with ready.engine.connect() as connection:
        query = "SELECT clerk_name FROM audit WHERE action='open_file' AND subject='childcare_child' AND row_key='1'"
        assert connection.exec_driver_sql(query).scalars().all() == ["王岚"]
    assert (opened.name, len(opened.documents), len(opened.pickups)) == ("李小满", 4, 1)


def test_a_file_needs_the_directors_standing_approval(ready: Database) -> None:
    clerk, director = replace(as_role("childcare"), id=9), as_role("director")
    with ready.work(clerk) as work:
        assert not childcare.approved(work)
        for act in (_open, _form, _roster, _cancel):
            with pytest.raises(Refusal, match=r"请主任|授权"):
                act(work)
        assert (childcare.tiles(work, 1), childcare.timeline(work, 1), childcare.reminders(work, 1)) == ((), (), ())
        assert childcare.wall(work, TODAY) == ()
        assert childcare.week(work, TODAY).rows
    with ready.work(replace(director, id=9)) as work:
        with pytest.raises(Refusal, match="事由"):
            childcare.approve(work, 9, TODAY, None, " ")
        number = childcare.approve(work, 9, TODAY, TODAY + timedelta(days=30), "托育登记")
        with pytest.raises(Refusal, match="已有授权"):
            childcare.approve(work, 9, TODAY, None, "再来一次")
        with pytest.raises(Refusal, match="没有这位工作人员"):
            childcare.approve(work, 77, TODAY, None, "没有的人")
    with ready.work(clerk) as work:
        assert _open(work)
    with ready.work(replace(director, id=9)) as work:
        childcare.revoke(work, number)
        assert not childcare.approvals(work)[0].holds(TODAY)
    with ready.reading(clerk) as work:
        assert not childcare.approved(work)


def test_due_without_approval_names_nobody(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        number = childcare.book(work, morning(work, 1))
    clock.set(at(MONDAY, 8, 30))
    with ready.work(CLERK) as work:
        childcare.morning_check(work, number, CHECK)
        childcare.check_in(work, number)
    clock.set(at(MONDAY, 18))
    with ready.reading(replace(as_role("auditor"), id=9)) as work:
        assert [one.text for one in childcare.due(work)] == ["有 1 名儿童过时未接走"]


def test_the_wall_carries_masked_names_only(ready: Database) -> None:
    with ready.work(CLERK) as work:
        childcare.book(work, morning(work, 1))
        (row,) = childcare.wall(work, MONDAY)
    assert (row.name, row.hours) == ("李*满", "8:30–11:30")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("desk", (True, True, True, False, False)),
        ("childcare", (True, True, True, False, False)),
        ("director", (True, False, True, True, True)),
        ("auditor", (True, False, True, False, False)),
        ("canteen", (False, False, False, False, False)),
        ("mediation", (False, False, False, False, False)),
        ("admin", (False, False, False, False, False)),
    ],
)
def test_each_role(preset: Database, role: str, may: tuple[bool, ...]) -> None:
    acts = (_week, _book, _report, _preset, _approvals)
    assert tuple(_allowed(preset, role, act) for act in acts) == may


def test_statements_of_a_booking_do_not_grow(ready: Database) -> None:
    with ready.work(CLERK) as work:
        for name in "一二三四五":
            childcare.book(work, morning(work, aged(work, 27, name=f"周小{name}")))
        asked = NewBooking(1, HOURLY, MONDAY, session_no(work, OLDER, "上午"))
    assert _statements(ready, lambda work: childcare.book(work, asked)) <= 24
    with ready.reading(CLERK) as work:
        assert people.brief(work, 1).name == "李小满"


def _statements(database: Database, act: Callable[[Work], object]) -> int:
    seen: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with database.work(CLERK) as work:
        event.listen(database.engine, "before_cursor_execute", listen)
        act(work)
        event.remove(database.engine, "before_cursor_execute", listen)
    return len(seen)


def _open(work: Work) -> object:
    return childcare.open_file(work, 1)


def _form(work: Work) -> object:
    return childcare.form(work, NewBooking(1, HOURLY, MONDAY))


def _roster(work: Work) -> object:
    return childcare.roster(work)


def _cancel(work: Work) -> object:
    return childcare.cancel(work, 1)


def _week(work: Work) -> object:
    return childcare.week(work, TODAY)


def _book(work: Work) -> object:
    return childcare.wall(work, TODAY)


def _report(work: Work) -> object:
    return childcare.month_figures(work, NOVEMBER)


def _preset(work: Work) -> object:
    return childcare.preset(work)


def _approvals(work: Work) -> object:
    return childcare.approvals(work)


def _allowed(database: Database, role: str, act: Callable[[Work], object]) -> bool:
    try:
        with database.work(as_role(role)) as work:
            act(work)
    except Refusal as refusal:
        if "权限" not in refusal.message:
            raise
        return False
    return True
