"""晨检: temperature, state, who checked; a child that passes is checked in at once."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.stays import booking_of
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.door import ABNORMAL, NORMAL, CheckResult, MorningCheck
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form, LineEdit, beside
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

_NOTE = "一摸额头手心，二看精神皮肤，三问饮食睡眠，四查随身物品。异常的不入托，通知监护人。"


class TemperatureEdit(LineEdit):
    """A body temperature as typed: 36.5 or 365."""

    def __init__(self) -> None:
        super().__init__("temperature", "体温（℃）", "例如 36.5")

    def value(self) -> int:  # type: ignore[override]
        """Return 0.1 ℃; Refusal when unreadable."""
        hit = re.fullmatch(r"(\d\d)(?:\.?(\d))?", half_width(self.plain()))
        if hit is None:
            raise self.refusal("看不懂体温", "写成 36.5")
        return int(hit[1]) * 10 + int(hit[2] or 0)


class MorningCheckSheet(Sheet):
    """Signal `checked_in(str)`: the child's name, taken in. A failed check is logged and said on the page."""

    checked_in = Signal(str)

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        super().__init__(parent, f"{stay.child_name} 晨检", "晨检并签到", tone="blue", width=520)
        self._context, self._stay = context, stay
        self.temperature = TemperatureEdit()
        self.condition = ChoiceBox("condition", "晨检情况", [(one, one) for one in (NORMAL, ABNORMAL)])
        self.checked_by, self.brought_by = LineEdit("checked_by", "晨检人"), LineEdit("brought_by", "送来的人")
        self.certificate = LineEdit("certificate", "复托证明", "上次晨检异常的填医院和日期")
        self.note = LineEdit("note", "说明", "例如 左膝擦伤，家中已处理")
        self.checked_by.setText(context.clerk.name)
        self.brought_by.setText(stay.pickup)
        self.form = Form()
        self.add(
            beside(self.form, self.temperature, self.condition), beside(self.form, self.checked_by, self.brought_by)
        )
        self.add(beside(self.form, self.note, self.certificate), Label(_NOTE, "small", wrap=True))
        self.temperature.setFocus()

    def submit(self) -> None:
        """Log the check; when it passes take the child in, in a second transaction so that the check stays."""

        def go() -> None:
            check = self._check()
            with self._context.database.work(self._context.clerk) as work:
                booking_id = booking_of(work, self._stay)
                found.append(childcare.morning_check(work, booking_id, check))
            if found[0].passed:
                with self._context.database.work(self._context.clerk) as work:
                    childcare.check_in(work, booking_id, self.brought_by.plain())

        found: list[CheckResult] = []
        done = self._context.messages.guard(go, self)
        if done and found[0].passed:
            self.accept()
            self.checked_in.emit(self._stay.child_name)
        elif done:
            self.accept()
            refused = Refusal(f"{self._stay.child_name}：{found[0].reason}", found[0].way_out)
            self._context.messages.refuse(refused)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def _check(self) -> MorningCheck:
        return MorningCheck(
            self.temperature.value(),
            self.condition.value(),
            self.checked_by.plain(),
            self.note.plain(),
            self.certificate.plain(),
        )
