"""Words a clerk writes into a report: a section's prose replaced, or a paragraph added. Figures stay computed."""

from typing import NamedTuple

from sqlalchemy import select

from shequ_desk.counters.reports.rules import READ, WRITE
from shequ_desk.counters.reports.tables import CloseRow, NoteRow
from shequ_desk.kernel.dates import Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_LONGEST = 4000


class Words(NamedTuple):
    """The clerk's words for one part: instead of the prose, and after it; empty for none."""

    replaced: str = ""
    added: str = ""


@needs(READ)
def words(work: Work, span: Span) -> dict[str, Words]:
    """Part key → the newest words written for the period."""
    rows = NoteRow.__table__.c
    query = select(rows.part, rows.kind, rows.text).where(rows.period == span.key).order_by(rows.id)
    newest = {(part, kind): text for part, kind, text in work.connection.execute(query)}
    parts = {part for part, _ in newest}
    return {part: Words(newest.get((part, "replace"), ""), newest.get((part, "add"), "")) for part in parts}


@needs(WRITE)
def rewrite(work: Work, span: Span, part: str, written: Words) -> None:
    """Keep the words of one part; empty ones give the computed prose back. The audit keeps what stood before.

    Refusal when the month is closed or a text is longer than 4,000 characters.
    """
    if work.connection.execute(select(CloseRow.id).where(CloseRow.month == span.key)).scalar() is not None:
        raise Refusal(f"{span.text}已经结账，文字不能再改", "需要说明的写在下期报表里")
    if max(map(len, written)) > _LONGEST:
        raise Refusal(f"文字最多 {_LONGEST} 字", "请分段精简后再存", "text")
    old = words(work, span).get(part, Words())
    for kind, before, text in (("replace", old.replaced, written.replaced), ("add", old.added, written.added)):
        if before != text.strip():
            row = {"period": span.key, "part": part, "kind": kind, "text": text.strip(), "at": work.now}
            work.insert(NoteRow, {**row, "clerk_name": work.clerk.name})
    work.news("reports")
