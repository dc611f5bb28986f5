"""Ruff has nothing to say, about style or about layout."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

PLACES = ("shequ_desk", "tests", "migrations", "dev.py")


def ruff(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run ruff with the tree's settings."""
    command = [sys.executable, "-m", "ruff", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [("check", "--output-format=concise"), ("format", "--check")], ids=" ".join)
def test_the_tree_is_clean(arguments: tuple[str, ...]) -> None:
    result = ruff(*arguments, *PLACES)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ANN201", "def act():\n    return 1\n"),
        ("PLC0415", "def act() -> None:\n    import json\n\n    json.dumps(1)\n"),
        ("BLE001", "try:\n    open('x')\nexcept Exception:\n    pass\n"),
        ("T201", "print('hello')\n"),
        ("F401", "import json\n"),
    ],
)
def test_the_settings_catch_bad_code(tmp_path: Path, code: str, text: str) -> None:
    (tmp_path / "sample.py").write_text(text, encoding="utf-8")
    result = ruff("check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), "sample.py", cwd=tmp_path)
    assert code in result.stdout


def test_layout_is_checked(tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text("x = [1,2 ]\n", encoding="utf-8")
    assert ruff("format", "--no-cache", "--check", "sample.py", cwd=tmp_path).returncode == 1
