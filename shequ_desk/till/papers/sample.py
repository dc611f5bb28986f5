"""A receipt for trying the paper of a PC."""

from datetime import date, datetime

from shequ_desk.kernel.money import Money
from shequ_desk.till.rules import Line, Payment, Receipt

SAMPLE = Receipt(
    id=0,
    kind="CT",
    year=2026,
    serial=0,
    number="CT-2026-000000",
    day=date(2026, 1, 1),
    at=datetime(2026, 1, 1, 11, 42),
    clerk_id=0,
    clerk_name="样张",
    centre="样张，不是凭证",
    window="1",
    title="老年助餐收款凭证",
    payer_name="陈阿毛",
    person_id=None,
    facts=(("姓名", "陈阿毛"), ("证件号", "3302**********0000"), ("类别", "80 周岁以上（82周岁）"), ("餐次", "午餐")),
    lines=(Line("套餐 A", 1, Money(1500), Money(700)),),
    list_total=Money(1500),
    reduction=Money(700),
    amount=Money(800),
    payment=Payment.CASH,
    received=Money(1000),
    change=Money(200),
    note="",
    check_code="0000000000000000",
)
"""What a receipt looks like, for trying a printer; its number is never given."""
