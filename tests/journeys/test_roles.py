"""What the window offers to a role alone."""

from tests.journeys.conftest import sign_in_as
from tests.journeys.driver import Driver


def test_who_may_not_export_lists_is_not_offered_it(driver: Driver) -> None:
    sign_in_as(driver, "mediation")
    shown = {}
    for key in ("people", "mediation"):
        driver.show(key)
        shown[key] = driver.shell.window.status.export_button.isVisible()
    assert shown == {"people": False, "mediation": True}
