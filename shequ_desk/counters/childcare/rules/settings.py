"""The childcare counter's settings."""

from dataclasses import dataclass
from typing import ClassVar

from shequ_desk.kernel.errors import Refusal


@dataclass(frozen=True)
class Childcare:
    """How this desk works.

    `tight_percent`: from this share of its places a session is shown as tight. `late_cancel_hours`: a booking
    cancelled later than so many hours before it begins is a late one. `strikes` no-shows (late cancels too when
    `late_counts`) within `strike_days` stop new bookings for `suspend_days`; 0 strikes: never. `offer_minutes`: how
    long a free place is kept for the first of the waiting list. `fever_tenths`: from this temperature in 0.1 ℃ a child
    is not taken in. `health_months`: how long a health check holds when its paper names no day.
    """

    SECTION: ClassVar[str] = "childcare"
    tight_percent: int = 70
    late_cancel_hours: int = 12
    late_counts: bool = True
    strikes: int = 3
    strike_days: int = 30
    suspend_days: int = 14
    offer_minutes: int = 60
    fever_tenths: int = 373
    health_months: int = 12


def check_settings(settings: Childcare) -> None:
    """Refusal when a value is outside what makes sense."""
    if not 1 <= settings.tight_percent <= 100:
        raise Refusal("“紧张”的比例应在 1 到 100 之间", "一般填 70", "tight_percent")
    if not 360 <= settings.fever_tenths <= 390:
        raise Refusal("发热标准应在 36.0 到 39.0 ℃ 之间", "一般为 37.3 ℃", "fever_tenths")
    if not 5 <= settings.offer_minutes <= 2880:
        raise Refusal("候补保留时间应在 5 分钟到 48 小时之间", "一般为 60 分钟", "offer_minutes")
    if not 1 <= settings.health_months <= 24:
        raise Refusal("健康检查有效期应在 1 到 24 个月之间", "一般为 12 个月", "health_months")
    others = (settings.late_cancel_hours, settings.strikes, settings.strike_days, settings.suspend_days)
    if not all(0 <= one <= 366 for one in others):
        raise Refusal("爽约规则的次数、天数和小时数应在 0 到 366 之间", "不限制请把次数填 0", "strikes")
