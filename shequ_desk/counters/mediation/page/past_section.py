"""以前的数字: months, quarters and years before the program, as published, for comparisons to stand on."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import GridSheet
from shequ_desk.counters.mediation.page.section import ListSection
from shequ_desk.counters.mediation.rules import BY_KEY, ENTERED, REPORT, StatColumn
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import MoneyEdit, NumberEdit
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("period", "期间"),
    Column("total", "调解案件总数", "int"),
    Column("success", "调解成功", "int"),
    Column("entered", "填了几栏", "int"),
)
_MONTHS, _LINE = 36, 4


@dataclass(frozen=True)
class _Line:
    key: Span
    period: str
    total: str
    success: str
    entered: int


class PastSection(ListSection):
    """Enter on a period fills it in; an empty field stays unpublished."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "启用前的统计数字",
            _COLUMNS,
            (
                Action("past.edit", "填写", "Alt+E", self.edit),
                Action("past.other", "填其他月份、季度、年份", "Alt+N", self.other),
            ),
            note="只填系统启用前已经上报或公布的数字，只有全年或季度合计的就填全年、季度；没有公布的栏留空，全部留空即清空。有系统案件的期间由案件自动统计。",
            looks={"period": "strong"},
        )

    def read(self, work: Work) -> list[_Line]:
        if REPORT not in work.clerk.permissions:
            return []
        kept, latest = mediation.past_entered(work), Month.of(work.today)
        spans = {Span(latest.plus(-back)) for back in range(_MONTHS)} | kept.keys()
        return [_line(span, kept.get(span, {})) for span in sorted(spans, key=_place, reverse=True)]

    def open_row(self, _row: object) -> None:
        if self.may:
            self.edit()

    def edit(self) -> None:
        """Fill in the chosen period."""
        self.with_chosen(self._edit)

    def other(self) -> None:
        """Ask which month, quarter or year; then fill it in."""
        words = "哪个月、季度或年份，例如 2016-08、2016Q3、2016"
        self.context.messages.ask_text("填其他期间", words, "填写", self._named, least=4)

    def _named(self, text: str) -> None:
        self.context.messages.guard(lambda: self._open(_span(text)))

    def _edit(self, row: _Line) -> None:
        self._open(row.key)

    def _open(self, span: Span) -> None:
        sheet = PastSheet(self, self.context, span)
        sheet.accepted.connect(self._on_saved)
        sheet.open()


class PastSheet(GridSheet):
    """All columns of the table for one period."""

    DONE = "已保存"

    def __init__(self, parent: QWidget, context: Context, span: Span) -> None:
        super().__init__(parent, context, f"{span.text}统计数字", "保存", 980)
        self._span = span
        self.edits = {key: _editor(BY_KEY[key]) for key in ENTERED}
        edits = list(self.edits.values())
        for at in range(0, len(edits), _LINE):
            self.form.line(*((edit, 12 // _LINE) for edit in edits[at : at + _LINE]))
        with context.database.reading(context.clerk) as work:
            kept = mediation.past_figures(work, span)
        for key, value in kept.items():
            self.edits[key].setText(Money(value).text() if key == "amount" else str(value))

    def write(self, work: Work) -> None:
        values = {key: _value(edit) for key, edit in self.edits.items() if edit.plain()}
        mediation.save_past_figures(work, self._span, values)


def _editor(column: StatColumn) -> MoneyEdit | NumberEdit:
    if column.unit == "万元":
        return MoneyEdit(column.key, f"{column.title}（元）")
    return NumberEdit(column.key, f"{column.group} {column.title}")


def _value(edit: MoneyEdit | NumberEdit) -> int:
    value = edit.value()
    return value.fen if isinstance(value, Money) else value


def _span(text: str) -> Span:
    """'2016-08', '2016Q3' or '2016'. Refusal for anything else."""
    try:
        return Span.parse(text)
    except Refusal:
        return Span(Month.parse(text))


def _place(span: Span) -> tuple[Month, int]:
    return span.end, span.count


def _line(span: Span, values: Mapping[str, int]) -> _Line:
    return _Line(span, span.text, _shown(values, "total"), _shown(values, "success"), len(values))


def _shown(values: Mapping[str, int], key: str) -> str:
    return BY_KEY[key].text(values[key]) if key in values else "—"
