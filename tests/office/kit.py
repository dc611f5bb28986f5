"""A founded centre with a cheap key file, and a desk context around it."""

from dataclasses import dataclass
from pathlib import Path

from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.desk.news import News
from shequ_desk.desk.printing import Paper, Printing
from shequ_desk.desk.state import State
from shequ_desk.office.rules import FOUNDER_ROLES, GRANTS, Centre
from shequ_desk.office.service import Seat
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.rights import ROLES, Clerk, merge_grants, permissions_of
from shequ_desk.store.wraps import Cost
from tests.conftest import DATA_KEY

CHEAP = Cost(memory=64, passes=1, lanes=1)
LOGIN, PASSWORD = "wanglan", "Qing2026泉"
ALL_GRANTS = merge_grants([GRANTS])
CLERK = Clerk(1, LOGIN, "王岚", tuple(ROLES), permissions_of(ROLES, ALL_GRANTS))
CENTRE = Centre("清泉社区党群服务中心", "330212003007")


def of_role(*roles: str) -> Clerk:
    """The founder's login with just these roles."""
    return Clerk(1, LOGIN, "王岚", roles, permissions_of(roles, ALL_GRANTS))


class PaperTray:
    """A printer that keeps what it was given."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, str]] = []

    def names(self) -> list[str]:
        """Two invented printers."""
        return ["前台 A5", "办公室 A4"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        """Keep kind of paper and printer."""
        assert pdf.startswith(b"%PDF")
        self.printed.append((paper.key, name))


@dataclass(frozen=True)
class Office:
    """The seat of the founder, and everything a page is given."""

    seat: Seat
    recovery: str
    context: Context
    recorder: Recorder
    printer: PaperTray

    def sit(self, clerk: Clerk) -> "Office":
        """The same office with somebody else in front of it."""
        seat = Seat(self.seat.folder, self.seat.keys, self.seat.database, clerk)
        return Office(seat, self.recovery, context_of(seat, self.context), self.recorder, self.printer)


def found(folder: DataFolder, database: Database, clerk: Clerk) -> tuple[Seat, str]:
    """Write the founder and the centre; the clerk's password is PASSWORD."""
    keys, recovery, _ = KeyFile.create(folder.keys, CHEAP, data_key=DATA_KEY)
    keys.add_user(DATA_KEY, clerk.login, PASSWORD)
    with database.work(clerk) as work:
        work.session.add(ClerkRow(id=clerk.id, login=clerk.login, name=clerk.name, active=True, since=work.now))
        work.session.flush()
        work.session.add_all(ClerkRole(clerk_id=clerk.id, role=role) for role in FOUNDER_ROLES)
        settings.save(work, CENTRE)
    return Seat(folder, keys, database, clerk), recovery


def open_office(seat: Seat, recovery: str, jobs: Jobs, messages: Messages, recorder: Recorder, folder: Path) -> Office:
    """Put a desk around a seat."""
    printer, state = PaperTray(), State(folder)
    printing = Printing(jobs, messages, state, printer)
    context = Context(
        database=seat.database,
        clerk=seat.clerk,
        clock=seat.database.clock,
        folder=folder,
        jobs=jobs,
        news=News(),
        messages=messages,
        printing=printing,
        state=state,
        open_page=_nowhere,
    )
    return Office(seat, recovery, context, recorder, printer)


def context_of(seat: Seat, like: Context) -> Context:
    """The same desk for another clerk."""
    known = {name: getattr(like, name) for name in Context.__dataclass_fields__}
    return Context(**(known | {"clerk": seat.clerk}))


def _nowhere(_key: str, _person_id: int, _action: str) -> None:
    return None
