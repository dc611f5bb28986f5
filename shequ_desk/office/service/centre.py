"""The centre's own settings, and the audit book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from shequ_desk.kernel.dates import Month, Span, long_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.rules import Centre, DeskSettings, Opening, check_centre, check_desk, check_opening
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.tables import AuditRow

_FIRST = select(AuditRow.at).order_by(AuditRow.id).limit(1)
_FIRST_RECEIPT = _FIRST.where(AuditRow.subject == "receipt")


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit book as shown; values are masked since they were written."""

    place: int
    at: datetime
    clerk: str
    duties: str
    action: str
    subject: str
    row_key: str
    before: str
    after: str


def centre(work: Work) -> Centre:
    """Name and codes of the centre; everybody may know them."""
    return settings.load(work, Centre)


def desk_settings(work: Work) -> DeskSettings:
    """How the desk behaves; everybody may know it."""
    return settings.load(work, DeskSettings)


def opening(work: Work) -> Opening:
    """Month-to-date figures kept on paper before the program took over."""
    return settings.load(work, Opening)


def begun(work: Work) -> date:
    """The first day the program speaks of: the opening day, else the day of the first act in the audit book."""
    return opening(work).since or (work.connection.execute(_FIRST).scalar() or work.now).date()


def must_have_come(work: Work, period: Month | Span) -> None:
    """Refusal for a period after today."""
    if period.first > work.today:
        raise Refusal(f"{period.text}还没有到", f"最近可选 {Month.of(work.today).text}", "month")


def before_use(work: Work, period: Month | Span) -> str:
    """Words for a period wholly before the program was used; empty for any other."""
    return _too_early(period, begun(work))


def must_lie_in_use(work: Work, period: Month | Span) -> None:
    """Refusal for a period after today or wholly before the program was used."""
    must_have_come(work, period)
    first = begun(work)
    if early := _too_early(period, first):
        raise Refusal(early, f"最早可选 {Month.of(first).text}", "month")


def _too_early(period: Month | Span, first: date) -> str:
    return f"{period.text}在启用本程序之前，没有记录" if period.last < first else ""


@needs("office.settings")
def save_centre(work: Work, values: Centre) -> None:
    """Refusal when name, code, kind or window is wrong. Papers already made keep what they say."""
    check_centre(values)
    settings.save(work, values)


@needs("office.settings")
def save_desk_settings(work: Work, values: DeskSettings) -> None:
    """Refusal when the idle time is out of bounds."""
    check_desk(values)
    settings.save(work, values)


@needs("office.settings")
def save_opening(work: Work, values: Opening) -> None:
    """Refusal when the figures do not add up, or when the first day is still to come or after the first receipt."""
    check_opening(values)
    if values.since is not None:
        _check_since(work, values.since)
    settings.save(work, values)


def _check_since(work: Work, since: date) -> None:
    if since > work.today:
        raise Refusal("启用日还没有到", "填开始用本程序的那一天", "since")
    first = work.connection.execute(_FIRST_RECEIPT).scalar()
    if first is not None and since > first.date():
        day = long_date(first.date())
        raise Refusal(f"启用日晚于第一张凭证的日期（{day}）", f"最晚可填 {day}，手工数只算到它的前一天", "since")


@needs("office.audit")
def audit_lines(work: Work, offset: int, limit: int) -> Sequence[AuditLine]:
    """The newest lines first."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).offset(offset).limit(limit)
    return [
        AuditLine(r.id, r.at, r.clerk_name, r.duties, r.action, r.subject, r.row_key, r.before, r.after)
        for r in work.session.scalars(query)
    ]


@needs("office.audit")
def audit_count(work: Work) -> int:
    """How many lines the book has."""
    return work.session.scalar(select(func.coalesce(func.max(AuditRow.id), 0))) or 0
