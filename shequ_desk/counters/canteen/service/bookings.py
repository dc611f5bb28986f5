"""Booking ahead: the kitchen's count, the delivery round, those who did not come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from shequ_desk.counters.canteen.rules.discount import SLOTS, Award
from shequ_desk.counters.canteen.rules.ledger import Booking, KitchenCount, NewBooking, RoundStop, Stranded
from shequ_desk.counters.canteen.rules.order import (
    EVERYONE,
    NO_CATEGORY,
    Order,
    Portion,
    Quote,
    QuotedPortion,
    Settled,
    When,
)
from shequ_desk.counters.canteen.rules.settings import Canteen
from shequ_desk.counters.canteen.service.calendar import closed_on
from shequ_desk.counters.canteen.service.ledger import paper, write
from shequ_desk.counters.canteen.service.ordering import quote
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.tables import BookingRow, MealLine, SetRow
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.people import service as people
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till

_BOOKED = ("booked", "served")
_ORDER = tuple(SLOTS)


@needs("canteen.book")
def book(work: Work, booking: NewBooking) -> int:
    """Book one portion for today or later; returns its id.

    Refusal for a past or closed day, a set not sold then, a missing name, a dead diner, or a person who has booked
    that meal already.
    """
    _check_bookable(work, booking)
    name = booking.name.strip()
    if booking.person_id is not None:
        name = _checked_name(work, booking)
    if not name:
        raise Refusal("请填写预订人", "请先查找居民，或填写姓名", "name")
    row = BookingRow(
        day=booking.day,
        slot=booking.slot,
        set_id=booking.set_id,
        person_id=booking.person_id,
        name=name,
        phone=booking.phone.strip(),
        address=booking.address.strip(),
        remark=booking.remark.strip(),
        state="booked",
        booked_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.news("canteen")
    return row.id


@needs("canteen.book")
def cancel_booking(work: Work, booking_id: int) -> None:
    """Cancel a booking that was not served yet. Refusal otherwise."""
    row = _open(work, booking_id)
    row.state = "cancelled"
    work.news("canteen")


@needs("canteen.read")
def bookings(work: Work, day: date, slot: str = "", person_id: int | None = None) -> tuple[Booking, ...]:
    """Bookings of a day (slot, person when named) in the order they were made, cancelled ones too."""
    where = [BookingRow.day == day]
    where += [BookingRow.slot == slot] if slot else []
    where += [BookingRow.person_id.in_(people.ids_of(work, person_id))] if person_id is not None else []
    return _read(work, *where)


@needs("canteen.read")
def kitchen(work: Work, day: date) -> tuple[KitchenCount, ...]:
    """Portions to cook by meal and set, those that are delivered counted apart."""
    delivered = func.sum(case((BookingRow.address != "", 1), else_=0))
    query = (
        select(BookingRow.slot, SetRow.name, func.count(), delivered)
        .join(SetRow, SetRow.id == BookingRow.set_id)
        .where(BookingRow.day == day, BookingRow.state.in_(_BOOKED))
        .group_by(BookingRow.slot, SetRow.name, SetRow.position)
        .order_by(SetRow.position)
    )
    counts = [KitchenCount(*row) for row in work.session.execute(query)]
    return tuple(sorted(counts, key=lambda one: _ORDER.index(one.slot)))


@needs("canteen.read")
def delivery_round(work: Work, day: date, slot: str = "") -> tuple[RoundStop, ...]:
    """Where to deliver on a day: bookings with an address and meals settled with one, by address."""
    booked = [one for one in bookings(work, day, slot) if one.address and one.state in _BOOKED]
    stops = [_stop(one) for one in booked] + _unbooked_stops(work, day, slot)
    return tuple(sorted(stops, key=lambda stop: (_ORDER.index(stop.slot), stop.address, stop.name)))


@needs("canteen.read")
def stranded(work: Work) -> tuple[Stranded, ...]:
    """Bookings from today on that cannot be served as they stand, by day."""
    keys = (BookingRow.day, BookingRow.slot, BookingRow.set_id)
    ahead = (BookingRow.state == "booked", BookingRow.day >= work.today)
    found: Counter[tuple[date, str]] = Counter()
    for day, slot, set_id, count in work.session.execute(select(*keys, func.count()).where(*ahead).group_by(*keys)):
        reason = _not_served(work, day, slot, set_id)
        found[day, reason] += count if reason else 0
    return tuple(Stranded(day, found[day, reason], reason) for day, reason in sorted(found) if reason)


@needs("canteen.read")
def no_shows(work: Work, day: date) -> tuple[Booking, ...]:
    """Bookings of a day before today, or of today, that nobody came for and that are not settled or waived yet."""
    return _read(work, BookingRow.day == day, BookingRow.state == "booked", BookingRow.day <= work.today)


@needs("canteen.settle")
def settle_no_show(work: Work, booking_id: int) -> Settled:
    """Put a booked meal that nobody came for on account (记账), dated on its day, in the name it was booked in.

    The diner pays the full price unless the setting `no_show_subsidised` lets the discount stand (domain.md §5.4).
    Refusal when the booking is not open or its day has not come, and as `quote` and till.charge.
    """
    row = _open_past(work, booking_id)
    order = replace(_order_of(row), remark=f"{row.day} 预订未到", printing=False)
    priced = quote(work, order, row.day)
    if not settings.load(work, Canteen).no_show_subsidised:
        priced = Quote(tuple(_full_price(one) for one in priced.portions), priced.day, priced.slot)
    if row.person_id is None:
        priced = Quote(tuple(replace(one, name=row.name) for one in priced.portions), priced.day, priced.slot)
    when = When(datetime.combine(row.day, work.now.time()), work.now, backfilled=row.day < work.today)
    receipt = till.charge(work, paper(work, order, priced))
    meal_ids = write(work, priced, receipt, when)
    row.state = "missed"
    work.news("canteen")
    return Settled(receipt, meal_ids, priced)


@needs("canteen.settle")
def waive_no_show(work: Work, booking_id: int) -> None:
    """Let a booked meal that nobody came for go without money; it stays on the list as 未到."""
    _open_past(work, booking_id).state = "missed"
    work.news("canteen")


@needs("canteen.read")
def order_of_booking(work: Work, booking_id: int) -> Order:
    """The order a booking becomes at the till when its diner comes. Refusal when it was cancelled or served."""
    return _order_of(_open(work, booking_id))


def _order_of(row: BookingRow) -> Order:
    portion = Portion(row.set_id, row.person_id, None, row.address, row.id)
    return Order((portion,), row.slot, payment="account", remark=row.remark)


def _full_price(portion: QuotedPortion) -> QuotedPortion:
    none = Award(None, ZERO, (), "预订未到，不享受优惠")
    priced = replace(portion, award=none, mode=EVERYONE, category=NO_CATEGORY, reason=none.reason)
    return replace(priced, rule="", since=None, evidence="")


def _check_bookable(work: Work, booking: NewBooking) -> None:
    if booking.day < work.today:
        raise Refusal("不能预订已经过去的日期", "请选择今天或以后", "day")
    reason = closed_on(work, booking.day)
    if reason:
        raise Refusal(f"{short_date(booking.day)} 停餐：{reason}", "请选择其他日期", "day")
    if _not_served(work, booking.day, booking.slot, booking.set_id):
        raise Refusal("这个套餐那一餐不供应", "请重新选择套餐", "set_id")


def _not_served(work: Work, day: date, slot: str, set_id: int) -> str:
    """Why nobody can have this set in this meal; empty when they can."""
    if closed_on(work, day):
        return "停餐"
    return "" if any(one.id == set_id for one in sets_on(work, day, slot)) else "套餐不供应"


def _checked_name(work: Work, booking: NewBooking) -> str:
    assert booking.person_id is not None
    brief = people.brief(work, booking.person_id)
    if brief.deceased_on is not None:
        raise Refusal("该居民已登记去世，不能预订", "如登记有误，请先更正", "person_id")
    same = bookings(work, booking.day, booking.slot, booking.person_id)
    if any(one.state == "booked" for one in same):
        raise Refusal(f"{brief.name} 已经预订了这一餐", "如要多订，请按普通居民登记", "person_id")
    return brief.name


def _open(work: Work, booking_id: int) -> BookingRow:
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state != "booked":
        raise Refusal("这份预订已取消、已就餐或已处理", "请刷新预订列表", "booking_id")
    return row


def _open_past(work: Work, booking_id: int) -> BookingRow:
    row = _open(work, booking_id)
    if row.day > work.today:
        raise Refusal("还没到用餐日", "可以取消预订", "booking_id")
    return row


def _read(work: Work, *where: ColumnElement[bool]) -> tuple[Booking, ...]:
    columns: list[Any] = [BookingRow.id, BookingRow.day, BookingRow.slot, BookingRow.set_id, SetRow.name]
    columns += [BookingRow.person_id, BookingRow.name, BookingRow.phone, BookingRow.address, BookingRow.remark]
    query = select(*columns, BookingRow.state, BookingRow.booked_at).join(SetRow, SetRow.id == BookingRow.set_id)
    rows: Iterable[Sequence[Any]] = work.session.execute(query.where(*where).order_by(BookingRow.id))
    return tuple(Booking(*row) for row in rows)


def _stop(one: Booking) -> RoundStop:
    return RoundStop(one.slot, one.address, one.name, one.phone, one.set_name, 1, one.state == "served", one.remark)


def _unbooked_stops(work: Work, day: date, slot: str) -> list[RoundStop]:
    columns = (MealLine.slot, MealLine.address, MealLine.diner, MealLine.set_name, func.sum(MealLine.quantity))
    listed = select(BookingRow.id).where(BookingRow.day == day, BookingRow.address != "")
    unbooked = MealLine.booking_id.is_(None) | MealLine.booking_id.not_in(listed)
    where = [MealLine.meal_day == day, MealLine.day >= day, MealLine.address != "", unbooked]
    where += [MealLine.slot == slot] if slot else []
    query = select(*columns).where(*where).group_by(*columns[:4])
    rows = work.session.execute(query)
    return [RoundStop(meal, at, name, "", set_name, n, True, "") for meal, at, name, set_name, n in rows if n]
