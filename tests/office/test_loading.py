"""What is loaded when, and by whom: classes of Qt on the window's thread, all else beside it."""

import json
import re
import subprocess
import sys

from shequ_desk.catalogue import COUNTERS
from shequ_desk.office.service import Seat
from tests.office.kit import LOGIN, PASSWORD

WINDOW = re.compile(r"shequ_desk\.desk\.|shequ_desk\..*\.page\b|PySide6\.|shiboken6")
"""Rooms that know the window."""


def test_everything_opens_with_classes_made_by_the_window_and_papers_loaded_beside_it(office_seat: Seat) -> None:
    run = [sys.executable, "-m", "tests.office.everything", str(office_seat.folder.path), LOGIN, PASSWORD]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120)
    told: dict[str, list[str]] = json.loads(done.stdout)
    assert {counter.key for counter in COUNTERS} < set(told["opened"])
    assert told["elsewhere"] == [], "classes of Qt made outside the window's thread: desk/classes.py says what follows"
    own = [name for name in told["later"] if name.partition(".")[0] not in sys.stdlib_module_names]
    assert [name for name in own if not WINDOW.match(name)] == [], "hold the window: name them first, LatePage(first=…)"
