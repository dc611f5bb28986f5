"""Reports without a window: what leaves the house is what the window would give."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from shequ_desk.catalogue import COUNTERS, GRANTS
from shequ_desk.cli import main
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.closing import closer
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.kernel.dates import Month
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.store.folder import DataFolder
from tests.cli.kit import PASSWORD, Shell

KEY = "canteen-settlement"
_WHOLE = re.compile(rb"[1-9]\d{16}[\dX]")


@pytest.fixture(scope="module")
def last_month() -> Month:
    """The month before this one: its days are closed in the demonstration."""
    return Month.of(SystemClock().now().date()).previous


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration of two months whose clerk `canteen` may not see whole numbers."""
    place = tmp_path_factory.mktemp("demo") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHEQU_DESK_PASSWORD", PASSWORD)
        assert main(["--data", str(place), "demo", "--residents", "60", "--months", "2", "--seed", "7"]) == 0
    seat = office.enter(DataFolder(place), "demo", PASSWORD, SystemClock(), GRANTS)
    with seat.database.work(seat.clerk) as work:
        account = Account(0, "canteen", "陈立", ("canteen",))
        office.add_account(work, seat.database, seat.keys, account, PASSWORD)
    seat.database.close()
    return place


@pytest.fixture
def shell(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", PASSWORD)
    return Shell(place, capsys)


def settlement(shell: Shell, month: Month, out: Path, *more: str, user: str = "demo") -> bytes:
    """The settlement as a command writes it; of a workbook the cells."""
    shell.run("report", KEY, "--month", month.key, "--out", str(out), "--user", user, *more)
    content = out.read_bytes()
    return ZipFile(BytesIO(content)).read("xl/sharedStrings.xml") if out.suffix == ".xlsx" else content


def book(shell: Shell, count: int) -> list[tuple[str, str, str]]:
    """The newest lines of the audit book, oldest first: act, paper, what was noted."""
    seat = office.enter(DataFolder(shell.place), "demo", PASSWORD, SystemClock(), GRANTS)
    with seat.database.reading(seat.clerk) as work:
        lines = [one for one in office.audit_lines(work, 0, count + 9) if one.action in ("unmask", "report")][:count]
    seat.database.close()
    return [(one.action, one.subject, one.after) for one in reversed(lines)]


def test_id_numbers_are_masked_and_that_is_written_down(shell: Shell, last_month: Month, tmp_path: Path) -> None:
    cells = settlement(shell, last_month, tmp_path / "a.xlsx")
    ((act, paper, noted),) = book(shell, 1)
    assert _WHOLE.findall(cells) == []
    assert b"3302**********" in cells
    assert (act, paper) == ("report", KEY)
    assert "已遮盖" in noted


def test_whole_id_numbers_need_a_reason_that_is_written_down(shell: Shell, last_month: Month, tmp_path: Path) -> None:
    cells = settlement(shell, last_month, tmp_path / "a.xlsx", "--whole-ids", "报街道签字")
    unmasked, taken = book(shell, 2)
    assert _WHOLE.findall(cells)
    assert b"**********" not in cells
    assert unmasked[:2] == ("unmask", KEY)
    assert "报街道签字" in unmasked[2]
    assert taken[0] == "report"
    assert "已遮盖" not in taken[2]


@pytest.mark.parametrize(
    ("user", "reason", "said"),
    [("demo", " ", "没有写明要完整证件号的原因"), ("canteen", "报街道", "没有办理这一项的权限")],
)
def test_whole_id_numbers_are_refused(
    shell: Shell, last_month: Month, tmp_path: Path, user: str, reason: str, said: str
) -> None:
    out = tmp_path / "a.xlsx"
    period = ("--month", last_month.key, "--out", str(out))
    shell.run("report", KEY, *period, "--user", user, "--whole-ids", reason, code=1)
    assert said in shell.err
    assert not out.exists()
    assert _WHOLE.findall(settlement(shell, last_month, out, user="canteen")) == []


def test_a_closed_month_comes_out_as_it_was_frozen(shell: Shell, last_month: Month, tmp_path: Path) -> None:
    seat = office.enter(DataFolder(shell.place), "demo", PASSWORD, SystemClock(), GRANTS)
    at_work = [counter for counter in COUNTERS if counter.key not in ("reports", "dashboard")]
    closer(seat.database, seat.clerk, at_work, last_month, "试着结账")(lambda _done, _whole: None, lambda: False)
    with seat.database.reading(seat.clerk) as work:
        kept = {key: reports.frozen(work, last_month, key) for key in (KEY, "monthly")}
    seat.database.close()
    whole, out = kept[KEY], tmp_path / "monthly.pdf"
    assert whole is not None
    assert kept["monthly"] is not None
    assert settlement(shell, last_month, tmp_path / "a.pdf", "--whole-ids", "报街道签字") == whole.pdf
    assert settlement(shell, last_month, tmp_path / "a.pdf") != whole.pdf
    shell.run("report", "monthly", "--month", last_month.key, "--out", str(out), "--user", "demo")
    assert out.read_bytes() == kept["monthly"].pdf
