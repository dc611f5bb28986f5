"""The canteen's settings: prices, rules, hours, closed days, public meals, menus. All of it is data with a date."""

from shequ_desk.counters.canteen.page.calendar_sections import ClosedSection, HoursSection, MenuSection
from shequ_desk.counters.canteen.page.options_section import OptionsSection
from shequ_desk.counters.canteen.page.public_section import PublicSection
from shequ_desk.counters.canteen.page.rule_section import RuleSection
from shequ_desk.counters.canteen.page.section import RIGHT
from shequ_desk.counters.canteen.page.set_section import SetSection
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sections import TabbedPage

_TABS = (
    ("套餐与价格", SetSection),
    ("优惠规则", RuleSection),
    ("餐次时间", HoursSection),
    ("停餐日", ClosedSection),
    ("公益套餐", PublicSection),
    ("每日菜单", MenuSection),
    ("其他", OptionsSection),
)


class CanteenSettingsPage(TabbedPage):
    """The tabs of the canteen; only a director may change anything."""

    def __init__(self, context: Context) -> None:
        hint = "" if RIGHT in context.clerk.permissions else "只有主任可以改动，这里只能查看"
        super().__init__(context, "助餐设置", "canteen", _TABS, hint)
