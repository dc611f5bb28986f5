"""Doors into a centre: founding, signing in, the recovery sheet, a replaced PC."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.office import service
from shequ_desk.office.rules import FOUNDER_ROLES, Account, Founding, Opening
from shequ_desk.office.service import Seat
from shequ_desk.store import numbers
from shequ_desk.store.database import Work
from shequ_desk.store.folder import DataFolder
from tests.office.kit import ALL_GRANTS, CENTRE, LOGIN, PASSWORD, Office, of_role

FOUNDING = Founding(CENTRE, "WangLan", "王岚", PASSWORD)


@pytest.fixture
def empty(tmp_path: Path) -> DataFolder:
    """A data folder that does not exist yet."""
    return DataFolder(tmp_path / "new")


def enter(folder: DataFolder, clock: FixedClock, login: str = LOGIN, password: str = PASSWORD) -> Seat:
    """Sign in."""
    return service.enter(folder, login, password, clock, ALL_GRANTS)


def test_the_founder_holds_three_roles_and_may_sign_in_in_any_writing(empty: DataFolder, clock: FixedClock) -> None:
    seat, recovery = service.found_centre(empty, FOUNDING, clock, ALL_GRANTS)
    with seat.database.reading(seat.clerk) as work:
        assert service.centre(work) == CENTRE
        assert [(a.login, set(a.roles)) for a in service.accounts(work)] == [(LOGIN, set(FOUNDER_ROLES))]
    seat.database.close()
    again = enter(empty, clock, "ＷＡＮＧＬＡＮ")
    again.database.close()
    assert again.clerk.roles == tuple(sorted(FOUNDER_ROLES))
    assert again.clerk.permissions == seat.clerk.permissions
    assert len(recovery.split("-")) == 6


def test_receipts_and_figures_go_on_from_paper(empty: DataFolder, clock: FixedClock) -> None:
    opening = Opening(clock.now().date(), 640, 12, Money(960_000), Money(448_000), Money(512_000))
    seat, _ = service.found_centre(empty, replace(FOUNDING, next_receipt=413, opening=opening), clock, ALL_GRANTS)
    with seat.database.work(seat.clerk) as work:
        assert numbers.take(work, "CT", 2026) == 413
        assert service.opening(work) == opening
    seat.database.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"centre": replace(CENTRE, name=" ")}, "name"),
        ({"centre": replace(CENTRE, code="33021200300")}, "code"),
        ({"login": "wang lan"}, "login"),
        ({"name": ""}, "name"),
        ({"password": "wanglan2026X"}, "password"),
        ({"password": "short"}, "password"),
        ({"opening": Opening(price=Money(100))}, "price"),
        ({"next_receipt": 0}, "next_receipt"),
        ({"next_receipt": 1_000_000}, "next_receipt"),
        ({"login": "w" * 33}, "login"),
        ({"name": "王" * 51}, "name"),
        ({"centre": replace(CENTRE, name="长" * 51)}, "name"),
        ({"centre": replace(CENTRE, window="1" * 11)}, "window"),
        ({"centre": replace(CENTRE, free_code="A" * 51)}, "free_code"),
    ],
)
def test_wrong_answers_leave_the_folder_empty(
    empty: DataFolder, clock: FixedClock, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        service.found_centre(empty, replace(FOUNDING, **change), clock, ALL_GRANTS)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not empty.is_set_up


def test_a_failed_founding_can_be_tried_again(empty: DataFolder, clock: FixedClock) -> None:
    empty.create()
    empty.database.mkdir()
    with pytest.raises(Refusal):
        service.found_centre(empty, FOUNDING, clock, ALL_GRANTS)
    empty.database.rmdir()
    seat, _ = service.found_centre(empty, FOUNDING, clock, ALL_GRANTS)
    seat.database.close()
    with pytest.raises(Refusal, match="已经有一个中心"):
        service.found_centre(empty, FOUNDING, clock, ALL_GRANTS)


def test_what_counters_start_with_is_part_of_the_founding(empty: DataFolder, clock: FixedClock) -> None:
    def fails(work: Work) -> None:
        assert work.clerk.roles == FOUNDER_ROLES
        raise Refusal("示例数据不对")

    with pytest.raises(Refusal, match="示例数据不对"):
        service.found_centre(empty, FOUNDING, clock, ALL_GRANTS, [fails])
    assert not empty.is_set_up
    seat, _ = service.found_centre(empty, FOUNDING, clock, ALL_GRANTS, [])
    seat.database.close()


def test_guessing_waits_longer_each_time_and_never_locks_out(office_seat: Seat, clock: FixedClock) -> None:
    folder = office_seat.folder
    for _ in range(3):
        with pytest.raises(Refusal, match="登录名或密码不对"):
            enter(folder, clock, password="guess")
    with pytest.raises(Refusal, match="请等 5 秒"):
        enter(folder, clock)
    clock.tick(timedelta(seconds=5))
    with pytest.raises(Refusal, match="登录名或密码不对"):
        enter(folder, clock, password="guess")
    clock.tick(timedelta(seconds=9))
    with pytest.raises(Refusal, match="请等 1 秒"):
        enter(folder, clock)
    clock.tick(timedelta(seconds=1))
    seat = enter(folder, clock)
    seat.database.close()
    assert seat.clerk.login == LOGIN


def test_an_unknown_login_is_told_nothing_more_than_a_wrong_password(office_seat: Seat, clock: FixedClock) -> None:
    with pytest.raises(Refusal) as stranger:
        enter(office_seat.folder, clock, "stranger")
    with pytest.raises(Refusal) as guess:
        enter(office_seat.folder, clock, password="guess")
    assert stranger.value.message == guess.value.message


def test_unlocking_asks_for_the_same_password(office_seat: Seat) -> None:
    seat = replace(office_seat, clerk=of_role(*FOUNDER_ROLES))
    with pytest.raises(Refusal):
        service.unlock(seat, "guess", ALL_GRANTS)
    assert service.unlock(seat, PASSWORD, ALL_GRANTS)
    with seat.database.reading(seat.clerk) as work:
        assert service.audit_lines(work, 0, 1)[0].action == "unlock"


def test_who_gave_a_role_away_does_not_come_back_with_it(office_seat: Seat) -> None:
    seat = replace(office_seat, clerk=of_role(*FOUNDER_ROLES))
    with seat.database.work(seat.clerk) as work:
        service.change_account(work, seat.keys, Account(seat.clerk.id, LOGIN, "王岚", ("admin", "desk")))
    assert not service.unlock(seat, PASSWORD, ALL_GRANTS)


def test_the_recovery_sheet_sets_a_new_password(office: Office, clock: FixedClock) -> None:
    from_sheet, folder = office.recovery.lower().replace("-", " "), office.seat.folder
    with pytest.raises(Refusal, match="恢复密钥第 1 组不对"):
        service.recover(folder, "AAAAA" + office.recovery[5:], "wanglan", "Xinmima2026", clock)
    service.recover(folder, from_sheet, "WangLan", "Xinmima2026", clock)
    with pytest.raises(Refusal):
        enter(folder, clock)
    enter(folder, clock, password="Xinmima2026").database.close()
    with office.seat.database.reading(office.seat.clerk) as work:
        assert [line.action for line in service.audit_lines(work, 0, 9)][:2] == ["sign_in", "recover"]


def test_the_recovery_sheet_opens_for_known_logins_only(office: Office, clock: FixedClock) -> None:
    with pytest.raises(Refusal) as refused:
        service.recover(office.seat.folder, office.recovery, "stranger", "Xinmima2026", clock)
    assert refused.value.field == "login"


def test_a_replaced_pc_comes_back_from_backup_and_sheet(office: Office, clock: FixedClock, tmp_path: Path) -> None:
    stick, fresh = tmp_path / "stick", DataFolder(tmp_path / "fresh")
    service.back_up(office.seat, stick)
    service.restore_here(fresh, stick, office.recovery, clock)
    seat = enter(fresh, clock)
    with seat.database.reading(seat.clerk) as work:
        assert service.centre(work).name == CENTRE.name
    seat.database.close()


def test_a_folder_without_backups_is_refused_beside_its_field(
    office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        service.restore_here(DataFolder(tmp_path / "fresh"), tmp_path, office.recovery, clock)
    assert refused.value.field == "folder"
