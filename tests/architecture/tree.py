"""The checked-out tree as the checks see it: parsed source files and the list of tracked files."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the top of the tree with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.text, self.path)

    @property
    def lines(self) -> int:
        """Return the number of lines."""
        return self.text.count("\n")

    def at(self, node: ast.AST, text: str) -> str:
        """Return a finding in the form path:line: text."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {text}"


def sources(*folders: str) -> list[Source]:
    """Return the Python files below the folders, or the files themselves, sorted by path."""
    return sorted((_read(path) for folder in folders for path in _python_files(ROOT / folder)), key=lambda s: s.path)


def tracked_files() -> list[Path]:
    """Return the files git tracks that are still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _python_files(place: Path) -> Iterator[Path]:
    return iter([place]) if place.is_file() else place.rglob("*.py")


def _read(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
