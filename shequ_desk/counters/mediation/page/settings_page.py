"""The mediation settings: committees, roster, sub-types, allowance, earlier figures, and how cases are kept."""

from shequ_desk.counters.mediation.page.committee_section import CommitteeSection
from shequ_desk.counters.mediation.page.mediator_section import MediatorSection
from shequ_desk.counters.mediation.page.options_section import OptionsSection
from shequ_desk.counters.mediation.page.past_section import PastSection
from shequ_desk.counters.mediation.page.rate_section import RateSection
from shequ_desk.counters.mediation.page.subtype_section import SubtypeSection
from shequ_desk.counters.mediation.rules import SETTINGS
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sections import TabbedPage

_TABS = (
    ("调解员", MediatorSection),
    ("调委会", CommitteeSection),
    ("细类", SubtypeSection),
    ("补贴标准", RateSection),
    ("以前的数字", PastSection),
    ("其他", OptionsSection),
)


class MediationSettingsPage(TabbedPage):
    """The roster is kept by who mediates; the rest only by the director."""

    def __init__(self, context: Context) -> None:
        hint = "" if SETTINGS in context.clerk.permissions else "名册可以改；其余只有主任可以改动"
        super().__init__(context, "调解设置", "mediation", _TABS, hint)
