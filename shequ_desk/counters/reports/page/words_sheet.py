"""Words by hand: instead of a part's prose, or a paragraph after it. Figures stay computed."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.rules.monthly import Chapter
from shequ_desk.counters.reports.service import Words
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import NoteEdit
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.dates import Span
from shequ_desk.kernel.sections import text_of

_NOTE = "表格和图里的数字由系统计算，不能改；改写会在月报里注明，并记入日志。"
_LINES, _TALL, _LOW = 5, 128, 84


class WordsSheet(Sheet):
    """Choose a part, write; an empty box gives the computed words back."""

    def __init__(self, parent: QWidget, context: Context, span: Span, chapters: Sequence[Chapter]) -> None:
        super().__init__(parent, f"{span.text} 文字说明", "保存", width=680)
        self._context, self._span = context, span
        self._chapters = [one for one in chapters if one.section]
        self.part = QComboBox()
        self.part.setAccessibleName("部分")
        self.part.addItems([one.title for one in self._chapters])
        self.replaced = NoteEdit("replaced", "改写正文（空着用系统文字）", _LINES)
        self.added = NoteEdit("added", "补充一段（空着不加）", _LINES)
        self._written = {one.key: Words(one.replaced, one.added) for one in self._chapters}
        self._at = self._chapters[0].key
        self.add(Label("部分", "small"), self.part)
        self.add(Label("改写正文：空着就用下面灰色的系统文字", "small"), self.replaced)
        self.add(Label("补充一段：接在正文后面", "small"), self.added, Label(_NOTE, "small", wrap=True))
        for note in (self.added, self.replaced):
            self.bend(note, _TALL, _LOW)
        self.part.currentIndexChanged.connect(self._on_part)
        self._show_part()
        self.replaced.setFocus()

    def submit(self) -> None:
        """Save the words of every part changed here and close."""
        changed = self._changed()

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                for key, words in changed.items():
                    reports.rewrite(work, self._span, key, words)

        if self._context.messages.guard(go, self):
            self.accept()

    def typed(self) -> list[str]:
        """The words of every part changed here."""
        return [text for words in self._changed().values() for text in words]

    def _changed(self) -> dict[str, Words]:
        self._written[self._at] = Words(self.replaced.text(), self.added.text())
        stored = {one.key: Words(one.replaced, one.added) for one in self._chapters}
        return {key: words for key, words in self._written.items() if words != stored[key]}

    @Slot()
    def _on_part(self) -> None:
        """What was written for the part before stays, until it is saved with the rest."""
        self._written[self._at] = Words(self.replaced.text(), self.added.text())
        self._show_part()

    def _show_part(self) -> None:
        chapter = self._chapters[self.part.currentIndex()]
        assert chapter.section is not None
        self._at = chapter.key
        self.replaced.setPlaceholderText("\n".join(text_of(words) for words in chapter.section.prose))
        self.replaced.setText(self._written[self._at].replaced)
        self.added.setText(self._written[self._at].added)
