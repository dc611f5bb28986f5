"""A report as it is printed: plain texts, tables and bars, without the records behind them. Frozen as JSON at 结账."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from shequ_desk.kernel.figures import Cell, Column, Table, plain
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import Chart

Number = int | Money | None


@dataclass(frozen=True)
class Heading:
    """一、 (level 1) or （一） (level 2), with its number written."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `indent` in characters."""

    text: str
    indent: int = 2


@dataclass(frozen=True)
class Bars:
    """A chart of numbers: one name and as many numbers as labels per line; None where nothing could be counted."""

    title: str
    unit: str
    labels: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Number, ...]], ...]


Part = Heading | Paragraph | Table | Bars


@dataclass(frozen=True)
class Sign:
    """Who signed a step (制表, 审核, 签发) on which day; `name` empty while nobody did."""

    step: str
    name: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Document:
    """One paper. `title` is broken by sense into lines; `mark` stands across the page (演示, 试算)."""

    title: tuple[str, ...]
    subtitle: str
    unit: str
    day: date
    body: tuple[Part, ...]
    appendix: tuple[Table, ...] = ()
    signs: tuple[Sign, ...] = ()
    mark: str = ""

    def signed(self, signs: Sequence[Sign]) -> "Document":
        """The same paper with other signatures; the last of them dates it."""
        days = [sign.day for sign in signs if sign.day]
        return replace(self, signs=tuple(signs), day=days[-1] if days else self.day)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table and chart in reading order, as a workbook shows them."""
        shown = [_as_table(part) for part in self.body if isinstance(part, Table | Bars)]
        return (*shown, *self.appendix)


def bars_of(chart: Chart) -> Bars:
    """A chart of figures as bare numbers."""
    lines = tuple(
        (line.name, tuple(figure.value if figure else None for figure in line.values)) for line in chart.lines
    )
    return Bars(chart.title, chart.unit, chart.labels, lines)


def dumped(document: Document) -> str:
    """The document as JSON, the same text for the same document."""
    body = [{"is": type(part).__name__, **_fields(part)} for part in document.body]
    appendix = [_fields(table) for table in document.appendix]
    whole = {**asdict(replace(document, body=(), appendix=())), "body": body, "appendix": appendix}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_encoded)


def loaded(text: str) -> Document:
    """A document as it was dumped."""
    raw = json.loads(text, object_hook=_decoded)
    return Document(
        title=tuple(raw["title"]),
        subtitle=raw["subtitle"],
        unit=raw["unit"],
        day=raw["day"],
        body=tuple(_part(part) for part in raw["body"]),
        appendix=tuple(_table(table) for table in raw["appendix"]),
        signs=tuple(Sign(**sign) for sign in raw["signs"]),
        mark=raw["mark"],
    )


def _as_table(part: Table | Bars) -> Table:
    if isinstance(part, Table):
        return part
    columns = [Column(f"line{place}", f"{name}（{part.unit}）", _kind(values)) for place, (name, values) in _each(part)]
    rows = list(zip(part.labels, *(values for _, values in part.lines), strict=True))
    return Table(part.title, (Column("label", "项目"), *columns), rows)


def _each(part: Bars) -> Sequence[tuple[int, tuple[str, tuple[Number, ...]]]]:
    return list(enumerate(part.lines))


def _kind(values: Sequence[Number]) -> Any:
    return "money" if any(isinstance(value, Money) for value in values) else "int"


def _fields(part: Part) -> dict[str, Any]:
    if isinstance(part, Table):
        bare = plain(part)
        columns = [asdict(column) for column in bare.columns]
        return {
            "title": bare.title,
            "columns": columns,
            "rows": [list(row) for row in bare.rows],
            "totals": bare.totals,
        }
    if isinstance(part, Bars):
        lines = [[name, list(values)] for name, values in part.lines]
        return {"title": part.title, "unit": part.unit, "labels": list(part.labels), "lines": lines}
    return asdict(part)


def _part(raw: Mapping[str, Any]) -> Part:
    kind, fields = raw["is"], {key: value for key, value in raw.items() if key != "is"}
    if kind == "Table":
        return _table(fields)
    if kind == "Bars":
        lines = tuple((name, tuple(values)) for name, values in fields["lines"])
        return Bars(fields["title"], fields["unit"], tuple(fields["labels"]), lines)
    return Heading(**fields) if kind == "Heading" else Paragraph(**fields)


def _table(raw: Mapping[str, Any]) -> Table:
    totals = raw["totals"]
    columns = tuple(Column(**column) for column in raw["columns"])
    rows = [tuple(row) for row in raw["rows"]]
    return Table(raw["title"], columns, rows, None if totals is None else tuple(totals))


def _encoded(value: Cell) -> dict[str, Any]:
    if isinstance(value, Money):
        return {"~fen": value.fen}
    if isinstance(value, datetime):
        return {"~at": value.isoformat()}
    if isinstance(value, date):
        return {"~day": value.isoformat()}
    raise TypeError(type(value).__name__)


def _decoded(raw: dict[str, Any]) -> Any:
    if "~fen" in raw:
        return Money(raw["~fen"])
    if "~at" in raw:
        return datetime.fromisoformat(raw["~at"])
    return date.fromisoformat(raw["~day"]) if "~day" in raw else raw
