"""Clerks for tests: one who may do everything, and one per role."""

from collections.abc import Callable, Iterable

from shequ_desk.counters.canteen.rules import GRANTS as CANTEEN
from shequ_desk.counters.childcare.rules import GRANTS as CHILDCARE
from shequ_desk.counters.mediation.rules import GRANTS as MEDIATION
from shequ_desk.counters.reports.rules import GRANTS as REPORTS
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.rules import GRANTS as OFFICE
from shequ_desk.people.rules import GRANTS as PEOPLE
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import ROLES, Clerk, merge_grants, permissions_of
from shequ_desk.till.rules import GRANTS as TILL

GRANTS = merge_grants([OFFICE, PEOPLE, CANTEEN, TILL, REPORTS, CHILDCARE, MEDIATION])

EVERYTHING = Clerk(1, "wanglan", "王岚", tuple(ROLES), permissions_of(ROLES, GRANTS))
NOBODY = Clerk(2, "nobody", "无岗位", (), frozenset())


def as_role(*roles: str) -> Clerk:
    """A clerk who holds just these roles."""
    return Clerk(3, "role", "测试员", roles, permissions_of(roles, GRANTS))


def with_permissions(permissions: Iterable[str]) -> Clerk:
    """A clerk with exactly these permissions and no role title."""
    return Clerk(4, "exact", "测试员", (), frozenset(permissions))


def allowed(database: Database, role: str, act: Callable[[Work], object]) -> bool:
    """Whether a role has the right to do something; a Refusal for another reason is raised."""
    try:
        with database.work(as_role(role)) as work:
            act(work)
    except Refusal as refusal:
        if "权限" not in refusal.message:
            raise
        return False
    return True
