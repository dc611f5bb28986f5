"""A made-up month of meals for invented residents, the same for the same dice; every identity holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.canteen.rules.discount import Diner, Use
from shequ_desk.counters.canteen.rules.ledger import NewBooking
from shequ_desk.counters.canteen.rules.menu import Worker
from shequ_desk.counters.canteen.rules.order import Order, Portion, Quote, When
from shequ_desk.counters.canteen.service.bench import Bench
from shequ_desk.counters.canteen.service.bookings import book
from shequ_desk.counters.canteen.service.calendar import closed_on, open_days
from shequ_desk.counters.canteen.service.ledger import charge_of, meal_row, public_row, share_rows
from shequ_desk.counters.canteen.service.persons import Known
from shequ_desk.counters.canteen.service.preset import preset
from shequ_desk.counters.canteen.service.public import occupations, quota_on
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.service.undo import void_meals
from shequ_desk.counters.canteen.tables import MealLine, PublicLine, ShareLine
from shequ_desk.kernel.dates import Month, age_years
from shequ_desk.kernel.identity import mask_id
from shequ_desk.kernel.money import Money
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Receipt
from shequ_desk.till.service.sample import charge_many, open_shift

_FLOAT = Money(20000)
_PAYMENTS = ("cash", "wechat", "alipay", "account")
_OFTEN = (60, 25, 10, 5)
_NICKNAMES = "刘张王李赵孙周吴"
_REGULARS = 0.08
_SPELLS = {"午": (time(10, 40), 100, 0.022), "晚": (time(16, 40), 60, 0.004)}

Sale = tuple[datetime, Order]


@dataclass(frozen=True)
class _Guest:
    """A resident who eats here now and then."""

    person_id: int
    name: str
    id_masked: str
    birth: date
    hukou: str
    residence: str

    def on(self, day: date) -> tuple[Known, Sequence[Use]]:
        """What the sample rules ask on a day; a guest eats once a meal, so nothing was used before."""
        diner = Diner(age_years(self.birth, day), hukou=self.hukou, residence=self.residence)
        return Known(self.person_id, self.name, self.id_masked, diner), ()


@dataclass(frozen=True)
class _Hall:
    """What every maker below needs: the transaction, the dice and the guests."""

    work: Work
    random: Random
    elders: Sequence[_Guest]
    others: Sequence[_Guest]
    by_id: dict[int, _Guest]


@needs("canteen.settle")
def demo(work: Work, random: Random, month: Month) -> None:
    """Fill the open days of the month up to today; past days are closed, today stays open with the meals so far.

    About 75 lunches and 14 suppers a day for every 3,000 residents, 20 to 38 public meals, some on account, some
    void; bookings for tomorrow when the month is the present one. Does nothing in an empty register.
    """
    preset(work, month.first.replace(month=1, day=1))
    hall = _hall(work, random)
    if not hall.elders:
        return
    present = work.now
    for day in open_days(work, month):
        if day <= present.date():
            _fill(hall, day, present)
    work.now = present
    if present.date() in month:
        _book(hall)
    work.news("canteen")


def _hall(work: Work, random: Random) -> _Hall:
    columns = (Person.id, Person.name, Person.id_number, Person.birth, Person.hukou, Person.residence)
    living = (Person.deceased_on.is_(None), Person.moved_out_on.is_(None), Person.merged_into.is_(None))
    rows = work.session.execute(select(*columns).where(Person.birth.is_not(None), *living).order_by(Person.id)).all()
    old = work.today.replace(month=1, day=1, year=work.today.year - 62)
    elders = [_guest(row) for row in rows if row.birth < old]
    others = [_guest(row) for row in rows if row.birth >= old]
    regulars = random.sample(elders, min(len(elders), max(int(len(rows) * _REGULARS), 20)))
    return _Hall(work, random, regulars, others, {guest.person_id: guest for guest in (*regulars, *others)})


def _guest(row: Any) -> _Guest:
    id_masked = mask_id(row.id_number) if row.id_number else ""
    return _Guest(row.id, row.name, id_masked, row.birth, row.hukou, row.residence)


def _fill(hall: _Hall, day: date, present: datetime) -> None:
    work = hall.work
    past = day < present.date()
    work.now = datetime.combine(day, time(8, 5)) if past else present
    if till.opening_float(work, day) is None:
        open_shift(work, _FLOAT)
    for slot in _SPELLS:
        sales = [one for one in sorted(_sales(hall, day, slot), key=lambda sale: sale[0]) if one[0] <= present]
        _void(hall, _settle(hall, day, slot, sales))
    if past:
        work.now = datetime.combine(day, time(18, 30))
        till.close_day(work, day, _FLOAT + till.cash_taken(work, day))


def _sales(hall: _Hall, day: date, slot: str) -> Iterator[Sale]:
    opens, minutes, rate = _SPELLS[slot]
    dice = hall.random
    sets = [one.id for one in sets_on(hall.work, day, slot)]
    residents = len(hall.elders) / _REGULARS
    count = min(len(hall.elders), max(4, int(residents * rate * dice.uniform(0.85, 1.15))))
    start = datetime.combine(day, opens)
    for guest in dice.sample(hall.elders, count):
        yield _moment(dice, start, minutes), _order(dice, sets, slot, guest.person_id)
    for guest in dice.sample(hall.others, min(len(hall.others), count // 8)):
        yield _moment(dice, start, minutes), _order(dice, sets, slot, guest.person_id)
    for _ in range(count // 12):
        yield _moment(dice, start, minutes), _order(dice, sets, slot, None)
    if slot == "午":
        yield from _public(hall, day, sets[0], start, minutes)


def _public(hall: _Hall, day: date, set_id: int, start: datetime, minutes: int) -> Iterator[Sale]:
    dice = hall.random
    kinds = [one.name for one in occupations(hall.work)]
    portions = min(quota_on(hall.work, day).portions, dice.randrange(20, 39))
    for tail in dice.sample(range(1000, 1400), portions):
        worker = Worker(f"{_NICKNAMES[tail % len(_NICKNAMES)]}师傅", kinds[tail % len(kinds)], str(tail))
        yield _moment(dice, start, minutes), Order((Portion(set_id, None, worker),), "午")


def _moment(dice: Random, start: datetime, minutes: int) -> datetime:
    return start + timedelta(seconds=dice.randrange(minutes * 60))


def _order(dice: Random, sets: Sequence[int], slot: str, person_id: int | None) -> Order:
    payment = dice.choices(_PAYMENTS, _OFTEN)[0]
    chosen = dice.choices(sets, range(len(sets) + 1, 1, -1))[0]
    return Order((Portion(chosen, person_id),), slot, payment if person_id is not None else "wechat")


def _settle(hall: _Hall, day: date, slot: str, sales: Sequence[Sale]) -> tuple[Receipt, ...]:
    bench = Bench(hall.work, slot, day, lambda person_id: hall.by_id[person_id].on(day))
    quotes = [Quote(tuple(bench.quoted(portion) for portion in order.portions), day, slot) for _, order in sales]
    charges = [(at, _charge(hall, order, quoted)) for (at, order), quoted in zip(sales, quotes, strict=True)]
    receipts = charge_many(hall.work, charges)
    _write(hall.work, quotes, receipts)
    return receipts


def _charge(hall: _Hall, order: Order, quoted: Quote) -> Charge:
    guest = hall.by_id.get(order.portions[0].person_id or 0)
    return charge_of(order, quoted, *((guest.name, guest.id_masked) if guest else (quoted.portions[0].name, "")))


def _write(work: Work, quotes: Sequence[Quote], receipts: Sequence[Receipt]) -> None:
    meals: list[dict[str, Any]] = []
    shares: list[dict[str, Any]] = []
    public: list[dict[str, Any]] = []
    following = 1 + (work.session.scalar(select(func.coalesce(func.max(MealLine.id), 0))) or 0)
    pairs = [(portion, *pair) for pair in zip(quotes, receipts, strict=True) for portion in pair[0].portions]
    for meal_id, (portion, quoted, receipt) in enumerate(pairs, following):
        row = meal_row(portion, quoted.slot, receipt, When(receipt.at, receipt.at))
        meals.append(row | {"id": meal_id})
        shares += share_rows(portion, meal_id, receipt.day)
        if portion.portion.worker is not None:
            public.append(public_row(portion, meal_id, row))
    work.insert_many(MealLine, meals, each=False)
    work.insert_many(ShareLine, shares, each=False)
    work.insert_many(PublicLine, public, each=False)


def _void(hall: _Hall, receipts: Sequence[Receipt]) -> None:
    for receipt in hall.random.sample(receipts, min(len(receipts), hall.random.randrange(3))):
        hall.work.now = max(hall.work.now, receipt.at + timedelta(minutes=2))
        void_meals(hall.work, receipt.number, hall.random.choice(("点错套餐", "重复结算", "客人不要了")))


def _book(hall: _Hall) -> None:
    tomorrow = hall.work.today + timedelta(days=1)
    if closed_on(hall.work, tomorrow):
        return
    sets = [one.id for one in sets_on(hall.work, tomorrow, "午")]
    for guest in hall.random.sample(hall.elders, min(len(hall.elders), 24)):
        address = f"清泉花园 {hall.random.randrange(1, 19)} 幢 302" if hall.random.random() < 0.4 else ""
        book(hall.work, NewBooking(tomorrow, "午", hall.random.choice(sets), guest.person_id, address=address))
