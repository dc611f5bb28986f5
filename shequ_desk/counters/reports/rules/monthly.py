"""社区服务月报: what is gathered for a period, and how it becomes a document (domain.md §7.1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.reports.rules.document import Document, Heading, Paragraph, Part, Sign, bars_of
from shequ_desk.kernel.dates import Span, long_date, short_date
from shequ_desk.kernel.figures import Cell, Column, Table, plain
from shequ_desk.kernel.money import Money, total
from shequ_desk.kernel.rates import NO_BASE
from shequ_desk.kernel.sections import Section, text_of

STEPS = ("制表", "审核", "签发")
_DRIFTED = "已结账数字的变化"
_KINDS = {1: "社区服务月报", 3: "社区服务季报", 12: "社区服务年报"}
_TENS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Chapter:
    """One counter's part: its section, or why it could not be made; the clerk's own words beside it."""

    key: str
    title: str
    section: Section | None
    failure: str = ""
    replaced: str = ""
    added: str = ""


@dataclass(frozen=True)
class Drift:
    """A number of a closed month that counts differently today, and what it was when the month closed."""

    period: str
    title: str
    label: str
    unit: str
    was: int | Money
    now: int | Money


@dataclass(frozen=True)
class Monthly:
    """Everything a report of a month, quarter or year is made from. `remarks` are printed under 需要说明的事项."""

    span: Span
    centre: str
    demo: bool
    made_at: datetime
    chapters: tuple[Chapter, ...]
    drifts: tuple[Drift, ...] = ()
    remarks: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = tuple(Sign(step) for step in STEPS)

    @property
    def title(self) -> str:
        """社区服务月报, 季报 or 年报."""
        return _KINDS[self.span.count]

    @property
    def trial(self) -> bool:
        """Whether the period goes on."""
        return self.made_at.date() <= self.span.last


def document_of(monthly: Monthly) -> Document:
    """Compose the paper: 总体情况, a chapter per counter, corrections, remarks; tables and figures are numbered."""
    m, chapters = monthly, [one for one in monthly.chapters if one.section or one.failure]
    composed = _Composer()
    composed.overview(m, chapters)
    for chapter in chapters:
        composed.chapter(chapter, m.span)
    composed.corrections(m, chapters)
    composed.remarks(m, chapters)
    return Document(
        title=(m.centre, f"{m.span.text}{m.title}"),
        subtitle=f"（{_range(m.span)}）",
        unit=m.centre,
        day=m.made_at.date(),
        body=tuple(composed.parts),
        appendix=tuple(plain(table) for one in chapters if one.section for table in one.section.appendix),
        signs=m.signs,
        mark="　".join(word for word in ("演示" if m.demo else "", "试算" if m.trial else "") if word),
    )


def chinese(number: int) -> str:
    """一 … 九十九, for headings."""
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{_TENS[tens - 1]}十"
    return lead + (_TENS[ones - 1] if ones else "")


class _Composer:
    """Appends parts and keeps the running numbers of headings, tables and charts."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._heads = self._tables = self._charts = 0

    def overview(self, m: Monthly, chapters: Sequence[Chapter]) -> None:
        """One sentence made of every counter's headline."""
        self._head("总体情况")
        clauses = [text_of(one.section.headline) for one in chapters if one.section and one.section.headline]
        sentence = f"{m.span.word}{'；'.join(clauses)}。" if clauses else f"{m.span.word}没有办理记录。"
        self.parts.append(Paragraph(sentence))

    def chapter(self, chapter: Chapter, span: Span) -> None:
        """Prose (or the clerk's own), then tables and charts; a failed part says why and what it is about."""
        self._head(chapter.title)
        section = chapter.section
        if section is None:
            self.parts.append(Paragraph(f"本部分未能生成：{_sentence(chapter.failure)}"))
            return
        written = chapter.replaced.splitlines() or [text_of(words) for words in section.prose]
        self.parts += [Paragraph(text) for text in (*written, *chapter.added.splitlines()) if text.strip()]
        for table in (*section.tables, *_side_by_side(section, span)):
            self._tables += 1
            self.parts.append(_titled(table, f"表{self._tables}　{table.title}"))
        for chart in section.charts:
            self._charts += 1
            bars = bars_of(chart)
            self.parts.append(type(bars)(f"图{self._charts}　{bars.title}", bars.unit, bars.labels, bars.lines))

    def corrections(self, m: Monthly, chapters: Sequence[Chapter]) -> None:
        """What was put right in this period of earlier ones, each line naming its original."""
        tables = [one.section.adjustments for one in chapters if one.section and one.section.adjustments]
        if not (tables or m.drifts):
            return
        self._head("以前月份的更正")
        self.parts.append(Paragraph("下列更正记入本期，已结账月份的报表不变。"))
        for table in [*([_drift_table(m.drifts)] if m.drifts else []), *tables]:
            self._tables += 1
            self.parts.append(_titled(table, f"表{self._tables}　{table.title}"))

    def remarks(self, m: Monthly, chapters: Sequence[Chapter]) -> None:
        """Numbered notes: trial figures, failed parts, opening figures, overridden checks."""
        notes = list(_notes(m, chapters))
        if not notes:
            return
        self._head("需要说明的事项")
        self.parts += [Paragraph(f"{place}. {note}") for place, note in enumerate(notes, 1)]

    def _head(self, text: str) -> None:
        self._heads += 1
        self.parts.append(Heading(f"{chinese(self._heads)}、{text}"))


