"""Meals dated after a death that was reported later: listed until somebody has looked into them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select, union_all
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.ledger import AfterDeath
from shequ_desk.counters.canteen.tables import MealLine, ReviewLine
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ALIAS, _KEPT = aliased(Person), aliased(Person)
_DEAD = union_all(
    select(Person.id.label("person_id"), Person.deceased_on).where(
        Person.deceased_on > date.min, Person.merged_into.is_(None)
    ),
    select(_ALIAS.id, _KEPT.deceased_on)
    .join(_KEPT, _KEPT.id == _ALIAS.merged_into)
    .where(_KEPT.deceased_on.is_not(None)),
).cte("dead")
"""Their ids and aliases' ids with the day: leads to their few meals by index, not through every meal ever eaten.

`> date.min` says "not null" as a range: in a file without statistics SQLite then takes the index of the deceased.
"""


@needs("canteen.read")
def meals_after_death(work: Work, reviewed: bool = False) -> tuple[AfterDeath, ...]:
    """Standing meals dated after their diner's death, oldest first; with `reviewed` those looked into as well."""
    mirror = aliased(MealLine)
    columns = (MealLine.id, MealLine.person_id, MealLine.diner, MealLine.meal_at)
    query = (
        select(*columns, _DEAD.c.deceased_on, MealLine.reduction, MealLine.receipt_no)
        .select_from(_DEAD)
        .join(MealLine, MealLine.person_id == _DEAD.c.person_id)
        .where(MealLine.meal_day > _DEAD.c.deceased_on, MealLine.origin_id.is_(None))
        .where(~exists().where(mirror.origin_id == MealLine.id))
        .order_by(MealLine.meal_at)
    )
    if not reviewed:
        query = query.where(~exists().where(ReviewLine.meal_id == MealLine.id))
    rows: Iterable[Sequence[Any]] = work.session.execute(query)
    return tuple(AfterDeath(*row) for row in rows)


@needs("canteen.void")
def mark_reviewed(work: Work, meal_id: int, outcome: str) -> None:
    """Note what was found about a meal after death. Refusal without an outcome or when it was noted already."""
    if not outcome.strip():
        raise Refusal("请填写核查结果", "例如：家属代领，已追回优惠", "outcome")
    if work.session.get(ReviewLine, meal_id) is not None:
        raise Refusal("这一餐已经核查过", "请刷新列表", "meal_id")
    work.insert(
        ReviewLine, {"meal_id": meal_id, "at": work.now, "clerk_name": work.clerk.name, "outcome": outcome.strip()}
    )
    work.news("canteen")
