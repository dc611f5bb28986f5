"""P15: every service function × every role, called directly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shequ_desk.kernel.errors import DeskError
from shequ_desk.store.database import Database
from shequ_desk.store.rights import ROLES
from shequ_desk.till import service as till
from shequ_desk.till.rules import Payment
from tests.till.kit import ALL_GRANTS, fen, meal, of_role

DAY = date(2026, 11, 21)
CALLS: dict[str, tuple[Any, ...]] = {
    "business_day": (),
    "cash_taken": (DAY,),
    "charge": (meal(),),
    "close_day": (DAY, fen("0.00")),
    "close_sheet": (DAY,),
    "closed_days": (DAY, DAY),
    "collect": (["CT-2026-000001"], Payment.CASH),
    "day_state": (DAY,),
    "genuine": ("CT-2026-000001", "00"),
    "hand_over": (fen("0.00"), "李明"),
    "open_days": (),
    "open_shift": (fen("0.00"),),
    "opening_float": (DAY,),
    "preview_close": (DAY,),
    "receipt": ("CT-2026-000001",),
    "receipts_of_day": (DAY,),
    "reprint": ("CT-2026-000001",),
    "reverse": ("CT-2026-000001", "错"),
    "shifts": (DAY,),
    "takings": (DAY, DAY),
    "unpaid": (),
    "void": ("CT-2026-000001", "错"),
}
_NO_RIGHT = "您没有办理这一项的权限"


def test_every_function_is_called_here() -> None:
    assert set(CALLS) == set(till.__all__)


@pytest.mark.parametrize("role", ROLES)
def test_only_roles_with_the_permission_get_in(database: Database, role: str) -> None:
    for name, arguments in CALLS.items():
        function = getattr(till, name)
        allowed = function.__needs__ in ALL_GRANTS[role]
        assert _let_in(database, role, function, arguments) is allowed, name


def _let_in(database: Database, role: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    try:
        with database.work(of_role(role)) as work:
            function(work, *arguments)
    except DeskError as error:
        return error.message != _NO_RIGHT
    return True


def test_the_counter_takes_money_and_only_the_director_reverses() -> None:
    counters = {role for role, rights in ALL_GRANTS.items() if "till.charge" in rights}
    assert counters == {"desk", "canteen", "childcare", "director"}, "the director enters paper lists (补录)"
    assert [role for role, rights in ALL_GRANTS.items() if "till.reverse" in rights] == ["director"]
    assert "till.read" in ALL_GRANTS["auditor"]
    assert not ALL_GRANTS["admin"]
