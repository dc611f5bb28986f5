"""Meals dated after a death that was reported later: listed until somebody has looked into them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.ledger import AfterDeath
from shequ_desk.counters.canteen.tables import MealLine, ReviewLine
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ASKED, _KEPT = aliased(Person), aliased(Person)
_THE_DEAD = (
    select(_ASKED.id)
    .join(_KEPT, _KEPT.id == func.coalesce(_ASKED.merged_into, _ASKED.id))
    .where(_KEPT.deceased_on.is_not(None))
)
"""Their ids and aliases' ids: leads to their few meals by index, instead of through every meal ever eaten."""


@needs("canteen.read")
def meals_after_death(work: Work, reviewed: bool = False) -> tuple[AfterDeath, ...]:
    """Standing meals dated after their diner's death, oldest first; with `reviewed` those looked into as well."""
    asked, kept, mirror = aliased(Person), aliased(Person), aliased(MealLine)
    columns = (MealLine.id, MealLine.person_id, MealLine.diner, MealLine.meal_at)
    query = (
        select(*columns, kept.deceased_on, MealLine.reduction, MealLine.receipt_no)
        .select_from(kept)
        .join(asked, kept.id == func.coalesce(asked.merged_into, asked.id))
        .join(MealLine, MealLine.person_id == asked.id)
        .where(MealLine.person_id.in_(_THE_DEAD), MealLine.meal_day > kept.deceased_on, MealLine.origin_id.is_(None))
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
