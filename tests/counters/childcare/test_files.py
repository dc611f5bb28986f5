"""A child's file: card, papers, medicine, incidents, notes; who may open it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder, Observation
from shequ_desk.counters.childcare.rules.child import ChildCard
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, HEALTH, Document
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.store.database import Database, Work
from tests.clerks import as_role
from tests.counters.childcare.kit import (
    CLERK,
    HOURLY,
    MONDAY,
    TODAY,
    child,
    morning,
)

NOVEMBER = Month(2026, 11)


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


def _open(work: Work) -> object:
    return childcare.open_file(work, 1)


def _form(work: Work) -> object:
    return childcare.form(work, NewBooking(1, HOURLY, MONDAY))


def _roster(work: Work) -> object:
    return childcare.roster(work)


def _cancel(work: Work) -> object:
    return childcare.cancel(work, 1)
