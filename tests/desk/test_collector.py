"""Garbage goes on the window's thread, whoever made it."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from shequ_desk.desk.collector import collect_due
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.kernel.late import for_good


class Ring:
    """Holds itself, so that only the collector can end it."""

    def __init__(self, ended: list[str]) -> None:
        self.me = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread().name))


def test_a_job_that_makes_garbage_leaves_it_to_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    ended: list[str] = []
    kept: list[list[str]] = []

    def litter(_progress: object, _cancelled: object) -> None:
        Ring(ended)
        kept.extend([] for _ in range(20 * gc.get_threshold()[0]))

    jobs.run(litter, _nothing)
    qtbot.waitUntil(lambda: ended != [], timeout=20_000)
    assert ended == [threading.main_thread().name]


def test_loading_for_good_does_not_start_python_s_own_collecting(jobs: Jobs) -> None:
    with for_good():
        pass
    assert not gc.isenabled()


def test_python_collects_again_when_the_lanes_are_shut(messages: Messages) -> None:
    made = Jobs(messages)
    assert not gc.isenabled()
    made.shutdown()
    assert gc.isenabled()


def test_nothing_is_collected_before_it_is_due(jobs: Jobs) -> None:
    gc.collect()
    assert collect_due() is None
    made = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    assert collect_due() == 0
    assert made


def _nothing(_result: object) -> None:
    """What the job returns is not looked at."""
