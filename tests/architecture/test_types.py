"""The whole tree, tests included, is strictly typed."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT


def mypy(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run mypy with the tree's settings."""
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_tree_is_strictly_typed() -> None:
    result = mypy()
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_settings_are_strict(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("def act(x):\n    return x\n\n\ny: int = 'text'\n", encoding="utf-8")
    found = mypy("--cache-dir", str(tmp_path / "cache"), str(sample)).stdout
    assert "[no-untyped-def]" in found
    assert "[assignment]" in found
