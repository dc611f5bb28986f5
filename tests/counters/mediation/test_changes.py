"""What changes after a paper was drafted does not slip through at its signing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import EndingDraft, PartyDraft, PerformanceDraft, Signing, VisitDraft
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import AGREED, DETAILS, TODAY, act, new_case, original, settle, talk, view

SIGNED = Signing(TODAY, TODAY, TODAY, pages=2, copies=3)


def test_a_case_that_turned_out_hard_is_not_settled_orally(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, replace(AGREED, form="oral", at_once=True, perform_by=None))
    act(desk, "edit_case", case_id, replace(DETAILS, difficulty="hard"))
    with pytest.raises(Refusal, match="重大、复杂、疑难"):
        act(desk, "sign_agreement", case_id, SIGNED)


def test_a_party_added_later_gets_a_copy_too(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, AGREED)
    act(desk, "add_party", case_id, PartyDraft("respondent", "湖滨物业", "organisation", verified=True))
    with pytest.raises(Refusal, match="应有 4 份"):
        act(desk, "sign_agreement", case_id, SIGNED)


def test_an_explanation_of_an_ending_does_not_serve_an_agreement(desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "draft_ending", case_id, EndingDraft("refused", TODAY, "周某拒绝。"))
    for key in ("application", "rights"):
        act(desk, "excuse", case_id, key, "周某拒绝签字。")
    act(desk, "drop_draft", case_id)
    act(desk, "move", case_id, "mediating", TODAY, "")
    act(desk, "record_originals", case_id, [original("record")])
    act(desk, "draft_agreement", case_id, AGREED)
    with pytest.raises(Refusal, match="《人民调解申请书》、《权利义务告知书》"):
        act(desk, "sign_agreement", case_id, SIGNED)


def test_a_setting_changed_later_leaves_the_files_of_before_whole(desk: Database) -> None:
    case_id = new_case(desk)
    with desk.work(EVERYTHING) as work:
        mediation.save_options(work, replace(mediation.options(work), rights_notice=False))
    assert "权利义务告知书" in view(desk, case_id).completeness.missing
    assert "权利义务告知书" not in view(desk, new_case(desk)).completeness.missing


def test_what_follows_an_agreement_is_written_down_in_any_order(desk: Database, clock: FixedClock) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    clock.tick(timedelta(days=20))
    found = VisitDraft(TODAY + timedelta(days=15), "part", "付了一半。", satisfied=True, visitor="张师傅")
    act(desk, "visit", case_id, found)
    act(desk, "perform", case_id, PerformanceDraft("full", TODAY + timedelta(days=9), "补登：已付清。"))
    assert [one.state for one in view(desk, case_id).steps[-2:]] == ["visited", "performed"]
    with pytest.raises(Refusal, match="早于协议日期"):
        act(desk, "perform", case_id, PerformanceDraft("full", TODAY - timedelta(days=1), "早了。"))
