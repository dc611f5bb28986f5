"""The left column: which cases there are, the urgent ones first, with what they wait for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.making import found_by
from shequ_desk.counters.mediation.page.painted import AT_LEFT, LinePainter, PaintedList, elided
from shequ_desk.counters.mediation.page.tones import STATES
from shequ_desk.counters.mediation.rules import WORK
from shequ_desk.counters.mediation.rules.cases import CaseRow, Filters
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit
from shequ_desk.desk.rows import Source
from shequ_desk.desk.rows.model import WINDOW
from shequ_desk.desk.theme import ACCENTS, colour, font, px, tall
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.store.database import Work

_PAUSE_MS = 150
_LINE, _ROUND = 209, 41
"""Design pixels of number and days left beside each other, and the pixels round them."""
LATE = "overdue"
GROUPS = (("", "全部案件"), ("open", "在办"), ("finished", "已结未归档"), ("archived", "已归档"))
_NONE = "还没有调解案件"
_FIRST = "按 Ctrl N 受理第一件纠纷"
_NO_MATCH = ("没有符合条件的案件", "改一改条件，或清空上面的查找")


class CaseListCard(Card):
    """Signal `chosen(int)`: the case under the cursor, 0 for none."""

    chosen = Signal(int)

    def __init__(self, context: Context, acts: QWidget, foot: QWidget) -> None:
        """`acts` stand under the heading, `foot` under the list."""
        self.count = Label("", "muted")
        super().__init__("纠纷", self.count, spacing=8)
        self._context, self._known = context, 0
        self._none = (_NONE, _FIRST if WORK in context.clerk.permissions else "由调解岗位的同事受理")
        self.text = LineEdit("text", "查找案件", "案号、姓名")
        self.group = ChoiceBox("group", "范围", (*GROUPS, (LATE, "逾期")))
        self.list = PaintedList("案件列表", _CasePainter(), case_words, self._none, height=tall(61, 14 + 12))
        self.body.setContentsMargins(1, 14, 1, 8)
        self.setMinimumWidth(px(_LINE) + _ROUND)
        item = self.body.takeAt(0)
        assert item is not None
        head = item.layout()
        assert head is not None
        head.setContentsMargins(12, 0, 12, 0)
        fields = column(row(self.text, self.group, spacing=6), acts, spacing=6, margins=(10, 0, 10, 0))
        self.add(head, fields, self.list, foot)
        self._typed = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typed.timeout.connect(self._on_asked)
        self.text.textChanged.connect(self._typed.start)
        self.group.currentIndexChanged.connect(self._on_asked)
        self.list.row_selected.connect(self._on_selected)

    def filters(self) -> Filters:
        """What the two fields ask for; those past their limit are a list of their own."""
        return Filters(text=self.text.plain(), group="" if self._only_late() else self.group.optional() or "")

    def everything(self) -> Callable[[Work], Sequence[CaseRow]]:
        """How to read all the cases the two fields let through, not only those on show."""
        return mediation.overdue if self._only_late() else partial(found_by, self.filters())

    def narrowed(self) -> bool:
        """Whether some condition hides cases."""
        return bool(self.text.plain() or self.group.optional())

    def show_group(self, group: str) -> None:
        """Only those past their limit, or only those finished and not bound yet."""
        self.clear()
        self.group.choose(group)

    def read(self) -> None:
        """Count and show anew. The case in hand stays in hand, though the list may not show it any more."""
        with self._context.database.reading(self._context.clerk) as work:
            open_cases, late = mediation.count_cases(work, Filters(group="open")), mediation.overdue(work)
        self.count.setText(f"在办 {open_cases:,} · 逾期 {len(late):,}")
        self._search(keep=True)

    def _search(self, keep: bool = False) -> None:
        self._typed.stop()
        with self._context.database.reading(self._context.clerk) as work:
            first, total = self._first(work)
        self.list.show_empty(*(_NO_MATCH if self.narrowed() else self._none))
        nowhere = -1 if keep and self._known else min(0, total - 1)
        place = next((place for place, line in enumerate(first) if line.id == self._known), nowhere)
        self.list.rows.show_source(Source(total, partial(self._fetch, first, self.filters())))
        self.list.select(place)
        if not total and not (keep and self._known):
            self._on_selected(None)

    def _first(self, work: Work) -> tuple[Sequence[CaseRow], int]:
        """The first lines and how many there are; who finds few is not counted again."""
        if self._only_late():
            late = mediation.overdue(work)
            return late, len(late)
        first = mediation.cases(work, self.filters(), 0, WINDOW)
        return first, len(first) if len(first) < WINDOW else mediation.count_cases(work, self.filters())

    def _fetch(self, first: Sequence[CaseRow], filters: Filters, offset: int, limit: int) -> Sequence[CaseRow]:
        if offset + limit <= len(first) or len(first) != WINDOW:
            return first[offset : offset + limit]
        with self._context.database.reading(self._context.clerk) as work:
            return mediation.cases(work, filters, offset, limit)

    def show_case(self, case_id: int, number: str) -> None:
        """Put the cursor on a case; one far down the list is looked up by its number."""
        self._known = case_id
        self.clear()
        if self.list.current() is None:
            self.text.setText(number)
            self._search()

    def clear(self) -> None:
        """Take the conditions away."""
        for field in (self.text, self.group):
            field.blockSignals(True)
        self.text.clear()
        self.group.setCurrentIndex(0)
        for field in (self.text, self.group):
            field.blockSignals(False)
        self.read()

    def _only_late(self) -> bool:
        return bool(self.group.optional() == LATE)

    @Slot()
    def _on_asked(self) -> None:
        self._search()

    @Slot(object)
    def _on_selected(self, line: CaseRow | None) -> None:
        self._known = line.id if line else 0
        self.chosen.emit(self._known)


class _CasePainter(LinePainter):
    """Who and what with its state; number, kind where there is room for it, and days left beneath."""

    def paint_row(self, painter: QPainter, box: QRect, row: CaseRow) -> None:
        inner = box.adjusted(13, 8, -13, -8)
        half = inner.height() // 2
        left = self.chip(painter, inner.right(), inner.top() + half // 2, row.chip, STATES[row.state])
        title = QRect(inner.left(), inner.top(), left - inner.left() - 6, half)
        painter.setFont(font(14, True))
        painter.setPen(colour("ink"))
        whole = QFontMetrics(font(14, True)).horizontalAdvance(name_of(row)) <= title.width()
        name = name_of(row) if whole else name_of(row).removesuffix("纠纷")
        painter.drawText(title, AT_LEFT, elided(font(14, True), name, title.width()))
        self._paint_under(painter, QRect(inner.left(), inner.top() + half, inner.width(), half), row)

    def _paint_under(self, painter: QPainter, box: QRect, row: CaseRow) -> None:
        face, left = font(12), _left(row)
        late = row.days_left is not None and row.days_left < 0
        painter.setFont(face)
        painter.setPen(QColor(ACCENTS["red"].strong) if late else colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, left)
        room = box.width() - (QFontMetrics(face).horizontalAdvance(f"{left}　") if left else 0)
        painter.setPen(colour("muted"))
        whole = f"{row.number} · {row.type_text.removesuffix('纠纷')}"
        shown = whole if QFontMetrics(face).horizontalAdvance(whole) <= room else row.number
        painter.drawText(box, AT_LEFT, elided(face, shown, room))


def name_of(row: CaseRow) -> str:
    """周某与陈某 楼上漏水."""
    return f"{row.parties} {row.title}"


def case_words(row: CaseRow) -> str:
    """The line as a screen reader says it."""
    return f"{name_of(row)} {row.chip} {row.number} {row.type_text} {_left(row)}".rstrip()


def _left(row: CaseRow) -> str:
    left = row.days_left
    if left is None:
        return ""
    return "今天到期" if left == 0 else f"剩 {left} 天" if left > 0 else f"逾期 {-left} 天"
