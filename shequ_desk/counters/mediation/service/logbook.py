"""The log, which is only added to, and the report to the authorities."""

from shequ_desk.counters.mediation.rules import (
    ESCALATIONS,
    WORK,
    EscalationDraft,
    LogDraft,
    check_escalation,
    check_log,
)
from shequ_desk.counters.mediation.service.shared import refuse_archived, row_of, write_log
from shequ_desk.counters.mediation.tables import LogRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs(WORK)
def log(work: Work, case_id: int, entry: LogDraft) -> int:
    """Add an entry; answers its id. Refusal: archived, before acceptance, to come, no text."""
    row = row_of(work, case_id)
    refuse_archived(row)
    check_log(entry, row.accepted_on, work.now)
    more = {name: getattr(entry, name).strip() for name in ("place", "people", "host", "recorder")}
    more["recorder"] = more["recorder"] or work.clerk.name
    work.news("mediation")
    return write_log(work, case_id, entry.kind, entry.at, entry.text.strip(), **more)


@needs(WORK)
def correct(work: Work, case_id: int, entry_id: int, text: str) -> int:
    """A new entry that names the one it mends, which stays as it is; also on an archived case.

    Refusal without a text.
    """
    row_of(work, case_id)
    old = work.session.get(LogRow, entry_id)
    if old is None or old.case_id != case_id:
        raise Refusal("没有找到要更正的记录", "请刷新后再看", "entry")
    if not text.strip():
        raise Refusal("还没有写更正内容", "写明原记录哪里有误、应为什么", "text")
    work.news("mediation")
    body = f"更正第 {old.no} 条：{text.strip()}"
    return write_log(work, case_id, "correct", work.now, body, corrects_id=old.id)


@needs(WORK)
def escalate(work: Work, case_id: int, draft: EscalationDraft) -> int:
    """Suspected crime or crowd risk, reported at once (人民调解法 art 25); answers the log entry's id."""
    row_of(work, case_id)
    check_escalation(draft, work.now)
    text = f"{ESCALATIONS[draft.kind]}，已报告{draft.reported_to.strip()}：{draft.text.strip()}"
    work.note("escalate", "mediation_case", case_id)
    work.news("mediation")
    return write_log(work, case_id, "escalate", draft.at, text, people=draft.reported_to.strip())
