"""Which door the arguments open, and that the one without a window needs nothing of Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shequ_desk.__main__ import program, wants_window
from tests.cli.kit import PASSWORD
from tests.data_files import ROSTER

WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name)

if __name__ == "__main__":
    sys.meta_path.insert(0, NoQt())
    from shequ_desk.__main__ import main
    sys.exit(main())
"""


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--data", "d"], True),
        (["--data=d"], True),
        (["--data=a=b"], True),
        (["--data"], False),
        (["--data", "d", "verify"], False),
        (["--data=d", "verify"], False),
        (["verify"], False),
        (["--help"], False),
    ],
)
def test_the_window_opens_when_nothing_but_the_folder_is_named(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


def test_a_centre_is_founded_filled_and_reported_without_qt(tmp_path: Path) -> None:
    script = tmp_path / "without_qt.py"
    script.write_text(WITHOUT_QT, encoding="utf-8")

    def run(*arguments: str) -> dict[str, object]:
        command = [sys.executable, str(script), "--data", str(tmp_path / "data"), *arguments, "--json"]
        known = os.environ | {"SHEQU_DESK_PASSWORD": PASSWORD, "PYTHONPATH": str(Path.cwd())}
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, env=known)
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    run("init", "--centre", "清泉社区", "--code", "330203001001", "--admin", "wanglan")
    assert run("import", "residents", str(ROSTER), "--user", "wanglan")["created"]
    for key in ("canteen-settlement", "monthly", "childcare-month", "mediation-month"):
        paper = tmp_path / f"{key}.pdf"
        run("report", key, "--month", "2026-11", "--out", str(paper), "--user", "wanglan")
        assert paper.read_bytes().startswith(b"%PDF")
    assert run("verify", "--user", "wanglan") == {"findings": 0}


def test_the_program_reads_no_source_for_a_feature_it_does_not_use() -> None:
    assert program().__name__ == "shequ_desk.app"
    reader = sys.modules["shibokensupport.feature"]._mod_uses_pyside
    assert reader.__module__ == "shequ_desk.desk.unread"
