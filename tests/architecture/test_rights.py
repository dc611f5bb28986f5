"""Every service function that takes a unit of work carries `@needs`, but for the few that everybody may call."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

import shequ_desk
from shequ_desk import catalogue

EVERYBODY = {
    "shequ_desk.office.service.centre.before_use",
    "shequ_desk.office.service.centre.begun",
    "shequ_desk.office.service.centre.centre",
    "shequ_desk.office.service.centre.desk_settings",
    "shequ_desk.office.service.centre.must_have_come",
    "shequ_desk.office.service.centre.must_lie_in_use",
    "shequ_desk.office.service.centre.opening",
    "shequ_desk.office.service.accounts.change_own_password",
    "shequ_desk.office.service.holidays.holidays",
}
"""Names and codes stand on every paper, limits are counted by all; a password by its owner, who proves it."""


def _services() -> Iterator[str]:
    for found in pkgutil.walk_packages(shequ_desk.__path__, "shequ_desk."):
        parts = found.name.split(".")
        if "service" in parts and parts[-1] == "service":
            yield found.name


def offered(name: str) -> list[Callable[..., Any]]:
    """The functions a service package offers whose first argument is the unit of work."""
    module = import_module(name)
    names = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
    functions = [getattr(module, n) for n in names if inspect.isfunction(getattr(module, n))]
    return [f for f in functions if next(iter(inspect.signature(f).parameters), "") == "work"]


@pytest.mark.parametrize("name", list(_services()))
def test_every_offered_function_asks_for_a_right(name: str) -> None:
    found = offered(name)
    open_to_all = {f"{f.__module__}.{f.__name__}" for f in found if not hasattr(f, "__needs__")}
    assert found
    assert open_to_all <= EVERYBODY


def test_every_right_asked_for_is_granted_to_somebody() -> None:
    granted = frozenset[str]().union(*catalogue.GRANTS.values())
    asked = {f.__needs__ for name in _services() for f in offered(name) if hasattr(f, "__needs__")}
    assert asked <= granted
    assert len(asked) > 20
