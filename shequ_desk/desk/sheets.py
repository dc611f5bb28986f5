"""Panels over the window: a title, a form, one main action on Enter, Esc to leave. Opened, never exec'ed."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.fields.groups import Tick
from shequ_desk.desk.forms import ChoiceBox, LineEdit, NoteEdit
from shequ_desk.desk.theme import Tone, colour, px
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import (
    Banner,
    Label,
    PrimaryButton,
    SecondaryButton,
    SegmentedChoice,
    column,
    row,
    rule,
    scrolled,
)
from shequ_desk.desk.widgets.layouts import Part, add
from shequ_desk.kernel.errors import Refusal

_SAVE = "sheet.save"


class Shade(QWidget):
    """Darkens the window under a sheet, so that it is plain what Enter and Esc belong to."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.hide()

    def cover(self, host: QWidget) -> None:
        """Lie over the whole window."""
        self.setGeometry(host.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = colour("rail")
        shade.setAlpha(90)
        QPainter(self).fillRect(self.rect(), shade)


class Bending(NamedTuple):
    """A list or picture with a height of its own that gives way, in pixels, before its sheet has to scroll."""

    view: QWidget
    full: int
    least: int


class Sheet(QDialog):
    """A panel. `add` fills its body; `submit` (overridden or given as `on_submit`) runs on the main button.

    `submit` closes the sheet itself with `accept()` when it went well. `accepted()` and `rejected()` are Qt's.
    Fits 1280×680: a taller body scrolls. It grows with its body while there is room: a red line needs no scroll bar.
    Without its window a sheet is never seen: while that is hidden (locked) it waits.
    Esc after typing or choosing asks once; a sheet that stays open after saving says `kept()`.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str = "",
        *,
        tone: Tone = "green",
        width: int = 520,
        on_submit: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_submit = on_submit
        self._waiting = False
        self._bending: list[Bending] = []
        self._warned: list[str] = []
        self._inner = QWidget()
        self._growth = QTimer(self, singleShot=True, interval=0)
        self._growth.timeout.connect(self._grow)
        if self._host:
            self._host.installEventFilter(self)
        self.setObjectName("Sheet")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        room = self._host.width() - 24 if self._host and self._host.isVisible() else px(width)
        self.setFixedWidth(min(px(width), room))
        self.banner = Banner("red")
        self.title = Label(title, "title", wrap=True)
        self._shade = Shade(self._host) if self._host else None
        self.body: QVBoxLayout = column(spacing=10, margins=(20, 12, 20, 12))
        self._inner.setLayout(self.body)
        self._inner.installEventFilter(self)
        self._area: QScrollArea = scrolled(self._inner)
        self.main = PrimaryButton(verb or "关闭", "Enter", tone, 44)
        self.main.setDefault(True)
        self.close_button = SecondaryButton("返回", "Esc", 44)
        self.close_button.setVisible(bool(verb))
        self.main.clicked.connect(self._on_main)
        self.close_button.clicked.connect(self.reject)
        self.buttons = row(None, self.close_button, self.main, margins=(20, 12, 20, 16))
        self._head: QVBoxLayout = column(self.title, self.banner, margins=(20, 16, 20, 10))
        self.setLayout(column(self._head, rule(), self._area, rule(), self.buttons, spacing=0))

    @property
    def _host(self) -> QWidget | None:
        """The window it lies over. Not kept: the last to know a window would destroy it, and itself within it."""
        parent = self.parentWidget()
        return parent.window() if parent else None

    def add(self, *parts: Part) -> None:
        """Append widgets, layouts, gaps (int) or a stretch (None) to the body."""
        for part in parts:
            add(self.body, part)

    def bend(self, view: QWidget, height: int, least: int = 136) -> None:
        """Give a list or picture a height in design pixels; it gives way down to `least` (three rows of a list) before
        the sheet has to scroll: two scroll bars beside each other are one too many. Asked again it has another height.
        """
        self._bending = [one for one in self._bending if one.view is not view]
        self._bending.append(Bending(view, px(height), px(least)))
        view.setFixedHeight(px(height))

    def submit(self) -> None:
        """Do the main thing; by default what `on_submit` says, or just close."""
        if self._on_submit is None:
            self.accept()
        else:
            self._on_submit()

    def reject(self) -> None:
        """Leave; what the clerk typed is not lost by one key."""
        typed = self.typed() if not self.close_button.isHidden() else []
        if typed == self._warned:
            super().reject()
            return
        self._warned = typed
        self.banner.show_text("填写的内容还没有保存 → 再按一次 Esc 就不保存，直接返回", "gold")
        self.fit()

    def typed(self) -> list[str]:
        """What the clerk wrote or chose here and would lose by leaving."""
        inner = self._inner
        texts = [line.text() for line in inner.findChildren(LineEdit) if line.typed and not line.looks_up]
        texts += [note.text() for note in inner.findChildren(NoteEdit) if note.document().isModified()]
        texts += [box.text() for box in inner.findChildren(ChoiceBox) if box.typed and not box.looks_up]
        texts += [f"{tick.text()} {tick.isChecked()}" for tick in inner.findChildren(Tick) if tick.typed]
        texts += [one.choice() for one in inner.findChildren(SegmentedChoice) if one.typed and not one.looks_up]
        return [text for text in texts if text]

    def kept(self) -> None:
        """What was written and chosen so far is saved, or was there already: Esc does not ask about it."""
        self._warned = self.typed()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal in the sheet's own red banner (a Place for Messages)."""
        self.banner.show_text(refusal.sentence, "red")
        self.fit()
        return True

    def clear_refusal(self) -> None:
        """Take the red banner away, and the room it took."""
        if self.banner.text():
            self.banner.show_text("")
            self.fit()

    def fit(self) -> None:
        """Take the height the content wants, at most the room above and below."""
        limit = self._host.height() - 40 if self._host else px(640)
        width = self.width()
        for part in (self._head, self.body):
            part.invalidate()
        body = (
            self.body.totalHeightForWidth(width)
            if self.body.hasHeightForWidth()
            else self.body.totalSizeHint().height()
        )
        room = limit - self._frame_height(width)
        self._area.setFixedHeight(min(self._bent(body, room), room))
        self.setFixedHeight(self._frame_height(width) + self._area.height())
        if self._host:
            self.move(self._host.frameGeometry().center() - self.rect().center())

    def _bent(self, body: int, room: int) -> int:
        """The height of the body once what bends has given way, or has its full height again."""
        shown = [one for one in self._bending if one.view.isVisibleTo(self._inner)]
        body += sum(one.full - one.view.minimumHeight() for one in shown)
        for one in shown:
            given = min(max(body - room, 0), one.full - one.least)
            one.view.setFixedHeight(one.full - given)
            body -= given
        return body

    def _frame_height(self, width: int) -> int:
        head = (
            self._head.totalHeightForWidth(width)
            if self._head.hasHeightForWidth()
            else self._head.totalSizeHint().height()
        )
        return head + self.buttons.totalSizeHint().height() + 2

    def open(self) -> None:
        """Show the panel; building it and laying it out are two turns."""
        turn()
        super().open()

    def setVisible(self, visible: bool) -> None:
        self._waiting = visible and self._host is not None and _put_away(self._host)
        super().setVisible(visible and not self._waiting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._growth.start()
        elif event.type() == QEvent.Type.Hide and self._is_own(watched, event) and self.isVisible():
            self.hide()
            self._waiting = True
        elif event.type() == QEvent.Type.Show and self._is_own(watched, event) and self._waiting:
            QTimer.singleShot(0, self.open)
        return False

    def _is_own(self, watched: QObject, event: QEvent) -> bool:
        return watched is self._host and not event.spontaneous()

    def showEvent(self, event: QShowEvent) -> None:
        self._offer_notes()
        self.fit()
        if self._host and self._shade:
            self._shade.cover(self._host)
        super().showEvent(event)

    def _offer_notes(self) -> None:
        """Enter in a field of several lines begins a new one: there Ctrl+Enter is the main button, and it says so."""
        asks = not self.close_button.isHidden() and self._inner.findChildren(NoteEdit)
        if asks and self.findChild(QAction, _SAVE) is None:
            bind(Action(_SAVE, self.main.text(), "Ctrl+Return", self.main.click), self)
            self.buttons.insertWidget(0, Label("多行文字格里按 Ctrl Enter 保存", "small"))

    def done(self, result: int) -> None:
        for watched in (self._host, self._inner):
            if watched:
                watched.removeEventFilter(self)
        if self._shade:
            self._shade.hide()
            self._shade.deleteLater()
            self._shade = None
        super().done(result)

    @Slot()
    def _grow(self) -> None:
        """Fit again when the body, laid out anew, is taller than its area."""
        if self.isVisible() and self._area.verticalScrollBar().maximum():
            self.fit()

    @Slot()
    def _on_main(self) -> None:
        self.clear_refusal()
        self.submit()


def _put_away(window: QWidget) -> bool:
    """Whether a window was shown before and is hidden now; one not yet shown does not count."""
    return window.isHidden() and window.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
