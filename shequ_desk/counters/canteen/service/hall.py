"""What the hall and the checks of the month ask; Refusal without the right, as everywhere."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select

from shequ_desk.counters.canteen.rules.discount import SAMPLE, SLOTS
from shequ_desk.counters.canteen.rules.ledger import MealRow, Stats
from shequ_desk.counters.canteen.rules.order import Order, Portion, offer_text
from shequ_desk.counters.canteen.service.bookings import bookings, kitchen, stranded
from shequ_desk.counters.canteen.service.calendar import closed_on, slot_now
from shequ_desk.counters.canteen.service.ordering import quote
from shequ_desk.counters.canteen.service.public_ledger import public_ledger
from shequ_desk.counters.canteen.service.review import meals_after_death
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.service.settlement import settlement
from shequ_desk.counters.canteen.service.today import meal_query, rows_of, stats
from shequ_desk.counters.canteen.tables import BookingRow, MealLine, RuleVersion
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.facts import Check, DueFact, PastFact, TileFact, counted
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ONE_DAY = timedelta(days=1)
_PAST = 100


@needs("canteen.read")
def tiles(work: Work, person_id: int) -> tuple[TileFact, ...]:
    """Settling the meal of now and booking for tomorrow, each with one line of state."""
    return (_settle_tile(work, person_id), _book_tile(work, person_id))


@needs("canteen.read")
def timeline(work: Work, person_id: int) -> tuple[PastFact, ...]:
    """The newest meals of a person (all aliases), void and reversed ones marked."""
    mine = MealLine.person_id.in_(people.ids_of(work, person_id))
    rows = rows_of(work, meal_query().where(mine).order_by(MealLine.meal_at.desc()).limit(_PAST))
    return tuple(PastFact(row.at, _past(row), row.receipt_no) for row in rows)


@needs("canteen.read")
def figures_today(work: Work) -> Stats:
    """The day's four figures."""
    return stats(work)


@needs("canteen.read")
def due(work: Work) -> tuple[DueFact, ...]:
    """No-shows not dealt with, bookings that cannot be served, meals after a death, tomorrow's kitchen count."""
    return (*_missed(work), *_stranded(work), *_after_death(work), *_tomorrow(work))


@needs("canteen.rules")
def samples_due(work: Work) -> tuple[DueFact, ...]:
    """For who sets the rules: those in force that are still samples."""
    return _samples(work, "请按当地文件改好")


@needs("office.accounts")
def samples_to_report(work: Work) -> tuple[DueFact, ...]:
    """For the administrator, who sees no business but answers for a centre that runs on sample rules."""
    return _samples(work, "请主任按当地文件改好")


@needs("canteen.read")
def checks(work: Work, month: Month) -> tuple[Check, ...]:
    """What must hold before the month closes: sums, days closed, no-shows, meals after death."""
    missed = sum(count for day, count in _open_bookings(work) if day in month)
    dead = [one for one in meals_after_death(work) if one.meal_at.date() in month]
    return (
        *_sums_hold(work, month),
        counted(missed, "预订未到都已处理", "还有 {} 份预订未到待处理", "no_shows"),
        counted(len(dead), "没有去世后就餐待核查", "{} 餐在去世后，待核查", "after_death"),
    )


def _settle_tile(work: Work, person_id: int) -> TileFact:
    slot = slot_now(work)
    title = f"{SLOTS[slot]}结算"
    sets = sets_on(work, work.today, slot)
    reason = closed_on(work, work.today) or ("" if sets else "本餐没有套餐")
    if reason:
        return TileFact(title, reason, "settle", main=True)
    one = quote(work, Order((Portion(sets[0].id, person_id),), slot)).portions[0]
    if one.award.rule is None:
        return TileFact(title, one.reason, "settle", main=True)
    return TileFact(title, f"{one.state} · {offer_text(one)}", "settle", main=True)


def _book_tile(work: Work, person_id: int) -> TileFact:
    tomorrow = work.today + _ONE_DAY
    booked = [one for one in bookings(work, tomorrow, person_id=person_id) if one.state == "booked"]
    reason = closed_on(work, tomorrow)
    if reason:
        return TileFact("预订明日", f"明日停餐：{reason}", "book")
    state = "、".join(f"{SLOTS[one.slot]} {one.set_name}" for one in booked)
    return TileFact("预订明日", f"已订 {state}" if booked else "未预订", "book")


def _past(row: MealRow) -> str:
    """What was paid comes first: in large text a line may lose its end."""
    state = f"（{row.state}）" if row.state else ""
    marks = f" {row.marks}" if row.marks else ""
    paid = f"{SLOTS[row.slot]} 实收 {row.pay.text()}{state}{marks}"
    if not row.reduction:
        return f"{paid} · {row.set_name}"
    return f"{paid} · 原价 {row.price.text()} 优惠 {row.reduction.text()} · {row.category}"


def _open_bookings(work: Work) -> list[tuple[date, int]]:
    waiting = (BookingRow.state == "booked", BookingRow.day < work.today)
    query = select(BookingRow.day, func.count()).where(*waiting).group_by(BookingRow.day).order_by(BookingRow.day)
    return [(day, count) for day, count in work.session.connection().execute(query)]


def _missed(work: Work) -> list[DueFact]:
    return [
        DueFact(day, f"{short_date(day)} 预订未到 {count} 份待处理", "no_shows") for day, count in _open_bookings(work)
    ]


def _stranded(work: Work) -> list[DueFact]:
    return [
        DueFact(one.day, f"{short_date(one.day)} {one.reason}，已订 {one.portions} 份，请通知", "stranded", True)
        for one in stranded(work)
    ]


def _after_death(work: Work) -> list[DueFact]:
    return [
        DueFact(one.meal_at.date(), f"{one.name} 去世后就餐，待核查", "after_death", True, one.person_id)
        for one in meals_after_death(work)
    ]


def _tomorrow(work: Work) -> list[DueFact]:
    tomorrow = work.today + _ONE_DAY
    counts = kitchen(work, tomorrow)
    portions = sum(one.portions for one in counts)
    delivered = sum(one.delivered for one in counts)
    text = f"明日备餐 {portions} 份，送餐 {delivered} 份"
    return [DueFact(tomorrow, text, "bookings")] if portions and not closed_on(work, tomorrow) else []


def _samples(work: Work, advice: str) -> tuple[DueFact, ...]:
    rule, today = RuleVersion, work.today
    in_force = (rule.valid_from <= today, or_(rule.valid_to.is_(None), rule.valid_to >= today))
    marked = or_(rule.name.contains(SAMPLE), rule.document.contains(SAMPLE))
    count = work.session.scalar(select(func.count()).select_from(rule).where(*in_force, marked))
    text = f"助餐优惠还有 {count} 条是示例，{advice}"
    return (DueFact(work.today, text, "rules"),) if count else ()


def _sums_hold(work: Work, month: Month) -> tuple[Check, ...]:
    if "canteen.report" not in work.clerk.permissions:
        return ()
    try:
        settlement(work, month)
        public_ledger(work, month)
    except Refusal as refusal:
        return (Check(refusal.message, holds=False),)
    return (Check("原价 = 自付 + 补贴，逐日与日结一致", holds=True),)
