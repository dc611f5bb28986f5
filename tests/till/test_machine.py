"""P12: whatever happens in whatever order, receipts stay gapless, unalterable, undeletable, and sums agree."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.store import guards
from shequ_desk.store.base import Base
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Payment, Receipt, State
from tests.conftest import DATA_KEY
from tests.till.kit import CLERK, charged, meal

TABLES = ("receipt", "receipt_line", "receipt_event", "receipt_collection", "till_day", "till_shift", "day_close")


class Crash(Exception):
    """The power goes in the middle of a transaction."""


def _as_given(receipt: Receipt) -> Receipt:
    fresh = replace(receipt, state=State.VALID, reason="", mirrored_by="", collected_by="")
    return replace(fresh, undone_at=None, undone_by="")


class Till(RuleBasedStateMachine):
    """Drives one data file; `given` holds every receipt as it was when it was given, by number."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory()
        folder = Path(self._place.name) / "data"
        shutil.copytree(template, folder)
        self.clock = FixedClock(datetime(2026, 12, 28, 9, 0))
        self.database = Database(DataFolder(folder).database, DATA_KEY, self.clock)
        self.given: dict[str, Receipt] = {}
        self.voided: set[str] = set()

    def teardown(self) -> None:
        self.database.close()
        self._place.cleanup()

    def _try(self, act: Callable[[], Receipt]) -> Receipt | None:
        try:
            receipt = act()
        except Refusal:
            return None
        self.given[receipt.number] = receipt
        return receipt

    def _pick(self, place: int) -> str | None:
        numbers = sorted(self.given)
        return numbers[place % len(numbers)] if numbers else None

    @initialize()
    def open(self) -> None:
        with self.database.work(CLERK) as work:
            till.open_shift(work, Money(10_000))

    @rule(payment=st.sampled_from(Payment), price=st.integers(0, 5000), off=st.integers(0, 5000))
    def charge(self, payment: Payment, price: int, off: int) -> None:
        paper = replace(meal(), payment=payment, lines=meal(price=Money(price), reduction=Money(off)).lines)
        self._try(lambda: charged(self.database, replace(paper, received=Money(max(price - off, 0) + 50))))

    @rule(place=st.integers(0, 99))
    def void(self, place: int) -> None:
        if (number := self._pick(place)) is None:
            return
        try:
            with self.database.work(CLERK) as work:
                till.void(work, number, "错")
            self.voided.add(number)
        except Refusal:
            pass

    @rule(place=st.integers(0, 99))
    def reverse(self, place: int) -> None:
        if number := self._pick(place):
            self._try(lambda: self._written(lambda work: till.reverse(work, number, "错")))

    @rule(first=st.integers(0, 99), second=st.integers(0, 99))
    def collect(self, first: int, second: int) -> None:
        numbers = [number for place in (first, second) if (number := self._pick(place))]
        self._try(lambda: self._written(lambda work: till.collect(work, numbers, Payment.CASH, Money(99_999))))

    def _written(self, act: Callable[..., Receipt]) -> Receipt:
        with self.database.work(CLERK) as work:
            return act(work)

    @rule(crashes=st.booleans())
    def crash(self, crashes: bool) -> None:
        try:
            with self.database.work(CLERK) as work:
                receipt = till.charge(work, meal())
                if crashes:
                    raise Crash
        except (Crash, Refusal):
            return
        self.given[receipt.number] = receipt

    @rule(extra=st.integers(-500, 500), days=st.integers(0, 2))
    def close(self, extra: int, days: int) -> None:
        with self.database.work(CLERK) as work:
            for day in till.open_days(work)[:1]:
                sheet = till.preview_close(work, day)
                try:
                    till.close_day(work, day, sheet.expected + Money(extra), "清点")
                except Refusal:
                    assert sheet.expected + Money(extra) < ZERO
        self.clock.tick(timedelta(days=days))

    @rule(days=st.integers(-3, 3))
    def clock_jumps(self, days: int) -> None:
        self.clock.tick(timedelta(days=days))

    @rule(table=st.sampled_from(TABLES), verb=st.sampled_from(["update", "delete", "replace"]))
    def tamper(self, table: str, verb: str) -> None:
        bare = self.database.bare()
        bare.execute("PRAGMA recursive_triggers=ON")
        try:
            column = Base.metadata.tables[table].primary_key.columns.values()[0].name
            changed = {
                "update": f"UPDATE {table} SET {column} = {column}",
                "delete": f"DELETE FROM {table}",
                "replace": f"REPLACE INTO {table} SELECT * FROM {table}",
            }[verb]
            if bare.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                with pytest.raises(sqlcipher.IntegrityError, match="frozen"):
                    bare.execute(changed)
        finally:
            bare.close()

    @invariant()
    def numbers_have_no_gap(self) -> None:
        series: dict[tuple[str, int], list[int]] = {}
        for receipt in self._stored():
            series.setdefault((receipt.kind, receipt.year), []).append(receipt.serial)
        for serials in series.values():
            assert serials == list(range(1, len(serials) + 1))

    @invariant()
    def content_stays_as_it_was_given(self) -> None:
        stored = {receipt.number: receipt for receipt in self._stored()}
        assert stored.keys() == self.given.keys()
        for number, receipt in stored.items():
            assert _as_given(receipt) == _as_given(self.given[number])
            assert (receipt.state is State.VOID) == (number in self.voided)

    @invariant()
    def sums_agree(self) -> None:
        stored = self._stored()
        counted = [one for one in stored if one.counts]
        with self.database.reading(CLERK) as work:
            sums = till.takings(work, date.min, date.max)
            closes = till.closed_days(work, date.min, date.max)
            owed = till.unpaid(work)
        assert total(t.net for t in sums) == total(one.amount for one in counted)
        closed = {sheet.day for sheet in closes}
        sales = [one for one in counted if one.kind != "SK" and one.day in closed]
        assert (closes[-1].perpetual if closes else ZERO) == total(one.amount for one in sales)
        assert {one.number for one in owed} == {
            one.number
            for one in stored
            if one.payment is Payment.ACCOUNT and one.state is State.VALID and not one.collected_by
        }

    def _stored(self) -> tuple[Receipt, ...]:
        with self.database.reading(CLERK) as work:
            days = sorted({receipt.day for receipt in self.given.values()})
            found = [one for day in days for one in till.receipts_of_day(work, day)]
        return tuple(sorted(found, key=lambda one: one.id))


def test_receipts_under_every_order_of_events(template: Path) -> None:
    class Fresh(Till):
        def __init__(self) -> None:
            super().__init__(template)

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_till_table_is_guarded(database: Database) -> None:
    bare = database.bare()
    triggers = {name for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    bare.close()
    assert {f"frozen_{table}_{verb}" for table in TABLES for verb in ("update", "delete")} <= triggers
    assert all(guards.is_frozen(Base.metadata.tables[table]) for table in TABLES)


def test_a_changed_amount_cannot_even_be_written(database: Database) -> None:
    paper: Charge = meal()
    charged(database, paper)
    bare = database.bare()
    with pytest.raises(sqlcipher.IntegrityError, match="ck_receipt_totals"):
        bare.execute(
            "INSERT INTO receipt SELECT 99, kind, year, 99, 'CT-2026-000099', day, at, clerk_id, clerk_name, centre, "
            '"window", title, payer_name, person_id, facts, list_total, reduction, 0, payment, received, change, '
            "note, printed, mirrors_id, reason, check_code FROM receipt"
        )
    bare.close()
