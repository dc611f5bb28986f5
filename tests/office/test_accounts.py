"""Accounts: roles, the last administrator, stopping and bringing back, and every service with every role."""

from collections.abc import Callable

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service
from shequ_desk.office.rules import GRANTS, Account, DeskSettings, Opening
from shequ_desk.office.service import Seat
from shequ_desk.store.database import Work
from shequ_desk.store.rights import ROLES
from tests.office.kit import ALL_GRANTS, CENTRE, CLERK, LOGIN, PASSWORD, of_role

LINA = Account(0, "Lina", "李娜", ("canteen",))
FIRST = "Shitang2026"

Act = Callable[[Work, Seat], object]

SERVICES: dict[str, tuple[str, Act]] = {
    "accounts": ("office.accounts", lambda work, seat: service.accounts(work)),
    "add": ("office.accounts", lambda work, seat: service.add_account(work, seat.database, seat.keys, LINA, FIRST)),
    "change": ("office.accounts", lambda work, seat: service.change_account(work, seat.keys, founder())),
    "reset": (
        "office.accounts",
        lambda work, seat: service.reset_password(work, seat.database, seat.keys, CLERK.id, FIRST),
    ),
    "recovery": ("office.accounts", lambda work, seat: service.new_recovery_key(work, seat.database, seat.keys)),
    "centre": ("office.settings", lambda work, seat: service.save_centre(work, CENTRE)),
    "desk": ("office.settings", lambda work, seat: service.save_desk_settings(work, DeskSettings(5))),
    "opening": ("office.settings", lambda work, seat: service.save_opening(work, Opening())),
    "lines": ("office.audit", lambda work, seat: service.audit_lines(work, 0, 10)),
    "count": ("office.audit", lambda work, seat: service.audit_count(work)),
}


def founder(roles: tuple[str, ...] = ("admin", "desk"), active: bool = True) -> Account:
    """The founder's account as changed."""
    return Account(CLERK.id, LOGIN, "王岚", roles, active)


def add(seat: Seat, account: Account = LINA) -> int:
    """Add an account with the password FIRST."""
    with seat.database.work(seat.clerk) as work:
        return service.add_account(work, seat.database, seat.keys, account, FIRST)


def change(seat: Seat, account: Account) -> None:
    """Change an account."""
    with seat.database.work(seat.clerk) as work:
        service.change_account(work, seat.keys, account)


def listed(seat: Seat) -> dict[str, Account]:
    """Accounts by login."""
    with seat.database.reading(seat.clerk) as work:
        return {account.login: account for account in service.accounts(work)}


def roles_after_sign_in(seat: Seat, clock: FixedClock, login: str, password: str) -> tuple[str, ...]:
    """Sign in anew and return the roles held."""
    entered = service.enter(seat.folder, login, password, clock, ALL_GRANTS)
    entered.database.close()
    return entered.clerk.roles


def refused(seat: Seat, role: str, act: Act) -> str:
    """Do something as a role; return what it was refused with, "" when it went well."""
    try:
        with seat.database.work(of_role(role)) as work:
            act(work, seat)
    except Refusal as refusal:
        return refusal.message
    return ""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", SERVICES)
def test_every_service_asks_for_its_right(office_seat: Seat, name: str, role: str) -> None:
    permission, act = SERVICES[name]
    allowed = permission in GRANTS.get(role, frozenset())
    assert refused(office_seat, role, act) == ("" if allowed else "您没有办理这一项的权限")


def test_a_colleague_signs_in_with_the_roles_given(office_seat: Seat, clock: FixedClock) -> None:
    add(office_seat)
    assert listed(office_seat)["lina"].roles == ("canteen",)
    assert roles_after_sign_in(office_seat, clock, "LINA", FIRST) == ("canteen",)


def test_combined_duties_stand_in_the_audit(office_seat: Seat, clock: FixedClock) -> None:
    change(office_seat, Account(add(office_seat), "lina", "李娜", ("canteen", "director")))
    assert roles_after_sign_in(office_seat, clock, "lina", FIRST) == ("canteen", "director")
    with office_seat.database.reading(office_seat.clerk) as work:
        assert service.audit_lines(work, 0, 1)[0].duties == "食堂、主任"


