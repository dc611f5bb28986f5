"""What each role may do."""

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.kernel.dates import Month
from shequ_desk.store.database import Database, Work
from tests.clerks import allowed
from tests.counters.childcare.kit import (
    TODAY,
)

NOVEMBER = Month(2026, 11)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("desk", (True, True, True, False, False)),
        ("childcare", (True, True, True, False, False)),
        ("director", (True, False, True, True, True)),
        ("auditor", (True, False, True, False, False)),
        ("canteen", (False, False, False, False, False)),
        ("mediation", (False, False, False, False, False)),
        ("admin", (False, False, False, False, False)),
    ],
)
def test_each_role(preset: Database, role: str, may: tuple[bool, ...]) -> None:
    acts = (_week, _book, _report, _preset, _approvals)
    assert tuple(allowed(preset, role, act) for act in acts) == may


def _week(work: Work) -> object:
    return childcare.week(work, TODAY)


def _book(work: Work) -> object:
    return childcare.wall(work, TODAY)


def _report(work: Work) -> object:
    return childcare.month_figures(work, NOVEMBER)


def _preset(work: Work) -> object:
    return childcare.preset(work)


def _approvals(work: Work) -> object:
    return childcare.approvals(work)
