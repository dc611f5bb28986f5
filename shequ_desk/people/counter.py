"""The residents' register as the hall and the window see it."""

from collections.abc import Sequence
from datetime import datetime, time

from shequ_desk.desk.counter import Counter, DueRow, Tile, TodayRow
from shequ_desk.desk.late_page import LatePage
from shequ_desk.people import service as people
from shequ_desk.people.rules import GRANTS, IMPORT, READ, UNMASK, WRITE
from shequ_desk.people.service.notices import reminders, visitors
from shequ_desk.people.service.roster_undo import half_way
from shequ_desk.store.database import Work


def _tiles(work: Work, person_id: int) -> Sequence[Tile]:
    if READ not in work.clerk.permissions:
        return ()
    brief = people.brief(work, person_id)
    state = "查看和修改档案" if WRITE in work.clerk.permissions else "查看档案"
    missing = [name for name, value in (("手机", brief.phone_masked), ("身份证", brief.id_masked)) if not value]
    return [Tile("居民档案", f"未登记：{'、'.join(missing)}" if missing else state, "green", "F2", "open")]


def _reminders(work: Work, person_id: int) -> Sequence[str]:
    return reminders(work, person_id) if READ in work.clerk.permissions else ()


def _today(work: Work) -> Sequence[TodayRow]:
    if READ not in work.clerk.permissions:
        return ()
    return [TodayRow("接待", visitors(work, datetime.combine(work.today, time.min)), None, "green")]


def _due(work: Work) -> Sequence[DueRow]:
    """Numbers that fail the check wait for a second person, imports that stopped half-way for a decision."""
    found: list[DueRow] = []
    if IMPORT in work.clerk.permissions:
        found += [
            DueRow(batch.at.date(), f"名册“{batch.file_name}”没有导完", "red", 0, "import") for batch in half_way(work)
        ]
    if UNMASK in work.clerk.permissions:
        found += [
            DueRow(since.date(), f"{name}的证件号码待第二人复核", "gold", person_id, "open")
            for person_id, name, since in people.unconfirmed(work)
        ]
    return found


COUNTER = Counter(
    key="people",
    title="居民",
    icon="people",
    shortcut="F2",
    tone="green",
    permission=READ,
    grants=GRANTS,
    page=LatePage("shequ_desk.people.page.people_page", "PeoplePage"),
    tiles=_tiles,
    reminders=_reminders,
    today=_today,
    due=_due,
)
