"""The form of the login window: one button that waits for an answer."""

from PySide6.QtCore import Signal, Slot

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.forms import Form
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, Label
from shequ_desk.kernel.errors import Damage, DeskError, Refusal
from shequ_desk.office.page.frame import busy_bar


class AskingCard(Card):
    """A form with one button that waits for an answer.

    Signals: `submitted()` what was typed is whole; `restore_wanted()` the data does not open, a backup shall come back.
    """

    submitted = Signal()
    restore_wanted = Signal()

    def __init__(self, title: str, verb: str, waiting: str) -> None:
        super().__init__(spacing=12)
        self.body.setContentsMargins(28, 24, 28, 24)
        self.setFixedWidth(px(420))
        self.form, self.banner = Form(spacing=10), Banner("red")
        self.bar = busy_bar(waiting)
        self._verb, self._waiting, self._asked = verb, waiting, False
        self.main = button(Action("entry.submit", verb, "Enter", self._on_submit), self, "primary", height=48)
        self.restore = button(Action("entry.restore", "从备份恢复", "F4", self._on_restore), self, height=40)
        self.restore.hide()
        set_enabled(self, "entry.restore", False)
        self.add(Label(title, "name"))

    def waiting(self) -> bool:
        """Return whether an answer is awaited."""
        return self._asked

    def show_error(self, error: DeskError) -> None:
        """Stop waiting; put the error beside its field, else in the red banner. What a backup mends offers one."""
        self.wait(False)
        self.restore.setVisible(isinstance(error, Damage))
        set_enabled(self, "entry.restore", isinstance(error, Damage))
        if not (isinstance(error, Refusal) and self.form.show_refusal(error)):
            self.banner.show_text(error.sentence, "red")
            self.start()

    def start(self) -> None:
        """Put the cursor into the first empty field."""
        editors = [field.editor for field in self.form.rows.values()]
        next((editor for editor in editors if not editor.text()), editors[-1]).setFocus()

    def wait(self, asked: bool) -> None:
        """Show that an answer is awaited, or no longer."""
        self._asked = asked
        self.main.setText(self._waiting if asked else self._verb)
        set_enabled(self, "entry.submit", not asked)
        self.bar.setVisible(asked)

    def check(self) -> None:
        """Read every field; raises Refusal naming the first wrong one."""
        for field in self.form.rows.values():
            if not field.editor.text().strip():
                raise Refusal(f"请填写{field.editor.label}", field=field.editor.name)
            field.editor.value()

    @Slot()
    def _on_restore(self) -> None:
        if not self._asked:
            self.restore_wanted.emit()

    @Slot()
    def _on_submit(self) -> None:
        self.form.clear_errors()
        self.banner.show_text("")
        try:
            self.check()
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return
        self.wait(True)
        self.submitted.emit()
