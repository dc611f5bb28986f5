"""The registered facts of a case on a form: taking one in and correcting it share them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.choices import of, type_options
from shequ_desk.counters.mediation.rules import DIFFICULTIES, REFERRERS, SOURCES, CaseDetails
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, GridForm, LineEdit, MoneyEdit, NoteEdit
from shequ_desk.kernel.money import ZERO
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import area_options

TITLES = {
    "title": "纠纷名称",
    "type_code": "纠纷类型",
    "subtype": "细类",
    "difficulty": "难易程度",
    "amount": "涉及金额",
    "source": "案件来源",
    "referrer": "委托移送单位",
    "referrer_name": "单位名称",
    "referral_no": "委托调解函号",
    "place": "发生地点",
    "area_id": "网格",
    "brief": "纠纷简要情况",
    "requests": "申请事项",
}


class DetailsFields(QObject):
    """The editors of CaseDetails; sub-types follow the type, the referrer's fields follow the source."""

    def __init__(self, context: Context, form: GridForm) -> None:
        super().__init__(form)
        self._form = form
        self.title = LineEdit("title", TITLES["title"], "例如 楼上漏水纠纷")
        self.type = ChoiceBox("type_code", TITLES["type_code"], type_options("请选择"))
        self.subtype = ChoiceBox("subtype", TITLES["subtype"])
        self.difficulty = ChoiceBox("difficulty", TITLES["difficulty"], of(DIFFICULTIES))
        self.amount = MoneyEdit("amount", "涉及金额（元）")
        self.source = ChoiceBox("source", TITLES["source"], of(SOURCES))
        self.referrer = ChoiceBox("referrer", TITLES["referrer"], of(REFERRERS, "请选择"))
        self.referrer_name = LineEdit("referrer_name", TITLES["referrer_name"])
        self.referral_no = LineEdit("referral_no", TITLES["referral_no"])
        self.place, self.area = LineEdit("place", TITLES["place"]), ChoiceBox("area_id", TITLES["area_id"])
        self.brief = NoteEdit("brief", TITLES["brief"], 3)
        self.requests = NoteEdit("requests", "申请事项（一行一项）", 3)
        with context.database.reading(context.clerk) as work:
            self._subtypes: Mapping[int, tuple[str, ...]] = mediation.subtypes(work)
            self.area.set_options(area_options(people.areas(work), "未分网格"))
        self.difficulty.choose("normal")
        self.source.choose("apply")
        self._lay_out()
        self.type.currentIndexChanged.connect(self._on_type)
        self.source.currentIndexChanged.connect(self._on_source)
        self._on_type()
        self._on_source()

    def show(self, details: CaseDetails) -> None:
        """Fill every field."""
        self.type.choose(details.type_code)
        self._on_type()
        for box, value in (
            (self.subtype, details.subtype),
            (self.difficulty, details.difficulty),
            (self.source, details.source),
            (self.referrer, details.referrer or None),
            (self.area, details.area_id),
        ):
            box.choose(value)
        for name in ("title", "referrer_name", "referral_no", "place", "brief", "requests"):
            getattr(self, name).setText(getattr(details, name))
        self.amount.set_value(details.amount)
        self._on_source()

    def details(self) -> CaseDetails:
        """What was typed. Refusal beside an unreadable field."""
        referred = self.source.value() == "referred"
        return CaseDetails(
            title=self.title.value(),
            type_code=self.type.value(),
            brief=self.brief.value(),
            source=self.source.value(),
            subtype=self.subtype.optional() or "",
            referrer=(self.referrer.optional() or "") if referred else "",
            referrer_name=self.referrer_name.value() if referred else "",
            referral_no=self.referral_no.value() if referred else "",
            requests=self.requests.value(),
            amount=self.amount.optional() or ZERO,
            place=self.place.value(),
            area_id=self.area.optional(),
            difficulty=self.difficulty.value(),
        )

    def _lay_out(self) -> None:
        line = self._form.line
        line((self.title, 5), (self.type, 3), (self.subtype, 2), (self.difficulty, 2))
        line((self.source, 3), (self.amount, 3), (self.place, 3), (self.area, 3))
        line((self.referrer, 3), (self.referrer_name, 5), (self.referral_no, 4))
        line((self.brief, 7), (self.requests, 5))

    @Slot()
    def _on_type(self) -> None:
        known = self._subtypes.get(self.type.optional() or 0, ())
        self.subtype.set_options([("", "不分细类"), *((one, one) for one in known)])

    @Slot()
    def _on_source(self) -> None:
        referred = self.source.optional() == "referred"
        for name in ("referrer", "referrer_name", "referral_no"):
            self._form.rows[name].setVisible(referred)
