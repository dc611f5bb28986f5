"""Numbers of closed months that count differently today: told once, in the report that comes next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.reports.rules import READ
from shequ_desk.counters.reports.rules.closing import figures_now
from shequ_desk.counters.reports.rules.document import loaded
from shequ_desk.counters.reports.rules.monthly import Drift, drifts_told, number_text, paired
from shequ_desk.counters.reports.service.gather import Reporter, monthly
from shequ_desk.counters.reports.tables import CloseRow, FigureRow
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CLOSE, _FIGURE = CloseRow.__table__.c, FigureRow.__table__.c
Told = Mapping[tuple[str, ...], str]


@needs(READ)
def drifts(work: Work, reporters: Sequence[Reporter], month: Month) -> tuple[Drift, ...]:
    """Numbers of closed months before `month`, within the year of the month before it, that count differently from what
    was printed of them last: in their own report, or among the changes of a later one. Gathers each of them anew.
    """
    first = Span.of(month.previous.first, 12).start
    closed = select(_CLOSE.id, _CLOSE.month, _CLOSE.document).where(_CLOSE.month >= first.key, _CLOSE.month < month.key)
    rows = work.connection.execute(closed.order_by(_CLOSE.month)).all()
    told = {key: text for row in rows for key, text in drifts_told(loaded(row.document)).items()}
    found = [one for row in rows for one in _drifted(work, reporters, row.id, Month.parse(row.month), told)]
    return tuple(dict.fromkeys(found))


def _drifted(work: Work, reporters: Sequence[Reporter], close: int, month: Month, told: Told) -> Iterator[Drift]:
    query = select(_FIGURE.part, _FIGURE.label, _FIGURE.unit, _FIGURE.value, _FIGURE.money)
    rows = work.connection.execute(query.where(_FIGURE.close_id == close).order_by(_FIGURE.id)).all()
    gathered = monthly(work, reporters, Span(month))
    titles = {one.key: one.title for one in gathered.chapters}
    was = _grouped((row, Money(row.value) if row.money else row.value) for row in rows)
    now = _grouped((one, one.value) for one in figures_now(gathered))
    for (part, label, unit), values in was.items():
        title = titles.get(part, "")
        for name, before, current in paired(label, values, now.get((part, label, unit), [])):
            if number_text(current) != told.get((month.text, title, name, unit), number_text(before)):
                yield Drift(month.text, title, name, unit, before, current)


def _grouped(figures: Iterable[tuple[Any, int | Money]]) -> dict[tuple[str, str, str], list[int | Money]]:
    """Numbers by part, label and unit, in reading order: the columns of a table share the label of their row."""
    found: dict[tuple[str, str, str], list[int | Money]] = defaultdict(list)
    for one, value in figures:
        found[one.part, one.label, one.unit].append(value)
    return found
