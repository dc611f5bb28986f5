"""Changing the offer: dated, never below bookings already made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import Enrolment, NewBooking
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, Terms
from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.offer import MIXED_KIND, Closure, Group, Room, Session
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database, Work
from tests.clerks import as_role
from tests.counters.childcare.kit import CLERK, FULL, HOURLY, MONDAY, OLDER, TODAY, aged, morning, session_no

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def four(preset: Database) -> Database:
    """托大班 of Monday morning with four children."""
    with preset.work(CLERK) as work:
        for name in "甲乙丙丁":
            childcare.book(work, morning(work, aged(work, 27, name=f"周小{name}")))
    return preset


def _older(work: Work, day: date = MONDAY) -> Group:
    return next(one for one in childcare.groups(work, day) if one.no == OLDER)


def test_a_ratio_below_bookings_made_shows_which(four: Database) -> None:
    with four.reading(CLERK) as work:
        change = replace(_older(work), ratio=3, valid_from=MONDAY)
        (clash,) = childcare.clashes_of(work, change)
    assert (clash.text, clash.booking_id) == ("11月23日 8:30–11:30 周小丁", 4)
    with (
        pytest.raises(Refusal, match=r"已有预约放不下：11月23日 8:30–11:30 周小丁") as refused,
        four.work(CLERK) as work,
    ):
        childcare.save_group(work, change)
    assert refused.value.way_out == "请先为这些儿童改期或增加在岗人员，再作变更"
    with four.work(CLERK) as work:
        assert _older(work).ratio == 7
        childcare.save_group(work, replace(change, valid_from=TUESDAY))
        assert [_older(work, day).ratio for day in (MONDAY, TUESDAY)] == [7, 3]


def test_two_classes_of_one_name_are_refused_until_the_first_has_ended(preset: Database) -> None:
    with preset.reading(CLERK) as work:
        older = _older(work)
    second = replace(older, no=0, name=f" {older.name} ", valid_from=TUESDAY)
    with pytest.raises(Refusal, match=f"已经有一个班叫“{older.name}”") as refused, preset.work(CLERK) as work:
        childcare.save_group(work, second)
    assert refused.value.field == "name"
    with preset.work(CLERK) as work:
        childcare.save_group(work, replace(older, limit=19, valid_from=TUESDAY))
        childcare.end_version(work, "group", OLDER, TUESDAY)
        childcare.save_group(work, replace(second, valid_from=TUESDAY + timedelta(days=1)))


@pytest.mark.parametrize(
    ("read", "save", "word"),
    [
        (childcare.rooms, childcare.save_room, "房间"),
        (childcare.programmes, childcare.save_programme, "项目"),
    ],
    ids=["room", "programme"],
)
def test_rooms_and_programmes_have_names_of_their_own(
    preset: Database, read: Callable[..., tuple[Any, ...]], save: Callable[..., int], word: str
) -> None:
    with preset.work(CLERK) as work, pytest.raises(Refusal, match=f"已经有一个{word}叫"):
        save(work, replace(read(work, MONDAY)[0], no=0, valid_from=TUESDAY))


def test_the_director_without_approval_sees_no_names(four: Database) -> None:
    director = replace(as_role("director"), id=77)
    with four.reading(director) as work:
        (clash,) = childcare.clashes_of(work, replace(_older(work), ratio=3, valid_from=MONDAY))
    assert clash.child_name == "周*丁"


def test_fewer_carers_on_a_day(four: Database) -> None:
    with four.reading(CLERK) as work:
        number = session_no(work, OLDER, "上午")
    with pytest.raises(Refusal, match="已有预约放不下"), four.work(CLERK) as work:
        childcare.set_carers(work, number, MONDAY, 0, "病假")
    with four.work(CLERK) as work:
        childcare.set_carers(work, number, TUESDAY, 2, "实习老师")
        childcare.set_carers(work, number, TUESDAY, 0, "病假")
        board = {row.session.no: row for row in childcare.week(work, MONDAY).rows}[number]
        assert [childcare.carers_on(work, number, day) for day in (MONDAY, TUESDAY)] == [1, 0]
        with pytest.raises(Refusal, match="原因"):
            childcare.set_carers(work, number, TUESDAY, 1, " ")
    assert [cell.word for cell in board.cells[:2]] == ["余 3", "满"]


def test_a_closed_day_with_bookings(four: Database) -> None:
    with pytest.raises(Refusal, match="等 4 个预约"), four.work(CLERK) as work:
        childcare.add_closure(work, Closure(MONDAY, MONDAY, "停电"))
    with four.work(CLERK) as work:
        number = childcare.add_closure(work, Closure(TUESDAY, TUESDAY, "停电", OLDER))
        with pytest.raises(Refusal, match="停电"):
            childcare.book(work, NewBooking(1, HOURLY, TUESDAY))
        childcare.end_closure(work, number)
        assert childcare.closures(work) == ()
        childcare.book(work, NewBooking(1, HOURLY, TUESDAY))


def test_a_session_that_ends_takes_no_booking_with_it(four: Database) -> None:
    with four.work(CLERK) as work:
        number = session_no(work, OLDER, "上午")
    with pytest.raises(Refusal, match="已有预约放不下"), four.work(CLERK) as work:
        childcare.end_version(work, "session", number, TODAY)
    with four.work(CLERK) as work:
        childcare.end_version(work, "session", number, MONDAY)
        assert [one.name for one in childcare.sessions(work, TUESDAY, OLDER)] == ["午间", "下午"]
        with pytest.raises(Refusal, match="已经停用"):
            childcare.end_version(work, "session", number, MONDAY)


def test_a_programme_or_class_that_ends_names_who_is_left(four: Database) -> None:
    with pytest.raises(Refusal, match="项目已停用"), four.work(CLERK) as work:
        childcare.end_version(work, "programme", HOURLY, TODAY)
    with pytest.raises(Refusal, match="班已停用"), four.work(CLERK) as work:
        childcare.end_version(work, "group", OLDER, TODAY)
    with four.work(CLERK) as work:
        standing = Enrolment(aged(work, 27, name="周小戊"), FULL, (1,), TUESDAY, date(2026, 12, 31))
        number = childcare.enrol(work, standing)
    for kind, no in (("programme", FULL), ("group", OLDER)):
        with pytest.raises(Refusal, match="1 名长期托儿童"), four.work(CLERK) as work:
            childcare.end_version(work, kind, no, MONDAY)
    with four.work(CLERK) as work:
        childcare.end_enrolment(work, number, TODAY)
        childcare.end_version(work, "programme", FULL, MONDAY)
        assert FULL not in {one.no for one in childcare.programmes(work, TUESDAY)}


def test_sessions_of_one_group_do_not_overlap(preset: Database) -> None:
    session = Session(
        valid_from=MONDAY, group_no=OLDER, name="晨间", starts=time(8), ends=time(9), weekdays=(0,), carers=1
    )
    with preset.work(CLERK) as work:
        with pytest.raises(Refusal, match="与“上午 8:30–11:30”的时间重叠"):
            childcare.save_session(work, session)
        childcare.save_session(work, replace(session, starts=time(7), ends=time(8, 30)))
        early = NewBooking(aged(work, 27), HOURLY, MONDAY, starts=time(7), ends=time(10))
        assert childcare.form(work, early).bookable


def test_changes_begin_today_or_later(preset: Database) -> None:
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="不能从过去的日期"):
        childcare.save_group(work, replace(_older(work), limit=10, valid_from=TODAY - timedelta(days=1)))


def test_later_versions_stay_when_an_earlier_one_is_put_before_them(preset: Database) -> None:
    with preset.work(CLERK) as work:
        older = _older(work)
        for limit, since in ((10, date(2026, 12, 10)), (12, date(2026, 12, 20)), (15, date(2026, 12, 1))):
            childcare.save_group(work, replace(older, limit=limit, valid_from=since))
        days = [date(2026, 11, 30), *(date(2026, 12, day) for day in (1, 9, 10, 19, 20)), date(2027, 5, 1)]
        found = [[one.limit for one in childcare.groups(work, day) if one.no == OLDER] for day in days]
    assert found == [[20], [15], [15], [10], [10], [12], [12]]


def test_what_ends_before_a_planned_change_takes_it_back(preset: Database) -> None:
    with preset.work(CLERK) as work:
        older = _older(work)
        childcare.save_group(work, replace(older, limit=15, valid_from=TUESDAY))
        childcare.save_group(work, replace(older, limit=10, valid_from=date(2026, 12, 10)))
        childcare.end_version(work, "group", OLDER, date(2026, 12, 1))
        left = [(one.limit, one.valid_to) for one in childcare.groups(work) if one.no == OLDER]
    assert left == [(20, MONDAY), (15, date(2026, 12, 1))]


def test_what_was_changed_already_does_not_end_before_the_change(preset: Database) -> None:
    with preset.work(CLERK) as work:
        childcare.save_group(work, replace(_older(work), limit=15, valid_from=TODAY))
        with pytest.raises(Refusal, match="早于启用日期"):
            childcare.end_version(work, "group", OLDER, TODAY - timedelta(days=1))
        assert _older(work, TODAY).limit == 15


def test_a_small_room_limits_drop_in_children_of_all_its_classes(preset: Database) -> None:
    with preset.work(CLERK) as work:
        room = next(one for one in childcare.rooms(work, MONDAY) if one.no == 1)
        childcare.save_room(work, replace(room, area=9999, drop_in_rule=True, valid_from=TODAY))
        childcare.book(work, morning(work, aged(work, 8, MONDAY, "周小甲"), group=1))
        childcare.book(work, morning(work, aged(work, 27, name="周小乙")))
        with pytest.raises(Refusal, match="按面积核定临时托位 2 个"):
            childcare.book(work, morning(work, aged(work, 27, name="周小丙")))


def test_a_mixed_class_counts_by_its_youngest_child(preset: Database) -> None:
    with preset.work(CLERK) as work:
        mixed = Group(
            valid_from=TODAY, name="混合班", kind=MIXED_KIND, age_from=18, age_to=36, limit=18, ratio=0, position=9
        )
        number = childcare.save_group(work, mixed)
        hourly = next(one for one in childcare.programmes(work, MONDAY) if one.no == HOURLY)
        childcare.save_programme(work, replace(hourly, group_nos=(*hourly.group_nos, number), valid_from=TODAY))
        session = Session(
            valid_from=TODAY, group_no=number, name="上午", starts=time(8), ends=time(11), weekdays=(0,), carers=1
        )
        childcare.save_session(work, session)
        for name in "一二三四五":
            asked = NewBooking(aged(work, 30, name=f"周小{name}"), HOURLY, MONDAY, group_no=number)
            childcare.book(work, asked)
        younger = NewBooking(aged(work, 20, name="周小六"), HOURLY, MONDAY, group_no=number)
        with pytest.raises(Refusal, match="6 名儿童，需 2 名"):
            childcare.book(work, younger)
        childcare.book(work, replace(asked, child_id=aged(work, 30, name="周小七")))


def test_texts_have_versions_and_refund_rules(preset: Database) -> None:
    new = Terms(AGREEMENT, "2026-12", "新文本", date(2026, 12, 1), (RefundRule("机构原因", 80),))
    with preset.work(CLERK) as work:
        for bad, said in (
            (replace(new, refunds=()), "退费办法"),
            (replace(new, text=" "), "正文"),
            (replace(new, version="示例-1"), "已经用过"),
            (replace(new, refunds=(RefundRule("", 10),)), "退费比例"),
        ):
            with pytest.raises(Refusal, match=said):
                childcare.save_terms(work, bad)
        childcare.save_terms(work, new)
        found = [childcare.terms(work, AGREEMENT, day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert [one.version for one in found if one] == ["示例-1", "2026-12"]


def test_settings_make_sense(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for bad in (
            Childcare(tight_percent=0),
            Childcare(fever_tenths=300),
            Childcare(offer_minutes=0),
            Childcare(health_months=0),
            Childcare(strikes=-1),
        ):
            with pytest.raises(Refusal):
                childcare.save_options(work, bad)
        childcare.save_options(work, Childcare(tight_percent=50))
        assert childcare.options(work).tight_percent == 50


def test_the_preset_adds_nothing_twice(preset: Database) -> None:
    with preset.work(CLERK) as work:
        before = (childcare.groups(work), childcare.programmes(work), childcare.all_terms(work))
        childcare.preset(work)
        assert (childcare.groups(work), childcare.programmes(work), childcare.all_terms(work)) == before
        childcare.save_room(work, Room(valid_from=TODAY, name="新教室", area=5000))
