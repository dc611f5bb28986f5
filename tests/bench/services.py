"""Search, settling, registering, the month: services against bare statements on the same data."""

from functools import partial
from pathlib import Path

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.papers import settlement_pdf
from shequ_desk.counters.canteen.rules.order import Order, Portion
from shequ_desk.counters.canteen.service.settlement import settlement
from shequ_desk.counters.canteen.service.sums import LEDGER
from shequ_desk.kernel.identity import complete
from shequ_desk.office.service import Seat
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft, Filters
from shequ_desk.store.database import PRAGMAS
from shequ_desk.till import service as till
from shequ_desk.till.papers import receipt_pdf
from tests.bench.beside import beside, least
from tests.bench.data import MONTH
from tests.bench.figures import Line, Samples, p50, spread, times

_SURNAMES, _GIVEN = "沈周吴郑王冯陈褚卫蒋韩杨朱秦尤许何吕施张孔曹严华金魏陶姜", "宝文秀英建国明华志强丽芳海燕春梅玉兰"
TYPED = ("z", "w", "zw", "zwq", "张", "张文", "0018", "12-302", "wang", "lx", "c", "chen", "q", "5601", "1-1")


def search(seat: Seat, residents: int) -> Line:
    """A keystroke of the search box, service only."""

    def one(place: int) -> None:
        with seat.database.reading(seat.clerk) as work:
            people.search(work, TYPED[place % len(TYPED)])

    times(30, one)
    found = times(600, one)
    bare = seat.database.bare()
    beside = times(
        600, lambda _: bare.execute("SELECT person_id FROM search_key WHERE key >= 'zw' LIMIT 12").fetchall()
    )
    bare.close()
    return Line(
        f"search, {residents:,} residents",
        spread(found),
        f"one bare range read {p50(beside):.2f} ms",
        "p99 ≤ 8 ms painted",
    )


def settle(seat: Seat, place: Path, count: int = 200) -> Line:
    """Service call to durable commit."""
    with seat.database.reading(seat.clerk) as work:
        slot = canteen.slot_now(work)
        chosen = canteen.sets_on(work, work.today, slot)[0]
    orders = (Order((Portion(chosen.id, one),), slot) for one in diners(seat, count))
    ours, bare = beside(seat, place, (partial(_settle, seat, order) for order in orders))
    return Line("settle a meal", f"{ours.text()} = {ours.over(bare)}", f"bare sqlcipher3 {bare.text()}", "≤ 2×")


def receipt(seat: Seat) -> Line:
    """A warm receipt as PDF, both copies."""
    with seat.database.reading(seat.clerk) as work:
        number = canteen.last_number(work)
        frozen = till.receipt(work, number)
    receipt_pdf(frozen)
    one = times(100, lambda _: receipt_pdf(frozen, copies=("居民联",)))
    both = times(100, lambda _: receipt_pdf(frozen))
    return Line(
        "receipt PDF, warm", f"two copies {spread(both)}", f"one copy {spread(one)}", "settle + paper p50 ≤ 10 ms"
    )


def register(seat: Seat, place: Path, count: int = 200) -> Line:
    """A new resident: checks, row, search keys, audit, durable. Beside: many one after another, as an import would."""
    ours, bare = beside(seat, place, (partial(_register, seat, number) for number in range(count)))
    row = times(count, lambda number: _register(seat, count + number))
    floor = f"one row alone {least(seat, place).text()}; one after another {spread(row)}"
    return Line("register a resident", f"{ours.text()} = {ours.over(bare)}", f"bare {bare.text()}; {floor}", "≤ 1 ms")


def month(seat: Seat) -> list[Line]:
    """The settlement query against the bare aggregate, and the month as PDF."""

    def ours(_place: int) -> None:
        with seat.database.reading(seat.clerk) as work:
            work.rows(LEDGER, {"first": MONTH.first, "last": MONTH.last})

    bare = seat.database.bare()
    for pragma in PRAGMAS:
        bare.execute(pragma)
    text = (
        "SELECT mode, person_id, category, rule_version_id, slot, payment, sum(quantity), sum(price), sum(reduction), "
        "sum(pay), max(age) FROM canteen_meal WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5, 6"
    )
    period = (MONTH.first.isoformat(), MONTH.last.isoformat())
    beside, found = Samples(), Samples()
    for _turn in range(15):
        beside += times(1, lambda _: bare.execute(text, period).fetchall())
        found += times(1, ours)
    bare.close()

    def paper(_place: int) -> None:
        with seat.database.reading(seat.clerk) as work:
            settlement_pdf(settlement(work, MONTH))

    whole = times(3, paper)
    ratio = p50(found) / p50(beside)
    return [
        Line(
            "month settlement query",
            f"{p50(found):.1f} ms = {ratio:.2f}×",
            f"bare aggregate {p50(beside):.1f} ms",
            "≤ 1.2×",
        ),
        Line("month settlement to PDF", f"{p50(whole):.0f} ms", f"its query {p50(found):.1f} ms", "≤ 1000 ms"),
    ]


def _settle(seat: Seat, order: Order) -> None:
    with seat.database.work(seat.clerk) as work:
        canteen.settle(work, order)


def _register(seat: Seat, place: int) -> None:
    draft = Draft(_name(place), id_number=_number(place), phones=(f"13800{place * 7919 % 1_000_000:06}",))
    with seat.database.work(seat.clerk) as work:
        people.register(work, draft, True)


def diners(seat: Seat, count: int, offset: int = 0) -> list[int]:
    """Ids of residents of 60 and more, in the order of the list."""
    with seat.database.reading(seat.clerk) as work:
        rows = people.listing(work, Filters(age_from=60), offset, count)
    return [row.person_id for row in rows]


def _name(place: int) -> str:
    """Names from all over the register: a real newcomer shares no page of an index with the one before."""
    return "".join(
        letters[place * step % len(letters)] for letters, step in ((_SURNAMES, 7), (_GIVEN, 11), (_GIVEN, 5))
    )


def _number(place: int) -> str:
    """Serial numbers 900 and up: the made-up residents take theirs from 0."""
    return complete(f"330200{1950 + place % 50}{1 + place % 12:02}17{900 + place // 50:03}")
