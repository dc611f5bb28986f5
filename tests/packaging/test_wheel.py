"""The wheel carries what the program needs, and the program finds it in every kind of installation."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shequ_desk import bundle
from tests.architecture.tree import ROOT

BUILD = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
WHERE = "from shequ_desk import bundle; print(bundle.resources()); print(bundle.migrations())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree with every package index out of reach."""
    folder = tmp_path_factory.mktemp("wheel")
    environ = dict(os.environ, PIP_NO_INDEX="1", no_proxy="*")
    subprocess.run([*BUILD, str(folder)], cwd=ROOT, env=environ, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _shipped(folder: str) -> set[str]:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"shequ_desk/_bundle/{path.relative_to(ROOT).as_posix()}" for path in files}


def test_the_wheel_holds_resources_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert _shipped("resources") - names == set()
    assert _shipped("migrations") - names == set()
    assert any(name.endswith("resources/fonts/NotoSansSC-Regular.ttf") for name in names)
    assert any(name.endswith("migrations/env.py") for name in names)


def test_the_wheel_holds_licences_and_the_entry_point_and_no_tests(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)
    assert any(name.endswith("NotoSansSC-OFL.txt") for name in names)
    assert not any(name.startswith(("tests/", "dev.py")) for name in names)
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert "shequ-desk = shequ_desk.__main__:main" in archive.read(entry).decode()


def test_an_unpacked_wheel_finds_its_folders(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    environ = dict(os.environ, PYTHONPATH=str(tmp_path), PYTHONUTF8="1")
    command = [sys.executable, "-c", WHERE]
    found = subprocess.run(command, cwd=tmp_path, env=environ, check=True, capture_output=True, text=True).stdout
    shipped = tmp_path / "shequ_desk" / "_bundle"
    assert [Path(line) for line in found.splitlines()] == [shipped / "resources", shipped / "migrations"]


def test_a_checkout_finds_its_folders() -> None:
    assert bundle.resources() == ROOT / "resources"
    assert bundle.migrations() == ROOT / "migrations"


def test_an_incomplete_installation_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="resources"):
        bundle.folder("resources", tmp_path / "shequ_desk")


def test_the_entry_point_needs_no_arguments() -> None:
    command = [sys.executable, "-c", "import inspect, shequ_desk.__main__ as m; inspect.signature(m.main).bind()"]
    result = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
