"""dev.py as a module: what it decides, without installing anything."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.architecture.tree import ROOT

OFFSCREEN = sorted(dev.OFFSCREEN_PACKAGES)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a lock and a project file."""
    (tmp_path / "requirements.lock").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_the_stamp_changes_with_what_was_installed(checkout: Path, name: str) -> None:
    before = dev.stamp_text(checkout, "3.11.2")
    (checkout / name).write_text("b==2\n", encoding="utf-8")
    assert dev.stamp_text(checkout, "3.11.2") != before


def test_the_stamp_does_not_care_for_line_ends(checkout: Path) -> None:
    before = dev.stamp_text(checkout, "3.11.2")
    (checkout / "requirements.lock").write_bytes(b"a==1\r\n")
    assert dev.stamp_text(checkout, "3.11.2") == before


@pytest.mark.parametrize(
    ("stamp", "over"),
    [
        ("", False),
        ("3.11.2\n/a\nold\n", False),
        ("3.12.0\n/a\nnew\n", True),
        ("3.11.2\n/b\nnew\n", True),
    ],
)
def test_another_python_or_a_moved_folder_starts_over(stamp: str, over: bool) -> None:
    assert dev.must_start_over(stamp, "3.11.2\n/a\nnew\n") is over


def test_a_missing_stamp_reads_as_nothing(tmp_path: Path) -> None:
    assert dev.read_stamp(tmp_path / "dev-stamp") == ""


def test_dpkg_answers_are_read() -> None:
    text = "libegl1 installed\nlibgl1 config-files\nlibglib2.0-0t64 installed\nbroken\n"
    assert dev.parse_dpkg(text) == ["libegl1", "libglib2.0-0t64"]


def test_missing_libraries_are_named_in_order_and_newer_names_count() -> None:
    missing = dev.missing_packages(["libegl1", "libglib2.0-0", "libgl1"], ["libglib2.0-0t64", "libgl1:amd64"])
    assert missing == ["libegl1"]


@pytest.mark.parametrize(
    ("command", "display", "has_screen_parts"),
    [("test", True, False), ("demo", False, False), ("demo", True, True), ("run", True, True), ("build", False, True)],
)
def test_only_a_window_needs_the_screen_libraries(command: str, display: bool, has_screen_parts: bool) -> None:
    needed = dev.needed_packages(command, display, prefix="/opt/python")
    assert set(OFFSCREEN) <= set(needed)
    assert ("libxcb-cursor0" in needed) is has_screen_parts
    assert len(needed) == len(set(needed))


def test_building_with_the_systems_python_needs_its_library() -> None:
    library = f"libpython3.{sys.version_info.minor}"
    assert library in dev.needed_packages("build", False, prefix="/usr")
    assert library not in dev.needed_packages("build", False, prefix="/opt/python")


def test_without_rights_the_one_command_is_told() -> None:
    with pytest.raises(dev.NotReady, match=r"sudo apt-get update && sudo apt-get install -y .*libegl1 libgl1"):
        dev.install_packages(["libegl1", "libgl1"], None)


@pytest.mark.parametrize(
    ("environ", "system", "shown"),
    [
        ({}, "Linux", False),
        ({"DISPLAY": ""}, "Linux", False),
        ({"DISPLAY": ":0"}, "Linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Linux", True),
        ({}, "Windows", True),
    ],
)
def test_a_screen_is_recognised(environ: dict[str, str], system: str, shown: bool) -> None:
    assert dev.has_display(environ, system) is shown


def test_checks_run_off_screen_even_where_a_screen_is() -> None:
    assert dev.child_environment({}, "test", True)["QT_QPA_PLATFORM"] == "offscreen"
    assert dev.child_environment({}, "demo", False)["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in dev.child_environment({}, "run", True)
    assert dev.child_environment({"QT_QPA_PLATFORM": "xcb"}, "test", True)["QT_QPA_PLATFORM"] == "xcb"


def test_arguments_after_the_command_are_handed_on() -> None:
    assert dev.parse(["test", "-x", "--help"]) == ("test", ["-x", "--help"])


@pytest.mark.parametrize("arguments", [[], ["dance"]])
def test_a_wrong_command_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.parse(arguments)
    assert ended.value.code == 2
    assert "usage: dev.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "cores", "made"),
    [
        (["-x"], 2, ["-n", "2", "--dist", "worksteal", "-x"]),
        (["-x"], 1, ["-x"]),
        (["-n0"], 4, ["-n0"]),
        (["--pdb"], 4, ["--pdb"]),
    ],
)
def test_tests_are_spread_over_the_cores(given: list[str], cores: int, made: list[str]) -> None:
    assert dev.pytest_arguments(given, cores) == made


@pytest.mark.parametrize("command", ["test", "demo", "run", "bench", "shots"])
def test_every_command_names_a_module_that_is_there(command: str) -> None:
    flag, module, *rest = dev.module_command(command, ["--seed", "1"], display=False)
    assert (flag, rest[-2:]) == ("-m", ["--seed", "1"])
    assert importlib.util.find_spec(module)


def test_the_window_is_not_opened_without_a_screen() -> None:
    with pytest.raises(dev.NotReady, match="no screen"):
        dev.run_module("run", [], display=False)


def test_the_check_of_a_built_program_prints_a_receipt(tmp_path: Path) -> None:
    start = [sys.executable, "-m", "shequ_desk", "--data"]
    assert dev.check_receipt(start, tmp_path, os.environ) == ""
    assert (tmp_path / "out" / "receipt.pdf").read_bytes().startswith(b"%PDF-")


def test_the_check_tells_a_program_that_does_not_work(tmp_path: Path) -> None:
    start = [sys.executable, "-c", "import sys; sys.exit('broken')"]
    assert "exit code 1" in dev.check_receipt(start, tmp_path, os.environ)
    assert "did not init" in dev.check_import(start, tmp_path, os.environ)
    assert "broken" in dev.check_window(start, tmp_path, os.environ)


def test_the_check_tells_wrong_counts(tmp_path: Path) -> None:
    start = [sys.executable, "-c", "print('{\"rows\": 3006}')"]
    assert "counted {'rows': 3006}" in dev.check_import(start, tmp_path, os.environ)


def test_the_check_reads_the_log_behind_the_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "WINDOW_SECONDS", 0.5)
    start = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert dev.check_window(start, tmp_path, os.environ) == ""
    logs = tmp_path / "data" / "logs"
    logs.mkdir(parents=True)
    (logs / "desk.log").write_text("no such module", encoding="utf-8")
    assert "no such module" in dev.check_window(start, tmp_path, os.environ)


def test_only_the_standard_library_is_used() -> None:
    names = re.findall(r"^(?:import|from) (\w+)", (ROOT / "dev.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in names if name not in sys.stdlib_module_names] == []


def test_ci_calls_the_same_door() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "python3" in line] == ["exec python3 dev.py test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_locked_part_has_a_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    parts = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert len(parts) > 30
    assert [part.splitlines()[0] for part in parts if "--hash=sha256:" not in part] == []


def test_usage_is_told_without_installing_anything() -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(name in shown for name in dev.HELP)
