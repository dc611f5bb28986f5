"""Signed originals as they come in, papers that cannot be had, and binding the file."""

from collections.abc import Sequence

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import (
    DOCUMENTS,
    READ,
    WORK,
    Binding,
    FileFacts,
    Original,
    check_excuse,
    check_original,
    refuse_missing,
)
from shequ_desk.counters.mediation.rules.file import missing, missing_to_finish
from shequ_desk.counters.mediation.service.facts import file_facts
from shequ_desk.counters.mediation.service.live import live
from shequ_desk.counters.mediation.service.shared import add, at_noon, refuse_archived, step, touched, write_log
from shequ_desk.counters.mediation.tables import AttachmentRow, Dispute, ExcuseRow, OriginalRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

BY_ACT = {
    "agreement": "登记协议签字",
    "oral": "登记口头协议",
    "notice": "办理终止调解",
    "binding": "归档",
    "identity": "在当事人处登记“原件已核验”",
}
"""Papers that are recorded by their own act."""


@needs(WORK)
def record_originals(work: Work, case_id: int, originals: Sequence[Original], version: int) -> int:
    """Signed originals in hand. Refusal: unknown paper, one that its own act records, a wrong date, no pages."""
    row = live(work, case_id, version)
    refuse_archived(row)
    for original in originals:
        if original.key in BY_ACT:
            way_out = f"请通过“{BY_ACT[original.key]}”登记"
            raise Refusal(f"《{DOCUMENTS[original.key]}》不在这里登记", way_out, "key")
        keep_original(work, row, original)
    return touched(work, row)


@needs(WORK)
def withdraw_original(work: Work, case_id: int, original_id: int, reason: str, version: int) -> int:
    """An original was recorded by mistake. Refusal when the outcome stands on it."""
    row = live(work, case_id, version)
    refuse_archived(row)
    old = work.session.get(OriginalRow, original_id)
    if old is None or old.case_id != case_id or old.withdraws_id is not None:
        raise Refusal("没有找到这份登记", "请刷新后再看")
    if not reason.strip():
        raise Refusal("请填写撤回原因", "例如：页数登记错误", "reason")
    if work.session.scalar(select(OriginalRow.id).where(OriginalRow.withdraws_id == old.id)) is not None:
        raise Refusal("这份登记已经撤回", "请刷新后再看")
    values = {"paper": old.paper, "signed_on": old.signed_on, "pages": old.pages, "copies": old.copies}
    back = {"attachment_id": None, "withdraws_id": old.id, "reason": reason.strip()}
    add(work, OriginalRow, case_id, values | back)
    if row.outcome:
        refuse_missing(missing_to_finish(facts_of(work, case_id)), "撤回，案件已结")
    return touched(work, row)


@needs(WORK)
def excuse(work: Work, case_id: int, key: str, reason: str, version: int) -> int:
    """A paper that cannot be had, and why: a 卷宗情况说明 then belongs to the file."""
    row = live(work, case_id, version)
    refuse_archived(row)
    check_excuse(key, reason, facts_of(work, case_id))
    add(work, ExcuseRow, case_id, {"paper": key, "reason": reason.strip()})
    return touched(work, row)


@needs(WORK)
def archive(work: Work, case_id: int, binding: Binding, version: int) -> int:
    """Bind the file and close it. Refusal naming every paper that is missing."""
    row = live(work, case_id, version)
    facts = facts_of(work, case_id)
    step(work, row, "archived", binding.bound_on)
    refuse_missing((key for key in missing(facts) if key != "binding"), "归档")
    if not binding.bound_by.strip() or not binding.retention.strip():
        raise Refusal("请填写立卷人和保管期限", "印在卷宗封面上", "bound_by")
    keep_original(work, row, Original("binding", binding.bound_on, binding.pages))
    row.archived_on = binding.bound_on
    row.bound_by, row.file_pages, row.retention = binding.bound_by.strip(), binding.pages, binding.retention.strip()
    row.next_visit = None
    text = f"立卷归档，共 {binding.pages} 页，保管期限：{row.retention}"
    write_log(work, case_id, "step", at_noon(work, binding.bound_on), text)
    return touched(work, row)


@needs(READ)
def note_printed(work: Work, case_id: int, papers: Sequence[str]) -> None:
    """An audit line: which papers of the case were printed or saved. Needs a writing `work`."""
    work.note("print", "mediation_case", case_id, papers=list(papers))


@needs(READ)
def note_exported(work: Work, title: str, lines: int) -> None:
    """An audit line: a list of so many cases was saved as a workbook. Needs a writing `work`."""
    work.note("export", title, 行数=lines)


def facts_of(work: Work, case_id: int) -> FileFacts:
    """What the file of one case needs and has."""
    work.session.flush()
    return file_facts(work, [case_id])[case_id][0]


def keep_original(work: Work, row: Dispute, original: Original) -> None:
    """Record one original. Refusal: unknown paper, wrong date, no pages, a scan of another case."""
    if original.key not in DOCUMENTS:
        raise Refusal("没有这种文书", "从列表中选一项", "key")
    check_original(original, row.accepted_on, work.today)
    if original.attachment_id is not None:
        scan = work.session.get(AttachmentRow, original.attachment_id)
        if scan is None or scan.case_id != row.id:
            raise Refusal("没有找到扫描件", "请先添加附件", "attachment_id")
    values = {name: value for name, value in vars(original).items() if name != "key"}
    add(work, OriginalRow, row.id, values | {"paper": original.key, "withdraws_id": None, "reason": ""})
