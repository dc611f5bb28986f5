"""The big files the figures are taken on: 100,000 residents and 1,000,000 meals, made once and kept."""

import shutil
import sys
from datetime import datetime
from pathlib import Path
from random import Random

from shequ_desk.catalogue import GRANTS
from shequ_desk.counters.canteen.service.demo import demo as canteen_month
from shequ_desk.demo import CENTRE
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.office import service as office
from shequ_desk.office.rules import Founding
from shequ_desk.people.service.sample import fill
from shequ_desk.store.folder import DataFolder

LOGIN, PASSWORD = "bench", "Lunch-330203"
NOW = datetime(2026, 11, 2, 10, 30)
MONTH = Month(2026, 10)
EATERS, CLONED = 20_000, ("receipt", "canteen_meal", "canteen_share")


def big(place: Path, residents: int, meals: int) -> DataFolder:
    """The folder with so many residents and meals, made when it is not there yet."""
    folder = DataFolder(place / f"{residents}-{meals}")
    if (folder.path / "ready").exists():
        return folder
    shutil.rmtree(folder.path, ignore_errors=True)
    say(f"making {residents:,} residents and {meals:,} meals (once) ...")
    seat, _sheet = office.found_centre(folder, Founding(CENTRE, LOGIN, "王岚", PASSWORD), FixedClock(NOW), GRANTS)
    _people_and_month(seat, residents, meals)
    if meals:
        _clone(seat, meals)
    seat.database.close()
    (folder.path / "ready").touch()
    return folder


def seat_of(folder: DataFolder) -> office.Seat:
    """Sign in at the fixed time."""
    return office.enter(folder, LOGIN, PASSWORD, FixedClock(NOW), GRANTS)


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _people_and_month(seat: office.Seat, residents: int, meals: int) -> None:
    random = Random(330200)
    with seat.database.work(seat.clerk) as work:
        fill(work, random, residents)
    if meals:
        _away(seat, MONTH.first.isoformat())
        with seat.database.work(seat.clerk) as work:
            canteen_month(work, random, MONTH)
        _away(seat, None)


def _away(seat: office.Seat, since: str | None) -> None:
    """Send everyone but the first 20,000 away while the month is made: one canteen feeds no whole town."""
    bare = seat.database.bare()
    bare.execute("UPDATE person SET moved_out_on = ? WHERE id > ?", (since, EATERS))
    bare.close()


def _clone(seat: office.Seat, meals: int) -> None:
    """Multiply the one real month back in time by 35 days each: same shape and weekdays, own ids, own numbers."""
    bare = seat.database.bare()
    bare.execute("PRAGMA synchronous=OFF")
    have = bare.execute("SELECT count(*) FROM canteen_meal").fetchone()[0]
    spans = {name: bare.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name in CLONED}
    bare.execute("BEGIN IMMEDIATE")
    for k in range(1, -(-meals // have)):
        for name in CLONED:
            _clone_table(bare, name, k, spans)
    bare.execute("COMMIT")
    bare.close()


def _clone_table(bare: object, name: str, k: int, spans: dict[str, int]) -> None:
    columns = [row[1] for row in bare.execute(f"PRAGMA table_info({name})")]  # type: ignore[attr-defined]
    shifted = {
        "id": f"id + {k * spans[name]}",
        "receipt_id": f"receipt_id + {k * spans['receipt']}",
        "meal_id": f"meal_id + {k * spans['canteen_meal']}",
        "kind": f"'B{k}'",
        "number": f"'B{k}-' || number",
        "mirrors_id": "NULL",
        "origin_id": "NULL",
        "day": f"date(day, '-{35 * k} days')",
        "meal_day": f"date(meal_day, '-{35 * k} days')",
    }
    values = ", ".join(shifted.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    bare.execute(  # type: ignore[attr-defined]
        f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} WHERE id <= {spans[name]}"
    )
