"""The only way to speak to the clerk. Nothing here blocks: questions carry what to do next.

`Messages` says, the window shows (`speaker.py`); in tests a `Recorder` listens and answers.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from shequ_desk.kernel.errors import Conflict, DeskError, Refusal, Trouble

APOLOGY = "程序出了意外，这一步没有做成，已记入日志"
APOLOGY_ADVICE = "已保存的数据不受影响。请再试一次；仍不行，请把日志交给维护人员"


def _nothing() -> None:
    return None


class Place(Protocol):
    """A form that can show a refusal beside its own field; returns False when it has no such field."""

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show the red line and put the cursor there."""
        ...


class Question(NamedTuple):
    """A question that names the thing; `yes()` does it, `no()` leaves it. `verb` is on the button."""

    text: str
    verb: str
    yes: Callable[[], None]
    no: Callable[[], None] = _nothing
    detail: str = ""
    stop: bool = False


class TextQuestion(NamedTuple):
    """A question answered by a line of text, at least `least` characters; `answer(text)` gets it stripped."""

    text: str
    label: str
    verb: str
    answer: Callable[[str], None]
    initial: str = ""
    least: int = 1


class Messages(QObject):
    """Signals: `said(str)`, `refused(object)` a Refusal without a field of its own, `troubled(object)` a Trouble,
    `questioned(object)` a Question or TextQuestion, `cleared()` old refusals are past.
    """

    said = Signal(str)
    refused = Signal(object)
    troubled = Signal(object)
    questioned = Signal(object)
    cleared = Signal()

    def say(self, text: str) -> None:
        """Tell in passing: a toast that goes away by itself."""
        self.cleared.emit()
        self.said.emit(text)

    def refuse(self, refusal: Refusal, place: Place | None = None) -> None:
        """Show a refusal beside its field when `place` has it, else in the red banner over the page."""
        if place is None or not place.show_refusal(refusal):
            self.refused.emit(refusal)

    def conflict(self, conflict: Conflict, reload: Callable[[], None] = _nothing) -> None:
        """Ask whether to read the record again after somebody else changed it."""
        self.questioned.emit(Question(conflict.message, "重新读取", reload, detail=conflict.way_out))

    def trouble(self, trouble: Trouble) -> None:
        """Show a dialog with advice."""
        self.troubled.emit(trouble)

    def apologise(self) -> None:
        """Say that a bug was met; the caller has logged it."""
        self.trouble(Trouble(APOLOGY, APOLOGY_ADVICE))

    def ask_once(
        self, text: str, verb: str, yes: Callable[[], None], *, detail: str = "", no: Callable[[], None] = _nothing
    ) -> None:
        """Ask before something that cannot be undone; `text` names the thing, `verb` is on the button."""
        self.questioned.emit(Question(text, verb, yes, no, detail, stop=True))

    def offer(
        self, text: str, verb: str, yes: Callable[[], None], *, detail: str = "", no: Callable[[], None] = _nothing
    ) -> None:
        """Offer a harmless next step, e.g. 重打 after a printer failed."""
        self.questioned.emit(Question(text, verb, yes, no, detail))

    def ask_text(
        self, text: str, label: str, verb: str, answer: Callable[[str], None], *, initial: str = "", least: int = 1
    ) -> None:
        """Ask for a line of text (a reason); `answer` gets it stripped and not shorter than `least`."""
        self.questioned.emit(TextQuestion(text, label, verb, answer, initial, least))

    def show(self, error: DeskError, place: Place | None = None, reload: Callable[[], None] = _nothing) -> None:
        """Show an error in the way its kind deserves."""
        if isinstance(error, Refusal):
            self.refuse(error, place)
        elif isinstance(error, Conflict):
            self.conflict(error, reload)
        else:
            self.trouble(Trouble(error.message, error.way_out))

    def guard(
        self, action: Callable[[], object], place: Place | None = None, reload: Callable[[], None] = _nothing
    ) -> bool:
        """Do something and show what goes wrong; True when it went well. Bugs are not caught here."""
        self.cleared.emit()
        try:
            action()
        except DeskError as error:
            self.show(error, place, reload)
            return False
        return True


class Recorder(QObject):
    """Listens in tests: `said`, `refusals`, `troubles`, `questions` in order; answer with `questions[-1].yes()`."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(messages)
        self.said: list[str] = []
        self.refusals: list[Refusal] = []
        self.troubles: list[Trouble] = []
        self.questions: list[Question | TextQuestion] = []
        messages.said.connect(self._on_said)
        messages.refused.connect(self._on_refused)
        messages.troubled.connect(self._on_troubled)
        messages.questioned.connect(self._on_questioned)

    def answer(self, text: str = "") -> None:
        """Answer the last question: yes, or with a text."""
        question = self.questions[-1]
        if isinstance(question, TextQuestion):
            question.answer(text)
        else:
            question.yes()

    @Slot(str)
    def _on_said(self, text: str) -> None:
        self.said.append(text)

    @Slot(object)
    def _on_refused(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)

    @Slot(object)
    def _on_troubled(self, trouble: Trouble) -> None:
        self.troubles.append(trouble)

    @Slot(object)
    def _on_questioned(self, question: Question | TextQuestion) -> None:
        self.questions.append(question)
