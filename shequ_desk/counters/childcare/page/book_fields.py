"""The fields of a booking: who, which programme, from when to when, who fetches, what it costs."""

from datetime import date, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare.rules.booking import BookingForm, NewBooking
from shequ_desk.desk.fields import ChoiceBox, FieldRow, Form, LineEdit, TimeEdit, beside
from shequ_desk.desk.widgets import Banner, ElidedLabel, Label, column
from shequ_desk.kernel.errors import Refusal

_LATER = (0, "入托后再定")


class BookFields(QWidget):
    """Shows a BookingForm and gathers a NewBooking; the card lays out `child`, `guardian`, `state`, `remark`.

    Signal `changed()`: the clerk chose or typed something else.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day, self._session_no, self._group_no = date.min, 0, 0
        self._by_hand = self._typed = self._filling = self._fresh = False
        self.child, self.guardian = Label("", "heading", wrap=True), ElidedLabel("", "small")
        self.programme = ChoiceBox("programme_no", "项目")
        self.starts, self.ends = TimeEdit("starts", "入托时间"), TimeEdit("ends", "离托时间")
        self.pickup = ChoiceBox("pickup_id", "接送人", [_LATER])
        self.remark = LineEdit("remark", "备注", "备注，例如 自带午睡被")
        self.fee = Label("", "strong", wrap=True)
        self.state = Banner("green")
        self.form = Form()
        lines = (
            self.form.adopt(FieldRow(self.programme)),
            beside(self.form, self.starts, self.ends),
            self.form.adopt(FieldRow(self.pickup)),
            self.fee,
        )
        self.setLayout(column(*lines, spacing=6))
        self.programme.currentIndexChanged.connect(self._on_choice)
        self.pickup.currentIndexChanged.connect(self._on_choice)
        for edit in (self.starts, self.ends):
            edit.textEdited.connect(self._on_typed)
            edit.editingFinished.connect(self._on_time)

    def take_session(self, day: date, session_no: int, group_no: int) -> None:
        """Another place was chosen on the board; its own times count again."""
        self._day, self._session_no, self._group_no = day, session_no, group_no
        self._by_hand = False

    def forget_programme(self) -> None:
        """Another child: the programme and times are proposed anew."""
        self._filling = True
        self.programme.set_options([(0, "按月龄自动")])
        self.pickup.set_options([_LATER])
        self.remark.clear()
        self._fresh = True
        self._by_hand, self._filling = False, False

    def asked(self, child_id: int) -> NewBooking:
        """What is asked for; Refusal naming a time that cannot be read."""
        starts: time | None = self.starts.value() if self._by_hand else None
        ends: time | None = self.ends.value() if self._by_hand else None
        programme, pickup = int(self.programme.optional() or 0), int(self.pickup.optional() or 0)
        place = (programme, self._day, self._session_no, starts, ends, self._group_no, pickup)
        return NewBooking(child_id, *place, self.remark.plain())

    def show_form(self, form: BookingForm) -> None:
        """Show what the service says about this child and place."""
        self._filling = True
        self.form.clear_errors()
        self.child.setText(form.child_text)
        self.guardian.setText(_guardian(form))
        self.programme.set_options([(one.no, one.price_text) for one in form.programmes])
        self.programme.choose(form.programme.no)
        self.pickup.set_options([_LATER, *((one.id, one.text) for one in form.pickups)])
        if self._fresh and form.pickups:
            self.pickup.choose(form.pickups[0].id)
        self._fresh = False
        if not self._by_hand:
            self.starts.set_value(form.starts.time())
            self.ends.set_value(form.ends.time())
        self.fee.setText(form.fee.text if form.fee else "")
        self._show_state(form)
        self._filling = False

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the block under the fee."""
        if not self.form.show_refusal(refusal):
            self.state.show_text(f"✗ {refusal.sentence}", "red")
        return True

    def _show_state(self, form: BookingForm) -> None:
        if form.refusals:
            self.state.show_text("\n".join(f"✗ {one.sentence}" for one in form.refusals), "red")
        else:
            self.state.show_text(_room(form), "green")

    @Slot()
    def _on_choice(self) -> None:
        if not self._filling:
            self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self._typed = True

    @Slot()
    def _on_time(self) -> None:
        if self._typed:
            self._typed, self._by_hand = False, True
            self.changed.emit()


def _guardian(form: BookingForm) -> str:
    signed = "已签托育协议" if form.agreement else "未签托育协议"
    return f"监护人 {form.guardian} · {signed}" if form.guardian else "监护人还没有签署同意书和协议"


def _room(form: BookingForm) -> str:
    health = f" · 健康检查有效至 {form.health_valid_to}" if form.health_valid_to else ""
    ratio = ""
    if form.group is not None and form.carers:
        rule = f" 符合 1:{form.group.ratio}" if form.group.ratio else ""
        ratio = f"\n{form.group.ratio_text.split(' ')[0]} {form.children} : {form.carers}{rule}"
    return f"余位 {form.free}{health}{ratio}"
