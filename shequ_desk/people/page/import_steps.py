"""The steps of bringing a roster in, as panels: past imports, what each column is, what each row will do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Tone
from shequ_desk.desk.fields import ChoiceBox, FieldRow, NumberEdit
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import ChipFlow, ElidedLabel, Label, SegmentedChoice, clear, column, grid, row, scrolled
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people.page.choices import Options
from shequ_desk.people.roster import FIELDS, ColumnView, Preview, Proposal, SheetMapping, SheetProposal, tag_fields
from shequ_desk.people.roster.columns import fields_of, is_useful
from shequ_desk.people.service.roster import BatchView
from shequ_desk.people.service.roster_lines import Row

_LAST_HEADER = 200_000
HALF_WAY = "没有导完"
_FILLED = FIELDS | {
    "number": "证件号码",
    "phones": "电话",
    "cards": "卡号",
    "tags": "标签",
    "household": "户",
    "guardian": "监护人",
}
_BATCHES = (
    Column("at", "时间", "date"),
    Column("file_name", "文件", weight=3),
    Column("clerk_name", "经办"),
    Column("created", "新增", "int"),
    Column("updated", "补充", "int"),
    Column("rejected", "退回", "int"),
    Column("state", "状态"),
)
_ROWS = (
    Column("place", "行", "number_text"),
    Column("name", "姓名"),
    Column("outcome", "结果"),
    Column("why", "原因和提醒", weight=4),
)
_OUTCOMES: dict[str, tuple[str, Tone]] = {
    "create": ("新增", "green"),
    "update": ("补充", "blue"),
    "same": ("无变化", "grey"),
    "duplicate": ("重复", "grey"),
    "reject": ("退回", "red"),
}
_COUNTS: dict[str, tuple[str, Tone]] = {
    "rows": ("共", "grey"),
    "created": ("新增", "green"),
    "updated": ("补充", "blue"),
    "duplicates": ("重复", "grey"),
    "warnings": ("有提醒", "gold"),
    "rejected": ("退回", "red"),
}


@dataclass(frozen=True)
class BatchLine:
    """A past import as a table line."""

    batch: BatchView
    at: str
    file_name: str
    clerk_name: str
    created: int
    updated: int
    rejected: int
    state: str


class PastStep(QWidget):
    """What was imported before; the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RowsView(
            _BATCHES,
            "以往的导入",
            looks={"file_name": "strong"},
            tones={"state": _batch_tone},
            empty="还没有导入过名册",
            advice="按 Enter 选一个 Excel 或 CSV 名册：表头、合并单元格、多张表都能认",
        )
        lines = column(Label("以往的导入", "heading"), self.table, spacing=6)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def show_batches(self, batches: Sequence[BatchView]) -> None:
        """Replace the list."""
        self.table.show_rows([_batch_line(batch) for batch in batches])
        self.table.select(0 if batches else -1)

    def chosen(self) -> BatchView | None:
        """Return the import under the cursor."""
        line: BatchLine | None = self.table.current()
        return line.batch if line else None


