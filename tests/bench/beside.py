"""Our units of work against the very same statements in bare sqlcipher3, run by run, on a copy of the file."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import event

from shequ_desk.office.service import Seat
from shequ_desk.store.database import PRAGMAS, Database, connect
from tests.bench.figures import Samples, p50, spread, without_collections

Statement = tuple[str, Any]
_WARM = 5


@dataclass
class Taken:
    """Wall clock and processor time of each run, in milliseconds."""

    wall: Samples = field(default_factory=list)
    cpu: Samples = field(default_factory=list)

    def take(self, run: Callable[[], object]) -> None:
        """Run it once, without collections of garbage."""
        with without_collections():
            start, worked = perf_counter(), process_time()
            run()
            self.cpu.append((process_time() - worked) * 1000)
            self.wall.append((perf_counter() - start) * 1000)

    def text(self) -> str:
        """Both, without the first runs."""
        return f"{spread(self.wall[_WARM:])}, CPU {p50(self.cpu[_WARM:]):.2f}"

    def over(self, other: "Taken") -> str:
        """How many times the other: wall and CPU."""
        pairs = ((self.wall, other.wall), (self.cpu, other.cpu))
        wall, cpu = (p50(ours[_WARM:]) / p50(theirs[_WARM:]) for ours, theirs in pairs)
        return f"{wall:.2f}× (CPU {cpu:.2f}×)"


def beside(seat: Seat, place: Path, runs: Iterable[Callable[[], object]]) -> tuple[Taken, Taken]:
    """Each run of ours, then its recorded statements in bare sqlcipher3; both keep writing the same rows."""
    bare = _copy(seat.database, place)
    ours, theirs = Taken(), Taken()
    for run in runs:
        with recorded(seat.database) as statements:
            ours.take(run)
        theirs.take(_replay(bare, statements))
    bare.close()
    return ours, theirs


def least(seat: Seat, place: Path, count: int = 100) -> Taken:
    """One row of one page changed and committed in bare sqlcipher3: what nothing durable can be faster than."""
    bare = _copy(seat.database, place)
    bare.execute("CREATE TABLE least (number INTEGER)")
    bare.execute("INSERT INTO least VALUES (0)")
    step: list[Statement] = [("BEGIN IMMEDIATE", ()), ("UPDATE least SET number = number + 1", ())]
    taken = Taken()
    for _ in range(count):
        taken.take(_replay(bare, step))
    bare.close()
    return taken


@contextmanager
def recorded(database: Database) -> Iterator[list[Statement]]:
    """The statements and parameters as they reach the driver."""
    found: list[Statement] = []

    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        found.append((statement, [tuple(p) for p in parameters] if many else tuple(parameters)))

    event.listen(database.engine, "before_cursor_execute", listen)
    yield found
    event.remove(database.engine, "before_cursor_execute", listen)


def _copy(database: Database, place: Path) -> Any:
    file = place / "bare.db"
    checkpoint = database.bare()
    checkpoint.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    checkpoint.close()
    for old in place.glob("bare.db*"):
        old.unlink()
    shutil.copy(database.path, file)
    opened: list[Any] = []
    database.lend_key(lambda key: opened.append(connect(file, key)))
    for pragma in PRAGMAS:
        opened[0].execute(pragma)
    return opened[0]


def _replay(bare: Any, statements: list[Statement]) -> Callable[[], object]:
    def replay() -> None:
        for statement, parameters in statements:
            if isinstance(parameters, list):
                bare.executemany(statement, parameters)
            else:
                bare.execute(statement, parameters).fetchall()
        bare.execute("COMMIT")

    return replay
