"""Money in whole 分 (domain.md §6.1 point 6): exact, never floating point."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.kernel.rmb import in_words

CAP_FEN = 99_999_999_999_999
MINUS = "\u2212"
_AMOUNT = re.compile(
    r"(?P<minus>[-\u2212])?¥?\s*(?P<yuan>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<cents>[0-9]*))?\s*元?"
)
_WAY_OUT = "请输入数字，例如 12 或 12.50"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of `fen` 分; may be negative for reversals and differences."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money holds whole fen, not {self.fen!r}")

    @classmethod
    def yuan(cls, yuan: int) -> Self:
        """`yuan` whole 元."""
        return cls(yuan * 100)

    @classmethod
    def parse(cls, text: str, signed: bool = False, field: str = "") -> Self:
        """What a clerk typed, in 元: '12', '12.5', '1,234.50', full-width digits, ¥ before or 元 after.

        Raises Refusal: no number, more than two decimals, above 999,999,999,999.99, or a minus unless `signed`.
        """
        found = _read(text, field)
        digits = found["yuan"].replace(",", "").lstrip("0")
        if len(digits) > 12:
            raise Refusal("金额太大，最多 999,999,999,999.99 元", "请检查是否多输了数字", field)
        fen = int(digits or "0") * 100 + int((found["cents"] or "").ljust(2, "0"))
        if found["minus"] and not signed:
            raise Refusal("金额不能是负数", "请输入正数；退款请用“冲正”或“作废”", field)
        return cls(-fen if found["minus"] else fen)

    def text(self, minus: str = "-") -> str:
        """'1,234.50', always two decimals; papers pass `minus=MINUS` (U+2212)."""
        yuan, cents = divmod(abs(self.fen), 100)
        return f"{minus if self.fen < 0 else ''}{yuan:,}.{cents:02d}"

    def paper(self) -> str:
        """`text` with the typographic minus U+2212, for papers."""
        return self.text(minus=MINUS)

    def upper(self, prefix: bool = False) -> str:
        """大写, canonical form of domain.md §6.1; `prefix` puts 人民币 before it."""
        return in_words(self.fen, prefix)

    def percent(self, rate: int | Decimal) -> Self:
        """`rate` per cent of this amount, rounded half away from zero to the 分 (四舍五入)."""
        exact = Decimal(self.fen) * Decimal(rate) / 100
        return type(self)(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def share(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Split by `weights` (not negative, not all zero); the remaining 分 go to the first named with a weight."""
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError(f"weights must be positive: {weights!r}")
        sign = -1 if self.fen < 0 else 1
        parts = [abs(self.fen) * weight // whole for weight in weights]
        first = next(place for place, weight in enumerate(weights) if weight)
        parts[first] += abs(self.fen) - sum(parts)
        return tuple(Money(sign * part) for part in parts)

    def __add__(self, other: "Money") -> Self:
        return type(self)(self.fen + other.fen)

    def __sub__(self, other: "Money") -> Self:
        return type(self)(self.fen - other.fen)

    def __mul__(self, times: int) -> Self:
        return type(self)(self.fen * times)

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return type(self)(-self.fen)

    def __abs__(self) -> Self:
        return type(self)(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        return self.text()


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of `amounts`, `ZERO` for none."""
    return sum(amounts, ZERO)


def share(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """`Money.share`, for callers that read better with a function."""
    return amount.share(weights)


def upper(amount: Money, prefix: bool = False) -> str:
    """`Money.upper`, for callers that read better with a function."""
    return amount.upper(prefix)


def _read(text: str, field: str) -> re.Match[str]:
    plain = half_width(text).strip().replace("。", ".")
    if not plain:
        raise Refusal("还没有输入金额", _WAY_OUT, field)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise Refusal("金额不是数字", _WAY_OUT, field)
    if len(found["cents"] or "") > 2:
        raise Refusal("金额最多两位小数（到分）", _WAY_OUT, field)
    return found
