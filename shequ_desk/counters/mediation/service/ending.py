"""How a case ends: drafted and printed first, then signed; only the signed original makes the outcome."""

from datetime import date, timedelta

from shequ_desk.counters.mediation.rules import (
    END_REASONS,
    FORMS,
    OUTCOMES,
    WORK,
    AgreementDraft,
    EndingDraft,
    Mediation,
    Original,
    PassDraft,
    Signing,
    check_agreement,
    check_ending,
    check_pass,
    copies_by_law,
    effect_date,
    refuse_missing,
    written_reason,
)
from shequ_desk.counters.mediation.rules.file import missing_to_finish
from shequ_desk.counters.mediation.service.live import live
from shequ_desk.counters.mediation.service.papers_in import facts_of, keep_original
from shequ_desk.counters.mediation.service.past import refuse_entered
from shequ_desk.counters.mediation.service.shared import (
    agreement_of,
    at_noon,
    refuse_finished,
    step,
    touched,
    write_log,
)
from shequ_desk.counters.mediation.tables import AgreementRow, Dispute, EndingRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs(WORK)
def draft_agreement(work: Work, case_id: int, draft: AgreementDraft, version: int) -> int:
    """What was agreed, to be printed and signed. Refusal as `check_agreement`, or not yet in mediation."""
    row = live(work, case_id, version)
    refuse_finished(row)
    if row.state != "mediating":
        raise Refusal("还没有进入调解，不能拟协议", "请先进入调解并做调解记录", "state")
    wanted = settings.load(work, Mediation)
    check_agreement(draft, row.accepted_on, row.difficulty, wanted, work.today)
    _forget(work, row)
    values = vars(draft) | {
        "excluded": list(draft.excluded),
        "visit_on": draft.visit_on or draft.made_on + timedelta(days=wanted.visit_days),
        "copies": draft.copies or copies_by_law(row.parties),
    }
    signs = dict.fromkeys(("parties_on", "mediator_on", "sealed_on", "effective_on"))
    work.insert(AgreementRow, {"case_id": row.id, **values, **signs})
    return touched(work, row)


