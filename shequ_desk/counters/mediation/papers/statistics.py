"""人民调解案件情况统计表: A4 across for the file, one line a column for the workbook (domain.md §3.5)."""

from collections.abc import Iterator, Sequence

from shequ_desk.counters.mediation.rules import BY_KEY, COLUMNS, StatColumn, Statistics, check_values
from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.figures import Column, Table, without
from shequ_desk.paper.grid import Cell, Grid, Look
from shequ_desk.paper.parts import Ends, Gap, Prose, Signatures
from shequ_desk.paper.sheet import Block, Sheet, Stack
from shequ_desk.paper.style import A4_LANDSCAPE, BODY, SUBTITLE, TITLE
from shequ_desk.paper.workbook import workbook

NAME = "人民调解案件情况统计表"
SIGNATURES = ("填表人", "审核人", "负责人（盖章）")
_BANDS = (
    ("总数", "协议形式", "履行", "司法确认", "受理与在办"),
    ("调委会", "来源", "委托移送"),
    ("类型",),
    ("预防",),
)
"""Groups that stand beside each other."""
_BROKEN = {
    "total": "调解案件\n总数",
    "people": "涉及当事\n人数（人）",
    "hard": "疑难复杂\n案件",
    "amount": "协议涉及\n金额\n（万元）",
    "unperformed": "未履行\n（含部分）",
    "kind_village": "村（居）\n调委会",
    "kind_street": "乡镇（街道）\n调委会",
    "kind_company": "企事业单位\n调委会",
    "kind_social": "行业性专业性\n及其他调委会",
    "source_referred": "接受委托\n移送调解",
    "type_3": "房屋\n宅基地",
    "type_14": "道路交通\n事故",
}
"""Headings of narrow columns, broken by sense."""
_SHARED = ("调委会", "来源", "委托移送", "类型")
_LOOK = Look(size=8, pitch=10.5, row=15.5, pad=2)
_LINES = (
    Column("group", "分组"),
    Column("title", "项目"),
    Column("unit", "单位"),
    Column("now", "本期"),
    Column("share", "占比"),
    Column("before", "上期"),
    Column("change", "环比"),
    Column("year_before", "上年同期"),
    Column("year_change", "同比"),
)


def statistics_pdf(found: Statistics) -> bytes:
    """The table of a month, quarter or year to be signed. Refusal when an identity does not hold."""
    check_values(found.values)
    story: list[Block] = [
        Prose(NAME, TITLE),
        Prose(f"{found.centre}　{found.span.text}", SUBTITLE),
        Ends("", "单位：件、人、万元", 9, 15),
    ]
    for band in _BANDS:
        story += [_band(found, band), Gap(9)]
    foot = f"制表日期：{long_date(found.made_on)}"
    return Sheet(A4_LANDSCAPE, NAME, _mark(found), "table", foot).build([*story, _closing(found)])


def statistics_workbook(found: Statistics) -> bytes:
    """One line for each column of the paper, with its comparisons. Refusal as `statistics_pdf`."""
    check_values(found.values)
    rows = [_line(found, column) for column in COLUMNS]
    rate = ("总数", "调解成功率", "", found.success_rate, "", "", "", "", "")
    table = Table(NAME, _LINES, [*rows, rate])
    shown = without(table, "before", "change") if found.yearly else table
    return workbook((shown,), f"{found.centre} {found.span.text}", _mark(found))


def _mark(found: Statistics) -> str:
    return "　".join(word for word, holds in (("演示", found.demo), ("试算", found.running)) if holds)


def _band(found: Statistics, groups: Sequence[str]) -> Grid:
    columns = [column for group in groups for column in COLUMNS if column.group == group]
    first = [Cell("", down=2), *(_group(group, columns) for group in groups)]
    titles = [Cell(_title(column), "centre", bold=True) for column in columns]
    weights = [3.6, *([3.0] * len(columns))]
    return Grid(weights, [first, titles, *_rows(found, columns)], head=2, look=_LOOK, keep=False)


def _group(group: str, columns: Sequence[StatColumn]) -> Cell:
    return Cell(group, "centre", bold=True, span=sum(column.group == group for column in columns))


def _title(column: StatColumn) -> str:
    if column.key in _BROKEN:
        return _BROKEN[column.key]
    return column.title if column.unit == "件" or "（" in column.title else f"{column.title}（{column.unit}）"


def _rows(found: Statistics, columns: Sequence[StatColumn]) -> Iterator[list[Cell]]:
    before, year = found.before, found.year_before
    yield _cells("本期", (column.text(found.values.get(column.key)) for column in columns), bold=True)
    if any(column.group in _SHARED for column in columns):
        yield _cells("占总数", (_share(found, column) for column in columns))
    if not found.yearly:
        yield _cells("上期", (column.text(before.get(column.key)) for column in columns))
        yield _cells("环比", (found.change(column.key, before) for column in columns))
    yield _cells("上年同期", (column.text(year.get(column.key)) for column in columns))
    yield _cells("同比", (found.change(column.key, year) for column in columns))


def _cells(label: str, values: Iterator[str], bold: bool = False) -> list[Cell]:
    return [Cell(label, "centre", bold), *(Cell(value, "right", bold) for value in values)]


def _share(found: Statistics, column: StatColumn) -> str:
    return found.share(column.key) if column.group in _SHARED and column.key in found.values else ""


def _closing(found: Statistics) -> Block:
    return Stack([*(Prose(note, BODY) for note in _notes(found)), Gap(6), Signatures(SIGNATURES)], clings=True)


def _notes(found: Statistics) -> Iterator[str]:
    if found.running:
        yield f"本表为试算：{found.span.text}尚未结束。"
    total, success = (BY_KEY[key].text(found.values.get(key, 0)) for key in ("total", "success"))
    yield f"调解成功率 {found.success_rate}（调解成功 {success} 件 ÷ 办结 {total} 件）。"
    yield (
        "已核对所列分项：各结果、各类型、各来源、各调委会之和等于总数；口头与书面之和、已履行与未履行之和等于调解成功；"
        "确认有效不大于申请确认，申请确认不大于书面协议。"
    )
    if found.part:
        yield f"期内有月份未提供以下分项，不列数：{'、'.join(found.part)}。"


def _line(found: Statistics, column: StatColumn) -> tuple[str | int | None, ...]:
    return (
        column.group,
        column.title,
        column.unit,
        _value(column, found.values.get(column.key)),
        _share(found, column) or None,
        _value(column, found.before.get(column.key)),
        found.change(column.key, found.before),
        _value(column, found.year_before.get(column.key)),
        found.change(column.key, found.year_before),
    )


def _value(column: StatColumn, value: int | None) -> str | int | None:
    return column.text(value) if value is not None and column.decimals else value
