"""What must hold before a paper is printed, each identity broken by itself."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from shequ_desk.counters.canteen.rules import Payer, Rule
from shequ_desk.counters.canteen.rules.order import ELDERS, PUBLIC
from shequ_desk.counters.canteen.rules.proof import LineKind, money_true
from shequ_desk.counters.canteen.rules.settlement import Heading, Part, PublicDay, PublicLedger, PublicRow, check_public
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

DAY = date(2026, 10, 9)
AT = datetime(2026, 10, 9, 11, 40)
HEADING = Heading("清泉", "330200001001", False, "运营方", "operator", "王岚", AT, DAY, DAY, True, DAY)
ROW = PublicRow(1, AT, "刘师傅", "外卖员", "6789", "套餐 A", Money(1500), "CT-2026-000001", 1)
LEDGER = PublicLedger(
    Month(2026, 10),
    HEADING,
    days=(PublicDay(DAY, 40, 2),),
    rows=(ROW, replace(ROW, meal_id=2)),
    occupations=(("外卖员", 2),),
    payers=(Part("慈善", Money(2000)), Part("区", Money(1000))),
    before=0,
)
OFF = Rule("70 周岁以上", "off", 500, (Payer("市", 1),), date(2026, 1, 1), no=1, id=1)
CAPPED = replace(OFF, limit="day", limit_unit="fen", limit_amount=800)
LINE = LineKind(ELDERS, 1, None, 1, Money(1500), Money(500), Money(1000))


def test_a_true_ledger_of_public_meals_passes() -> None:
    check_public(LEDGER)
    assert (LEDGER.used, LEDGER.quota, LEDGER.value) == (2, 40, Money(3000))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (replace(LEDGER, rows=(ROW,)), "明细份数与按日份数不一致"),
        (replace(LEDGER, days=(PublicDay(DAY, 40, 3),)), "明细份数与按日份数不一致"),
        (replace(LEDGER, occupations=(("外卖员", 1),)), "明细份数与按日份数不一致"),
        (replace(LEDGER, payers=(Part("慈善", Money(2999)),)), "公益套餐金额 30.00 元，各承担方合计 29.99 元"),
    ],
)
def test_a_ledger_of_public_meals_that_does_not_add_up_is_refused(broken: PublicLedger, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        check_public(broken)


@pytest.mark.parametrize(
    ("line", "rule", "holds"),
    [
        (LINE, OFF, True),
        (replace(LINE, quantity=-1, price=Money(-1500), reduction=Money(-500), pay=Money(-1000)), OFF, True),
        (replace(LINE, quantity=2), OFF, False),
        (replace(LINE, pay=Money(999)), OFF, False),
        (replace(LINE, reduction=Money(300), pay=Money(1200)), OFF, False),
        (replace(LINE, reduction=Money(300), pay=Money(1200)), CAPPED, True),
        (replace(LINE, reduction=Money(501), pay=Money(999)), CAPPED, False),
        (replace(LINE, reduction=ZERO, pay=Money(1500)), CAPPED, False),
        (replace(LINE, reduction=ZERO, pay=Money(1500)), None, True),
        (replace(LINE, mode=PUBLIC), None, False),
        (replace(LINE, mode=PUBLIC, reduction=Money(1500), pay=ZERO), None, True),
        (replace(LINE, reduction=Money(-100), pay=Money(1600)), None, False),
    ],
)
def test_a_line_is_true_when_it_is_what_its_rule_gives(line: LineKind, rule: Rule | None, holds: bool) -> None:
    assert money_true(line, rule) == holds
