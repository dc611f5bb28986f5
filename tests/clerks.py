"""Clerks for tests: one who may do everything, and one per role."""

from collections.abc import Iterable

from shequ_desk.catalogue import GRANTS
from shequ_desk.store.rights import ROLES, Clerk, permissions_of

EVERYTHING = Clerk(1, "wanglan", "王岚", tuple(ROLES), permissions_of(ROLES, GRANTS))
NOBODY = Clerk(2, "nobody", "无岗位", (), frozenset())


def as_role(*roles: str) -> Clerk:
    """A clerk who holds just these roles."""
    return Clerk(3, "role", "测试员", roles, permissions_of(roles, GRANTS))


def with_permissions(permissions: Iterable[str]) -> Clerk:
    """A clerk with exactly these permissions and no role title."""
    return Clerk(4, "exact", "测试员", (), frozenset(permissions))