class MappingStep(QWidget):
    """Every titled column of a sheet with its first values and what it is taken for."""

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._mappings: dict[int, SheetMapping] = {}
        self._place = 0
        self.boxes: dict[int, ChoiceBox] = {}
        self.sheet = ChoiceBox("sheet", "工作表")
        self.used = ChoiceBox("used", "这张表", [(True, "导入"), (False, "不导入")])
        self.header = NumberEdit("header", "表头在第几行", 1, _LAST_HEADER)
        self.header.setMaximumWidth(px(120))
        self._lines, holder = grid(8), QWidget()
        self._lines.setColumnStretch(1, 1)
        outer = column(self._lines, None, margins=(0, 0, 8, 0))
        holder.setLayout(outer)
        area = scrolled(holder)
        self.header_row = FieldRow(self.header)
        head = row(FieldRow(self.sheet), FieldRow(self.used), self.header_row, None, spacing=12)
        lines = column(head, area, spacing=8)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self.sheet.currentIndexChanged.connect(self._on_sheet)
        self.header.editingFinished.connect(self._on_header)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the first sheet that can be read."""
        self._proposal, self._mappings = proposal, {}
        sheets: Options = [(place, _sheet_title(sheet)) for place, sheet in enumerate(proposal.sheets)]
        self._place = next((place for place, sheet in enumerate(proposal.sheets) if sheet.mapping), 0)
        self.sheet.set_options(sheets)
        self.sheet.blockSignals(True)
        self.sheet.choose(self._place)
        self.sheet.blockSignals(False)
        self._show_sheet(proposal.sheets[self._place])

    def mapped(self) -> Proposal:
        """Return the proposal as confirmed. Refusal when it cannot be read that way."""
        if self.header_row.error():
            raise Refusal(self.header_row.error().lstrip("✗ "), "请先改好“表头在第几行”")
        self._keep()
        return self._shown().with_mapping(self._mappings)

    def _shown(self) -> Proposal:
        assert self._proposal is not None
        return self._proposal

    def _keep(self) -> None:
        mapping = self._mapping()
        if mapping is not None:
            self._mappings[self._place] = mapping

    def _mapping(self) -> SheetMapping | None:
        known = self._shown().sheets[self._place].mapping
        columns = {place: box.optional() for place, box in self.boxes.items() if box.optional()}
        used = bool(self.used.optional())
        if known is None and not (used and columns):
            return None
        header = known.header if known else self.header.value() - 1 - self._above()
        first = known.first if known else header + 1
        return SheetMapping(header, first, columns, used)

    def _above(self) -> int:
        return self._shown().sheets[self._place].grid.above

    def _show_sheet(self, sheet: SheetProposal) -> None:
        mapping = self._mappings.get(self._place, sheet.mapping)
        self.used.choose(mapping is not None and mapping.used)
        self.header.set_value((mapping.header if mapping else 0) + 1 + sheet.grid.above)
        clear(self._lines)
        self.boxes = {}
        for place, text in enumerate(("名册里的列", "前几行的内容", "当作")):
            self._lines.addWidget(Label(text, "small"), 0, place)
        for line, view in enumerate(sheet.columns, 1):
            self._add(line, view, mapping.columns if mapping else {})

    def _add(self, line: int, view: ColumnView, known: Mapping[int, str]) -> None:
        box = ChoiceBox(f"column{view.place}", f"“{view.title}”当作", _field_options())
        box.choose(known.get(view.place, ""))
        self.boxes[view.place] = box
        self._lines.addWidget(Label(view.title, "strong"), line, 0)
        self._lines.addWidget(ElidedLabel("、".join(view.samples) or "（空）", "muted"), line, 1)
        self._lines.addWidget(box, line, 2)

    @Slot()
    def _on_sheet(self) -> None:
        self._keep()
        self._place = self.sheet.optional() or 0
        self._show_sheet(self._shown().sheets[self._place])

    @Slot()
    def _on_header(self) -> None:
        """Another header row: the titles are read anew, the columns are mapped by hand."""
        known = self._shown().sheets[self._place].mapping
        try:
            header = self.header.value() - 1 - self._above()
            if known and header == known.header:
                return
            moved = SheetMapping(header, header + 1, {}, used=False)
            titled = self._shown().with_mapping({self._place: moved}).sheets[self._place]
        except Refusal as refusal:
            self.header_row.set_error(refusal.message)
            return
        columns = fields_of(titled.titles)
        self._mappings[self._place] = SheetMapping(header, header + 1, columns, is_useful(columns))
        self._proposal = self._shown().with_mapping({self._place: self._mappings[self._place]})
        self._show_sheet(self._shown().sheets[self._place])


@dataclass(frozen=True)
class RowLine:
    """A previewed row as a table line."""

    place: str
    name: str
    outcome: str
    tone: Tone
    why: str


class PreviewStep(QWidget):
    """Counts, and every row with what will happen and why. Signal `filtered()`: another part of the rows is shown."""

    filtered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[RowLine] = []
        self.counts, self.remarks = ChipFlow(), Label("", "small", wrap=True)
        self.part = SegmentedChoice((("all", "全部"), ("reject", "退回"), ("why", "有提醒")), "看哪些行")
        self.part.looks_up = True
        self.table = RowsView(
            _ROWS, "逐行预览", looks={"name": "strong"}, tones={"outcome": _row_tone}, empty="没有这样的行"
        )
        lines = column(self.counts, self.remarks, row(self.part, None), self.table, WholeRow(self.table), spacing=8)
        lines.setStretch(3, 1)
        self.setLayout(lines)
        self.part.chosen.connect(self._on_part)

    def show_preview(self, preview: Preview) -> None:
        """Show counts, remarks and rows."""
        counts = preview.counts()
        self.counts.show_chips([(f"{title} {counts[key]:,}", tone) for key, (title, tone) in _COUNTS.items()])
        self.remarks.setText("；".join(preview.remarks))
        self.remarks.setVisible(bool(preview.remarks))
        many = len({row.line.sheet for row in preview.rows}) > 1
        self._rows = [_row_line(row, many) for row in preview.rows]
        self.part.choose("reject" if counts["rejected"] else "all")
        self._show()

    def _show(self) -> None:
        part = self.part.choice()
        wanted = [line for line in self._rows if _belongs(line, part)]
        self.table.show_rows(wanted)
        self.filtered.emit()

    @Slot(str)
    def _on_part(self, _key: str) -> None:
        self._show()


def said(preview: Preview) -> str:
    """The counts in one sentence."""
    counts = preview.counts()
    return "，".join(f"{title} {counts[key]:,} 行" for key, (title, _tone) in _COUNTS.items())


def _belongs(line: RowLine, part: str) -> bool:
    if part == "reject":
        return line.outcome == _OUTCOMES["reject"][0]
    return part == "all" or bool(line.why)


def _row_line(found: Row, many: bool) -> RowLine:
    outcome, tone = _OUTCOMES[found.outcome]
    place = f"{found.line.sheet} {found.line.row}" if many else str(found.line.row)
    fills = f"补充{'、'.join(_FILLED[name] for name in found.fills)}" if found.fills else ""
    why = "；".join(part for part in (found.reason, fills, *found.warnings) if part)
    return RowLine(place, found.line.name or "（空）", outcome, tone, why)


def _row_tone(line: RowLine) -> Tone:
    return line.tone


def _batch_line(batch: BatchView) -> BatchLine:
    state = "已撤销" if batch.undone_at else HALF_WAY if batch.half_way else "有效"
    return BatchLine(
        batch,
        f"{batch.at:%Y-%m-%d %H:%M}",
        batch.file_name,
        batch.clerk_name,
        batch.created,
        batch.updated,
        batch.rejected,
        state,
    )


def _batch_tone(line: BatchLine) -> Tone:
    return "grey" if line.batch.undone_at else "red" if line.batch.half_way else "green"


def _field_options() -> Options:
    tags: Options = [(key, f"标签：{title}") for key, title in tag_fields().items()]
    return [("", "不导入"), *FIELDS.items(), *tags]


def _sheet_title(sheet: SheetProposal) -> str:
    return f"{sheet.grid.title}（{len(sheet.grid.rows):,} 行{'' if sheet.mapping else '，没有找到表头'}）"
