"""公益套餐发放台账: what was handed out, day by day, against the quota."""

from collections import Counter
from datetime import date

from sqlalchemy import select

from shequ_desk.counters.canteen.rules.order import PUBLIC
from shequ_desk.counters.canteen.rules.settlement import Part, PublicDay, PublicLedger, PublicRow, check_public
from shequ_desk.counters.canteen.service.calendar import open_days
from shequ_desk.counters.canteen.service.proof import check_lines
from shequ_desk.counters.canteen.service.public import quotas
from shequ_desk.counters.canteen.service.settlement import heading
from shequ_desk.counters.canteen.service.sums import fen_sum
from shequ_desk.counters.canteen.tables import MealLine, PublicLine, ShareLine
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import Money
from shequ_desk.office import service as office
from shequ_desk.office.rules import Opening
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_DEFAULT_QUOTA = 40


@needs("canteen.report")
def public_ledger(work: Work, month: Month) -> PublicLedger:
    """The month's public meals; open days up to today count for the quota. Refusal when the sums do not agree."""
    office.must_have_come(work, month)
    rows = _rows(work, month)
    ledger = PublicLedger(
        month=month,
        heading=heading(work),
        days=_days(work, month, rows),
        rows=tuple(row for _, row in rows),
        occupations=_occupations(rows),
        payers=_payers(work, month),
        before=_before(work, month),
        early="" if rows else office.before_use(work, month),
    )
    check_public(ledger)
    check_lines(work, month, PUBLIC)
    return ledger


Dated = list[tuple[date, PublicRow]]


def _rows(work: Work, month: Month) -> Dated:
    meal = MealLine
    columns = (meal.day, meal.id, meal.meal_at, PublicLine.name, PublicLine.occupation, PublicLine.tail, meal.set_name)
    query = (
        select(*columns, meal.price, meal.receipt_no, meal.quantity, meal.origin_id)
        .join(meal, meal.id == PublicLine.meal_id)
        .where(PublicLine.day.between(month.first, month.last))
        .order_by(meal.id)
    )
    found = [(row[0], row[10], PublicRow(*row[1:10])) for row in work.session.connection().execute(query)]
    numbers = {row.meal_id: row.number for _, _, row in found}
    void = {row.meal_id for _, origin, row in found if origin is not None and numbers.get(origin) == row.number}
    void |= {origin for _, origin, row in found if row.meal_id in void and origin is not None}
    return [(day, row) for day, _, row in found if row.meal_id not in void]


def _days(work: Work, month: Month, rows: Dated) -> tuple[PublicDay, ...]:
    used: Counter[date] = Counter()
    for day, row in rows:
        used[day] += row.quantity
    since = office.begun(work)
    days = {day for day in open_days(work, month) if since <= day <= work.today} | used.keys()
    dated = quotas(work)
    portions = {day: next((one.portions for one in dated if one.valid_from <= day), _DEFAULT_QUOTA) for day in days}
    return tuple(PublicDay(day, portions[day], used[day]) for day in sorted(days))


def _occupations(rows: Dated) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for _, row in rows:
        counts[row.occupation] += row.quantity
    return tuple(sorted(counts.most_common(), key=lambda one: one[0] == "其他"))


def _payers(work: Work, month: Month) -> tuple[Part, ...]:
    query = (
        select(ShareLine.payer, fen_sum(ShareLine.__table__.c.fen))
        .join(PublicLine, PublicLine.meal_id == ShareLine.meal_id)
        .where(PublicLine.day.between(month.first, month.last))
        .group_by(ShareLine.payer)
    )
    return tuple(Part(payer, Money(fen)) for payer, fen in work.session.connection().execute(query) if fen)


def _before(work: Work, month: Month) -> int:
    opening = settings.load(work, Opening)
    return opening.public_meals if opening.since and opening.since in month else 0
