"""Modules that are loaded when somebody asks for a name in them."""

import importlib
import sys
from pathlib import Path

import pytest

from shequ_desk.kernel.late import Later, load, put_off


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to import from; what is imported from it is forgotten afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("shelf_one", "shelf_box", "shelf_box.inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    (tmp_path / "shelf_one.py").write_text("VALUE = 7\nPATH = __file__\n")
    (tmp_path / "shelf_box").mkdir()
    (tmp_path / "shelf_box" / "__init__.py").write_text("")
    (tmp_path / "shelf_box" / "inner.py").write_text("VALUE = 8\n")
    importlib.invalidate_caches()
    return tmp_path


def _loaded(name: str) -> bool:
    return "__file__" in vars(sys.modules[name])


def test_a_module_is_loaded_by_its_name(shelf: Path) -> None:
    assert load("shelf_one").VALUE == 7
    with pytest.raises(ModuleNotFoundError):
        load("shelf_none")


def test_a_call_loads_the_module_it_stands_for(shelf: Path) -> None:
    (shelf / "shelf_one.py").write_text("def twice(number, times=2): return number * times\n")
    twice = Later("shelf_one", "twice")
    assert "shelf_one" not in sys.modules
    assert (twice(4), twice(4, times=3)) == (8, 12)
    with pytest.raises(AttributeError):
        Later("shelf_one", "thrice")()


def test_a_module_put_off_is_loaded_at_the_first_name(shelf: Path) -> None:
    put_off("shelf_one", KNOWN=3)
    module = importlib.import_module("shelf_one")
    assert module.KNOWN == 3
    assert not _loaded("shelf_one")
    assert shelf / "shelf_one.py" == Path(module.PATH)
    assert _loaded("shelf_one")
    assert module.VALUE == importlib.import_module("shelf_one").VALUE == 7


def test_a_module_inside_a_package_is_found_through_the_package(shelf: Path) -> None:
    put_off("shelf_box.inner")
    package = importlib.import_module("shelf_box")
    assert not _loaded("shelf_box.inner")
    assert package.inner.VALUE == 8


def test_a_name_it_does_not_have_is_an_error(shelf: Path) -> None:
    put_off("shelf_one")
    with pytest.raises(AttributeError):
        _ = sys.modules["shelf_one"].NOTHING


def test_what_is_loaded_stays(shelf: Path) -> None:
    real = load("shelf_one")
    put_off("shelf_one")
    assert sys.modules["shelf_one"] is real
