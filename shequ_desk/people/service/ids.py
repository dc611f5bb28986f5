"""Ids of residents: never given twice, though an import that is taken back deletes its people.

The audit, papers and the imports themselves go on naming them. Every import keeps the ids it gave in its rows.
"""

from sqlalchemy import func, select

from shequ_desk.people.service.roster_tables import ImportRow
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_GIVEN = Fixed(
    select(
        select(func.max(Person.__table__.c.id)).scalar_subquery().label("stored"),
        select(func.max(ImportRow.__table__.c.person_id)).scalar_subquery().label("imported"),
    )
)


def highest_given(work: Work) -> int:
    """The highest id any resident ever had, 0 when there was none; the next is this transaction's. One statement."""
    work.serialize("people.id")
    (row,) = work.rows(_GIVEN)
    return max(row.stored or 0, row.imported or 0)
