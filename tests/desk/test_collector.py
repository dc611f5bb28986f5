"""Garbage goes on the window's thread, whoever made it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk.collector import Collector, collect_due
from shequ_desk.kernel.late import for_good


class Ring:
    """Holds itself, so that only the collector can end it."""

    def __init__(self, ended: list[str]) -> None:
        self.me = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread().name))


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()
    made.deleteLater()
    assert gc.isenabled()


def test_a_job_that_makes_garbage_leaves_it_to_the_window(qtbot: QtBot, collector: Collector) -> None:
    ended: list[str] = []
    kept: list[list[str]] = []

    def litter() -> None:
        Ring(ended)
        kept.extend([] for _ in range(20 * gc.get_threshold()[0]))

    job = threading.Thread(target=litter, name="job")
    job.start()
    job.join()
    assert ended == []
    qtbot.waitUntil(lambda: ended != [], timeout=20_000)
    assert ended == [threading.main_thread().name]


def test_loading_for_good_does_not_start_python_s_own_collecting(collector: Collector) -> None:
    with for_good():
        pass
    assert not gc.isenabled()


def test_nothing_is_collected_before_it_is_due(collector: Collector) -> None:
    gc.collect()
    assert collect_due() is None
    made = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    assert collect_due() == 0
    assert made
