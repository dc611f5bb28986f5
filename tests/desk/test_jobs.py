"""Jobs: everything is delivered, on the window's thread, and nothing is left running."""

import logging
import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk.jobs import Jobs, Progress, beside
from shequ_desk.desk.messages import APOLOGY, Messages, Recorder
from shequ_desk.kernel.errors import DeskError, Refusal, Trouble


def test_ten_thousand_results_arrive_in_this_thread(qtbot: QtBot, jobs: Jobs) -> None:
    got: list[int] = []
    places: set[int] = set()

    def done(number: int) -> None:
        got.append(number)
        places.add(threading.get_ident())

    for number in range(10_000):
        jobs.run(_returning(number), done)
    qtbot.waitUntil(jobs.idle, timeout=20_000)
    assert sorted(got) == list(range(10_000))
    assert places == {threading.get_ident()}


def test_shutdown_leaves_no_thread(messages: Messages, qapp: object) -> None:
    jobs, begun = Jobs(messages), threading.Event()

    def work(_progress: object, cancelled: object) -> None:
        begun.set()
        while not cancelled():  # type: ignore[operator]
            pass

    jobs.run(work, _unwanted)
    begun.wait(5)
    jobs.shutdown()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_a_cancelled_job_is_not_delivered(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    job = jobs.run(lambda _progress, _cancelled: gate.wait(5), _unwanted, title="导入名册")
    job.cancel()
    gate.set()
    qtbot.waitUntil(jobs.idle)
    assert job.cancelled()


def test_progress_is_kept_on_the_job(qtbot: QtBot, jobs: Jobs) -> None:
    def work(progress: Progress, _cancelled: object) -> None:
        progress(3, 10)

    job = jobs.run(work, _ignored)
    qtbot.waitUntil(jobs.idle)
    assert (job.done_steps, job.steps) == (3, 10)


def test_errors_go_to_failed_or_to_the_clerk(qtbot: QtBot, jobs: Jobs, recorder: Recorder) -> None:
    caught: list[DeskError] = []
    jobs.run(_refuse, _unwanted, caught.append)
    jobs.run(_refuse, _unwanted)
    jobs.run(_break_down, _unwanted)
    qtbot.waitUntil(jobs.idle)
    assert [error.message for error in caught] == ["份数已满"]
    assert [refusal.message for refusal in recorder.refusals] == ["份数已满"]
    assert [trouble.message for trouble in recorder.troubles] == ["磁盘已满"]


def test_a_bug_is_logged_and_apologised_for(
    qtbot: QtBot, jobs: Jobs, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        jobs.run(lambda _progress, _cancelled: 1 // 0, _unwanted)
        qtbot.waitUntil(jobs.idle)
    assert recorder.troubles[0].message == APOLOGY
    assert "ZeroDivisionError" in caplog.text


def _returning(number: int) -> Callable[[object, object], int]:
    def work(_progress: object, _cancelled: object) -> int:
        return number

    return work


def _refuse(_progress: object, _cancelled: object) -> None:
    raise Refusal("份数已满")


def _break_down(_progress: object, _cancelled: object) -> None:
    raise Trouble("磁盘已满")


def _ignored(_result: object) -> None:
    return


def _unwanted(_result: object) -> None:
    pytest.fail("must not be delivered")


def test_work_beside_the_window_lets_it_go_on_and_raises_here(qapp: QApplication) -> None:
    held, beat = threading.Event(), QTimer(interval=0)
    beat.timeout.connect(held.set)
    beat.start()
    beside(partial(held.wait, 20))
    beat.stop()
    assert held.is_set(), "the window stood still"
    with pytest.raises(Refusal):
        beside(partial(_refuse, None, None))
