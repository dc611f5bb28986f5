"""What a second process does in the tests of a founding."""

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.office import service
from shequ_desk.office.rules import Founding
from shequ_desk.store.database import Work
from shequ_desk.store.folder import DataFolder
from tests.office.kit import ALL_GRANTS, CENTRE, PASSWORD
from tests.store.children import NOW


def found_and_die(path: Path, _pipe: "Connection[Any, Any]") -> None:
    """Be killed when key file and founder are written, before the counters have what they start with."""

    def die(_work: Work) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    founding = Founding(CENTRE, "wanglan", "王岚", PASSWORD)
    service.found_centre(DataFolder(path), founding, FixedClock(NOW), ALL_GRANTS, [die])
