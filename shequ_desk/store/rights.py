"""Who may do what: permissions, roles as sets of permissions, and `@needs`, which every service function carries."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from shequ_desk.kernel.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")

Grants = Mapping[str, frozenset[str]]
"""role key → permissions a slice adds to that role."""

ROLES: dict[str, str] = {
    "admin": "系统管理",
    "desk": "窗口",
    "canteen": "食堂",
    "childcare": "托育",
    "mediation": "调解",
    "director": "主任",
    "auditor": "审计",
}


@dataclass(frozen=True)
class Clerk:
    """Somebody at the desk, with the rights they held when they signed in."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    permissions: frozenset[str]

    @property
    def duties(self) -> str:
        """Role titles joined by 、 in the order of `ROLES`, as the audit shows combined duties."""
        return "、".join(title for role, title in ROLES.items() if role in self.roles)


class HasClerk(Protocol):
    """A unit of work, seen from the rights."""

    @property
    def clerk(self) -> Clerk: ...


W = TypeVar("W", bound=HasClerk)


def merge_grants(parts: Iterable[Grants]) -> dict[str, frozenset[str]]:
    """Add up what the slices grant to each role."""
    total: dict[str, frozenset[str]] = {role: frozenset() for role in ROLES}
    for part in parts:
        for role, permissions in part.items():
            total[role] |= permissions
    return total


def permissions_of(roles: Iterable[str], grants: Grants) -> frozenset[str]:
    """Everything the roles allow together."""
    return frozenset[str]().union(*(grants[role] for role in roles))


def require(clerk: Clerk, permission: str) -> None:
    """Raise Refusal unless the clerk holds the permission."""
    if permission not in clerk.permissions:
        raise Refusal("您没有办理这一项的权限", "请联系系统管理员或主任授权")


def needs(permission: str) -> Callable[[Callable[Concatenate[W, P], R]], Callable[Concatenate[W, P], R]]:
    """Guard a service function: its first argument is the unit of work whose clerk must hold `permission`.

    Raises Refusal before the function runs. The permission is kept as `__needs__` for the tests that walk
    every service function with every role.
    """

    def wrap(function: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
        @wraps(function)
        def guarded(work: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(work.clerk, permission)
            return function(work, *args, **kwargs)

        guarded.__needs__ = permission  # type: ignore[attr-defined]
        return guarded

    return wrap
