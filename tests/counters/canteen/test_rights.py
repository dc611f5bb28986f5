"""No right, no act: every service function is guarded, and each role does what it is for."""

from collections.abc import Callable
from typing import Any

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import GRANTS
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database, Work
from tests.clerks import allowed, as_role
from tests.counters.canteen.kit import lunch

GUARDED = [getattr(canteen, name) for name in canteen.__all__ if not name.endswith("_figures")]
NOVEMBER = Month(2026, 11)


@pytest.mark.parametrize("function", GUARDED, ids=lambda function: function.__name__)
def test_nobody_without_a_role_does_anything(database: Database, function: Callable[..., Any]) -> None:
    with database.reading(as_role()) as work, pytest.raises(Refusal, match="没有办理这一项的权限"):
        function(work)


def test_permissions_are_granted_to_somebody() -> None:
    needed = {function.__needs__ for function in GUARDED} - {"till.reverse"}
    assert needed == frozenset[str]().union(*GRANTS.values())


def _settle(work: Work) -> object:
    return canteen.settle(work, lunch(1, None))


def _report(work: Work) -> object:
    return canteen.settlement(work, NOVEMBER)


def _rules(work: Work) -> object:
    return canteen.add_occupation(work, "代驾")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("desk", (True, True, False)),
        ("canteen", (True, True, False)),
        ("director", (False, True, True)),
        ("auditor", (False, True, False)),
        ("childcare", (False, False, False)),
        ("mediation", (False, False, False)),
        ("admin", (False, False, False)),
    ],
)
def test_each_role(preset: Database, role: str, may: tuple[bool, ...]) -> None:
    assert tuple(allowed(preset, role, act) for act in (_settle, _report, _rules)) == may
