"""The door without a window, driven as a shell would: arguments in, exit code and text out."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from shequ_desk.catalogue import GRANTS, REPORTS
from shequ_desk.cli import _COMMANDS, main
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.office import service as office
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.lock import FolderLock
from tests.cli.kit import PASSWORD, Shell
from tests.data_files import ROSTER

INIT = ["init", "--centre", "清泉社区党群服务中心", "--code", "330203001001", "--admin", "wanglan", "--name", "王岚"]

ROOT = Path(__file__).parents[2]
SIGNED = ["--user", "wanglan", "--json"]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", PASSWORD)
    return Shell(tmp_path / "data", capsys)


@pytest.fixture
def centre(shell: Shell) -> Shell:
    shell.run(*INIT)
    return shell


def test_init_prints_the_recovery_key_and_refuses_a_second_centre(shell: Shell) -> None:
    made = shell.json(*INIT)
    assert made["centre"] == "清泉社区党群服务中心"
    assert len(str(made["recovery"]).split("-")) == 6
    shell.run(*INIT, code=1)
    assert "已经有" in shell.err
    assert shell.out == ""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "还要给出 命令"),
        (["nope"], "命令：不认识 nope，可用 init, "),
        (["import"], "还要给出 --user, 名册, 文件"),
        (["import", "people", "a.xlsx", "--user", "a"], "名册：不认识 people，可用 residents"),
        (["demo", "--seed", "x"], "--seed：不能是 x，只能是整数"),
        (["backup", "--user"], "--user：后面要写一个值"),
        (["verify", "--user", "a", "--json=1"], "--json：后面不带值，请去掉 1"),
        (["report", "a", "--user", "a", "--out", "b", "--p", "c", "extra"], "不认识 extra"),
        (["--user", "demo", "verify"], "--user 要写在命令后面，如 shequ-desk verify --user 登录名"),
        (["--json", "verify", "--user", "a"], "--json 要写在命令后面"),
        (["init", "--c", "x"], "--c 不够明确，可以是 --centre, --code"),
    ],
)
def test_wrong_usage_is_said_in_chinese_with_exit_code_2(shell: Shell, arguments: list[str], reason: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--data", str(shell.place), *arguments])
    usage, said = shell.capsys.readouterr().err.split("用法：", 1)[1].rsplit("\n", 2)[:2]
    assert stopped.value.code == 2
    assert said.startswith(reason)
    assert said.endswith("。加 --help 看说明")
    assert usage.startswith("shequ-desk")


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_help_is_chinese(shell: Shell, command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*filter(None, [command]), "--help"])
    told = shell.capsys.readouterr().out
    assert stopped.value.code == 0
    assert told.startswith("用法：shequ-desk")
    assert "选项:" in told
    assert re.findall(r"(?<!-)\b[a-z]+ [a-z]+ ", told) == []


def test_a_wrong_password_is_refused_in_chinese(centre: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", "Wrong-12345")
    centre.run("verify", "--user", "wanglan", code=1)
    assert "口令" in centre.err or "密码" in centre.err


def test_the_roster_comes_in_twice_without_doubling(centre: Shell) -> None:
    expected = json.loads((ROSTER.parent / "roster.expected.json").read_text("utf-8"))
    names = ("rows", "created", "updated", "duplicates", "warnings", "rejected")
    dry = centre.json("import", "residents", str(ROSTER), "--user", "wanglan", "--dry-run")
    first = centre.json("import", "residents", str(ROSTER), "--user", "wanglan")
    second = centre.json("import", "residents", str(ROSTER), "--user", "wanglan")
    assert dry == first == {name: expected[name] for name in names}
    assert list(first) == list(names)
    assert (second["created"], second["updated"]) == (0, 0)


def test_rejected_rows_become_a_workbook(centre: Shell, tmp_path: Path) -> None:
    back = tmp_path / "退回.xlsx"
    centre.run("import", "residents", str(ROSTER), "--user", "wanglan", "--rejected", str(back))
    assert back.read_bytes().startswith(b"PK")


def test_a_month_without_meals_still_has_its_paper(centre: Shell, tmp_path: Path) -> None:
    paper, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    for out in (paper, book):
        centre.run("report", "canteen-settlement", "--month", "2026-10", "--out", str(out), "--user", "wanglan")
    assert paper.read_bytes().startswith(b"%PDF")
    assert book.read_bytes().startswith(b"PK")
    centre.run("report", "nothing", "--month", "2026-10", "--out", str(paper), "--user", "wanglan", code=1)
    assert "canteen-settlement" in centre.err


def test_every_report_is_written_or_refused_in_chinese(centre: Shell, tmp_path: Path) -> None:
    today = SystemClock().now().date()
    when = {
        "day": ("--day", today.isoformat()),
        "month": ("--month", Month.of(today).key),
        "quarter": ("--quarter", Span.of(today, 3).key),
        "year": ("--year", Span.of(today, 12).key),
    }
    refused = {}
    for key, report in REPORTS.items():
        for out in (tmp_path / f"{key}.pdf", tmp_path / f"{key}.xlsx"):
            code = main(["--data", str(centre.place), "report", key, *when[report.period], "--out", str(out), *SIGNED])
            told, reason = centre.capsys.readouterr()
            if code:
                refused[key] = reason
            else:
                assert json.loads(told) == {"report": key, "out": str(out)}
            assert out.exists() is not bool(code)
    assert list(refused) == ["day-close"]
    assert "没有开过票" in refused["day-close"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["day-close"], "请加 --day 2026-10-31"),
        (["monthly", "--month", "2026-1x"], "月份看不懂"),
        (["quarterly", "--quarter", "2026Q9"], "季度或年份看不懂"),
        (["yearly", "--year", "abc"], "季度或年份看不懂"),
        (["day-close", "--day", "2026-13-01"], "日历上没有"),
        (["monthly", "--month", "2099-01"], "还没有到"),
        (["monthly", "--month", "2026-10", "--year", "2026"], "不用 --year"),
        (["monthly", "--quarter", "2026Q3"], "请加 --month 2026-10"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_in_chinese(
    centre: Shell, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    out = tmp_path / "a.pdf"
    told = centre.run("report", *arguments, "--out", str(out), "--user", "wanglan", "--json", code=1)
    assert reason in centre.err
    assert centre.err == "{refused} → {way_out}\n".format(**json.loads(told))
    assert not out.exists()


def test_backup_and_restore_with_the_sheet(shell: Shell, tmp_path: Path) -> None:
    recovery = shell.json(*INIT)["recovery"]
    made = shell.json("backup", "--user", "wanglan", "--to", str(tmp_path / "usb"))
    assert made["verified"] is True
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"{recovery}\n", "utf-8")
    other = Shell(tmp_path / "new-pc", shell.capsys)
    other.run("restore", str(made["backup"]), "--recovery-file", str(sheet))
    assert other.json("verify", "--user", "wanglan") == {"findings": 0}


def test_demo_goes_only_into_an_empty_folder(centre: Shell) -> None:
    centre.run("demo", "--residents", "10", "--months", "1", code=1)
    assert "空文件夹" in centre.err


def test_demo_at_a_small_size(shell: Shell) -> None:
    made = shell.json("demo", "--residents", "60", "--months", "1", "--seed", "7")
    assert made["user"] == "demo"
    assert made["residents"] == 60


def audited(centre: Shell) -> list[str]:
    """The acts in the audit book, newest first."""
    seat = office.enter(DataFolder(centre.place), "wanglan", PASSWORD, SystemClock(), GRANTS)
    with closing(seat.database), seat.database.reading(seat.clerk) as work:
        return [line.action for line in office.audit_lines(work, 0, 9)]


def test_a_backup_is_written_down_as_in_the_window(centre: Shell) -> None:
    centre.run("backup", "--user", "wanglan")
    assert audited(centre)[:3] == ["sign_in", "backup", "sign_in"]


@pytest.mark.parametrize("out", ["folder.pdf", "file/in.pdf", f"{'long' * 80}.pdf"])
def test_a_place_that_takes_no_report_is_named(centre: Shell, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "file").write_text("no folder")
    where = str(tmp_path / out)
    centre.run("report", "canteen-settlement", "--user", "wanglan", "--month", "2026-10", "--out", where, code=1)
    assert centre.err.startswith(f"写不到 {where} → 请换一个位置")


@pytest.mark.parametrize("size", [["--months", "-1"], ["--residents", "-5"], ["--months", "601"]])
def test_a_demonstration_of_no_size_is_refused(shell: Shell, size: list[str]) -> None:
    shell.run("demo", *size, code=1)
    assert "居民人数不能是负数" in shell.err
    assert not DataFolder(shell.place).is_set_up


def test_a_refusal_is_one_object_too(centre: Shell) -> None:
    told = json.loads(centre.run("backup", "--user", "stranger", "--json", code=1))
    assert (told["refused"], "再试一次" in told["way_out"]) == ("登录名或密码不对", True)
    assert "登录名或密码不对" in centre.err


def test_a_mistyped_folder_is_left_alone(shell: Shell) -> None:
    for command in (["verify"], ["backup"], ["report", "day-close", "--day", "2026-10-31", "--out", "a.pdf"]):
        shell.run(*command, "--user", "wanglan", code=1)
        assert "还没有中心" in shell.err
    assert not shell.place.exists()


def test_the_first_line_of_a_password_file_is_the_password(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHEQU_DESK_PASSWORD", " Qingquan 2026 ")
    shell.run(*INIT)
    monkeypatch.delenv("SHEQU_DESK_PASSWORD")
    word = tmp_path / "word.txt"
    word.write_bytes("\ufeff Qingquan 2026 \r\n第二行\r\n".encode())
    assert shell.json("verify", "--user", "wanglan", "--password-file", str(word)) == {"findings": 0}


def test_the_lock_is_respected(centre: Shell) -> None:
    with FolderLock(DataFolder(centre.place), SystemClock()):
        centre.run("verify", "--user", "wanglan", code=1)
    assert "程序已打开" in centre.err


def test_a_new_centre_starts_with_sample_rules(centre: Shell) -> None:
    seat = office.enter(DataFolder(centre.place), "wanglan", PASSWORD, SystemClock(), GRANTS)
    with seat.database.reading(seat.clerk) as work:
        rules = [(rule.name, rule.value) for rule in canteen.all_rules(work)]
        assert [one.name for one in canteen.sets_on(work, work.today)] == ["套餐 A", "套餐 B"]
    seat.database.close()
    assert rules == [("60 周岁以上（示例）", 300), ("70 周岁以上（示例）", 500), ("80 周岁以上（示例）", 700)]


def test_the_readme_tells_every_report_and_its_period() -> None:
    rows = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("| `--")]
    told = {key: row for row in rows for key in row.split("`")[3::2]}
    assert told.keys() == REPORTS.keys()
    assert [key for key, row in told.items() if not row.startswith(f"| `--{REPORTS[key].period} ")] == []
