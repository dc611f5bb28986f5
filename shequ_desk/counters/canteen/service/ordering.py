"""What an order costs, and settling it: receipt, meals, payers' shares in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from shequ_desk.counters.canteen.rules.order import (
    Offer,
    Order,
    Portion,
    Quote,
    Settled,
    When,
    check_debtor,
    check_order,
    offer_text,
)
from shequ_desk.counters.canteen.service.bench import Bench
from shequ_desk.counters.canteen.service.booked import with_bookings
from shequ_desk.counters.canteen.service.calendar import closed_on, slot_now
from shequ_desk.counters.canteen.service.ledger import paper, write
from shequ_desk.counters.canteen.service.public import admit
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.rules import Filters
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till


@needs("canteen.read")
def quote(work: Work, order: Order, day: date | None = None) -> Quote:
    """What the order costs on `day` (default today), portion by portion, limits already used and used by the
    portions before it counted. Nothing is stored.

    Refusal when the order is empty or mixed, a set is not sold in that meal, or the canteen is closed that day.
    """
    return _quote(work, order, day or work.today)


@needs("canteen.read")
def offers(work: Work, person_ids: Sequence[int], slot: str, set_id: int) -> tuple[Offer, ...]:
    """What each person would get now, for the chips beside the search hits: 80+ 立减 7, 无优惠."""
    bench = Bench(work, slot, work.today)
    quoted = [bench.quoted(Portion(set_id, person_id)) for person_id in person_ids]
    return tuple(
        Offer(person_id, offer_text(one), one.award.rule is not None, one.reason)
        for person_id, one in zip(person_ids, quoted, strict=True)
    )


@needs("canteen.settle")
def settle(work: Work, order: Order) -> Settled:
    """Settle the order now: take the money, give the receipt, write meals and shares. Print after the commit.

    Refusal as quote; when nobody known would owe it; when cash is short; when a public meal is not left (the 41st),
    not allowed or had already; when the till's day cannot take money (an earlier day is open, today is closed).
    `canteen` is broadcast.
    """
    return _settle(work, order, When(work.now, work.now))


@needs("canteen.backfill")
def backfill(work: Work, order: Order, meal_at: datetime) -> Settled:
    """Enter a meal of a paper list (补录) with its real time: age, prices, rules, limits and quota of that day.

    The money belongs to today's till day; both times are kept, list and receipt are marked, no paper follows. Refusal
    as settle, and when `meal_at` lies in the future.
    """
    if meal_at > work.now:
        raise Refusal("补录的用餐时间晚于现在", "请填写实际用餐时间", "meal_at")
    when = When(meal_at, work.now, backfilled=True)
    remark = "；".join(part for part in (when.note, order.remark) if part)
    return _settle(work, replace(order, remark=remark, printing=False), when)


@needs("canteen.settle")
def rehearse(work: Work) -> Settled:
    """Settle one meal of somebody of 60 and more, in a transaction that is rolled back: `Database.rehearsal`.

    Refusal as settle, and when nothing is sold now.
    """
    slot = slot_now(work)
    portions = [Portion(one.id, person_id) for one in sets_on(work, work.today, slot) for person_id in _an_elder(work)]
    return settle(work, Order(tuple(portions[:1]), slot))


def _an_elder(work: Work) -> list[int | None]:
    elders = people.listing(work, Filters(age_from=60), 0, 1)
    return [elders[0].person_id if elders else None]


def _quote(work: Work, order: Order, day: date) -> Quote:
    check_order(order)
    reason = closed_on(work, day)
    if reason:
        raise Refusal(f"{short_date(day)} 停餐：{reason}", "临时供餐请主任先在设置中取消停餐", "day")
    bench = Bench(work, order.slot, day)
    return Quote(tuple(bench.quoted(portion) for portion in order.portions), day, order.slot)


def _settle(work: Work, order: Order, when: When) -> Settled:
    check_debtor(order)
    day = when.meal_at.date()
    workers = tuple(portion.worker for portion in order.portions if portion.worker is not None)
    if workers:
        admit(work, workers, day)
    for person_id in sorted({portion.person_id for portion in order.portions if portion.person_id is not None}):
        work.serialize(f"canteen.person.{person_id}")
    order = with_bookings(work, order, day)
    quoted = _quote(work, order, day)
    receipt = till.charge(work, paper(work, order, quoted))
    meal_ids = write(work, quoted, receipt, when)
    work.news("canteen")
    return Settled(receipt, meal_ids, quoted)
