"""Stored rows → frozen receipts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Executable, RowMapping, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from shequ_desk.kernel.money import ZERO
from shequ_desk.store.tables import NumberSeries
from shequ_desk.till.rules import Line, Payment, Receipt, State
from shequ_desk.till.tables import ON_ACCOUNT, ReceiptCollection, ReceiptEvent, ReceiptLine, ReceiptRow

Where = ColumnElement[bool]
_BATCH = 2000
_Mirror = aliased(ReceiptRow)
_Original = aliased(ReceiptRow)
_Collector = aliased(ReceiptRow)
_OWN = tuple(
    f.name
    for f in ReceiptRow.__table__.columns
    if f.name not in {"facts", "payment", "printed", "reason", "mirrors_id"}
)


def is_void(row: type[ReceiptRow]) -> Where:
    """The receipt was cancelled before its day closed."""
    event = aliased(ReceiptEvent)
    return exists().where(event.receipt_id == row.id, event.kind == "void")


def is_live(row: type[ReceiptRow]) -> Where:
    """Neither void nor mirrored by a reversal."""
    mirror = aliased(ReceiptRow)
    return and_(~is_void(row), ~exists().where(mirror.mirrors_id == row.id))


def is_collected(row: type[ReceiptRow]) -> Where:
    """A live collection names the receipt."""
    pair, collector = aliased(ReceiptCollection), aliased(ReceiptRow)
    return exists().where(pair.receipt_id == row.id, pair.collection_id == collector.id, is_live(collector))


UNPAID = (
    ReceiptRow.payment == ON_ACCOUNT,
    ReceiptRow.amount > ZERO,
    is_live(ReceiptRow),
    ~is_collected(ReceiptRow),
)
"""On account, standing, not collected. Made once, as the aliases in it take 10 ms."""
_MIRRORS = select(_Mirror.mirrors_id, _Mirror.number, _Mirror.reason, _Mirror.at, _Mirror.clerk_name)
_ORIGINALS = select(ReceiptRow.id, _Original.number).join(_Original, _Original.id == ReceiptRow.mirrors_id)
_COLLECTORS = (
    select(ReceiptCollection.receipt_id, _Collector.number)
    .join(_Collector, _Collector.id == ReceiptCollection.collection_id)
    .where(is_live(_Collector))
)


def load(session: Session, *where: Where, first: int | None = None) -> tuple[Receipt, ...]:
    """All receipts that satisfy `where` (conditions on ReceiptRow), in the order they were given; the `first` so many.

    The sum hides the order from SQLite: it would rather walk through all receipts there are than sort a few.
    """
    place = ReceiptRow.id + 0 if first else ReceiptRow.id
    rows = _all(session, select(ReceiptRow.__table__).where(*where).order_by(place).limit(first))
    batches = (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))
    return tuple(receipt for batch in batches for receipt in _assembled(session, batch))


def _assembled(session: Session, rows: Sequence[RowMapping]) -> list[Receipt]:
    ids = [row["id"] for row in rows]
    own_lines = select(ReceiptLine.__table__).where(ReceiptLine.receipt_id.in_(ids)).order_by("position")
    own_events = select(ReceiptEvent.__table__).where(ReceiptEvent.receipt_id.in_(ids)).order_by("nth")
    lines, events = _grouped(_all(session, own_lines)), _grouped(_all(session, own_events))
    mirrors = {row["mirrors_id"]: row for row in _all(session, _MIRRORS.where(_Mirror.mirrors_id.in_(ids)))}
    originals = {row["id"]: row["number"] for row in _all(session, _ORIGINALS.where(ReceiptRow.id.in_(ids)))}
    collected = _all(session, _COLLECTORS.where(ReceiptCollection.receipt_id.in_(ids)))
    collectors = {row["receipt_id"]: row["number"] for row in collected}
    return [
        _receipt(
            row,
            lines[row["id"]],
            events[row["id"]],
            mirrors.get(row["id"]),
            originals.get(row["id"], ""),
            collectors.get(row["id"], ""),
        )
        for row in rows
    ]


def series_gaps(connection: Connection, *where: Where) -> list[tuple[str, int, int]]:
    """(kind, year, how many numbers are missing) of every series that misses any or counts one twice."""
    given = select(ReceiptRow.kind, ReceiptRow.year, func.min(ReceiptRow.serial), func.count()).where(*where)
    rows = connection.execute(given.group_by(ReceiptRow.kind, ReceiptRow.year)).all()
    last = {(row.kind, row.year): row.last for row in connection.execute(select(NumberSeries.__table__))}
    gaps = [(kind, year, abs(last.get((kind, year), 0) - first + 1 - count)) for kind, year, first, count in rows]
    return [gap for gap in gaps if gap[2]]


def _all(session: Session, query: Executable) -> Sequence[RowMapping]:
    return session.connection().execute(query).mappings().all()


def _grouped(rows: Iterable[RowMapping]) -> Mapping[int, list[RowMapping]]:
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[row["receipt_id"]].append(row)
    return groups


def _receipt(
    row: RowMapping,
    lines: Sequence[RowMapping],
    events: Sequence[RowMapping],
    mirror: RowMapping | None,
    original: str,
    collector: str,
) -> Receipt:
    void = next((event for event in events if event["kind"] == "void"), None)
    undone = void or mirror or (row if original else None)
    prints = [event for event in events if event["kind"] == "print"]
    again = prints[-1] if prints and prints[-1]["nth"] > 1 else None
    return Receipt(
        **{name: row[name] for name in _OWN},
        facts=tuple((label, value) for label, value in row["facts"]),
        lines=tuple(Line(x["item"], x["quantity"], x["price"], x["reduction"], x["note"]) for x in lines),
        payment=Payment(row["payment"]),
        state=_state(void, mirror, original),
        reason=undone["reason"] if undone else "",
        undone_at=undone["at"] if undone else None,
        undone_by=undone["clerk_name"] if undone else "",
        mirrors_id=row["mirrors_id"],
        mirrors_number=original,
        mirrored_by=mirror["number"] if mirror else "",
        collected_by=collector,
        prints=prints[-1]["nth"] if prints else int(row["printed"]),
        printed_at=again["at"] if again else None,
        printed_by=again["clerk_name"] if again else "",
    )


def _state(void: RowMapping | None, mirror: RowMapping | None, original: str) -> State:
    if void:
        return State.VOID
    if original:
        return State.MIRROR
    return State.REVERSED if mirror else State.VALID