@needs(WORK)
def sign_agreement(work: Work, case_id: int, signing: Signing, version: int) -> int:
    """The signed agreement is in hand: it takes effect, the case is 调解成功.

    Refusal: a signature, the seal or a paper is missing; fewer copies than one a party and one for the committee.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    agreement = agreement_of(work, row)
    effective = effect_date(
        agreement.form, agreement.made_on, signing.parties_on, signing.mediator_on, signing.sealed_on
    )
    _still_allowed(work, row, agreement)
    _enough_copies(row, agreement, signing)
    signed_on = max(effective, signing.sealed_on or effective)
    key = "agreement" if agreement.form == "written" else "oral"
    keep_original(work, row, Original(key, signed_on, signing.pages, signing.copies))
    agreement.parties_on, agreement.mediator_on = signing.parties_on, signing.mediator_on
    agreement.sealed_on, agreement.effective_on = signing.sealed_on, effective
    row.form, row.agreed_amount, row.effective_on = agreement.form, agreement.amount, effective
    row.perform_by, row.next_visit = agreement.perform_by, agreement.visit_on
    row.performance = "full" if agreement.at_once else "none"
    text = f"达成{FORMS[agreement.form]}协议，{effective:%Y-%m-%d} 起生效"
    _finish(work, row, "success", "agreed", signed_on, "agree", text)
    return touched(work, row)


@needs(WORK)
def draft_ending(work: Work, case_id: int, draft: EndingDraft, version: int) -> int:
    """Why the case ends without agreement; then 终止调解通知书 is printed. Refusal as `check_ending`."""
    row = live(work, case_id, version)
    refuse_finished(row)
    check_ending(draft, row.accepted_on, row.state, work.today)
    values = vars(draft) | {"remedies": list(draft.remedies), "kind": "end", "receiver": ""}
    return _drafted(work, row, values)


@needs(WORK)
def end_case(work: Work, case_id: int, notice: Original, version: int) -> int:
    """终止调解通知书 was signed and handed over: the case is 调解不成 or 终止. Refusal when a paper is missing."""
    row = live(work, case_id, version)
    refuse_finished(row)
    draft = _ending_of(work, row, "end")
    keep_original(work, row, _named(notice, "notice"))
    outcome = "failed" if draft.reason == "hopeless" else "ended"
    text = f"{OUTCOMES[outcome]}：{END_REASONS[draft.reason]}。{draft.note}"
    _finish(work, row, outcome, outcome, max(draft.day, notice.signed_on), "step", text)
    return touched(work, row)


@needs(WORK)
def draft_pass(work: Work, case_id: int, draft: PassDraft, version: int) -> int:
    """To whom the case is to be passed on; then 卷宗情况说明 is printed. Refusal as `check_pass`."""
    row = live(work, case_id, version)
    refuse_finished(row)
    check_pass(draft, row.accepted_on, work.today)
    return _drafted(work, row, vars(draft) | {"reason": "", "remedies": [], "kind": "pass"})


@needs(WORK)
def pass_on(work: Work, case_id: int, explanation: Original, version: int) -> int:
    """The case was handed over, 卷宗情况说明 is signed. Refusal when a paper is missing."""
    row = live(work, case_id, version)
    refuse_finished(row)
    draft = _ending_of(work, row, "pass")
    keep_original(work, row, _named(explanation, "explanation"))
    day = max(draft.day, explanation.signed_on)
    _finish(work, row, "passed", "passed", day, "step", f"转交{draft.receiver}：{draft.note}")
    return touched(work, row)


@needs(WORK)
def drop_draft(work: Work, case_id: int, version: int) -> int:
    """Forget an agreement, ending or passing-on that was drafted and not signed."""
    row = live(work, case_id, version)
    refuse_finished(row)
    _forget(work, row)
    return touched(work, row)


def _drafted(work: Work, row: Dispute, values: dict[str, object]) -> int:
    _forget(work, row)
    work.insert(EndingRow, {"case_id": row.id, **values})
    return touched(work, row)


def _forget(work: Work, row: Dispute) -> None:
    for table in (AgreementRow, EndingRow):
        found = work.session.get(table, row.id)
        if found is not None:
            work.session.delete(found)
    work.session.flush()


def _ending_of(work: Work, row: Dispute, kind: str) -> EndingRow:
    found = work.session.get(EndingRow, row.id)
    if found is None or found.kind != kind:
        what = "终止原因" if kind == "end" else "转交去向"
        raise Refusal(f"还没有填写{what}", "请先填写并打印文书", "reason")
    return found


def _named(original: Original, key: str) -> Original:
    return Original(key, original.signed_on, original.pages, original.copies, original.attachment_id)


def _still_allowed(work: Work, row: Dispute, agreement: AgreementRow) -> None:
    """The case may have been edited since the oral form was drafted."""
    forced = settings.load(work, Mediation).written_forced
    reason = written_reason(forced, agreement.asked_written, agreement.at_once, row.difficulty)
    if agreement.form == "oral" and reason:
        raise Refusal(f"不能用口头协议：{reason}", "请改拟书面调解协议书", "form")


def _enough_copies(row: Dispute, agreement: AgreementRow, signing: Signing) -> None:
    needed = max(agreement.copies, copies_by_law(row.parties))
    if agreement.form == "written" and signing.copies < needed:
        raise Refusal(f"协议书应有 {needed} 份", "当事人各一份，调委会留存一份", "copies")


def _finish(work: Work, row: Dispute, outcome: str, state: str, day: date, kind: str, text: str) -> None:
    refuse_entered(work, day)
    row.outcome, row.finished_on = outcome, day
    refuse_missing(missing_to_finish(facts_of(work, row.id)), "结案")
    step(work, row, state, day)
    write_log(work, row.id, kind, at_noon(work, day), text)
