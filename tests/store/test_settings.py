"""Settings come back as they were saved; what was never saved keeps its default."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import func, select

from shequ_desk.kernel.money import Money
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.store.tables import AuditRow
from tests.clerks import EVERYTHING


@dataclass(frozen=True)
class Sample:
    """One field of every kind that is allowed."""

    SECTION: ClassVar[str] = "sample"
    text: str = "甲"
    count: int = 3
    flag: bool = False
    amount: Money = Money(5)
    day: date | None = None
    names: tuple[str, ...] = ("a",)


CHANGED = Sample("𬀩", 4, True, Money(7), date(2026, 1, 9), ("b", "c"))


def _load(database: Database) -> Sample:
    with database.reading(EVERYTHING) as work:
        return settings.load(work, Sample)


def test_defaults_until_saved(database: Database) -> None:
    assert _load(database) == Sample()


def test_every_kind_of_value_comes_back(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        settings.save(work, CHANGED)
    assert _load(database) == CHANGED


def test_saving_the_same_again_writes_nothing(database: Database) -> None:
    for _ in range(2):
        with database.work(EVERYTHING) as work:
            settings.save(work, CHANGED)
    with database.reading(EVERYTHING) as work:
        assert work.session.scalar(select(func.count()).select_from(AuditRow)) == 6
