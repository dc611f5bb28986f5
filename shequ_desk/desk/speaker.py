"""Shows what Messages says on a window: toast, red banner, sheets for questions and trouble."""

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.forms import LineEdit
from shequ_desk.desk.messages import Messages, Question, TextQuestion
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Label
from shequ_desk.kernel.errors import Refusal, Trouble

TOAST_MS = 4000
_EDGES = 48


class Toast(Label):
    """A dark line (a long text: more) at the foot of the window that goes away by itself and never takes the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self._host = parent
        self.setObjectName("Toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show a text for four seconds."""
        room = self._host.rect()
        self.setWordWrap(False)
        self.setText(text)
        self.setAccessibleName(text)
        if self.sizeHint().width() > room.width() - _EDGES:
            self.setWordWrap(True)
            self.resize(room.width() - _EDGES, self.heightForWidth(room.width() - _EDGES))
        else:
            self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - px(1))
        self.show()
        self.raise_()
        self._timer.start()


class QuestionSheet(Sheet):
    """A yes/no question; the verb is on the button, Esc leaves everything as it is."""

    def __init__(self, parent: QWidget, question: Question) -> None:
        super().__init__(parent, question.text, question.verb, tone="red" if question.stop else "green", width=460)
        self._question = question
        self.add(Label(question.detail or "按 Esc 返回，什么也不改变", "muted", wrap=True))
        self.rejected.connect(self._on_rejected)

    def submit(self) -> None:
        """Close first, then do it, so that what follows may ask again."""
        self.accept()
        self._question.yes()

    @Slot()
    def _on_rejected(self) -> None:
        self._question.no()


class TextSheet(Sheet):
    """A question answered by a line of text."""

    def __init__(self, parent: QWidget, question: TextQuestion) -> None:
        super().__init__(parent, question.text, question.verb, width=460)
        self._question = question
        self.edit = LineEdit("text", question.label)
        self.edit.setText(question.initial)
        self.add(Label(question.label, "small"), self.edit)
        self.edit.setFocus()

    def submit(self) -> None:
        """Hand over the text when it is long enough."""
        text = self.edit.text().strip()
        if len(text) < self._question.least:
            self.show_refusal(_too_short(self._question))
            return
        self.accept()
        self._question.answer(text)


def _too_short(question: TextQuestion) -> Refusal:
    if question.least == 1:
        return Refusal(f"还没有填写{question.label}")
    return Refusal(f"{question.label}至少写 {question.least} 个字")


class Speaker(QObject):
    """Connects Messages to one window."""

    def __init__(self, messages: Messages, window: QWidget, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._banner, self._toast = window, banner, Toast(window)
        messages.said.connect(self._on_said)
        messages.refused.connect(self._on_refused)
        messages.troubled.connect(self._on_troubled)
        messages.questioned.connect(self._on_questioned)
        messages.cleared.connect(self._on_cleared)

    @Slot(str)
    def _on_said(self, text: str) -> None:
        self._toast.say(text)

    @Slot()
    def _on_cleared(self) -> None:
        self._banner.show_text("")

    @Slot(object)
    def _on_refused(self, refusal: Refusal) -> None:
        self._banner.show_text(f"✗ {refusal.sentence}")

    @Slot(object)
    def _on_troubled(self, trouble: Trouble) -> None:
        sheet = Sheet(self._window, f"✗ {trouble.message}", "知道了", width=460)
        sheet.close_button.hide()
        sheet.title.set_ink("red")
        sheet.add(Label(trouble.way_out, wrap=True))
        sheet.open()

    @Slot(object)
    def _on_questioned(self, question: Question | TextQuestion) -> None:
        if isinstance(question, TextQuestion):
            TextSheet(self._window, question).open()
        else:
            QuestionSheet(self._window, question).open()
