"""A clerk at the residents' window and people to work with."""

import pytest

from shequ_desk.people.rules import GRANTS
from shequ_desk.store.rights import ROLES, Clerk, merge_grants, permissions_of

_ALL = merge_grants([GRANTS])


@pytest.fixture
def desk() -> Clerk:
    """The window clerk: everything the people slice allows."""
    return Clerk(7, "lin", "林晓", ("desk",), permissions_of(["desk"], _ALL))


@pytest.fixture
def everyone() -> dict[str, Clerk]:
    """One clerk per role."""
    return {role: Clerk(10, role, "测试员", (role,), permissions_of([role], _ALL)) for role in ROLES}
