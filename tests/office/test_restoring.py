"""Bringing a backup back: who may, what is written down, what no restore may leave behind."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.office import service
from shequ_desk.office.rules import Account, Founding
from shequ_desk.office.service import Seat
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from tests.office.children import found_and_die
from tests.office.kit import ALL_GRANTS, CENTRE, LOGIN, PASSWORD, Office
from tests.store.children import rest, start

FOUNDING = Founding(CENTRE, LOGIN, "王岚", PASSWORD)
OTHER, OTHERS = "lina", "Diyici2026"


def enter(folder: DataFolder, clock: FixedClock, login: str = LOGIN, password: str = PASSWORD) -> Seat:
    """Sign in."""
    return service.enter(folder, login, password, clock, ALL_GRANTS)


def add(seat: Seat, *roles: str) -> None:
    """A colleague with these roles."""
    with seat.database.work(seat.clerk) as work:
        service.add_account(work, seat.database, seat.keys, Account(0, OTHER, "李娜", roles), OTHERS)


def stop_founder(seat: Seat) -> None:
    """The first administrator leaves."""
    with seat.database.work(seat.clerk) as work:
        founder = next(account for account in service.accounts(work) if account.login == LOGIN)
        service.change_account(work, seat.keys, replace(founder, active=False))


def newest(folder: DataFolder, clock: FixedClock, login: str = LOGIN, password: str = PASSWORD) -> list[str]:
    """The newest acts of the audit book, as whoever signs in now sees them."""
    seat = enter(folder, clock, login, password)
    with closing(seat.database), seat.database.reading(seat.clerk) as work:
        return [f"{line.clerk} {line.action}" for line in service.audit_lines(work, 0, 3)]


def restore_as(folder: DataFolder, made: Path, clock: FixedClock, login: str, password: str) -> service.Restored:
    """Bring it back without a seat."""
    return service.restore_as(folder, made, login, password, clock, ALL_GRANTS)


@pytest.mark.parametrize("lost", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "empty"])
def test_a_centre_that_lost_its_data_gets_no_new_empty_file(
    office: Office, clock: FixedClock, lost: Callable[[Path], None]
) -> None:
    folder = office.seat.folder
    office.seat.database.close()
    lost(folder.database)
    with pytest.raises(Trouble, match="不见了"):
        enter(folder, clock)
    with pytest.raises(Trouble, match="不见了"):
        service.recover(folder, office.recovery, LOGIN, "Xinmima2026", clock)
    assert not (folder.database.exists() and folder.database.stat().st_size)


def test_a_founding_cut_short_is_begun_anew(tmp_path: Path, clock: FixedClock) -> None:
    folder = DataFolder(tmp_path / "new")
    process, pipe = start(found_and_die, folder.path)
    assert rest(pipe) == []
    process.join()
    assert folder.keys.exists()
    assert not folder.is_set_up
    seat, _ = service.found_centre(folder, replace(FOUNDING, login=OTHER), clock, ALL_GRANTS)
    seat.database.close()
    assert folder.is_set_up
    assert newest(folder, clock, OTHER)[0] == "王岚 sign_in"
    assert (folder.replaced / "founding" / "desk.db").exists()


def test_the_sheet_lets_in_whom_only_the_restored_data_knows(office: Office, clock: FixedClock) -> None:
    seat, made = office.seat, service.back_up(office.seat)
    add(seat, "admin")
    stop_founder(seat)
    service.restore_from(seat, made.path, PASSWORD, clock.now())
    with pytest.raises(Refusal, match="登录名或密码不对"):
        enter(seat.folder, clock)
    with pytest.raises(Refusal, match="已停用"):
        enter(seat.folder, clock, OTHER, OTHERS)
    service.recover(seat.folder, office.recovery, LOGIN, "Xinmima2026", clock)
    assert "admin" in enter(seat.folder, clock, LOGIN, "Xinmima2026").clerk.roles


def test_a_password_of_that_time_brings_back_and_lets_in(office: Office, clock: FixedClock, tmp_path: Path) -> None:
    fresh = DataFolder(tmp_path / "fresh")
    made = service.back_up(office.seat, tmp_path / "stick")
    restore_as(fresh, made.path, clock, "WangLan", PASSWORD)
    assert newest(fresh, clock) == ["王岚 sign_in", "王岚 restore", "王岚 backup"]


def test_a_password_taken_away_since_holds_again_with_the_data_of_its_time(office: Office, clock: FixedClock) -> None:
    seat, made = office.seat, service.back_up(office.seat)
    add(seat, "admin")
    seat.database.close()
    seat.keys.remove_user(LOGIN)
    restore_as(seat.folder, made.path, clock, LOGIN, PASSWORD)
    assert newest(seat.folder, clock)[0] == "王岚 sign_in"
    assert OTHER in KeyFile.load(seat.folder.keys).logins()


@pytest.mark.parametrize("by_sheet", [True, False])
@pytest.mark.parametrize("lost", [Path.unlink, lambda path: path.write_bytes(b"{")], ids=["gone", "broken"])
def test_whole_data_only_gets_its_key_file_back(
    office: Office, clock: FixedClock, lost: Callable[[Path], None], by_sheet: bool
) -> None:
    seat, made = office.seat, service.back_up(office.seat)
    act(seat)
    seat.database.close()
    lost(seat.folder.keys)
    if by_sheet:
        done = service.restore_here(seat.folder, made.path, office.recovery, clock)
    else:
        done = restore_as(seat.folder, made.path, clock, LOGIN, PASSWORD)
    assert done.only_keys
    assert newest(seat.folder, clock)[1:] == [f"{'程序' if by_sheet else '王岚'} restore_keys", "王岚 print"]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_who_may_not_look_after_backups_brings_none_back(
    office: Office, clock: FixedClock, tmp_path: Path, elsewhere: bool
) -> None:
    seat = office.seat
    add(seat, "canteen")
    made = service.back_up(seat)
    seat.database.close()
    folder = DataFolder(tmp_path / "fresh") if elsewhere else seat.folder
    before = folder.database.read_bytes() if folder.database.exists() else b""
    with pytest.raises(Refusal, match="没有办理这一项的权限"):
        restore_as(folder, made.path, clock, OTHER, OTHERS)
    assert (folder.database.read_bytes() if folder.database.exists() else b"") == before
    assert not list(folder.path.glob("desk.db.restoring*"))


def test_a_right_lost_since_the_backup_is_lost(office: Office, clock: FixedClock) -> None:
    seat = office.seat
    add(seat, "admin")
    made = service.back_up(seat)
    with seat.database.work(seat.clerk) as work:
        lina = next(account for account in service.accounts(work) if account.login == OTHER)
        service.change_account(work, seat.keys, replace(lina, roles=("desk",)))
    seat.database.close()
    with pytest.raises(Refusal, match="没有办理这一项的权限"):
        restore_as(seat.folder, made.path, clock, OTHER, OTHERS)


def test_every_way_back_is_written_down(office: Office, clock: FixedClock) -> None:
    seat, made = office.seat, service.back_up(office.seat)
    ways: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: service.restore_from(seat, made.path, PASSWORD, clock.now()), "王岚"),
        (lambda: service.restore_here(seat.folder, made.path, office.recovery, clock), "程序"),
        (lambda: restore_as(seat.folder, made.path, clock, LOGIN, PASSWORD), "王岚"),
    )
    for way, who in ways:
        way()
        assert newest(seat.folder, clock) == ["王岚 sign_in", f"{who} restore", "王岚 backup"]


def test_a_backup_of_a_newer_program_changes_nothing(office: Office, clock: FixedClock) -> None:
    seat = office.seat
    with closing(seat.database.bare()) as bare:
        now = bare.execute("SELECT version_num FROM alembic_version").fetchone()
        bare.execute("UPDATE alembic_version SET version_num = '9999_later'")
        made = service.back_up(seat)
        bare.execute("UPDATE alembic_version SET version_num = ?", now)
    with pytest.raises(Trouble, match="更新版本"):
        service.restore_here(seat.folder, made.path, office.recovery, clock)
    assert newest(seat.folder, clock)[0] == "王岚 sign_in"


def act(seat: Seat) -> None:
    """Something that leaves a line in the audit book."""
    with seat.database.work(seat.clerk) as work:
        work.note("print", "receipt", "CT-2026-000412")


def test_an_older_file_put_here_by_hand_is_found(office: Office, clock: FixedClock) -> None:
    seat = office.seat
    early = service.back_up(seat)
    act(seat)
    service.back_up(seat)
    assert service.check(seat, ()) == ()
    seat.database.close()
    seat.folder.database.write_bytes(early.database.read_bytes())
    assert ["备份时已有的操作记录，现在没有了" in found.message for found in service.check(seat, ())] == [True]


def test_lines_cut_off_the_end_of_the_chain_are_found(office: Office) -> None:
    seat = office.seat
    act(seat)
    service.back_up(seat)
    with closing(seat.database.bare()) as bare:
        guard = bare.execute("SELECT sql FROM sqlite_master WHERE name = 'frozen_audit_delete'").fetchone()[0]
        bare.execute("DROP TRIGGER frozen_audit_delete")
        bare.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
        bare.execute(guard)
    assert ["备份时已有的操作记录，现在没有了" in found.message for found in service.check(seat, ())] == [True]


def test_neither_a_restore_nor_another_centres_backup_is_an_alarm(
    office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    seat, early = office.seat, service.back_up(office.seat)
    act(seat)
    late = service.back_up(seat)
    service.restore_from(seat, early.path, PASSWORD, clock.now())
    other, _, _ = KeyFile.create(tmp_path / "other.json", data_key=bytes(32))
    strange = seat.folder.backups / "desk-20270101-080000"
    late.path.rename(strange)
    other.path.replace(strange / "keys.json")
    assert service.check(seat, ()) == ()
