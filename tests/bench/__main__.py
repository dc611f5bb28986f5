"""Take the figures and print them in one table. --million adds the search at 1,000,000 residents."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import services, starting
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
    residents, meals = (3_000, 20_000) if options.quick else (100_000, 1_000_000)
    lines = _figures(options.keep, residents, meals)
    if options.million:
        lines.append(_million(options.keep))
    say(table(lines))
    return 0


def _figures(keep: Path, residents: int, meals: int) -> list[Line]:
    folder = big(keep, residents, meals)
    lines = starting.start(folder)
    seat = seat_of(folder)
    with tempfile.TemporaryDirectory() as place:
        lines += [services.search(seat, residents), *services.settle(seat, Path(place))]
    lines += [services.receipt(seat), services.register(seat), *services.month(seat)]
    seat.database.close()
    return lines


def _million(keep: Path) -> Line:
    seat = seat_of(big(keep, 1_000_000, 0))
    line = services.search(seat, 1_000_000)
    seat.database.close()
    return line


if __name__ == "__main__":
    sys.exit(main())
