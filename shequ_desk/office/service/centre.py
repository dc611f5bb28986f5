"""The centre's own settings, and the audit book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.rules import Centre, DeskSettings, Opening, check_centre, check_desk, check_opening
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.tables import AuditRow


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
    """Refusal when the figures do not add up, or when the first day is still to come."""
    check_opening(values)
    if values.since is not None and values.since > work.today:
        raise Refusal("启用日还没有到", "填开始用本程序的那一天", "since")
    settings.save(work, values)


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
