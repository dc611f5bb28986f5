"""The canteen's settings."""

from dataclasses import dataclass
from typing import ClassVar

from shequ_desk.kernel.errors import Refusal

HOLDERS = {"centre": "中心代收", "operator": "运营方收取"}


@dataclass(frozen=True)
class Canteen:
    """How this canteen works (domain.md §1.6, §5.4, §8.3).

    `birthday_strict`: a year of age counts only from the day after the birthday. `holder`: who keeps the diners'
    money, a key of HOLDERS. `no_show_subsidised`: a booked meal nobody came for is settled with its discount.
    `posting_days`: how long the posted copy hangs. `posting_id_tail`: the masked ID number stands on the posted copy.
    """

    SECTION: ClassVar[str] = "canteen"
    birthday_strict: bool = False
    holder: str = "operator"
    operator: str = "邻里食堂运营方"
    no_show_subsidised: bool = False
    posting_days: int = 7
    posting_id_tail: bool = True


def check_settings(settings: Canteen) -> None:
    """Refusal when a value is outside what the papers can say."""
    if settings.holder not in HOLDERS:
        raise Refusal("请选择餐费由谁收取", "中心代收或运营方收取", "holder")
    if not settings.operator.strip():
        raise Refusal("请填写运营方名称", "打印在结算表上", "operator")
    if not 1 <= settings.posting_days <= 60:
        raise Refusal("公示天数应在 1 到 60 之间", "一般为 7 天", "posting_days")
