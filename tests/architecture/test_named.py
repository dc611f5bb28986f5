"""A module named in a string and loaded later counts as an import: the same contracts, no cycles, and it is there."""

import ast
import re
import shutil
from pathlib import Path

import grimp

from tests.architecture.test_imports import find_cycle, lint, plant
from tests.architecture.tree import ROOT, Source, sources

MODULE = re.compile(r"shequ_desk(\.\w+)+")
COUNTER = "shequ_desk/counters/canteen/counter.py"


def named(source: Source) -> set[str]:
    """The modules of ours a file names in its strings, as `kernel.late` asks for them."""
    strings = (node.value for node in ast.walk(source.tree) if isinstance(node, ast.Constant))
    return {text for text in strings if isinstance(text, str) and MODULE.fullmatch(text)}


def spelt_out(tree: Path, files: list[Source]) -> Path:
    """Add a plain import to each file below a folder for every module it names."""
    for source in files:
        path = tree / source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"import {module}" for module in sorted(named(source))]
        path.write_text("\n".join([source.text, *lines, ""]), encoding="utf-8")
    return tree


def missing(files: list[Source]) -> list[str]:
    """Modules that are named and that nobody wrote."""
    known = {source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for source in files}
    return [f"{source.path}: {name}" for source in files for name in sorted(named(source) - known)]


def edges(files: list[Source]) -> dict[str, set[str]]:
    """Every module and what it imports or names."""
    graph = grimp.build_graph("shequ_desk", cache_dir=None)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    for source in files:
        module = source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        imports[module] |= named(source) - {module}
    return imports


def test_named_modules_keep_the_contracts(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "shequ_desk", tmp_path / "shequ_desk", ignore=shutil.ignore_patterns("__pycache__"))
    result = lint(spelt_out(tmp_path, sources("shequ_desk")))
    assert result.returncode == 0, result.stdout + result.stderr


def test_named_modules_are_there_and_close_no_circle() -> None:
    files = sources("shequ_desk")
    assert missing(files) == []
    assert find_cycle(edges(files)) == []


def test_a_forbidden_name_is_noticed(tmp_path: Path) -> None:
    text = 'PAGE = Later("shequ_desk.counters.childcare.page.door", "Door")\n'
    tree = plant(tmp_path, {"counters/childcare/page/door.py": "", "counters/canteen/counter.py": ""})
    files = [Source(COUNTER, text)]
    result = lint(spelt_out(tree, files))
    assert result.returncode == 1
    assert "Counters never import counters BROKEN" in result.stdout
    assert missing(files) == [f"{COUNTER}: shequ_desk.counters.childcare.page.door"]
