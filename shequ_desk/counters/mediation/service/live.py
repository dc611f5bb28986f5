"""The case an act changes, under an optimistic lock."""

from shequ_desk.counters.mediation.service.reading import case
from shequ_desk.counters.mediation.service.shared import row_of
from shequ_desk.counters.mediation.tables import Dispute
from shequ_desk.kernel.errors import Conflict
from shequ_desk.store.database import Work


def live(work: Work, case_id: int, version: int) -> Dispute:
    """The case to be changed. Conflict with `theirs` = CaseView as stored when another window was first."""
    row = row_of(work, case_id)
    if row.version != version:
        theirs = case(work, case_id)
        raise Conflict("这个案件刚刚在另一个窗口改过", "请对照两份内容，合并后再保存", theirs)
    return row
