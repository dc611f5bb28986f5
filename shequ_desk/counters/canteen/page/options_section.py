"""其他: how this canteen works."""

from PySide6.QtWidgets import QCheckBox

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.section import Section
from shequ_desk.counters.canteen.rules.settings import HOLDERS, Canteen
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form, LineEdit, NumberEdit
from shequ_desk.desk.widgets import Card, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work

_BIRTHDAY = ((False, "生日当天满岁"), (True, "生日次日满岁"))
_NO_SHOW = ((False, "按原价收，不享受优惠"), (True, "按优惠价收，优惠照算"))


class OptionsSection(Section):
    """The settings of the canteen in one form."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.birthday = ChoiceBox("birthday_strict", "周岁从哪天算", _BIRTHDAY)
        self.holder = ChoiceBox("holder", "居民自付的餐费由谁收取", list(HOLDERS.items()))
        self.operator = LineEdit("operator", "运营方名称（印在结算表上）")
        self.no_show = ChoiceBox("no_show_subsidised", "预订未到", _NO_SHOW)
        self.posting_days = NumberEdit("posting_days", "公示天数", 1, 60)
        self.posting_id = QCheckBox("公示表上印证件号（隐去中间数位）")
        self.posting_id.setAccessibleName("公示表上印证件号")
        self.form = Form([self.birthday, self.no_show, self.holder, self.operator, self.posting_days])
        self.form.setMaximumWidth(420)
        save = button(Action("options.save", "保存设置", "Ctrl+S", self.save), self, "primary", "orange", 44)
        card = Card("其他设置")
        card.add(self.form, self.posting_id, 4, row(save, None), None)
        save.setVisible(self.may)
        self.form.setEnabled(self.may)
        self.posting_id.setEnabled(self.may)
        self.setLayout(column(card))
        set_enabled(self, "options.save", self.may)

    def reload(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            stored = canteen.options(work)
        self.birthday.choose(stored.birthday_strict)
        self.holder.choose(stored.holder)
        self.operator.setText(stored.operator)
        self.no_show.choose(stored.no_show_subsidised)
        self.posting_days.set_value(stored.posting_days)
        self.posting_id.setChecked(stored.posting_id_tail)

    def heard(self) -> None:
        """What is being typed stays."""

    def save(self) -> None:
        """Store what is on show."""

        def go() -> None:
            values = self._values()
            with self.context.database.work(self.context.clerk) as work:
                _store(work, values)
            self.context.messages.say("设置已保存")

        self.form.clear_errors()
        self.context.messages.guard(go, self)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field."""
        return self.form.show_refusal(refusal)

    def _values(self) -> Canteen:
        return Canteen(
            birthday_strict=self.birthday.value(),
            holder=self.holder.value(),
            operator=self.operator.value(),
            no_show_subsidised=self.no_show.value(),
            posting_days=self.posting_days.value(),
            posting_id_tail=self.posting_id.isChecked(),
        )


def _store(work: Work, values: Canteen) -> None:
    canteen.save_options(work, values)
