"""For `verify`: the case numbers of every committee and year run without a gap up to the last one given."""

from sqlalchemy import func, select

from shequ_desk.counters.mediation.service.roster import series
from shequ_desk.counters.mediation.tables import Dispute
from shequ_desk.store import numbers
from shequ_desk.store.database import Work
from shequ_desk.store.verify import Finding

_CASE = Dispute.__table__.c
_SERIES = (
    select(_CASE.committee_id, _CASE.year, func.min(_CASE.seq), func.count())
    .group_by(_CASE.committee_id, _CASE.year)
    .order_by(_CASE.committee_id, _CASE.year)
)


def case_number_gaps(work: Work) -> tuple[Finding, ...]:
    """Series that miss a case. Says nothing but numbers, so any clerk who may verify may ask."""
    found = []
    for committee_id, year, first, count in work.connection.execute(_SERIES):
        missing = numbers.last(work, series(committee_id), year) - first + 1 - count
        if missing:
            way_out = "请报告主任，核对纸质卷宗，并从校验过的备份找回"
            found.append(Finding(f"{year} 年调解案号缺 {missing} 个", way_out))
    return tuple(found)
