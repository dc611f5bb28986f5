"""What is tracked may be given away: no traces of a machine, no registry, every font with its licence."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, tracked_files

TRACES = re.compile(
    r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/\w|[A-Z]:\\Users\\|"
    r"pypi\.or[g]|pythonhoste[d]|registry\.npmj[s]|deb\.debia[n]|--(?:extra-)?index-ur[l]|"
    r"//(?:localhos[t]|127\.0|10\.\d|192\.168|172\.1[6-9]|172\.[23])"
)
TOP_LEVEL = {
    "shequ_desk", "resources", "migrations", "tests", "pyproject.toml", "build.spec", "README.md", "CHANGELOG.md",
    "DECISIONS.md", "CONTRIBUTING.md", "LICENSE", "dev.py", ".ci", ".gitignore", ".gitattributes", "requirements.lock",
    "docs",
}  # fmt: skip


def traces(text: str) -> list[str]:
    """Return the traces of a machine or a registry in a text."""
    return TRACES.findall(text)


def unlicensed(fonts: Iterable[Path]) -> list[str]:
    """Return the fonts whose family has no licence text beside them: `<family>-OFL.txt` or `<family>-LICENSE.txt`."""
    return [font.name for font in fonts if not any(font.parent.glob(f"{font.stem.split('-')[0]}-*.txt"))]


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    found = {}
    for path in tracked_files():
        raw = path.read_bytes()
        if b"\0" not in raw and (hits := traces(raw.decode("utf-8", "replace"))):
            found[path.relative_to(ROOT).as_posix()] = hits
    assert found == {}


@pytest.mark.parametrize(
    "parts",
    [
        ("cd /ro", "ot/project"),
        ("open('/ho", "me/mei/x')"),
        ("https://py", "pi.org/simple"),
        ("C:", "\\Users\\mei"),
        ("http://local", "host:3141"),
    ],
)
def test_traces_are_noticed(parts: tuple[str, str]) -> None:
    assert traces("".join(parts))


def test_the_top_level_is_the_agreed_one() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} - TOP_LEVEL == set()


def test_every_font_has_its_licence() -> None:
    fonts = [path for path in (ROOT / "resources").rglob("*") if path.suffix.lower() in (".ttf", ".otf", ".ttc")]
    assert fonts
    assert unlicensed(fonts) == []


def test_a_font_without_licence_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "Stray-Bold.ttf").touch()
    assert unlicensed([tmp_path / "Stray-Bold.ttf"]) == ["Stray-Bold.ttf"]
