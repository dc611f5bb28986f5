"""其他: how this childcare desk works."""

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.check_sheet import TemperatureEdit
from shequ_desk.counters.childcare.page.section import RIGHT
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import GridForm, NumberEdit, Tick
from shequ_desk.desk.sections import FormSection
from shequ_desk.desk.theme import px
from shequ_desk.store.database import Work


class OptionsSection(FormSection):
    """The settings of childcare in one form."""

    RIGHT, TONE = RIGHT, "blue"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tight = NumberEdit("tight_percent", "用到百分之几算紧张", 1, 100)
        self.late_hours = NumberEdit("late_cancel_hours", "开始前几小时内取消算临时取消", 0, 366)
        self.late_counts = Tick("临时取消和未到一样计次")
        self.strikes, self.strike_days = (
            NumberEdit("strikes", "未到几次停约（0 不停）", 0, 366),
            NumberEdit("strike_days", "在多少天之内", 0, 366),
        )
        self.suspend_days = NumberEdit("suspend_days", "停约多少天", 0, 366)
        self.offer_minutes = NumberEdit("offer_minutes", "候补名额保留（分钟）", 5, 2880)
        self.fever = TemperatureEdit()
        self.fever.name, self.fever.label = "fever_tenths", "多少度以上不入托（℃）"
        self.fever.setAccessibleName(self.fever.label)
        self.health = NumberEdit("health_months", "健康检查有效期（月）", 1, 24)
        self.fever.setAlignment(self.health.alignment())
        self.form = GridForm()
        self.form.setMaximumWidth(px(620))
        self.form.line((self.tight, 6), (self.offer_minutes, 6))
        self.form.line((self.late_hours, 6), (self.strikes, 6))
        self.form.line((self.strike_days, 6), (self.suspend_days, 6))
        self.form.line((self.fever, 6), (self.health, 6))
        self.lay_out(self.form, self.late_counts)

    def read(self, work: Work) -> Childcare:
        return childcare.options(work)

    def keep(self, work: Work, values: Childcare) -> None:
        childcare.save_options(work, values)

    def fill(self, stored: Childcare) -> None:
        for edit, value in self._numbers(stored):
            edit.set_value(value)
        self.fever.setText(f"{stored.fever_tenths / 10:.1f}")
        self.late_counts.setChecked(stored.late_counts)

    def values(self) -> Childcare:
        return Childcare(
            tight_percent=self.tight.value(),
            late_cancel_hours=self.late_hours.value(),
            late_counts=self.late_counts.isChecked(),
            strikes=self.strikes.value(),
            strike_days=self.strike_days.value(),
            suspend_days=self.suspend_days.value(),
            offer_minutes=self.offer_minutes.value(),
            fever_tenths=self.fever.value(),
            health_months=self.health.value(),
        )

    def _numbers(self, stored: Childcare) -> tuple[tuple[NumberEdit, int], ...]:
        return (
            (self.tight, stored.tight_percent),
            (self.late_hours, stored.late_cancel_hours),
            (self.strikes, stored.strikes),
            (self.strike_days, stored.strike_days),
            (self.suspend_days, stored.suspend_days),
            (self.offer_minutes, stored.offer_minutes),
            (self.health, stored.health_months),
        )
