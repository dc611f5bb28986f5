"""Process start to painted login, password to usable hall, memory: against an empty PySide6 window."""

import json
import os
import subprocess
import sys
from statistics import median
from time import monotonic_ns
from typing import Any

from shequ_desk.store.folder import DataFolder
from tests.bench.child_hold import AGAIN
from tests.bench.data import LOGIN, PASSWORD
from tests.bench.figures import Line

ROUNDS = 7


def start(folder: DataFolder) -> list[Line]:
    """Interleaved rounds, medians. One round before is not counted: it writes the byte code an installation has."""
    place = str(folder.path)
    _painted("child_empty")
    _painted("child_desk", place)
    empty, login = [], []
    for _ in range(ROUNDS):
        empty.append(_painted("child_empty"))
        login.append(_painted("child_desk", place))
    halls = [_child("child_hall", place, LOGIN, PASSWORD)[1] for _ in range(3)]
    seated = median((one["painted"] - one["began"] - one["hashing"]) / 1e6 for one in halls)
    hashing = median(one["hashing"] / 1e6 for one in halls)
    memory = median(one["kb"] / 1024 for one in halls)
    ratio = median(login) / median(empty)
    beside = f"empty window {median(empty):.0f} ms"
    return [
        Line("start to painted login", f"{median(login):.0f} ms = {ratio:.2f}×", beside, "≤ 1.4×"),
        Line("password to hall, beyond hashing", f"{seated:.0f} ms", f"hashing {hashing:.0f} ms", "≤ 300 ms"),
        Line("memory after start", f"{memory:.0f} MB", "", "≤ 140 MB"),
    ]


def holds(folder: DataFolder) -> list[Line]:
    """The longest the window was held by what a clerk opens: medians of three starts, CPU of its own thread."""
    runs = [_child("child_hold", str(folder.path), LOGIN, PASSWORD)[1] for _ in range(3)]
    held = {act: median(int(run[act]) for run in runs) for act in runs[0]}
    first = {act: time for act, time in held.items() if not act.endswith(AGAIN)}
    again = {act.removesuffix(AGAIN): time for act, time in held.items() if act.endswith(AGAIN)}
    return [
        Line("window held, opened first", _longest(first), f"{len(first)} openings", "≤ 50 ms"),
        Line("window held, opened again", _longest(again), f"{len(again)} openings", "≤ 50 ms"),
    ]


def _longest(held: dict[str, float], shown: int = 6) -> str:
    by_time = sorted(held.items(), key=lambda one: -one[1])
    return ", ".join(f"{act} {time:.0f}" for act, time in by_time[:shown]) + " ms"


def _painted(*arguments: str) -> float:
    began, found = _child(*arguments)
    return (int(found["painted"]) - began) / 1e6


def _child(module: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = monotonic_ns()
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environ)
    return began, json.loads(done.stdout.splitlines()[-1])
