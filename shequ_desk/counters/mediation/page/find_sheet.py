"""查找案件: by party, kind, mediator, words and dates; Enter opens the case."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.case_list import GROUPS
from shequ_desk.counters.mediation.page.choices import mediator_words, of, type_options
from shequ_desk.counters.mediation.page.making import export_list, found_by, print_list
from shequ_desk.counters.mediation.page.tones import STATES
from shequ_desk.counters.mediation.rules import CaseRow, Filters
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, DayEdit, GridForm, LineEdit
from shequ_desk.desk.rows import RowsView, Source, WholeRow
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import HitList, ResidentFinder

COLUMNS = (
    Column("number", "案号", "number_text", 3),
    Column("parties", "当事人", weight=2),
    Column("title", "纠纷", weight=3),
    Column("type_text", "类型"),
    Column("mediator", "调解员"),
    Column("accepted_on", "受理", "date"),
    Column("finished_on", "结案", "date"),
    Column("chip", "状态"),
)
_MOST = 500


class FindSheet(Sheet):
    """Signal `found(int)`: the case to open."""

    found = Signal(int)

    def __init__(self, parent: QWidget, context: Context, person_id: int = 0, mediator_id: int | None = None) -> None:
        super().__init__(parent, "查找案件", "打开", tone="plum", width=1040)
        self._context, self._person_id = context, 0
        self.text = LineEdit("text", "案号、当事人、事由或日志里的字")
        self.type = ChoiceBox("type_code", "类型", type_options("全部类型"))
        self.mediator, self.group = ChoiceBox("mediator_id", "调解员"), ChoiceBox("group", "范围", GROUPS)
        self.first, self.last = DayEdit("first", "受理从", context.clock), DayEdit("last", "到", context.clock)
        for asked in (self.text, self.type, self.mediator, self.group, self.first, self.last):
            asked.looks_up = True
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=4)
        self.who, self.count = Label("", "small"), Label("", "small")
        self.table = RowsView(
            COLUMNS,
            "找到的案件",
            looks={"parties": "strong", "number": "muted"},
            tones={"chip": _tone},
            empty="没有符合条件的案件",
        )
        self._lay_out(hits)
        self.mediator.choose(mediator_id)
        self._listen()
        self.take(person_id)
        self.text.setFocus()

    def filters(self) -> Filters:
        """What the fields ask for. Refusal when a day is unreadable."""
        return Filters(
            text=self.text.plain(),
            group=self.group.optional() or "",
            type_code=self.type.optional(),
            mediator_id=self.mediator.optional(),
            person_id=self._person_id or None,
            first=self.first.optional(),
            last=self.last.optional(),
        )

    def take(self, person_id: int) -> None:
        """Ask for the cases of one resident; 0 for anybody's."""
        self._person_id = person_id
        self.who.setText("")
        if person_id:
            with self._context.database.reading(self._context.clerk) as work:
                self.who.setText(f"当事人：{people.brief(work, person_id).name}")
        self._read()

    def clear(self) -> None:
        """Take every condition away."""
        for edit in (self.text, self.first, self.last):
            edit.clear()
        for box in (self.type, self.mediator, self.group):
            box.setCurrentIndex(0)
        self.take(0)
        self.text.setFocus()

    def print(self) -> None:
        """Print what was found for display, at most so many lines."""
        self._context.messages.guard(self._print, self)

    def export(self) -> None:
        """Save all that was found as a workbook, masked."""
        self._context.messages.guard(self._export, self)

    def submit(self) -> None:
        """Open the case under the cursor."""
        line: CaseRow | None = self.table.current()
        if line is None:
            self.show_refusal(Refusal("没有选案件", "先放宽条件，再用 ↑ ↓ 选一件"))
            return
        self._open(line)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def _lay_out(self, hits: HitList) -> None:
        self.form = GridForm()
        self.form.line((self.text, 6), (self.type, 3), (self.mediator, 3))
        self.form.line((self.group, 3), (self.first, 2), (self.last, 2))
        self.bend(self.table, 270, least=34 + 33 * 2)
        self._found = QWidget()
        clear = button(Action("find.clear", "清空条件", "Alt+C", self.clear), self, "link")
        show = button(Action("find.print", "打印一览表（已脱敏）", "Ctrl+P", self.print), self, "link")
        save = button(Action("find.export", "存 Excel（已脱敏）", "Ctrl+E", self.export), self, "link")
        lines = (row(self.who, None, clear), self.table, WholeRow(self.table), row(self.count, None, show, save))
        self._found.setLayout(column(*lines, spacing=10))
        self.add(self.form, column(self.finder, hits, spacing=0), self._found)
        with self._context.database.reading(self._context.clerk) as work:
            known = mediation.mediators(work)
        self.mediator.set_options(of(mediator_words(known), "全部调解员"))

    def _listen(self) -> None:
        for edit in (self.text, self.first, self.last):
            edit.textChanged.connect(self._on_asked)
        for box in (self.type, self.mediator, self.group):
            box.currentIndexChanged.connect(self._on_asked)
        self.finder.picked.connect(self._on_person)
        self.finder.searched.connect(self._on_searched)
        self.table.row_activated.connect(self._on_row)

    def _read(self) -> None:
        filters, context = self.filters(), self._context

        def fetch(offset: int, limit: int) -> Sequence[CaseRow]:
            with context.database.reading(context.clerk) as work:
                return mediation.cases(work, filters, offset, limit)

        with context.database.reading(context.clerk) as work:
            total = mediation.count_cases(work, filters)
        self.table.show_source(Source(total, fetch))
        self.table.select(min(0, total - 1))
        self.count.setText(f"共 {total:,} 件 · Enter 打开")

    def _print(self) -> None:
        source = self.table.rows.source()
        if not 0 < source.count <= _MOST:
            raise Refusal(f"一览表印 1 到 {_MOST} 件，现在是 {source.count:,} 件", "请用条件调整范围")
        print_list(self._context, source.fetch(0, source.count))

    def _export(self) -> None:
        if not self.table.rows.source().count:
            raise Refusal("没有可以导出的案件", "请用条件调整范围")
        export_list(self._context, partial(found_by, self.filters()), self)

    def _open(self, line: CaseRow) -> None:
        self.accept()
        self.found.emit(line.id)

    @Slot()
    def _on_asked(self) -> None:
        try:
            self._read()
        except Refusal:
            self.count.setText("日期还没有写完")

    @Slot()
    def _on_searched(self) -> None:
        """Hits take the room of the cases while somebody is looked for."""
        self._found.setVisible(not self.finder.list.hits)
        self.fit()

    @Slot(int)
    def _on_person(self, person_id: int) -> None:
        self.take(person_id)
        self.table.setFocus()

    @Slot(object)
    def _on_row(self, line: CaseRow) -> None:
        self._open(line)


def _tone(line: CaseRow) -> Tone:
    return STATES[line.state]
