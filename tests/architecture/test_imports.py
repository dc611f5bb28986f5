"""The import contracts of pyproject.toml hold, there are no cycles, and every contract can be broken."""

import graphlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import grimp
import pytest

from tests.architecture.tree import ROOT

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"

BREAKS: list[tuple[str, Mapping[str, str]]] = [
    ("Rooms", {"kernel/money.py": "import shequ_desk.store.base", "store/base.py": ""}),
    ("Rooms", {"store/base.py": "import shequ_desk.desk.theme", "desk/theme.py": ""}),
    ("Rooms", {"counters/canteen/page.py": "import shequ_desk.hall.page", "hall/page.py": ""}),
    ("Rooms", {"surprise.py": ""}),
    ("Inside a slice", {"people/service.py": "import shequ_desk.people.page", "people/page.py": ""}),
    ("Inside a slice", {"counters/canteen/papers.py": "import shequ_desk.counters.canteen.service.day",
                        "counters/canteen/service/day.py": ""}),
    ("Inside a slice", {"till/rules.py": "import shequ_desk.till.tables", "till/tables.py": ""}),
    ("Counters never", {"counters/canteen/page.py": "import shequ_desk.counters.childcare.rules",
                        "counters/childcare/rules.py": ""}),
    ("Mediation is free", {"counters/mediation/service.py": "import shequ_desk.till.service", "till/service.py": ""}),
    ("PySide6 only", {"counters/canteen/service.py": "import PySide6.QtCore"}),
    ("PySide6 only", {"kernel/money.py": "import PySide6"}),
    ("SQLAlchemy only", {"counters/canteen/page.py": "import sqlalchemy"}),
    ("SQLAlchemy only", {"people/service.py": "import sqlcipher3"}),
    ("reportlab only", {"counters/canteen/service.py": "import reportlab.platypus"}),
    ("Papers and pages", {"counters/canteen/papers.py": "import shequ_desk.counters.canteen.tables",
                          "counters/canteen/tables.py": ""}),
]  # fmt: skip

KEEPS: Mapping[str, str] = {
    "app.py": "import PySide6\nimport shequ_desk.catalogue",
    "catalogue.py": "import shequ_desk.counters.canteen.counter",
    "bundle.py": "",
    "kernel/money.py": "import decimal",
    "store/base.py": "import sqlalchemy\nimport shequ_desk.kernel.money",
    "counters/canteen/counter.py": "import shequ_desk.counters.canteen.page.till",
    "counters/canteen/page/till.py": "import PySide6.QtWidgets\nimport shequ_desk.counters.canteen.service",
    "counters/canteen/service.py": "import sqlalchemy.orm\nimport shequ_desk.counters.canteen.tables",
    "counters/canteen/tables.py": "import sqlalchemy\nimport shequ_desk.store.base",
    "counters/canteen/papers/month.py": "import reportlab\nimport shequ_desk.paper.sheet",
    "paper/sheet.py": "import reportlab.pdfgen",
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the tree's contracts over the package `shequ_desk` found in a folder."""
    environ = dict(os.environ, PYTHONPATH=str(tree), COLUMNS="200", PYTHONUTF8="1")
    command = [sys.executable, "-c", LINT, str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=tree, env=environ, capture_output=True, text=True, check=False)


def plant(tree: Path, files: Mapping[str, str]) -> Path:
    """Write a small `shequ_desk` package and return the folder that holds it."""
    for name, text in {"bundle.py": "", **files}.items():
        path = tree / "shequ_desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        for folder in path.relative_to(tree).parents[:-1]:
            (tree / folder / "__init__.py").touch()
    return tree


def find_cycle(imports: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of one import cycle, or an empty list."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def test_the_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "files"), BREAKS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_contract_notices_a_forbidden_import(tmp_path: Path, contract: str, files: Mapping[str, str]) -> None:
    result = lint(plant(tmp_path, files))
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), result.stdout


def test_the_contracts_allow_the_planned_house(tmp_path: Path) -> None:
    result = lint(plant(tmp_path, KEEPS))
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_module_imports_itself_round_a_corner() -> None:
    graph = grimp.build_graph("shequ_desk", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert find_cycle(imports) == []


def test_a_cycle_is_found() -> None:
    assert set(find_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
    assert find_cycle({"a": {"b"}, "b": {"c"}}) == []
