"""How a case ends: agreement, ending, passing on; the papers each stands on, and the bound file."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    Binding,
    EndingDraft,
    PassDraft,
    PerformanceDraft,
    Signing,
    VisitDraft,
)
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import (
    AGREED,
    DETAILS,
    HOPELESS,
    TODAY,
    act,
    new_case,
    original,
    settle,
    talk,
    view,
    visited,
)

BINDING = Binding("王岚", TODAY, 12, "长期")
DAY = timedelta(days=1)


def test_a_case_from_acceptance_to_the_bound_file(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    found = view(desk, case_id)
    assert (found.outcome, found.finished_on, found.chip) == ("success", TODAY, "达成协议")
    assert [(one.key, one.last) for one in found.deadlines] == [
        ("performance", TODAY + 10 * DAY),
        ("confirmation", date(2026, 12, 21)),
        ("visit", TODAY + 30 * DAY),
    ]
    assert found.completeness.missing == ("履行情况记录", "人民调解回访记录", "卷宗封面、目录、封底")
    visited(desk, case_id)
    act(desk, "archive", case_id, BINDING)
    bound = view(desk, case_id)
    assert bound.completeness.whole
    assert (bound.state, bound.file_pages, bound.retention, bound.deadlines) == ("archived", 12, "长期", ())
    assert [mark.title for mark in bound.rail if mark.day] == ["受理", "调解", "协议", "履行回访", "归档"]


def test_the_file_is_not_bound_while_a_paper_is_missing(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    act(desk, "visit", case_id, VisitDraft(TODAY, "full", "已付清。", satisfied=True, visitor="张师傅"))
    with pytest.raises(Refusal, match="《履行情况记录》、《人民调解回访记录》"):
        act(desk, "archive", case_id, BINDING)


def test_printing_is_no_paper(desk: Database) -> None:
    case_id = new_case(desk)
    with desk.work(EVERYTHING) as work:
        mediation.note_printed(work, case_id, ["application"])
    assert view(desk, case_id).completeness.done == 1


def test_no_agreement_without_opening_paper_rights_and_record(desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "move", case_id, "mediating", TODAY, "")
    act(desk, "draft_agreement", case_id, AGREED)
    with pytest.raises(Refusal, match="《人民调解申请书》、《权利义务告知书》、《人民调解记录》"):
        act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY, TODAY, 2, 3))
    assert view(desk, case_id).outcome == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"made_on": TODAY - DAY}, "早于受理日"),
        ({"made_on": TODAY + DAY}, "晚于今天"),
        ({"form": "oral"}, "没有即时履行"),
        ({"form": "oral", "at_once": True, "asked_written": True}, "要求制作书面"),
        ({"perform_by": None}, "履行期限"),
        ({"perform_by": TODAY - DAY}, "履行期限早于"),
        ({"visit_on": TODAY - DAY}, "回访日期早于协议"),
        ({"content": ""}, "协议内容"),
    ],
)
def test_what_no_agreement_may_be(desk: Database, changes: dict[str, Any], sentence: str) -> None:
    case_id = new_case(desk)
    act(desk, "move", case_id, "mediating", TODAY, "")
    with pytest.raises(Refusal, match=sentence):
        act(desk, "draft_agreement", case_id, replace(AGREED, **changes))


def test_a_hard_case_takes_no_oral_agreement_but_a_simple_one_does(desk: Database) -> None:
    at_once = replace(AGREED, form="oral", at_once=True, perform_by=None)
    hard = new_case(desk, details=replace(DETAILS, difficulty="hard"))
    act(desk, "move", hard, "mediating", TODAY, "")
    with pytest.raises(Refusal, match="重大、复杂、疑难"):
        act(desk, "draft_agreement", hard, at_once)
    simple = new_case(desk)
    settle(desk, simple, at_once)
    found = view(desk, simple)
    assert found.agreement is not None
    assert (found.agreement.effective_on, found.completeness.missing[0]) == (TODAY, "人民调解回访记录")
    with pytest.raises(Refusal, match="口头协议不能申请司法确认"):
        act(desk, "apply_confirmation", simple, TODAY, "海曙区人民法院", True)


def test_an_agreement_takes_effect_with_the_last_of_signatures_and_seal(desk: Database, clock: FixedClock) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, AGREED)
    clock.tick(timedelta(days=3))
    with pytest.raises(Refusal, match="三项日期"):
        act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY, None, 2, 3))
    with pytest.raises(Refusal, match="应有 3 份"):
        act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY, TODAY, 2, 2))
    act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY + DAY, TODAY + 2 * DAY, 2, 3))
    found = view(desk, case_id)
    assert found.agreement is not None
    assert found.agreement.effective_on == found.finished_on == date(2026, 11, 23)


def test_a_drafted_agreement_may_be_written_anew_or_dropped(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, AGREED)
    act(desk, "draft_agreement", case_id, replace(AGREED, content="各自承担一半。"))
    drafted = view(desk, case_id).agreement
    assert drafted is not None
    assert (drafted.content, drafted.copies) == ("各自承担一半。", 3)
    act(desk, "drop_draft", case_id)
    assert view(desk, case_id).agreement is None


def test_return_visit_and_performance_need_an_agreement(desk: Database) -> None:
    case_id = new_case(desk)
    with pytest.raises(Refusal, match="不能回访"):
        act(desk, "visit", case_id, VisitDraft(TODAY, "full", "好。", satisfied=True, visitor="张师傅"))
    with pytest.raises(Refusal, match="不能登记履行"):
        act(desk, "perform", case_id, PerformanceDraft("full", TODAY, "已付清。"))
    settle(desk, case_id)
    with pytest.raises(Refusal, match="早于协议日期"):
        act(desk, "visit", case_id, VisitDraft(TODAY - DAY, "full", "好。", satisfied=True, visitor="张师傅"))


def test_mediation_that_fails_ends_with_the_notice(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    with pytest.raises(Refusal, match="还没有填写终止原因"):
        act(desk, "end_case", case_id, original("notice"))
    act(desk, "draft_ending", case_id, HOPELESS)
    assert "终止调解通知书" in view(desk, case_id).completeness.missing
    act(desk, "end_case", case_id, original("notice"))
    found = view(desk, case_id)
    assert (found.outcome, found.chip, found.ending) == ("failed", "调解不成", HOPELESS)
    act(desk, "archive", case_id, BINDING)
    assert view(desk, case_id).completeness.whole


def test_a_refusal_by_a_party_ends_the_case_before_mediation(desk: Database) -> None:
    case_id = new_case(desk)
    with pytest.raises(Refusal, match="还没有进入调解"):
        act(desk, "draft_ending", case_id, HOPELESS)
    act(desk, "draft_ending", case_id, EndingDraft("refused", TODAY, "周某明确拒绝。"))
    with pytest.raises(Refusal, match="《人民调解申请书》"):
        act(desk, "end_case", case_id, original("notice"))
    act(desk, "record_originals", case_id, [original("application")])
    act(desk, "end_case", case_id, original("notice"))
    assert view(desk, case_id).outcome == "ended"


def test_a_paper_that_cannot_be_had_is_explained(desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "draft_ending", case_id, EndingDraft("refused", TODAY, "周某明确拒绝。"))
    act(desk, "record_originals", case_id, [original("application")])
    act(desk, "end_case", case_id, original("notice"))
    act(desk, "excuse", case_id, "rights", "周某拒绝签字。")
    with pytest.raises(Refusal, match="《卷宗情况说明》"):
        act(desk, "archive", case_id, BINDING)
    act(desk, "record_originals", case_id, [original("explanation")])
    act(desk, "archive", case_id, BINDING)
    assert [one.reason for one in view(desk, case_id).excuses] == ["周某拒绝签字。"]


def test_the_heart_of_the_file_cannot_be_explained_away(desk: Database) -> None:
    case_id = new_case(desk)
    for key in ("record", "agreement", "application", "rights"):
        with pytest.raises(Refusal, match="不能用情况说明代替"):
            act(desk, "excuse", case_id, key, "没有。")


def test_a_case_is_passed_on_with_an_explanation(desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "record_originals", case_id, [original("application"), original("rights")])
    act(desk, "draft_pass", case_id, PassDraft("清泉街道人民调解委员会", TODAY, "涉及多个社区。"))
    act(desk, "pass_on", case_id, original("explanation"))
    found = view(desk, case_id)
    assert (found.outcome, found.rail[3].title) == ("passed", "转交")
    act(desk, "archive", case_id, BINDING)
    assert view(desk, case_id).state == "archived"


def test_an_original_recorded_by_mistake_is_taken_back_by_a_new_entry(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    record = next(one for one in view(desk, case_id).originals if one.key == "record")
    act(desk, "withdraw_original", case_id, record.id, "页数数错")
    kept = next(one for one in view(desk, case_id).originals if one.id == record.id)
    assert kept.withdrawn == "页数数错"
    assert "人民调解记录" in view(desk, case_id).completeness.missing
    with pytest.raises(Refusal, match="已经撤回"):
        act(desk, "withdraw_original", case_id, record.id, "再撤")


def test_a_finished_case_keeps_the_papers_it_stands_on(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    record = next(one for one in view(desk, case_id).originals if one.key == "record")
    with pytest.raises(Refusal, match="《人民调解记录》"):
        act(desk, "withdraw_original", case_id, record.id, "登记错误")
    with pytest.raises(Refusal, match="不能再改"):
        act(desk, "edit_case", case_id, DETAILS)


@pytest.mark.parametrize(("key", "way"), [("agreement", "协议签字"), ("notice", "终止"), ("identity", "原件已核验")])
def test_papers_of_an_act_are_recorded_by_it(desk: Database, key: str, way: str) -> None:
    case_id = new_case(desk)
    with pytest.raises(Refusal) as refused:
        act(desk, "record_originals", case_id, [original(key)])
    assert way in refused.value.way_out


def test_originals_are_dated_between_acceptance_and_today(desk: Database) -> None:
    case_id = new_case(desk)
    for day, sentence in ((TODAY - DAY, "早于受理日"), (TODAY + DAY, "晚于今天")):
        with pytest.raises(Refusal, match=sentence):
            act(desk, "record_originals", case_id, [original("application", day)])
    with pytest.raises(Refusal, match="页数"):
        act(desk, "record_originals", case_id, [original("application", pages=0)])


def test_the_court_is_asked_together_and_in_time(desk: Database, clock: FixedClock) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    court = "海曙区人民法院"
    with pytest.raises(Refusal, match="共同申请"):
        act(desk, "apply_confirmation", case_id, TODAY, court, False)
    clock.tick(timedelta(days=40))
    with pytest.raises(Refusal, match="申请日期应在"):
        act(desk, "apply_confirmation", case_id, TODAY - DAY, court, True)
    with pytest.raises(Refusal, match="已过三十日"):
        act(desk, "apply_confirmation", case_id, date(2026, 12, 22), court, True)
    act(desk, "apply_confirmation", case_id, date(2026, 12, 21), court, True)
    with pytest.raises(Refusal, match="早于申请日期"):
        act(desk, "record_confirmation", case_id, "confirmed", TODAY, "（2026）浙0203民特1号")
    act(desk, "record_confirmation", case_id, "confirmed", date(2026, 12, 25), "（2026）浙0203民特1号")
    found = view(desk, case_id)
    assert found.confirmation is not None
    assert (found.confirmation.result, "司法确认有关材料" in found.completeness.missing) == ("confirmed", True)


def test_nothing_of_an_archived_case_changes_but_by_a_correction(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    visited(desk, case_id)
    act(desk, "archive", case_id, BINDING)
    for name, arguments in (
        ("record_originals", ([original("evidence")],)),
        ("perform", (PerformanceDraft("full", TODAY, "好"),)),
        ("edit_case", (DETAILS,)),
        ("excuse", ("visit", "没有")),
    ):
        with pytest.raises(Refusal):
            act(desk, name, case_id, *arguments)
    with desk.work(EVERYTHING) as work:
        mediation.correct(work, case_id, view(desk, case_id).log[0].id, "受理时间应为上午。")
    assert view(desk, case_id).log[-1].kind == "correct"
