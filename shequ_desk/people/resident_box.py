"""The one search box: type or scan, ↑ ↓, Enter. In the header it drops a list; pages lay the list out themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from shequ_desk.desk import theme
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.icons import picture
from shequ_desk.desk.theme import colour, font, px
from shequ_desk.desk.widgets import KeyCap, column
from shequ_desk.kernel.errors import Trouble
from shequ_desk.people import service
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work

PLACEHOLDER = "姓名 / 拼音首字母 / 身份证 / 手机尾号 / 刷卡"
SHORTER = ("姓名 / 拼音 / 证件或手机尾号", "姓名 / 拼音 / 证件", "查找居民")
"""What the line says instead where there is less room, the longest that fits."""
_ICON_ROOM = 44
_ROW = 37
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}


@dataclass(frozen=True)
class Mark:
    """A chip behind a hit, e.g. what discount it would get."""

    text: str
    tone: Tone


Marker = Callable[[Work, Sequence[Hit]], Sequence[Mark | None]]
"""Looks at the hits of one search and says which chip each carries."""


def no_marks(_work: Work, hits: Sequence[Hit]) -> Sequence[Mark | None]:
    """No chips: only 已故, 已迁出 are shown."""
    return [Mark(hit.note, "red") if hit.note else None for hit in hits]


class _Ink:
    """A font with its colour and measures, looked up once: the list is painted at every keystroke."""

    def __init__(self, size: int, ink: str) -> None:
        self.face, self._colour = font(size), colour(ink)
        self.metrics = QFontMetrics(self.face)

    def paint(self, painter: QPainter, text: str, box: QRect) -> int:
        """Paint one line, shortened where it must be; returns its width."""
        width = self.metrics.horizontalAdvance(text)
        if width > box.width():
            text, width = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()), box.width()
        painter.setFont(self.face)
        painter.setPen(self._colour)
        painter.drawText(box, _AT_LEFT, text)
        return width


class HitList(QWidget):
    """The hits, painted. Signal `clicked(int)`: the place of the row under the mouse."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.place = 0
        self._marks: Sequence[Mark | None] = ()
        self._name, self._small = _Ink(15, "ink"), _Ink(12, "muted")
        self._tint, self._line = QColor(theme.ACCENTS["green"].tint), colour("line")
        self.setAccessibleName("查找结果")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hits(self, hits: Sequence[Hit], marks: Sequence[Mark | None]) -> None:
        """Show these, the first one chosen."""
        self.hits, self._marks, self.place = hits, marks, 0
        self.setFixedHeight(px(_ROW) * len(hits))
        self._say()

    def step(self, by: int) -> None:
        """Move the choice, staying inside the list."""
        self.place = min(max(self.place + by, 0), max(len(self.hits) - 1, 0))
        self._say()

    def chosen(self) -> Hit | None:
        """The hit Enter would pick."""
        return self.hits[self.place] if self.hits else None

    def sizeHint(self) -> QSize:
        return QSize(px(380), px(_ROW) * len(self.hits))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit(int(event.position().y()) // px(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(len(self.hits)):
            self._paint_row(painter, place, QRect(0, place * px(_ROW), self.width(), px(_ROW)))

    def _paint_row(self, painter: QPainter, place: int, box: QRect) -> None:
        hit, mark = self.hits[place], self._marks[place]
        if place == self.place:
            painter.fillRect(box, self._tint)
        painter.setPen(self._line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(px(8), 0, -px(8), -1)
        if mark is not None:
            inner.setRight(self._paint_mark(painter, mark, inner) - px(8))
        name_width = self._name.paint(painter, hit.name, inner)
        inner.setLeft(inner.left() + max(name_width + px(12), px(80)))
        self._small.paint(painter, _about(hit), inner)

    def _paint_mark(self, painter: QPainter, mark: Mark, box: QRect) -> int:
        face, accent = self._small.face, theme.ACCENTS[mark.tone]
        width = self._small.metrics.horizontalAdvance(mark.text) + px(18)
        chip = QRect(box.right() - width, box.center().y() - px(11), width, px(22))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(accent.tint))
        painter.drawRoundedRect(chip, px(11), px(11))
        painter.setFont(face)
        painter.setPen(QColor(accent.strong))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, mark.text)
        return chip.left()

    def _say(self) -> None:
        hit = self.chosen()
        self.setAccessibleDescription(f"{hit.name} {_about(hit)}" if hit else "没有结果")
        self.update()


