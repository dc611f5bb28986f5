"""Whether somebody else could do what should not be done by one alone; below every slice that asks for two people."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.store.database import Work

ALONE = "（兼）"
"""Stands after a name that did both because nobody else could."""


def colleague(work: Work, right: str, grants: Mapping[str, Collection[str]], besides: Collection[int]) -> str | None:
    """The name of the first account in use that holds `right` by a role of `grants`, leaving out some by id."""
    roles = [role for role, rights in grants.items() if right in rights]
    query = (
        select(ClerkRow.name)
        .join(ClerkRole, ClerkRole.clerk_id == ClerkRow.id)
        .where(ClerkRow.active, ClerkRole.role.in_(roles), ClerkRow.id.not_in(besides))
        .order_by(ClerkRow.id)
        .limit(1)
    )
    return work.connection.execute(query).scalar()
