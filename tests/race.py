"""Two processes that do the same at the same moment."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def raced(module: str, path: Path, asked: Sequence[object]) -> list[str]:
    """What the racers of a module answer, one a process: each says ready, all are let go together."""
    command = [sys.executable, "-m", module, str(path)]
    racers = [
        subprocess.Popen([*command, str(one)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
        for one in asked
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    return [racer.communicate(timeout=60)[0] for racer in racers]


def wait() -> None:
    """A racer that is ready waits here for the other."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
