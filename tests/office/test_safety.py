"""Looking after the data: backups by hand, bringing one back, checking everything, the audit book, the settings."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.office import service
from shequ_desk.office.rules import Centre, DeskSettings, Opening
from shequ_desk.office.service import Seat
from shequ_desk.store import backup
from shequ_desk.store.database import Database, Work
from shequ_desk.store.verify import Finding
from shequ_desk.till import service as till
from tests.clerks import EVERYTHING
from tests.conftest import DATA_KEY
from tests.office.kit import CENTRE, PASSWORD, Office, of_role
from tests.till.kit import meal


def rename(seat: Seat, name: str) -> None:
    """Give the centre another name."""
    with seat.database.work(seat.clerk) as work:
        service.save_centre(work, Centre(name, CENTRE.code))


def name_now(seat: Seat, clock: FixedClock) -> str:
    """Read the name from a freshly opened file."""
    database = Database(seat.folder.database, DATA_KEY, clock)
    with database.reading(seat.clerk) as work:
        name = service.centre(work).name
    database.close()
    return name


def gap(_work: Work) -> list[Finding]:
    """A slice that found something."""
    return [Finding("收据断号 1 个", "请核对")]


def test_a_backup_on_a_stick_is_checked_and_noted(office_seat: Seat, tmp_path: Path) -> None:
    made = service.back_up(office_seat, tmp_path / "stick")
    assert made.verified
    assert made.path.parent == tmp_path / "stick"
    assert service.backup_list(office_seat) == ()
    with office_seat.database.reading(office_seat.clerk) as work:
        line = service.audit_lines(work, 0, 1)[0]
    assert (line.action, line.row_key) == ("backup", "stick")


def test_a_backup_by_hand_leaves_nothing_to_back_up(office_seat: Seat) -> None:
    service.back_up(office_seat)
    assert not backup.changed(office_seat.database, office_seat.folder)
    assert len(service.backup_list(office_seat)) == 1


@pytest.mark.parametrize("with_sheet", [False, True])
def test_a_backup_is_brought_back_by_password_or_sheet(office: Office, clock: FixedClock, with_sheet: bool) -> None:
    seat = office.seat
    made = service.back_up(seat)
    rename(seat, "改错了的名字")
    with pytest.raises(Refusal):
        service.restore_from(seat, made.path, "guess", clock.now())
    aside = service.restore_from(seat, made.path, office.recovery if with_sheet else PASSWORD, clock.now())
    assert name_now(seat, clock) == CENTRE.name
    assert (aside / "desk.db").exists()


def test_only_the_administrator_looks_after_backups(office_seat: Seat, clock: FixedClock) -> None:
    made = service.back_up(office_seat)
    for role in ("desk", "canteen", "director", "auditor"):
        seat = Seat(office_seat.folder, office_seat.keys, office_seat.database, of_role(role))
        with pytest.raises(Refusal):
            service.back_up(seat)
        with pytest.raises(Refusal):
            service.backup_list(seat)
        with pytest.raises(Refusal):
            service.restore_from(seat, made.path, PASSWORD, clock.now())


def test_checking_asks_every_slice(office_seat: Seat) -> None:
    assert service.check(office_seat, ()) == ()
    assert [finding.message for finding in service.check(office_seat, [gap])] == ["收据断号 1 个"]


@pytest.mark.parametrize(("role", "may"), [("admin", True), ("auditor", True), ("desk", False)])
def test_administrator_and_auditor_may_check(office_seat: Seat, role: str, may: bool) -> None:
    seat = Seat(office_seat.folder, office_seat.keys, office_seat.database, of_role(role))
    if may:
        assert service.check(seat, ()) == ()
    else:
        with pytest.raises(Refusal):
            service.check(seat, ())


def test_the_audit_book_shows_what_was_there_before(office_seat: Seat, clock: FixedClock) -> None:
    clock.tick(timedelta(minutes=3))
    rename(office_seat, "清泉社区")
    with office_seat.database.reading(office_seat.clerk) as work:
        count, lines = service.audit_count(work), service.audit_lines(work, 0, 3)
    assert [line.place for line in lines] == [count, count - 1, count - 2]
    assert lines[0].at == clock.now()
    assert (CENTRE.name in lines[0].before, "清泉社区" in lines[0].after) == (True, True)


@pytest.mark.parametrize("minutes", [0, 121])
def test_the_idle_time_has_bounds(office_seat: Seat, minutes: int) -> None:
    with pytest.raises(Refusal) as refused, office_seat.database.work(office_seat.clerk) as work:
        service.save_desk_settings(work, DeskSettings(minutes))
    assert refused.value.field == "idle_minutes"


@pytest.mark.parametrize(
    ("opening", "field"),
    [
        (Opening(meals=-1), "meals"),
        (Opening(price=Money(300), subsidy=Money(100), paid=Money(100)), "price"),
        (Opening(None, 12), "since"),
        (Opening(date(2026, 11, 1), public_meals=12), "meals"),
        (Opening(date(2026, 11, 22)), "since"),
    ],
)
def test_opening_figures_must_add_up(office_seat: Seat, opening: Opening, field: str) -> None:
    with pytest.raises(Refusal) as refused, office_seat.database.work(office_seat.clerk) as work:
        service.save_opening(work, opening)
    assert refused.value.field == field


def test_the_opening_day_does_not_pass_the_first_receipt(office_seat: Seat, clock: FixedClock) -> None:
    first, seat = clock.now().date(), office_seat
    with seat.database.work(EVERYTHING) as work:
        till.charge(work, meal())
    clock.tick(timedelta(days=3))
    with pytest.raises(Refusal, match="晚于第一张凭证") as refused, seat.database.work(seat.clerk) as work:
        service.save_opening(work, Opening(first + timedelta(days=1)))
    assert refused.value.field == "since"
    with seat.database.work(seat.clerk) as work:
        service.save_opening(work, Opening(first, 12))
        assert service.begun(work) == first
