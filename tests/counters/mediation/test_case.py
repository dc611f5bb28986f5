"""Taking a case in, its parties, log and limits, and everything that is refused on the way."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    Agent,
    EscalationDraft,
    LogDraft,
    PartyDraft,
)
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.identity import complete
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import (
    DETAILS,
    TODAY,
    act,
    draft,
    mediator,
    new_case,
    resident,
    two_parties,
    view,
)

DAY = timedelta(days=1)
MANY = "甲乙丙丁戊己"


def test_a_case_gets_its_number_step_and_first_log_entry(desk: Database) -> None:
    found = view(desk, new_case(desk))
    assert found.number == "（2026）清泉人调字第1号"
    assert (found.state, found.parties_shown, found.mediator) == ("accepted", "陈某与周某", "张师傅")
    assert [(entry.no, entry.kind_text) for entry in found.log] == [(1, "受理登记")]
    assert found.deadlines[0].last == date(2026, 12, 21)
    assert found.deadlines[0].left_text == "剩 30 天"


def test_numbers_run_per_committee_and_year_and_a_refusal_gives_its_number_back(desk: Database) -> None:
    new_case(desk)
    with pytest.raises(Refusal):
        new_case(desk, parties=two_parties()[:1])
    last_year = view(desk, new_case(desk, accepted_on=date(2025, 12, 30)))
    second = view(desk, new_case(desk))
    assert (second.number, last_year.number) == ("（2026）清泉人调字第2号", "（2025）清泉人调字第1号")


def test_the_bracket_style_is_a_setting_and_old_numbers_keep_theirs(desk: Database) -> None:
    first = new_case(desk)
    with desk.work(EVERYTHING) as work:
        mediation.save_options(work, replace(mediation.options(work), brackets="hex"))
    assert view(desk, new_case(desk)).number == "〔2026〕清泉人调字第2号"
    assert view(desk, first).number == "（2026）清泉人调字第1号"


def test_a_series_goes_on_from_paper(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.start_numbers(work, 1, 2026, 21)
    assert view(desk, new_case(desk)).number == "（2026）清泉人调字第21号"


def test_a_resident_is_filled_from_the_record(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "尉迟秋", phones=("13700001111",), address="湖滨里", building="3", room="302")
        party = mediation.party_of(work, person, "applicant")
    found = view(desk, new_case(desk, parties=(party, two_parties()[1])))
    first = found.parties[0]
    assert (first.name, first.age, first.phone_masked, first.address) == ("尉迟秋", 56, "137****1111", "湖滨里 3-302")
    assert first.shown == "尉迟某"


def test_a_dead_party_is_refused_with_a_way_on(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈冬")
        people.report_death(work, person, TODAY - DAY)
    party = PartyDraft("applicant", person_id=person)
    with pytest.raises(Refusal, match="去世") as refused:
        new_case(desk, parties=(party, two_parties()[1]))
    assert "继承人" in refused.value.way_out


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parties": two_parties()[:1]}, "至少有双方"),
        ({"accepted_on": TODAY + DAY}, "晚于今天"),
        ({"accepted_on": date(2024, 12, 31)}, "受理日期早于 2025-01-01"),
        ({"consent": False}, "拒绝调解"),
        ({"mediator_id": 99}, "请选择调解员"),
        ({"committee_id": 99}, "请选择受理的调解委员会"),
        ({"details": replace(DETAILS, brief=" ")}, "简要情况"),
        ({"details": replace(DETAILS, type_code=42)}, "纠纷类型"),
        ({"details": replace(DETAILS, source="referred")}, "委托移送单位"),
        ({"details": replace(DETAILS, referrer="court")}, "只有接受委托移送"),
        ({"parties": (*two_parties(), PartyDraft("applicant", "", "organisation"))}, "单位名称"),
        ({"parties": (*two_parties(), PartyDraft("applicant", "湖滨物业", "organisation", uscc="9"))}, "18 位"),
        ({"parties": (*two_parties(), PartyDraft("applicant", "王3"))}, "姓名里不能有"),
        (
            {
                "parties": (
                    *two_parties(),
                    *(PartyDraft("applicant", "林" + c, representative=True) for c in "甲乙丙丁戊己"),
                )
            },
            "代表人超过 5 名",
        ),
    ],
)
def test_what_cannot_be_accepted_is_said(desk: Database, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        new_case(desk, **changes)
    assert refused.value.way_out


def test_the_same_people_before_are_shown(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈立秋")
    parties = (PartyDraft("applicant", person_id=person), two_parties()[1])
    first = new_case(desk, parties=parties)
    with desk.reading(EVERYTHING) as work:
        known = mediation.earlier(work, parties)
        strangers = mediation.earlier(work, (PartyDraft("applicant", "周春山", phone="13900000001"),))
    assert [(one.id, one.same, one.chip) for one in known] == [(first, "陈某", "已受理")]
    assert strangers == ()


def test_somebody_from_outside_is_known_again_by_number_or_phone(desk: Database) -> None:
    number = complete("33020019700501088")
    with desk.work(EVERYTHING) as work:
        person = people.register(work, Draft(name="钱小满", birth=date(1970, 5, 1), id_number=number))
    typed = PartyDraft("respondent", "钱小满", id_number=number)
    first = new_case(desk, parties=(two_parties()[0], typed))
    with desk.reading(EVERYTHING) as work:
        asked = (
            PartyDraft("applicant", "陈立秋", phone="138 0000 2201"),
            mediation.party_of(work, person, "applicant"),
            replace(typed, id_number="", phone="13800000000"),
        )
        found = [[one.id for one in mediation.earlier(work, (party,))] for party in asked]
    assert found == [[first], [first], []]
    with desk.work(EVERYTHING) as work:
        second = mediation.accept(
            work, draft(parties=(mediation.party_of(work, person, "applicant"), two_parties()[1]))
        )
        assert [one.id for one in mediation.earlier(work, (typed,))] == [second, first]


def test_the_second_window_is_shown_both_and_loses_nothing(desk: Database) -> None:
    case_id = new_case(desk)
    seen = view(desk, case_id).version
    act(desk, "edit_case", case_id, replace(DETAILS, brief="一号窗口写的。"))
    mine = replace(DETAILS, brief="二号窗口写的。")
    with pytest.raises(Conflict) as conflict, desk.work(EVERYTHING) as work:
        mediation.edit_case(work, case_id, mine, seen)
    theirs = conflict.value.theirs
    assert theirs == view(desk, case_id)
    assert view(desk, case_id).details.brief == "一号窗口写的。"
    act(desk, "edit_case", case_id, mine)
    assert view(desk, case_id).details.brief == "二号窗口写的。"


def test_two_windows_may_both_write_the_log(desk: Database) -> None:
    case_id = new_case(desk)
    with desk.work(EVERYTHING) as work:
        for text in ("一号窗口", "二号窗口"):
            mediation.log(work, case_id, LogDraft("contact", work.now, text))
    assert [entry.text for entry in view(desk, case_id).log][1:] == ["一号窗口", "二号窗口"]


def test_a_correction_is_a_new_entry_that_names_the_old(desk: Database) -> None:
    case_id = new_case(desk)
    with desk.work(EVERYTHING) as work:
        old = mediation.log(work, case_id, LogDraft("investigate", work.now, "照片 2 张。"))
        new = mediation.correct(work, case_id, old, "照片应为 3 张。")
    first, second = view(desk, case_id).log[1:]
    assert (first.text, first.corrected_by) == ("照片 2 张。", new)
    assert (second.text, second.corrects) == ("更正第 2 条：照片应为 3 张。", old)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (LogDraft("mediate", datetime(2026, 11, 22, 9), "明天"), "晚于现在"),
        (LogDraft("mediate", datetime(2026, 11, 20, 9), "昨天"), "早于受理日"),
        (LogDraft("mediate", datetime(2026, 11, 21, 9), " "), "记录内容"),
        (LogDraft("accept", datetime(2026, 11, 21, 9), "受理"), "记录种类"),
    ],
)
def test_what_the_log_does_not_take(desk: Database, entry: LogDraft, sentence: str) -> None:
    case_id = new_case(desk)
    with pytest.raises(Refusal, match=sentence), desk.work(EVERYTHING) as work:
        mediation.log(work, case_id, entry)


def test_parties_are_added_changed_verified_and_removed(desk: Database) -> None:
    case_id = new_case(desk)
    agent = Agent("李法明", "mandate", "律师", "13600001234", "特别授权")
    company = PartyDraft("respondent", "湖滨物业有限公司", "organisation", head="吴某", agents=(agent,))
    act(desk, "add_party", case_id, company)
    added = view(desk, case_id).parties[-1]
    assert view(desk, case_id).parties_shown == "陈某与周某等2人"
    assert {"授权委托书", "当事人身份证明"} <= set(view(desk, case_id).completeness.missing)
    act(desk, "verify_party", case_id, added.id)
    act(desk, "edit_party", case_id, added.id, replace(company, agents=()))
    changed = view(desk, case_id).parties[-1]
    assert (changed.verified_by, changed.agents) == ("王岚", ())
    act(desk, "remove_party", case_id, added.id)
    assert len(view(desk, case_id).parties) == 2
    with pytest.raises(Refusal, match="至少有双方"):
        act(desk, "remove_party", case_id, view(desk, case_id).parties[0].id)


def test_a_case_goes_from_the_grid_to_the_elder_to_the_street(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        street = mediator(work, "胡主任", "street")
    case_id = new_case(desk)
    act(desk, "assign", case_id, street, "老娘舅调解未成")
    found = view(desk, case_id)
    assert [(one.name, one.level) for one in found.assignments] == [("张师傅", "elder"), ("胡主任", "street")]
    with pytest.raises(Refusal, match="现在就由 胡主任"):
        act(desk, "assign", case_id, street, "再交一次")
    with pytest.raises(Refusal, match="在办案件"), desk.work(EVERYTHING) as work:
        mediation.end_mediator(work, street, TODAY)


def test_the_limit_is_extended_only_when_both_ask(desk: Database) -> None:
    case_id = new_case(desk)
    until = date(2027, 1, 15)
    with pytest.raises(Refusal, match="双方都提出"):
        act(desk, "extend", case_id, until, True, False, "等待鉴定")
    with pytest.raises(Refusal, match="应晚于现在的期限"):
        act(desk, "extend", case_id, date(2026, 12, 1), True, True, "等待鉴定")
    act(desk, "extend", case_id, until, True, True, "等待鉴定")
    assert view(desk, case_id).deadlines[0].last == until


def test_an_overdue_case_cannot_be_extended(desk: Database, clock: FixedClock) -> None:
    case_id = new_case(desk)
    clock.tick(timedelta(days=40))
    assert view(desk, case_id).deadlines[0].left_text == "逾期 10 天"
    with pytest.raises(Refusal, match="届满"):
        act(desk, "extend", case_id, date(2027, 2, 1), True, True, "等待鉴定")


def test_family_cases_are_warned_about_confirmation(desk: Database) -> None:
    case_id = new_case(desk, details=replace(DETAILS, type_code=1))
    assert "不能申请司法确认" in view(desk, case_id).warnings[0]


def test_danger_is_reported_and_logged(desk: Database) -> None:
    case_id = new_case(desk)
    danger = EscalationDraft("crime", datetime(2026, 11, 21, 10), "辖区派出所 李警官", "有人持械威胁。")
    with desk.work(EVERYTHING) as work:
        mediation.escalate(work, case_id, danger)
    entry = view(desk, case_id).log[-1]
    assert (entry.kind, entry.people) == ("escalate", "辖区派出所 李警官")
    with pytest.raises(Refusal, match="报告给谁"), desk.work(EVERYTHING) as work:
        mediation.escalate(work, case_id, replace(danger, reported_to=""))


def test_steps_go_forward_only(desk: Database) -> None:
    case_id = new_case(desk, accepted_on=TODAY - 5 * DAY)
    act(desk, "move", case_id, "investigating", TODAY - 2 * DAY, "现场查看")
    with pytest.raises(Refusal, match="早于上一步"):
        act(desk, "move", case_id, "mediating", TODAY - 3 * DAY, "")
    act(desk, "move", case_id, "mediating", TODAY, "")
    with pytest.raises(Refusal, match="不能直接进入“调查”"):
        act(desk, "move", case_id, "investigating", TODAY, "")
    with pytest.raises(Refusal, match="一起办理"):
        act(desk, "move", case_id, "agreed", TODAY, "")


def test_a_case_that_is_not_there_is_said(desk: Database) -> None:
    with pytest.raises(Refusal, match="没有找到"):
        view(desk, 4711)
    assert draft().committee_id == 1
