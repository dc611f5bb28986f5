"""The residents' table with its filters; a million rows are paged, counted off the window's thread."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, FieldRow, LineEdit, NumberEdit
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.desk.rows import WINDOW, RowsView, Source, WholeRow
from shequ_desk.desk.theme import px, restyle
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Card, KeyCap, Label, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import area_options, tag_options
from shequ_desk.people.page.list_row import Line, line_of
from shequ_desk.people.rules import IMPORT, WRITE, Filters
from shequ_desk.store.database import Work

COLUMNS = (
    Column("name", "姓名", weight=2),
    Column("sex", "性别"),
    Column("age", "年龄", "int"),
    Column("id_masked", "证件号码", "number_text"),
    Column("phone_masked", "电话", "number_text"),
    Column("where", "住址", weight=3),
    Column("hukou", "户籍"),
    Column("residence", "居住"),
    Column("tags", "标签", weight=3),
    Column("state", "状态"),
)
_LOOKS = {"name": "strong", "id_masked": "muted", "phone_masked": "muted", "hukou": "muted", "residence": "muted"}
_NOBODY = ("还没有居民档案", "按 Ctrl I 导入社区名册，或按 Ctrl N 登记第一位居民")
_NOBODY_YET = ("还没有居民档案", "请窗口人员导入社区名册或登记居民")
_NO_MATCH = ("没有符合条件的居民", "放宽条件，或按 Ctrl D 清空条件")
_OLDEST = 130
_HERE, _ALL, _ODD = "here", "all", "odd"
_RANGES = ((_HERE, "在住居民"), (_ALL, "含已故、迁出"), (_ODD, "号码有疑问"))


class PeopleList(QWidget):
    """Signals: `opened(int)` a resident was chosen; `counted(int)` how many the filters leave."""

    opened = Signal(int)
    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._filters = Filters()
        self._ahead: dict[int, list[Line] | None] = {}
        self.total = 0
        self.text = LineEdit("text", "查找", "姓名 / 拼音 / 证件 / 电话 / 楼室")
        self.tag = ChoiceBox("tag", "人群标签", tag_options("全部标签"))
        self.area = ChoiceBox("area", "网格", [(None, "全部网格")])
        self.age_from = NumberEdit("age_from", "年龄从", 0, _OLDEST)
        self.age_to = NumberEdit("age_to", "到（周岁）", 0, _OLDEST)
        self.living = ChoiceBox("living", "范围", _RANGES)
        turn()
        self._nobody = _NOBODY if {IMPORT, WRITE} <= context.clerk.permissions else _NOBODY_YET
        self.table = RowsView(
            COLUMNS, "居民名单", looks=_LOOKS, tones={"state": _tone}, empty=self._nobody[0], advice=self._nobody[1]
        )
        self.summary = Label("", "small")
        turn()
        self._build()
        self._listen()

    def filters(self) -> Filters:
        """What the fields ask for. Refusal when an age is no number."""
        ages = [edit.value() if edit.plain() else None for edit in (self.age_from, self.age_to)]
        if None not in ages and ages[0] > ages[1]:  # type: ignore[operator]
            raise Refusal("起始年龄大于截止年龄", "请核对年龄", "age_from")
        return Filters(
            text=self.text.plain(),
            tag=self.tag.optional() or "",
            area_id=self.area.optional(),
            age_from=ages[0],
            age_to=ages[1],
            living_here=self.living.optional() == _HERE,
            odd_number=self.living.optional() == _ODD,
        )

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show what is wrong with a filter in place of the count (a Place for Messages)."""
        self._say(f"✗ {refusal.sentence}", "error")
        return True

    def read(self) -> None:
        """Count and show anew; the fields stay as they are."""
        with self._context.database.reading(self._context.clerk) as work:
            areas = people.areas(work)
        self.area.set_options(area_options(areas, "全部网格"))
        turn()
        self._ask()

    def focus(self) -> None:
        """Put the cursor where the clerk goes on: into the table when it holds rows, else into the filter."""
        (self.table if self.total else self.text).setFocus()

    def clear(self) -> None:
        """Take every condition away."""
        for edit in (self.text, self.age_from, self.age_to):
            edit.clear()
        for box in (self.tag, self.area, self.living):
            box.setCurrentIndex(0)
        self.text.setFocus()

    def find_here(self) -> None:
        """Put the cursor into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def _build(self) -> None:
        card = Card(spacing=6)
        clear = button(Action("people.clear", "清空条件", "Ctrl+D", self.clear), self, "link")
        bind(Action("people.filter", "筛选", "Ctrl+F", self.find_here), self)
        said = row(self.summary, None, Label("筛选", "small"), KeyCap("Ctrl+F"), clear)
        card.add(self._filter_line(), said, self.table, WholeRow(self.table))
        self.setLayout(column(card))

    def _filter_line(self) -> QWidget:
        fields = [FieldRow(edit) for edit in (self.text, self.tag, self.area, self.age_from, self.age_to, self.living)]
        for field, width in zip(fields, (300, 160, 220, 76, 84, 150), strict=True):
            field.setMinimumWidth(px(width * 0.8))
            field.setMaximumWidth(px(width))
        line = QWidget()
        line.setLayout(row(*fields, None, spacing=12))
        return line

    def _listen(self) -> None:
        for edit in (self.text, self.age_from, self.age_to):
            edit.textChanged.connect(self._on_asked)
        for box in (self.tag, self.area, self.living):
            box.currentIndexChanged.connect(self._on_asked)
        self.table.row_activated.connect(self._on_activated)

    @Slot()
    def _on_asked(self) -> None:
        self._ask()

    def _ask(self) -> None:
        self._context.messages.guard(self._count, self)

    def _count(self) -> None:
        filters, context = self.filters(), self._context
        offset = self._place(filters) // WINDOW * WINDOW

        def count(_progress: Progress, cancelled: Cancelled) -> tuple[int, list[Line]]:
            if cancelled():
                return 0, []
            with context.database.reading(context.clerk) as work:
                return people.count(work, filters), _lines(work, filters, offset, WINDOW)

        def counted(found: tuple[int, list[Line]]) -> None:
            self._show(filters, found[0], {offset: found[1]})

        if self._job is not None:
            self._job.cancel()
        self._job = context.jobs.run(count, counted)

    def _place(self, filters: Filters) -> int:
        """The row of the cursor, 0 when other people are asked for."""
        return max(self.table.currentIndex().row(), 0) if filters == self._filters else 0

    def _show(self, filters: Filters, total: int, ahead: dict[int, list[Line] | None]) -> None:
        place = self._place(filters)
        self._filters, self.total, self._ahead = filters, total, ahead
        self.table.show_empty(*(self._nobody if filters == Filters() else _NO_MATCH))
        self.table.show_source(Source(total, self._fetch))
        self.table.select(min(place, total - 1))
        self._say(f"共 {total:,} 人 · Enter 打开档案", "small")
        self.counted.emit(total)

    def _say(self, text: str, kind: str) -> None:
        self.summary.setText(text)
        self.summary.setProperty("kind", kind)
        restyle(self.summary)

    def _fetch(self, offset: int, limit: int) -> list[Line]:
        ahead = self._ahead.pop(offset, None)
        lines = _page(self._context, self._filters, offset, limit) if ahead is None else ahead
        self._look_ahead(offset + limit, limit)
        return lines

    def _look_ahead(self, offset: int, limit: int) -> None:
        """Read the next window while this one is looked at, so that scrolling does not wait."""
        context, filters, ahead = self._context, self._filters, self._ahead
        if offset >= self.total or offset in ahead:
            return

        def read(_progress: Progress, _cancelled: Cancelled) -> list[Line]:
            return _page(context, filters, offset, limit)

        def keep(lines: list[Line]) -> None:
            ahead[offset] = lines

        ahead[offset] = None
        context.jobs.run(read, keep)

    @Slot(object)
    def _on_activated(self, line: Line) -> None:
        self.opened.emit(line.person_id)


def _page(context: Context, filters: Filters, offset: int, limit: int) -> list[Line]:
    with context.database.reading(context.clerk) as work:
        return _lines(work, filters, offset, limit)


def _lines(work: Work, filters: Filters, offset: int, limit: int) -> list[Line]:
    return [line_of(found) for found in people.listing(work, filters, offset, limit)]


def _tone(line: Line) -> Tone:
    return "red" if line.state else "grey"
