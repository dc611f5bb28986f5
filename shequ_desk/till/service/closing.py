"""The day close (日结): sums by series and payment, counted cash, gap check, perpetual total, keyed chain."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, RowMapping, and_, bindparam, case, func, or_, select, type_coerce

from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.office.rules import Centre
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed
from shequ_desk.till import rules
from shequ_desk.till.rules import CloseSheet, Payment, SeriesRange, Taking
from shequ_desk.till.service._codes import close_content
from shequ_desk.till.service._rows import is_void, series_gaps
from shequ_desk.till.service.days import cash_taken, open_days, opening_float
from shequ_desk.till.service.shifts import shifts
from shequ_desk.till.tables import DayCloseRow, ReceiptRow

_PLAIN = ("day", "centre", "window", "opening_float", "receipts", "voids", "gaps", "expected", "perpetual")
_SIGNED = ("counted", "difference", "reason", "chain", "clerk_name")
_MIRROR, _FEN = ReceiptRow.mirrors_id.is_not(None), type_coerce(ReceiptRow.amount, Integer)
_TAKINGS = Fixed(
    select(
        ReceiptRow.kind,
        ReceiptRow.payment,
        func.sum(case((_MIRROR, 0), else_=1)),
        func.sum(case((_MIRROR, 0), else_=_FEN)),
        func.sum(case((_MIRROR, 1), else_=0)),
        func.sum(case((_MIRROR, _FEN), else_=0)),
    )
    .where(ReceiptRow.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date)), ~is_void(ReceiptRow))
    .group_by(ReceiptRow.kind, ReceiptRow.payment)
    .order_by(ReceiptRow.kind, ReceiptRow.payment)
)


@needs("till.read")
def preview_close(work: Work, day: date) -> CloseSheet:
    """The sheet of a day as it would be closed now (`counted` None). Refusal when nothing is to close that day."""
    _must_be_open(work, day)
    return replace(_sheet(work, day), clerk_name=work.clerk.name, made_at=work.now)


@needs("till.close")
def close_day(work: Work, day: date, counted: Money, reason: str = "") -> CloseSheet:
    """Close a day for good with the counted cash.

    Refusal when the day has no receipts, is closed, an earlier day is open, or a difference has no reason.
    Trouble when a number is missing in a series.
    """
    work.serialize("till.day")
    _must_be_open(work, day)
    sheet = _sheet(work, day)
    if sheet.gaps:
        raise Trouble(f"票号不连续，缺 {sheet.gaps} 个号，不能日结", "请停止收款，立即联系管理员核对备份")
    signed = replace(
        sheet,
        counted=counted,
        difference=rules.check_counted(sheet.expected, counted, reason),
        reason=reason.strip(),
        chain=work.audit_head()[:12],
        closed_at=work.now,
        clerk_name=work.clerk.name,
    )
    return _write(work, signed)


@needs("till.read")
def closed_days(work: Work, first: date, last: date) -> tuple[CloseSheet, ...]:
    """The signed closes of the days from `first` to `last`, both included, by day."""
    where = DayCloseRow.day.between(first, last)
    rows = work.session.connection().execute(select(DayCloseRow.__table__).where(where).order_by(DayCloseRow.day))
    return tuple(_stored(work, row) for row in rows.mappings().all())


@needs("till.read")
def takings(work: Work, first: date, last: date) -> tuple[Taking, ...]:
    """Sums by series and payment over the business days from `first` to `last`, voids left out."""
    return _takings(work, first, last)


def _must_be_open(work: Work, day: date) -> None:
    running = open_days(work)
    if day not in running:
        closed = work.session.connection().execute(select(DayCloseRow.id).where(DayCloseRow.day == day)).scalar()
        said = "已经日结" if closed else "没有开过票，不用日结"
        raise Refusal(f"{rules.named(day, work.today)}{said}", "请选择尚未日结的日期", "day")
    if running[0] < day:
        raise Refusal(f"{rules.named(running[0], work.today)}尚未日结", "请先日结该日", "day")


def _sheet(work: Work, day: date) -> CloseSheet:
    centre = settings.load(work, Centre)
    sums = _takings(work, day, day)
    series, gaps = _series(work, day)
    opening = opening_float(work, day) or ZERO
    sheet = CloseSheet(
        day=day,
        centre=centre.name,
        window=centre.window,
        opening_float=opening,
        takings=sums,
        series=series,
        receipts=sum(one.receipts for one in series),
        voids=sum(one.voids for one in series),
        gaps=gaps,
        expected=opening + cash_taken(work, day),
        perpetual=ZERO,
        shifts=shifts(work, day),
    )
    cash = total(one.net for one in sums if one.payment is Payment.CASH)
    assert sheet.expected == opening + cash, "cash by payment and cash by receipt differ"
    assert sheet.receipts == sheet.voids + sum(one.receipts + one.reversals for one in sums)
    return replace(sheet, perpetual=_last_perpetual(work) + sheet.sales)


def _last_perpetual(work: Work) -> Money:
    query = select(DayCloseRow.perpetual).order_by(DayCloseRow.id.desc()).limit(1)
    return work.session.connection().execute(query).scalar() or ZERO


def _takings(work: Work, first: date, last: date) -> tuple[Taking, ...]:
    return tuple(_taking(*row) for row in work.rows(_TAKINGS, {"first": first, "last": last}))


def _taking(kind: str, payment: str, receipts: int, amount: int, reversals: int, reversed_amount: int) -> Taking:
    return Taking(kind, Payment(payment), receipts, Money(int(amount)), reversals, Money(int(reversed_amount)))


def _series(work: Work, day: date) -> tuple[tuple[SeriesRange, ...], int]:
    row = ReceiptRow
    query = (
        select(row.kind, row.year, func.min(row.serial), func.max(row.serial), func.count())
        .add_columns(func.sum(case((is_void(row), 1), else_=0)))
        .where(row.day == day)
        .group_by(row.kind, row.year)
        .order_by(row.kind, row.year)
    )
    found = work.session.connection().execute(query).all()
    mine = or_(*(and_(row.kind == kind, row.year == year) for kind, year, *_ in found))
    gaps = sum(count for _, _, count in series_gaps(work.session.connection(), mine))
    return tuple(_range(*one) for one in found), gaps


def _range(kind: str, year: int, first: int, last: int, count: int, voids: int) -> SeriesRange:
    text = rules.number_text
    return SeriesRange(kind, text(kind, year, first), text(kind, year, last), count, int(voids))


def _write(work: Work, sheet: CloseSheet) -> CloseSheet:
    newest = select(DayCloseRow.id, DayCloseRow.mac).order_by(DayCloseRow.id.desc()).limit(1)
    previous = work.session.connection().execute(newest).one_or_none()
    row: dict[str, Any] = {name: getattr(sheet, name) for name in _PLAIN + _SIGNED}
    row |= {"at": work.now, "clerk_id": work.clerk.id, "previous_id": previous.id if previous else None}
    row |= {"takings": _frozen_takings(sheet.takings), "series": _frozen_series(sheet.series)}
    row["mac"] = work.keyed_code("day close", close_content(row, previous.mac if previous else ""))
    work.insert(DayCloseRow, row)
    work.news("till")
    return replace(sheet, mac=row["mac"])


def _frozen_takings(sums: Iterable[Taking]) -> list[list[str | int]]:
    return [[t.kind, t.payment.value, t.receipts, t.amount.fen, t.reversals, t.reversed_amount.fen] for t in sums]


def _frozen_series(series: Sequence[SeriesRange]) -> list[list[str | int]]:
    return [[s.kind, s.first, s.last, s.receipts, s.voids] for s in series]


def _stored(work: Work, row: RowMapping) -> CloseSheet:
    return CloseSheet(
        **{name: row[name] for name in _PLAIN + _SIGNED},
        takings=tuple(_taking(*one) for one in row["takings"]),
        series=tuple(SeriesRange(*one) for one in row["series"]),
        shifts=shifts(work, row["day"]),
        mac=row["mac"],
        closed_at=row["at"],
    )
