"""The first and the last day, hour and tenth of a degree at which a rule of the nursery still holds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shequ_desk.counters.childcare.rules.booking import CANCELLED, LATE, cancelled_state, check_times, suspended_until
from shequ_desk.counters.childcare.rules.care import MedicineGiven, MedicineOrder, check_given
from shequ_desk.counters.childcare.rules.child import Approval
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, HEALTH, VACCINE, Document, missing
from shequ_desk.counters.childcare.rules.door import MorningCheck, PickupPerson, check_adult, check_result
from shequ_desk.counters.childcare.rules.fees import fee
from shequ_desk.counters.childcare.rules.offer import FULL, GroupReduction, Programme
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

DAY = date(2026, 11, 23)
EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
NINE = datetime(2026, 11, 23, 9, 0)
MINUTE = timedelta(minutes=1)
RULES = Childcare(late_cancel_hours=12, strikes=3, strike_days=30, suspend_days=14, fever_tenths=373)
ORDER = MedicineOrder(1, "布洛芬", "5 毫升", "午睡后", EVE, DAY, "李国芳", True)


def test_a_booking_is_cancelled_in_time_up_to_the_hour() -> None:
    on_time = NINE - timedelta(hours=12)
    assert [cancelled_state(NINE, at, RULES) for at in (on_time, on_time + MINUTE)] == [CANCELLED, LATE]


def test_a_time_that_is_just_over_is_not_booked() -> None:
    check_times(NINE, NINE + MINUTE, NINE)
    with pytest.raises(Refusal, match="已经过去"):
        check_times(NINE - MINUTE, NINE, NINE)


@pytest.mark.parametrize(
    ("apart", "after", "stopped"), [(29, 0, True), (30, 0, False), (29, 14, True), (29, 15, False)]
)
def test_three_strikes_within_thirty_days_stop_for_fourteen(apart: int, after: int, stopped: bool) -> None:
    strikes = (DAY - timedelta(days=apart), EVE, DAY)
    until = suspended_until(strikes, DAY + timedelta(days=after), RULES)
    assert until == (DAY + timedelta(days=14) if stopped else None)


def test_a_paper_is_good_from_its_day_to_its_last_and_not_on_the_day_it_is_withdrawn() -> None:
    paper = Document(1, 1, HEALTH, DAY, MORROW)
    assert [paper.stands(day) for day in (EVE, DAY, MORROW, MORROW + timedelta(days=1))] == [False, True, True, False]
    taken = Document(1, 1, CONSENT, EVE, None, withdrawn_on=DAY)
    assert [taken.stands(day) for day in (EVE, DAY)] == [True, False]


def test_consent_is_asked_for_until_the_fourteenth_birthday() -> None:
    papers = [Document(place, 1, kind, EVE, None) for place, kind in enumerate((AGREEMENT, HEALTH, VACCINE), 1)]
    school = Programme(valid_from=DAY, name="课后托", kind="school", group_nos=(1,), price=Money(1000))
    asked = [missing(papers, school, birth, DAY, None) for birth in (date(2012, 11, 24), date(2012, 11, 23))]
    assert [[one.kind for one in found] for found in asked] == [[CONSENT], []]


def test_after_three_months_away_a_check_must_be_newer_than_the_last_stay() -> None:
    last_stay = date(2026, 8, 23)
    programme = Programme(valid_from=DAY, name="全日托", kind=FULL, group_nos=(1,), price=Money(1000))
    rest = [Document(place, 1, kind, last_stay, None) for place, kind in enumerate((CONSENT, AGREEMENT, VACCINE), 2)]
    for checked, kinds in ((last_stay, [HEALTH]), (last_stay + timedelta(days=1), [])):
        papers = [Document(1, 1, HEALTH, checked, None), *rest]
        assert [one.kind for one in missing(papers, programme, date(2024, 8, 1), DAY, last_stay)] == kinds


def test_who_may_open_files_and_who_may_fetch_have_their_last_day() -> None:
    approval = Approval(1, 1, "王岚", EVE, MORROW, "", "主任", NINE, revoked_on=DAY)
    assert [approval.holds(day) for day in (EVE, DAY)] == [True, False]
    person = PickupPerson(1, 1, "张昉琴", "外婆", "3426", "", EVE, None, ended_on=DAY)
    assert [person.holds(day) for day in (EVE, DAY, MORROW)] == [True, True, False]


def test_the_fever_mark_itself_keeps_a_child_away() -> None:
    passed = [check_result(MorningCheck(tenths, checked_by="陈老师"), 373, False).passed for tenths in (372, 373)]
    assert passed == [True, False]


def test_after_an_abnormal_check_a_certificate_is_asked_for() -> None:
    notes = ("", " ", "市一院 11-22")
    checks = [MorningCheck(365, checked_by="陈老师", certificate=note) for note in notes]
    assert [check_result(check, 373, True).passed for check in checks] == [False, False, True]


def test_who_fetches_is_eighteen_that_day() -> None:
    check_adult(date(2008, 11, 23), DAY)
    with pytest.raises(Refusal, match="须年满 18 周岁"):
        check_adult(date(2008, 11, 24), DAY)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (MedicineGiven(1, NINE, "陈老师", " 陈老师 "), "不能是同一人"),
        (MedicineGiven(1, NINE - timedelta(days=2), "陈老师", "王老师"), "不在委托书写明的日期内"),
        (MedicineGiven(1, NINE + timedelta(days=1), "陈老师", "王老师"), "不在委托书写明的日期内"),
        (MedicineGiven(1, NINE + MINUTE, "陈老师", "王老师"), "晚于现在"),
    ],
)
def test_a_dose_is_given_by_two_on_the_days_of_the_order(given: MedicineGiven, said: str) -> None:
    for day in (timedelta(), timedelta(days=-1)):
        check_given(MedicineGiven(1, NINE + day, "陈老师", "王老师"), ORDER, NINE)
    with pytest.raises(Refusal, match=said):
        check_given(given, ORDER, NINE)


def test_nobody_is_named_for_a_reduction_of_nothing() -> None:
    help_given = (GroupReduction("dibao", 50, "民政"),)
    free = Programme(valid_from=DAY, name="公益托", kind=FULL, group_nos=(1,), price=ZERO, reductions=help_given)
    charged = replace(free, price=Money(1500))
    found = [fee(one, 60, ["dibao"]) for one in (free, charged)]
    assert [(one.payer, one.reason, one.reduction) for one in found] == [
        ("", "", ZERO),
        ("民政", "政策减免 50%", Money(750)),
    ]
