"""The recovery key: shown, printed or saved, then typed back once from the paper."""

import secrets
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.fields import Form
from shequ_desk.desk.printing import Printing
from shequ_desk.desk.widgets import Card, Chip, Label, column, row
from shequ_desk.office.page.edits import RecoveryEdit
from shequ_desk.office.papers import recovery_sheet
from shequ_desk.store import recovery

_HIDDEN = "*****"


class RecoveryCard(QWidget):
    """Signal `kept()`: the sheet was printed or saved; the key is then hidden, so that the paper is read."""

    kept = Signal()

    def __init__(self, printing: Printing) -> None:
        super().__init__()
        self._printing = printing
        self._key, self._pdf = "", b""
        self.groups = [Label(_HIDDEN, "figure") for _ in range(recovery.GROUPS)]
        self.state = Chip("还没有打印", "gold")
        self.form, self.edit = Form(), RecoveryEdit(label="照着打印的单子再输一遍")
        self.form.add(self.edit)
        self._lay_out()

    def show_key(self, key: str, centre: str, day: date, demo: bool = False) -> None:
        """Take a new key and make its sheet."""
        self._key, self._pdf = key, recovery_sheet(centre, key, day, demo)
        self._reveal(True)
        self.state.show_state("还没有打印", "gold")
        self.edit.clear()

    def forget(self) -> None:
        """Let go of the key."""
        self._key, self._pdf = "", b""
        self._reveal(False)
        self.edit.clear()

    def check(self) -> None:
        """Raise Refusal when what was typed is not the key on the sheet."""
        typed = recovery.secret(self.edit.value())
        if not secrets.compare_digest(typed, recovery.secret(self._key)):
            raise self.edit.refusal("和恢复单上的密钥不一样", "请照最新打印的这一张输入")

    def _lay_out(self) -> None:
        for place, group in enumerate(self.groups):
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.setAccessibleName(f"第 {place + 1} 组")
        box = Card(tone="gold")
        box.add(row(*self.groups, spacing=4))
        self.setLayout(
            column(
                box,
                self._line(
                    button(Action("recovery.print", "打印恢复单", "Ctrl+P", self._on_print), self),
                    button(Action("recovery.save", "存为 PDF", "Ctrl+S", self._on_save), self),
                    button(Action("recovery.reveal", "显示密钥", "Alt+S", self._on_reveal), self, "link"),
                ),
                self.form,
                spacing=12,
            )
        )

    def _line(self, *buttons: QWidget) -> QHBoxLayout:
        line = row(*buttons, None, self.state)
        for part in (*buttons, self.state):
            line.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _reveal(self, shown: bool) -> None:
        texts = self._key.split("-") if shown and self._key else [_HIDDEN] * recovery.GROUPS
        for label, text in zip(self.groups, texts, strict=True):
            label.setText(text)
        set_enabled(self, "recovery.reveal", bool(self._key) and not shown)

    def _done(self, word: str) -> None:
        self.state.show_state(word, "green")
        self._reveal(False)
        self.edit.setFocus()
        self.kept.emit()

    @Slot()
    def _on_print(self) -> None:
        def printed() -> None:
            self._done("✓ 已打印，密钥已藏起")

        if self._pdf:
            self._printing.print(self._pdf, "A4", "恢复单", done=printed)

    @Slot()
    def _on_save(self) -> None:
        def saved(_path: object) -> None:
            self._done("✓ 已存，密钥已藏起")

        if self._pdf:
            self._printing.save(self._pdf, "恢复单.pdf", self, saved)

    @Slot()
    def _on_reveal(self) -> None:
        self._reveal(True)
