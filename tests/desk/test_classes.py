"""Code of the window is loaded on its thread, in turns; papers beside it; jobs wait with their signals."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from shequ_desk import bundle
from shequ_desk.desk import classes
from shequ_desk.desk.classes import load_classes
from shequ_desk.desk.late_page import LatePage
from shequ_desk.desk.news import News
from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper import fonts
from shequ_desk.paper.rehearsal import rehearse

SAMPLE = "import threading\n\n\nclass Sample: ...\n\n\nloaded_by = threading.current_thread().name\n"


@pytest.fixture
def shelf(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to load from."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_page_is_loaded_by_the_window_and_its_papers_beside_it(shelf: Path) -> None:
    (shelf / "late_papers.py").write_text(SAMPLE, "utf-8")
    (shelf / "late_sample.py").write_text(SAMPLE + "import late_papers\n", "utf-8")
    page = LatePage("late_sample", "Sample", ("late_papers",))
    assert "late_sample" not in sys.modules
    assert page() is not page()
    assert sys.modules["late_papers"].loaded_by.startswith("beside")
    assert sys.modules["late_sample"].loaded_by == threading.main_thread().name


def test_the_window_has_its_turn_between_two_modules(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes, "_TURN_S", 0)
    (shelf / "late_turns.py").write_text(
        "import late_between\nfrom builtins import heard\nduring = list(heard)\n", "utf-8"
    )
    (shelf / "late_between.py").write_text("", "utf-8")
    heard: list[str] = []
    monkeypatch.setattr("builtins.heard", heard, raising=False)
    QTimer.singleShot(0, lambda: heard.append("the window went on"))
    assert load_classes("late_turns").during == ["the window went on"]


def test_a_job_keeps_its_signal_until_the_classes_are_made(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = News()
    telling = threading.Thread(target=news.tell, args=("people",))
    monkeypatch.setattr("builtins.telling", telling, raising=False)
    code = "telling.start()\ntelling.join(0.2)\nwaited = telling.is_alive()\n"
    (shelf / "late_signal.py").write_text(code, "utf-8")
    assert load_classes("late_signal").waited
    telling.join(20)
    assert not telling.is_alive()


def test_a_page_opens_although_a_font_does_not(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shelf / "late_printing.py").write_text("class Sample: ...\n", "utf-8")
    monkeypatch.setattr(fonts, "_faces", {})
    monkeypatch.setattr(fonts, "_families", {})
    monkeypatch.setattr(bundle, "resources", lambda: shelf)
    rehearse.cache_clear()
    LatePage("late_printing", "Sample", ("shequ_desk.paper.document",))()
    with pytest.raises(Trouble):
        rehearse()
