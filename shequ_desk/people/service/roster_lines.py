"""What passes between reading a roster and writing it: a line a person, what becomes of it, the whole plan."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shequ_desk.kernel.errors import Refusal

Progress = Callable[[int, int], None]
"""Told how many steps of how many are done."""

Cancelled = Callable[[], bool]
"""Asked now and then: True to stop; nothing stays written then."""


class Stopped(Refusal):
    """The clerk cancelled; what was written was taken back."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下任何改动")


_ROWS_SHOWN = 10
Outcome = Literal["create", "update", "same", "duplicate", "reject"]


def never() -> bool:
    """For callers without a cancel button."""
    return False


def unseen(_done: int, _all: int) -> None:
    """For callers that show no progress."""


def step(progress: Progress, cancelled: Cancelled, done: int, steps: int) -> None:
    """Between two pieces of work: Stopped when the clerk cancelled, else tell how far it is."""
    if cancelled():
        raise Stopped
    progress(done, steps)


@dataclass(frozen=True, slots=True)
class GuardianSaid:
    """A guardian as the row names one; `number` links to a resident and is not kept of anybody else."""

    name: str = field(repr=False)
    relation: str = ""
    phone: str = field(default="", repr=False)
    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a roster, checked by itself. `errors` refuse it; `warnings` go along with it.

    `row` is the number the clerk sees in Excel (from 1). Empty values are "not said" and overwrite nothing. `sex` is
    男, 女 or ""; `tags` are pairs of tag key and grade; `number`, `phones` and `cards` are as stored. `mended` tells
    what was put right without losing anything. `home` is where the 户号 is, told by another row of the sheet.
    """

    sheet: str
    row: int
    name: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    id_kind: str = ""
    sex: str = ""
    birth: date | None = field(default=None, repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    cards: tuple[str, ...] = field(default=(), repr=False)
    tags: tuple[tuple[str, str], ...] = ()
    grid: str = ""
    address: str = ""
    building: str = ""
    room: str = ""
    household: str = ""
    home: str = ""
    relation: str = ""
    ethnic: str = ""
    occupation: str = ""
    hukou: str = ""
    residence: str = ""
    note: str = ""
    guardian: GuardianSaid | None = None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()

    @property
    def house(self) -> "House | None":
        """The household the row belongs to; None when it names neither a 户号 nor a room."""
        if self.household or (self.relation and self.address and self.room):
            return House(self.household, self.place or self.home)
        return None

    @property
    def place(self) -> str:
        """Address, building and room in one line, as kept on the household."""
        return " ".join(part for part in (self.address, "-".join(filter(None, (self.building, self.room)))) if part)


@dataclass(frozen=True, order=True, slots=True)
class House:
    """What tells households apart: 户号 and place (different books use the same numbers)."""

    number: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """One previewed row: what will happen, why, and what to look at. `fills` are the fields an update will fill."""

    line: Line = field(repr=False)
    outcome: Outcome
    reason: str = ""
    warnings: tuple[str, ...] = ()
    person_id: int | None = None
    fills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """The file an import came from; `digest` is the SHA-256 of its bytes, 64 hex digits."""

    name: str
    digest: str


@dataclass(frozen=True)
class Plan:
    """Every row with its outcome. `token` tells whether the register changed since; `remarks` are about the file."""

    rows: tuple[Row, ...]
    token: str
    remarks: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """rows, created, updated, duplicates, warnings (rows with any), rejected; in this order."""
        found = Counter(row.outcome for row in self.rows)
        return {
            "rows": len(self.rows),
            "created": found["create"],
            "updated": found["update"],
            "duplicates": found["duplicate"],
            "warnings": sum(bool(row.warnings) for row in self.rows if row.outcome != "reject"),
            "rejected": found["reject"],
        }


def rows_named(lines: Sequence[Line]) -> str:
    """ "第 3、7 行", with a count when there are many."""
    rows = sorted(line.row for line in lines)
    shown = "、".join(str(row) for row in rows[:_ROWS_SHOWN])
    return f"第 {shown} 行" if len(rows) <= _ROWS_SHOWN else f"第 {shown} 行等 {len(rows)} 行"
