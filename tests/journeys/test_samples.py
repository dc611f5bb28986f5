"""Sample rules are nobody's law: who must know is told in the hall and led to where it is mended."""

from dataclasses import replace
from datetime import timedelta

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.rule_section import RuleSection
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.hall.due_button import DueButton
from shequ_desk.office.page.accounts_tab import AccountsTab
from shequ_desk.office.page.settings import SettingsPage
from tests.journeys.conftest import LOGIN, PASSWORD, sign_in_as
from tests.journeys.driver import Driver
from tests.journeys.queue import due_item


def _reminders(driver: Driver) -> list[str]:
    driver.shell.window.show_page("hall")
    driver.settle()
    items = [one for one in driver.page.findChildren(DueButton) if not one.isHidden()]
    return [one.text() for one in items if "示例" in one.text()]


def _settings(driver: Driver) -> SettingsPage:
    assert isinstance(driver.page, SettingsPage)
    return driver.page


def test_the_director_is_led_to_the_rules_until_they_are_mended(driver: Driver) -> None:
    driver.sign_in(LOGIN, PASSWORD)
    due_item(driver, "3 条是示例").click()
    driver.settle()
    page = _settings(driver).current()
    assert isinstance(page, CanteenSettingsPage)
    rules = page.current()
    assert isinstance(rules, RuleSection)
    assert "80 周岁以上（示例）" in rules.samples.text()
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        tomorrow = work.today + timedelta(days=1)
        for rule in canteen.rules_on(work, work.today):
            name = rule.name.replace("（示例）", "")
            canteen.change_rule(work, rule.no, replace(rule, name=name, document="海民〔2026〕8 号"), tomorrow)
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    driver.settle()
    page.shown()
    assert rules.samples.text() == ""
    assert _reminders(driver) == ["托育收费还有 5 项是示例，请按本中心公示的收费修改"]


def test_an_administrator_alone_is_told_and_led_to_the_accounts(driver: Driver) -> None:
    sign_in_as(driver, "admin")
    due_item(driver, "请主任按当地文件改好").click()
    driver.settle()
    assert isinstance(_settings(driver).current(), AccountsTab)


def test_the_desk_is_not_bothered(driver: Driver) -> None:
    sign_in_as(driver, "desk")
    assert _reminders(driver) == []
