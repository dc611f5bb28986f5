"""入托登记: what the guardian tells at entry."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.printing import print_of_child
from shequ_desk.counters.childcare.rules.child import ChildCard, ChildFile
from shequ_desk.counters.childcare.rules.documents import CARER_KINDS
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form, LineEdit, NoteEdit, PhoneEdit, beside
from shequ_desk.desk.widgets import Banner, Yielding, column, row
from shequ_desk.kernel.errors import Conflict, Refusal


class CardTab(QWidget):
    """Who cares for the child, allergies, health, whom to call. Signal `changed()`: it was saved."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: ChildCard | None = None
        self._theirs: ChildCard | None = None
        self.theirs = Banner("gold", "刚由别人存的")
        self.carer = ChoiceBox(
            "carer_kind", "平时主要由谁照护", [(None, "请选择"), *((one, one) for one in CARER_KINDS)]
        )
        self.allergies = LineEdit("allergies", "过敏与禁忌", "没有写无")
        self.contact, self.phone = LineEdit("contact", "紧急联系人"), PhoneEdit("contact_phone", "联系电话")
        self.health = NoteEdit("health", "健康情况（既往病史、用药、习惯）", 3)
        self.form = Form()
        save = button(Action("file.card", "保存登记", "Ctrl+S", self.save), self, "primary", "blue", 44)
        paper = button(Action("file.print", "打印登记表", "Alt+P", self.print_paper), self, height=44)
        lines = (
            beside(self.form, self.carer, self.allergies),
            beside(self.form, self.contact, self.phone),
            beside(self.form, self.health),
        )
        fields = QWidget()
        fields.setLayout(column(self.theirs, *lines, spacing=8))
        self.setLayout(column(Yielding(fields), row(save, paper, None), None, spacing=8))

    def show_file(self, file: ChildFile) -> None:
        """Show what was told at entry, nothing yet as an empty form. What is typed and not yet saved stays."""
        stored = file.card or ChildCard(file.child_id, "")
        if self._card is not None and self._card.version == stored.version and self._typed(self._card) != self._card:
            return
        self._card = stored
        self.theirs.show_text("")
        self.carer.choose(self._card.carer_kind or None)
        self.allergies.setText(self._card.allergies)
        self.health.setText(self._card.health)
        self.contact.setText(self._card.contact)
        self.phone.setText(self._card.contact_phone)

    def save(self) -> None:
        """Store what is on show; after somebody else's change both are seen before one is kept."""

        def go() -> None:
            assert self._card is not None
            card = replace(self._typed(self._card), carer_kind=self.carer.value(), contact_phone=self.phone.value())
            try:
                with self._context.database.work(self._context.clerk) as work:
                    childcare.save_card(work, card)
            except Conflict as conflict:
                self._theirs = conflict.theirs if isinstance(conflict.theirs, ChildCard) else None
                raise

        self.form.clear_errors()
        if self._context.messages.guard(go, self, self.show_theirs):
            self._card = None
            self._context.messages.say("登记已保存")
            self.changed.emit()

    def show_theirs(self) -> None:
        """Show what the other one stored above what is typed here; saving again keeps the latter."""
        if self._theirs is not None:
            self._card = self._theirs
            self.theirs.show_text(f"{card_words(self._theirs)}\n下面是您填的：改好后再按 Ctrl S，以下面的为准")

    def print_paper(self) -> None:
        """Print the registration with what is stored."""

        def go() -> None:
            assert self._card is not None
            print_of_child(self._context, self._card.child_id, "入托登记表", papers.registration_pdf)

        self._context.messages.guard(go, self)

    def _typed(self, card: ChildCard) -> ChildCard:
        """The card with what is written in the fields, not yet checked."""
        return replace(
            card,
            carer_kind=str(self.carer.optional() or ""),
            allergies=self.allergies.plain(),
            health=self.health.value(),
            contact=self.contact.plain(),
            contact_phone=self.phone.plain(),
        )

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field."""
        return self.form.show_refusal(refusal)


def card_words(card: ChildCard) -> str:
    """A card in one line: 平时照护 祖辈 · 过敏 花生 …"""
    parts = (
        ("平时照护", card.carer_kind),
        ("过敏", card.allergies),
        ("联系人", f"{card.contact} {card.contact_phone}".strip()),
        ("健康", card.health),
    )
    return " · ".join(f"{name} {value}" for name, value in parts if value)
