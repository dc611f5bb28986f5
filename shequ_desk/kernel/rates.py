"""Shares and changes in percent, as the tables of a report print them. The number of decimals belongs to the column."""

from decimal import ROUND_HALF_UP, Decimal

from shequ_desk.kernel.money import Money

NO_BASE = "—"
_MINUS = "−"

Number = int | Money


def percent(part: Number, whole: Number, decimals: int = 1) -> str:
    """'97.0%', half up; '—' when there is nothing to divide by (domain.md §7.2)."""
    base = _plain(whole)
    if not base:
        return NO_BASE
    value = rounded(Decimal(100 * _plain(part)) / base, decimals)
    return f"{_MINUS}{-value}%" if value < 0 else f"{value}%"


def change(now: Number, before: Number, decimals: int = 1) -> str:
    """'+3.1%', '−0.9%', '0.0%': 环比 or 同比 against `before`; '—' for no base (domain.md §7.2)."""
    base = _plain(before)
    if not base:
        return NO_BASE
    value = rounded(Decimal(100 * (_plain(now) - base)) / abs(base), decimals)
    if not value:
        return f"{abs(value)}%"
    return f"+{value}%" if value > 0 else f"{_MINUS}{-value}%"


def trend(now: Number, before: Number) -> str:
    """How prose tells a change: '增长3.1%', '下降0.9%', '持平'; '—' for no base."""
    told = change(now, before)
    if told.startswith("+"):
        return f"增长{told[1:]}"
    if told.startswith(_MINUS):
        return f"下降{told[1:]}"
    return told if told == NO_BASE else "持平"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with so many decimals, half away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(value: Number) -> int:
    return value.fen if isinstance(value, Money) else value
