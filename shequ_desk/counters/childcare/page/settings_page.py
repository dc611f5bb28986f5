"""Childcare's settings: programmes, groups, sessions, rooms, closed days, texts, approvals. All of it has a date."""

from shequ_desk.counters.childcare.page.options_section import OptionsSection
from shequ_desk.counters.childcare.page.other_sections import ApprovalSection, ClosureSection, TermsSection
from shequ_desk.counters.childcare.page.place_sections import GroupSection, RoomSection, SessionSection
from shequ_desk.counters.childcare.page.programme_section import ProgrammeSection
from shequ_desk.counters.childcare.page.section import RIGHT
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sections import TabbedPage

_TABS = (
    ("项目与价格", ProgrammeSection),
    ("班级", GroupSection),
    ("时段与保育员", SessionSection),
    ("房间", RoomSection),
    ("停托日", ClosureSection),
    ("协议与告知书", TermsSection),
    ("档案授权", ApprovalSection),
    ("其他", OptionsSection),
)


class ChildcareSettingsPage(TabbedPage):
    """The tabs of childcare; only a director may change anything. Who may not approve has no tab of approvals."""

    def __init__(self, context: Context) -> None:
        held = context.clerk.permissions
        hint = "" if RIGHT in held else "只有主任可以改动，这里只能查看"
        tabs = [one for one in _TABS if one[1] is not ApprovalSection or "childcare.approve" in held]
        super().__init__(context, "托育设置", "childcare", tabs, hint)