@pytest.mark.parametrize(
    ("account", "field"),
    [
        (Account(0, "wanglan", "王兰", ("desk",)), "login"),
        (Account(0, "ＷＡＮＧＬＡＮ", "王兰", ("desk",)), "login"),
        (Account(0, "li na", "李娜", ("desk",)), "login"),
        (Account(0, "lina", " ", ("desk",)), "name"),
        (Account(0, "lina", "李娜", ()), "roles"),
    ],
)
def test_a_wrong_account_is_refused_beside_its_field(office_seat: Seat, account: Account, field: str) -> None:
    with pytest.raises(Refusal) as error:
        add(office_seat, account)
    assert error.value.field == field
    assert list(listed(office_seat)) == [LOGIN]


def test_an_easy_first_password_leaves_no_account(office_seat: Seat) -> None:
    with (
        pytest.raises(Refusal) as error,
        office_seat.database.work(office_seat.clerk) as work,
    ):
        service.add_account(work, office_seat.database, office_seat.keys, LINA, "lina")
    assert error.value.field == "password"
    assert list(listed(office_seat)) == [LOGIN] == list(office_seat.keys.logins())


@pytest.mark.parametrize("last", [founder(("desk",)), founder(("admin",), active=False)])
def test_the_last_administrator_stays_and_can_still_sign_in(
    office_seat: Seat, clock: FixedClock, last: Account
) -> None:
    add(office_seat)
    with pytest.raises(Refusal, match="至少要留一名系统管理员"):
        change(office_seat, last)
    assert "admin" in roles_after_sign_in(office_seat, clock, LOGIN, PASSWORD)


def test_with_a_second_administrator_the_first_may_go(office_seat: Seat, clock: FixedClock) -> None:
    add(office_seat, Account(0, "lina", "李娜", ("admin",)))
    change(office_seat, founder(("admin",), active=False))
    with pytest.raises(Refusal, match="登录名或密码不对"):
        roles_after_sign_in(office_seat, clock, LOGIN, PASSWORD)
    assert roles_after_sign_in(office_seat, clock, "lina", FIRST) == ("admin",)


def test_a_stopped_account_comes_back_with_a_new_password_only(office_seat: Seat, clock: FixedClock) -> None:
    number = add(office_seat)
    change(office_seat, Account(number, "lina", "李娜", ("canteen",), active=False))
    assert not listed(office_seat)["lina"].active
    with pytest.raises(Refusal, match="登录名或密码不对"):
        roles_after_sign_in(office_seat, clock, "lina", FIRST)
    with pytest.raises(Refusal, match="需要新密码"):
        change(office_seat, Account(number, "lina", "李娜", ("canteen",)))
    with office_seat.database.work(office_seat.clerk) as work:
        service.reset_password(work, office_seat.database, office_seat.keys, number, "Huilai2026")
    assert roles_after_sign_in(office_seat, clock, "lina", "Huilai2026") == ("canteen",)


def test_a_login_whose_row_was_lost_can_be_added_again(office_seat: Seat, clock: FixedClock) -> None:
    office_seat.database.lend_key(lambda key: office_seat.keys.add_user(key, "lina", "Diushi2026"))
    add(office_seat)
    assert roles_after_sign_in(office_seat, clock, "lina", FIRST) == ("canteen",)


def test_everybody_changes_their_own_password_knowing_the_old(office_seat: Seat, clock: FixedClock) -> None:
    database, keys = office_seat.database, office_seat.keys
    with pytest.raises(Refusal), database.work(of_role("canteen")) as work:
        service.change_own_password(work, database, keys, "guess", "Xinmima2026")
    with database.work(of_role("canteen")) as work:
        service.change_own_password(work, database, keys, PASSWORD, "Xinmima2026")
    assert "admin" in roles_after_sign_in(office_seat, clock, LOGIN, "Xinmima2026")


def test_a_new_recovery_key_voids_the_old_sheet(office_seat: Seat) -> None:
    with office_seat.database.work(office_seat.clerk) as work:
        first = service.new_recovery_key(work, office_seat.database, office_seat.keys)
        second = service.new_recovery_key(work, office_seat.database, office_seat.keys)
    with pytest.raises(Refusal, match="已经作废"):
        office_seat.keys.unlock_recovery(first)
    assert office_seat.keys.fits(office_seat.keys.unlock_recovery(second))
