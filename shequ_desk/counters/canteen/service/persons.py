"""What the canteen asks about residents: one by one at the till, many at once for the papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from shequ_desk.counters.canteen.rules.discount import Diner, Use, graded
from shequ_desk.counters.canteen.rules.settings import Canteen
from shequ_desk.counters.canteen.service.sums import fen_sum
from shequ_desk.counters.canteen.tables import MealLine
from shequ_desk.kernel.dates import Month, age_years
from shequ_desk.people import service as people
from shequ_desk.people.lists import tag_kinds
from shequ_desk.people.service.shared import ALL_OF
from shequ_desk.people.tables import Person
from shequ_desk.people.views import Held, Standing
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_CHUNK = 500
_MEAL = MealLine.__table__.c
_KEYS = (_MEAL.limit_key, _MEAL.meal_day, _MEAL.slot)
_USAGE = Fixed(
    select(*_KEYS, func.sum(_MEAL.quantity), fen_sum(_MEAL.reduction))
    .where(
        _MEAL.person_id.in_(ALL_OF),
        _MEAL.meal_day.between(bindparam("first"), bindparam("last")),
        _MEAL.rule_no.is_not(None),
    )
    .group_by(*_KEYS)
)

_asked, _kept = Person.__table__.alias("asked"), Person.__table__.alias("kept")
_PERSONS = (
    select(_asked.c.id, _kept.c.id, _kept.c.name, _kept.c.id_number, _kept.c.hukou, _kept.c.sort_key)
    .join_from(_asked, _kept, _kept.c.id == func.coalesce(_asked.c.merged_into, _asked.c.id))
    .where(_asked.c.id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True)
class Known:
    """A registered diner on the meal's date: the kept record's id, name, masked number, and what the rules ask."""

    person_id: int
    name: str
    id_masked: str
    diner: Diner


@dataclass(frozen=True)
class PersonLine:
    """A resident as a line of a paper, by the id the ledger holds; `kept_id` is the record it was merged into."""

    kept_id: int
    name: str
    id_no: str
    hukou: str
    sort_key: str


def known(work: Work, person_id: int, day: date, settings: Canteen) -> Known:
    """The resident as of the meal's date; deceased and moved out are barred with the reason."""
    standing = people.standing(work, person_id, day)
    age = age_years(standing.birth, day, settings.birthday_strict) if standing.birth else None
    diner = Diner(
        age=age,
        categories=frozenset(category for tag in standing.tags for category in _categories(tag)),
        hukou=standing.hukou,
        residence=standing.residence,
        barred=_barred(standing, day),
        evidence=tuple((category, _proof(tag)) for tag in standing.tags for category in _categories(tag)),
    )
    return Known(standing.person_id, standing.name, standing.id_masked, diner)


def usage(work: Work, person_id: int, day: date) -> tuple[Use, ...]:
    """Discounted portions of the kept record and its aliases in the month of `day`, given-back ones netted out."""
    month = Month.of(day)
    asked = {"id": person_id, "first": month.first, "last": month.last}
    return tuple(Use(*row) for row in work.rows(_USAGE, asked) if row[3])


def person_lines(work: Work, ids: Collection[int]) -> dict[int, PersonLine]:
    """Ledger id → line of a paper, ID numbers whole; a merged record answers as the kept one."""
    lines: dict[int, PersonLine] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        lines |= _lines(work, wanted[start : start + _CHUNK])
    return lines


def _lines(work: Work, ids: Sequence[int]) -> dict[int, PersonLine]:
    rows = work.connection.execute(_PERSONS, {"ids": ids})
    return {
        asked_id: PersonLine(kept_id, name, number or "", hukou, sort_key)
        for asked_id, kept_id, name, number, hukou, sort_key in rows
    }


def _barred(standing: Standing, day: date) -> str:
    if standing.deceased_on is not None and standing.deceased_on < day:
        return f"已于 {standing.deceased_on:%Y-%m-%d} 去世，不享受优惠"
    if standing.moved_out_on is not None and standing.moved_out_on < day:
        return f"已于 {standing.moved_out_on:%Y-%m-%d} 迁出，不享受优惠"
    return ""


def _categories(tag: Held) -> tuple[str, ...]:
    """What rules may ask for: the tag of any grade, and the tag of this grade."""
    return (tag.key, graded(tag.key, tag.grade)) if tag.grade else (tag.key,)


def _proof(tag: Held) -> str:
    kind = tag_kinds().get(tag.key)
    return " ".join(part for part in (kind.title if kind else tag.key, tag.grade, tag.proof) if part)
