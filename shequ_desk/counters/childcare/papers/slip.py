"""预约单 on A5 across: what the guardian takes home."""

from shequ_desk.counters.childcare.papers.look import facts, mark
from shequ_desk.counters.childcare.rules.papers import Slip
from shequ_desk.kernel.dates import full_date
from shequ_desk.paper.parts import Ends, Gap, Prose, SpacedTitle
from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A5_LANDSCAPE, SUBTITLE, Style

_ANYBODY = "监护人或已授权的成年人"
_TEXT = Style(size=10, pitch=15.5, align="justify")


def slip_pdf(slip: Slip) -> bytes:
    """One page A5 across with the papers that are still missing."""
    booking = slip.booking
    story: list[Block] = [
        Prose(slip.head.centre, SUBTITLE),
        SpacedTitle("托育预约单"),
        Gap(4),
        Ends(f"登记：{booking.booked_at:%Y-%m-%d %H:%M}", f"预约号：{booking.id}", 10.5, 18),
        Gap(2),
        facts(_items(slip)),
        facts(_below(slip), 1),
        Gap(6),
        *(Prose(text, _TEXT) for text in _notes(slip)),
        Gap(8),
        Ends(
            f"经办：{slip.head.made_by}　　打印：{slip.head.made_at:%Y-%m-%d %H:%M}",
            "监护人签名：＿＿＿＿＿＿＿＿",
            10.5,
            20,
        ),
    ]
    return Sheet(A5_LANDSCAPE, f"托育预约单 {booking.id}", mark(slip.head)).build(story)


def _items(slip: Slip) -> tuple[tuple[str, str], ...]:
    booking = slip.booking
    group = f"{booking.group_name} · {booking.programme_name}"
    return (
        ("儿童", booking.child_name),
        ("月龄", booking.age),
        ("日期", full_date(booking.day)),
        ("时段", f"{booking.session_name} {booking.hours}".strip()),
        ("班型", group),
        ("接送人", slip.pickup or _ANYBODY),
        ("状态", booking.state_text),
        ("单价", slip.price),
    )


def _below(slip: Slip) -> tuple[tuple[str, str], ...]:
    remark = (("备注", slip.booking.remark),) if slip.booking.remark else ()
    return (("预计费用", _fee(slip)), *remark)


def _fee(slip: Slip) -> str:
    if slip.fee is None:
        return "离托时按实际使用时间结算"
    return f"{slip.fee.list_price.text()} 元（离托时按实际使用时间结算，减免按当日规定计算）"


def _notes(slip: Slip) -> list[str]:
    missing = "；".join(f"{one.title}（{one.text}）" for one in slip.missing)
    late = f"请在开始前 {slip.cancel_hours} 小时取消，逾期计为临时取消。" if slip.cancel_hours else ""
    return [
        f"入托前还须提交：{missing}。" if missing else "入托材料齐全。",
        f"请由监护人或已授权的成年人接送，并出示身份证件。儿童发热或不适时请勿入托。{late}",
    ]
