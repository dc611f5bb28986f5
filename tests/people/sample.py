"""Invented residents for tests; every number is of area 330200."""

from datetime import date

from shequ_desk.kernel.identity import complete
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk


def id_number(birth: date = date(1950, 1, 1), sequence: int = 11) -> str:
    """A valid citizen number; odd sequences are men."""
    return complete(f"330200{birth:%Y%m%d}{sequence:03d}")


def draft(
    name: str = "仇英",
    number: str = "",
    birth: date | None = None,
    phones: tuple[str, ...] = (),
    cards: tuple[str, ...] = (),
    building: str = "",
    room: str = "",
) -> Draft:
    """Somebody to register; without a number as a visitor."""
    return Draft(
        name,
        birth=birth,
        building=building,
        room=room,
        id_number=number,
        no_number_reason="" if number else "访客",
        phones=phones,
        cards=cards,
    )


def account(database: Database, clerk: Clerk, active: bool = True) -> None:
    """Give a clerk an account with the roles held."""
    with database.work(clerk) as work:
        work.insert(
            ClerkRow, {"id": clerk.id, "login": clerk.login, "name": clerk.name, "active": active, "since": work.now}
        )
        for role in clerk.roles:
            work.insert(ClerkRole, {"clerk_id": clerk.id, "role": role})
