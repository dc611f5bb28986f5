"""The month in figures and what must add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import MINUS, ZERO, Money, total
from shequ_desk.kernel.rates import percent


@dataclass(frozen=True)
class Sum:
    """Visits, minutes and money of one programme, age class or day. `list_price` = `care` + what others bear."""

    name: str
    visits: int
    minutes: int
    list_price: Money
    care: Money
    meal_fee: Money

    @property
    def hours(self) -> str:
        """Used time in hours, one decimal."""
        return f"{self.minutes / 60:,.1f}".replace("-", MINUS)


@dataclass(frozen=True)
class PayerSum:
    """What one payer bears of the care fees."""

    payer: str
    amount: Money


@dataclass(frozen=True)
class UseSum:
    """How much of a session's places was used: child-minutes of `offered` place-minutes."""

    group_name: str
    session_name: str
    used: int
    offered: int

    @property
    def percent(self) -> str:
        """63.2%; — when none was offered."""
        return percent(self.used, self.offered)


@dataclass(frozen=True)
class AgeLine:
    """The health-and-age table for the authority: children of an age class and what is known of their health."""

    name: str
    children: int
    boys: int
    girls: int
    health_checked: int
    vaccinated: int
    abnormal_checks: int


@dataclass(frozen=True)
class MonthFigures:
    """Everything the month's paper prints. Money of mirrors counts negative on the day it was given back.

    `turns` of the waiting list asked in the month, `taken` those that became bookings; `no_shows` with late cancels
    apart; `grandparents` children mainly cared for by grandparents; `children` different ones who came.
    """

    month: Month
    centre: str
    visits: int
    children: int
    minutes: int
    by_programme: tuple[Sum, ...]
    by_class: tuple[Sum, ...]
    by_day: tuple[tuple[date, Sum], ...]
    payers: tuple[PayerSum, ...]
    uses: tuple[UseSum, ...]
    ages: tuple[AgeLine, ...]
    turns: int
    taken: int
    no_shows: int
    late_cancels: int
    incidents: int
    refused: int
    grandparents: int
    list_price: Money
    care: Money
    meal_fee: Money
    receipts: Money

    @property
    def hours(self) -> str:
        """Used time in hours, one decimal."""
        return f"{self.minutes / 60:,.1f}".replace("-", MINUS)

    @property
    def borne(self) -> Money:
        """What others than the guardians bear."""
        return self.list_price - self.care


def check_month(figures: MonthFigures) -> None:
    """Refusal naming the identity that fails: Σ by programme = Σ by class = Σ by day = total, payers, receipts."""
    whole = _key((Sum("", figures.visits, figures.minutes, figures.list_price, figures.care, figures.meal_fee),))
    days = tuple(one for _, one in figures.by_day)
    for title, sums in (("项目", figures.by_programme), ("月龄", figures.by_class), ("逐日", days)):
        if _key(sums) != whole:
            raise _broken(f"{title}合计与总计不符")
    if total(one.amount for one in figures.payers) != figures.list_price:
        raise _broken("各承担方合计与应收不符")
    if figures.care + figures.meal_fee != figures.receipts:
        raise _broken("托育收费与凭证合计不符")
    if sum(one.children for one in figures.ages) != figures.children:
        raise _broken("各月龄儿童数与总数不符")


def _key(sums: Sequence[Sum]) -> tuple[int, int, Money, Money, Money]:
    return (
        sum(one.visits for one in sums),
        sum(one.minutes for one in sums),
        total(one.list_price for one in sums) if sums else ZERO,
        total(one.care for one in sums),
        total(one.meal_fee for one in sums),
    )


def _broken(text: str) -> Refusal:
    return Refusal(f"托育月报不平：{text}", "请先备份数据，并联系系统管理员核对")