def _sentence(failure: str) -> str:
    """What went wrong and the way out as prose: 账不平，请先核对。"""
    return f"{failure.replace(' → ', '，').rstrip('。')}。"


def _notes(m: Monthly, chapters: Sequence[Chapter]) -> Iterator[str]:
    if m.trial:
        yield f"数据截至{long_date(m.made_at.date())}，本期尚未结束，本表为试算。"
    failed = [one.title for one in chapters if one.failure]
    if failed:
        yield f"{'、'.join(failed)}部分未能生成，其余部分不受影响。"
    edited = [one.title for one in chapters if one.replaced]
    if edited:
        yield f"{'、'.join(edited)}部分的文字由制表人改写，表中数字由系统计算。"
    yield from m.remarks


def _side_by_side(section: Section, span: Span) -> Iterator[Table]:
    """The year's twelve months beside each other, from the charts by month."""
    if span.count != 12:
        return
    for chart in section.charts:
        if chart.kind == "months":
            values = [NO_BASE if figure is None else figure.value for figure in chart.lines[0].values]
            columns = [Column(f"m{place}", label, "int") for place, label in enumerate(chart.labels)]
            row: tuple[Cell, ...] = (chart.title.removeprefix("近十二个月"), *values, _sum(values))
            whole = (Column("what", f"项目（{chart.unit}）"), *columns, Column("all", "合计", "int"))
            yield Table("十二个月对照", whole, [row])


def _sum(values: Sequence[int | Money | str]) -> int | Money:
    if any(isinstance(value, Money) for value in values):
        return total(value for value in values if isinstance(value, Money))
    return sum(value for value in values if isinstance(value, int))


def _drift_table(drifts: Sequence[Drift]) -> Table:
    columns = (
        Column("period", "期间"),
        Column("title", "部分"),
        Column("label", "项目"),
        Column("unit", "单位"),
        Column("was", "原报", "percent"),
        Column("now", "更正后", "percent"),
    )
    rows = [(one.period, one.title, one.label, one.unit, number_text(one.was), number_text(one.now)) for one in drifts]
    return Table(_DRIFTED, columns, rows)


def drifts_told(document: Document) -> dict[tuple[str, ...], str]:
    """What a printed report said of closed months: (period, part, label, unit) → the number as it counts since."""
    tables = [table for table in document.tables if table.title.endswith(_DRIFTED)]
    return {tuple(map(str, row[:4])): str(row[5]) for table in tables for row in table.rows}


def paired(
    label: str, was: Sequence[int | Money], now: Sequence[int | Money]
) -> list[tuple[str, int | Money, int | Money]]:
    """Each number that stood under a label, and what it counts as now: (label, was, now), equal pairs once.

    Where the pairs differ the label says which place it was. Of a section that says the label more or less often than
    it did, only numbers that are gone count as changed.
    """
    if not now:
        return []
    alike = len(was) == len(now)
    moved = [(one, now[place] if alike or one not in now else one) for place, one in enumerate(was[: len(now)])]
    places = {pair: place for place, pair in reversed(list(enumerate(moved, 1)))}
    several = len(places) > 1
    found = sorted((place, *pair) for pair, place in places.items())
    return [(f"{label}（第{place}处）" if several else label, before, after) for place, before, after in found]


def number_text(value: int | Money) -> str:
    """A number as the table of changes prints it."""
    return value.text("−") if isinstance(value, Money) else f"{value:,}"


def _titled(table: Table, title: str) -> Table:
    bare = plain(table)
    return Table(title, bare.columns, bare.rows, bare.totals)


def _range(span: Span) -> str:
    return f"{long_date(span.first)}—{_end(span.first, span.last)}"


def _end(first: date, last: date) -> str:
    return f"{last.day}日" if first.month == last.month else short_date(last)