class ResidentFinder(QLineEdit):
    """The line that searches while typing and drives a HitList.

    Signals: `picked(int)` person id; `searched()` the list was filled anew; `nothing_found(str)` Enter without a hit.
    """

    picked = Signal(int)
    searched = Signal()
    nothing_found = Signal(str)

    def __init__(self, context: Context, hits: HitList, marker: Marker = no_marks, limit: int = 8) -> None:
        super().__init__()
        self._context, self._marker, self._limit = context, marker, limit
        self.list = hits
        self.setProperty("kind", "search")
        self.setPlaceholderText(PLACEHOLDER)
        self.setAccessibleName("查找居民")
        self.textChanged.connect(self._on_text)
        hits.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _ENTER:
            self.pick()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the list while something is typed, whatever the page's main action is."""
        override = event.type() == QEvent.Type.ShortcutOverride and bool(self.text())
        if override and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def pick(self) -> None:
        """Enter: pick the chosen hit and empty the line."""
        hit = self.list.chosen()
        if hit is None:
            if self.text().strip():
                self.nothing_found.emit(self.text().strip())
            return
        self.clear()
        self.picked.emit(hit.person_id)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        try:
            with self._context.database.reading(self._context.clerk) as work:
                hits = service.search(work, text, self._limit) if text.strip() else []
                marks = self._marker(work, hits)
        except Trouble as trouble:
            self._context.messages.trouble(trouble)
            return
        self.list.show_hits(hits, marks)
        self.searched.emit()

    @Slot(int)
    def _on_clicked(self, place: int) -> None:
        self.list.step(place - self.list.place)
        self.pick()


class ResidentBox(QWidget):
    """The search box of the header: Ctrl+K from anywhere. Signal `picked(int)`: person id."""

    picked = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._hits = HitList()
        self.finder = ResidentFinder(context, self._hits)
        self._cap = KeyCap("Ctrl+K")
        self._cap.setParent(self.finder)
        self._drop: QFrame | None = None
        icon = picture("search", px(18), theme.COLOURS["muted"], self.devicePixelRatioF())
        self.finder.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.setLayout(column(self.finder, spacing=0))
        self.setFocusProxy(self.finder)
        bind(Action("people.search", "查找居民", "Ctrl+K", self.take_focus), self)
        self.finder.picked.connect(self._on_picked)
        self.finder.searched.connect(self._on_searched)
        self.finder.nothing_found.connect(self._on_nothing)
        self.finder.installEventFilter(self)

    def take_focus(self) -> None:
        """Ctrl+K: put the cursor here, everything selected."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_cap()
        elif event.type() == QEvent.Type.FocusOut:
            self._hide_drop()
        elif event.type() == QEvent.Type.FocusIn:
            self._on_searched()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.finder.text():
            return self._escape(event)
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_drop()
        super().hideEvent(event)

    def _escape(self, event: QKeyEvent) -> bool:
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.finder.clear()
        return True

    def _place_cap(self) -> None:
        size = self._cap.sizeHint()
        top = (self.finder.height() - size.height()) // 2
        left = self.finder.width() - size.width() - px(12)
        self._cap.setGeometry(left, top, size.width(), size.height())
        self.finder.setTextMargins(0, 0, self.finder.width() - left, 0)
        measure, room = self.finder.fontMetrics().horizontalAdvance, left - px(_ICON_ROOM)
        self.finder.setPlaceholderText(
            next((one for one in (PLACEHOLDER, *SHORTER) if measure(one) <= room), SHORTER[-1])
        )

    def _dropped(self) -> QFrame:
        if self._drop is None:
            self._drop = QFrame(self.window())
            self._drop.setProperty("kind", "card")
            self._drop.setLayout(column(self._hits, spacing=0, margins=(6, 6, 6, 6)))
        return self._drop

    def _hide_drop(self) -> None:
        if self._drop is not None:
            self._drop.hide()

    @Slot()
    def _on_searched(self) -> None:
        self._cap.setVisible(not self.finder.text())
        if not self._hits.hits or not self.finder.hasFocus():
            self._hide_drop()
            return
        drop = self._dropped()
        corner = self.mapTo(self.window(), QPoint(0, self.height() + px(4)))
        drop.setGeometry(corner.x(), corner.y(), self.width(), self._hits.height() + px(14))
        drop.raise_()
        drop.show()

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        self._hide_drop()
        self.picked.emit(person_id)

    @Slot(str)
    def _on_nothing(self, text: str) -> None:
        self._context.messages.say(f"没有找到“{text}”，可按 F2 登记新居民")


def _about(hit: Hit) -> str:
    age = "" if hit.age is None else f" {hit.age}"
    return " · ".join(part for part in (f"{hit.sex}{age}", hit.where, hit.id_masked) if part)
