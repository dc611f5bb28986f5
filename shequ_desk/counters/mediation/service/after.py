"""After the agreement: how it was kept, the return visit, the court's confirmation."""

from datetime import date

from shequ_desk.counters.mediation.rules import (
    CONFIRMATIONS,
    PERFORMANCES,
    WORK,
    PerformanceDraft,
    VisitDraft,
    check_confirmation,
    check_past,
    check_performance,
    check_result,
    check_visit,
    confirmation_limit,
)
from shequ_desk.counters.mediation.service.live import live
from shequ_desk.counters.mediation.service.shared import (
    add,
    agreement_of,
    at_noon,
    refuse_archived,
    refuse_open,
    step,
    touched,
    write_log,
)
from shequ_desk.counters.mediation.tables import ConfirmationRow, PerformanceRow, VisitRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.service.holidays import holidays
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs(WORK)
def perform(work: Work, case_id: int, draft: PerformanceDraft, version: int) -> int:
    """How the agreement was kept. Refusal: no agreement, archived, a day before it or to come."""
    row = live(work, case_id, version)
    refuse_archived(row)
    refuse_open(row, "登记履行")
    check_performance(draft, agreement_of(work, row).made_on, work.today)
    step(work, row, "performed", draft.day)
    row.performance = draft.state
    add(work, PerformanceRow, case_id, {"day": draft.day, "state": draft.state, "text": draft.text.strip()})
    text = f"{PERFORMANCES[draft.state]}：{draft.text.strip()}"
    write_log(work, case_id, "perform", at_noon(work, draft.day), text)
    return touched(work, row)


@needs(WORK)
def visit(work: Work, case_id: int, draft: VisitDraft, version: int) -> int:
    """A return visit. Refusal: before the agreement, archived, a day to come."""
    row = live(work, case_id, version)
    refuse_archived(row)
    refuse_open(row, "回访")
    check_visit(draft, agreement_of(work, row).made_on, work.today)
    step(work, row, "visited", draft.day)
    row.performance, row.next_visit = draft.performance, draft.next_on
    values = vars(draft) | {"text": draft.text.strip(), "visitor": draft.visitor.strip()}
    add(work, VisitRow, case_id, values)
    text = f"{PERFORMANCES[draft.performance]}，{'满意' if draft.satisfied else '不满意'}：{draft.text.strip()}"
    write_log(work, case_id, "visit", at_noon(work, draft.day), text, host=draft.visitor.strip())
    return touched(work, row)


@needs(WORK)
def apply_confirmation(work: Work, case_id: int, applied_on: date, court: str, together: bool, version: int) -> int:
    """Both sides ask the court, within 30 days of effect (人民调解法 art 33). Refusal also for an oral agreement."""
    row = live(work, case_id, version)
    refuse_archived(row)
    refuse_open(row, "申请司法确认")
    if row.effective_on is None or row.form != "written":
        raise Refusal("口头协议不能申请司法确认", "需要确认的，请制作书面调解协议书", "form")
    if not court.strip():
        raise Refusal("请填写法院名称", "当事人住所地、标的物所在地或调委会所在地的基层法院", "court")
    if work.session.get(ConfirmationRow, case_id) is not None:
        raise Refusal("已经登记过司法确认申请", "请登记法院的结果", "applied_on")
    check_confirmation(
        confirmation_limit(row.effective_on, work.today, holidays(work)), applied_on, together, work.today
    )
    values = {"applied_on": applied_on, "court": court.strip(), "result": "applied", "result_on": None, "paper_no": ""}
    work.insert(ConfirmationRow, {"case_id": case_id, **values})
    row.confirmation = "applied"
    write_log(work, case_id, "step", at_noon(work, applied_on), f"双方共同向{court.strip()}申请司法确认")
    return touched(work, row)


@needs(WORK)
def record_confirmation(work: Work, case_id: int, result: str, result_on: date, paper_no: str, version: int) -> int:
    """The court's answer: confirmed or refused. Refusal: nothing was asked, a day before the application."""
    row = live(work, case_id, version)
    refuse_archived(row)
    check_result(result)
    stored = work.session.get(ConfirmationRow, case_id)
    if stored is None:
        raise Refusal("还没有登记司法确认申请", "请先登记申请日期和法院", "result")
    check_past(result_on, work.today, "result_on")
    if result_on < stored.applied_on:
        raise Refusal("结果日期早于申请日期", "请对照法院文书核对", "result_on")
    stored.result, stored.result_on, stored.paper_no = result, result_on, paper_no.strip()
    row.confirmation = result
    write_log(work, case_id, "step", at_noon(work, result_on), f"司法确认：{CONFIRMATIONS[result]} {paper_no}".strip())
    return touched(work, row)
