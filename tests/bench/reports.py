"""The whole monthly report and 一屏掌握, beside the one query no report can do without."""

from datetime import date

from shequ_desk.catalogue import COUNTERS
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.papers import document_pdf
from shequ_desk.counters.reports.rules.monthly import Monthly, document_of
from shequ_desk.kernel.dates import Span
from shequ_desk.office.rules import Opening
from shequ_desk.office.service import Seat
from shequ_desk.store import settings
from tests.bench.data import MONTH
from tests.bench.figures import Line, p50, times

_BARE = "SELECT day, sum(quantity) FROM canteen_meal WHERE day BETWEEN ? AND ? GROUP BY day"


def monthly(seat: Seat) -> list[Line]:
    """Gathered and printed, and gathered alone, as the two pages do it."""
    with seat.database.work(seat.clerk) as work:
        settings.save(work, Opening(since=date(2024, 1, 1)))
    bare = seat.database.bare()
    two_years = (MONTH.plus(-23).first.isoformat(), MONTH.last.isoformat())
    beside = p50(times(5, lambda _: bare.execute(_BARE, two_years).fetchall()))
    bare.close()

    def gather(_place: int) -> Monthly:
        with seat.database.reading(seat.clerk) as work:
            return reports.monthly(work, COUNTERS, Span(MONTH))

    def paper(place: int) -> None:
        document_pdf(document_of(gather(place)))

    whole, screen = p50(times(5, paper)), p50(times(5, gather))
    against = f"two years' meals by day, bare {beside:.0f} ms"
    return [
        Line("whole monthly report to PDF", f"{whole:.0f} ms", against, "≤ 5000 ms"),
        Line("dashboard gathered", f"{screen:.0f} ms", against, "≤ 1000 ms"),
    ]
