"""其他: how this canteen works."""

from PySide6.QtWidgets import QCheckBox

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.section import RIGHT
from shequ_desk.counters.canteen.rules.settings import HOLDERS, Canteen
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, GridForm, LineEdit, NumberEdit
from shequ_desk.desk.sections import FormSection
from shequ_desk.desk.theme import px
from shequ_desk.store.database import Work

_HALF = 6
_BIRTHDAY = ((False, "生日当天满岁"), (True, "生日次日满岁"))
_NO_SHOW = ((False, "按原价收，不享受优惠"), (True, "按优惠价收，优惠照算"))


class OptionsSection(FormSection):
    """The settings of the canteen in one form."""

    RIGHT, TONE = RIGHT, "orange"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.birthday = ChoiceBox("birthday_strict", "周岁从哪天算", _BIRTHDAY)
        self.holder = ChoiceBox("holder", "居民自付的餐费由谁收取", list(HOLDERS.items()))
        self.operator = LineEdit("operator", "运营方名称（印在结算表上）")
        self.no_show = ChoiceBox("no_show_subsidised", "预订未到", _NO_SHOW)
        self.posting_days = NumberEdit("posting_days", "公示天数", 1, 60)
        self.posting_id = QCheckBox("公示表上印证件号（隐去中间数位）")
        self.posting_id.setAccessibleName("公示表上印证件号")
        self.form = form = GridForm()
        form.line((self.birthday, _HALF), (self.no_show, _HALF))
        form.line((self.holder, _HALF), (self.operator, _HALF))
        form.line((self.posting_days, _HALF))
        form.setMaximumWidth(px(520))
        self.lay_out(self.form, self.posting_id)

    def read(self, work: Work) -> Canteen:
        return canteen.options(work)

    def keep(self, work: Work, values: Canteen) -> None:
        canteen.save_options(work, values)

    def fill(self, stored: Canteen) -> None:
        self.birthday.choose(stored.birthday_strict)
        self.holder.choose(stored.holder)
        self.operator.setText(stored.operator)
        self.no_show.choose(stored.no_show_subsidised)
        self.posting_days.set_value(stored.posting_days)
        self.posting_id.setChecked(stored.posting_id_tail)

    def values(self) -> Canteen:
        return Canteen(
            birthday_strict=self.birthday.value(),
            holder=self.holder.value(),
            operator=self.operator.value(),
            no_show_subsidised=self.no_show.value(),
            posting_days=self.posting_days.value(),
            posting_id_tail=self.posting_id.isChecked(),
        )
