"""Take the figures and print them in one table. --million adds the search at 1,000,000 residents."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from shequ_desk.kernel.late import for_good
from shequ_desk.store.folder import DataFolder
from tests.bench import childcare, childcare_board, mediation, mediation_file, painting, reports, services, starting
from tests.bench.data import big, say, seat_of
from tests.bench.figures import Line, table


def main() -> int:
    """Exit code 0 always: figures are read by people, not asserted."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--million", action="store_true", help="also search 1,000,000 residents")
    parser.add_argument("--quick", action="store_true", help="3,000 residents and 20,000 meals")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "shequ-bench")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;default.warning=false")
    residents, meals = (3_000, 20_000) if options.quick else (100_000, 1_000_000)
    lines = _figures(options.keep, residents, meals)
    if options.million:
        lines += _million(options.keep)
    say(table(lines))
    return 0


def _figures(keep: Path, residents: int, meals: int) -> list[Line]:
    """Everything is measured on a copy, so that the kept data stays as it was made; what is loaded is left alone by the
    collector, as in the program: looking through it before each run emptied the processor's caches.
    """
    made = big(keep, residents, meals)
    with tempfile.TemporaryDirectory(dir=keep) as name:
        place = Path(name)
        folder = DataFolder(place / "data")
        shutil.copytree(made.path, folder.path)
        lines = [*starting.start(folder), *starting.holds(folder)]
        seat = seat_of(folder)
        with for_good():
            desk = painting.Desk(seat, place)
        lines += [services.search(seat, residents), painting.search(desk, residents), painting.scroll(desk)]
        lines += [painting.click(desk, seat), services.settle(seat, place), services.receipt(seat)]
        lines += [services.register(seat, place), *services.month(seat)]
        lines += reports.monthly(seat)
        lines += [*mediation.cases(seat), mediation_file.whole(seat)]
        lines += childcare.places(seat)
        lines.append(childcare_board.drawn(desk))
        desk.jobs.shutdown()
        seat.database.close()
    return lines


def _million(keep: Path) -> list[Line]:
    seat = seat_of(big(keep, 1_000_000, 0))
    with tempfile.TemporaryDirectory(dir=keep) as name:
        with for_good():
            desk = painting.Desk(seat, Path(name))
        lines = [services.search(seat, 1_000_000), painting.search(desk, 1_000_000)]
        desk.jobs.shutdown()
    seat.database.close()
    return lines


if __name__ == "__main__":
    sys.exit(main())
