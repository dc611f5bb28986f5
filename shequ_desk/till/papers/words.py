"""What a receipt says, the same on every size of paper (domain.md §6.2, §6.3)."""

from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.money import MINUS, Money, upper
from shequ_desk.till.rules import Line, Payment, Receipt, State

FOOTER = "本凭证为内部收款凭证，不作发票或财政票据使用。"
ORDER = "一二三四五六"


def marks(receipt: Receipt) -> list[str]:
    """What happened after the receipt was given: 作废, 已冲红, 红冲, 补打; one line each."""
    lines = []
    when = f"{receipt.undone_at:%Y-%m-%d %H:%M}" if receipt.undone_at else ""
    if receipt.state is State.VOID:
        lines.append(f"作废　{when}　{receipt.undone_by}　原因：{receipt.reason}")
    elif receipt.state is State.REVERSED:
        lines.append(f"已冲红　红冲单 {receipt.mirrored_by}　{when}　{receipt.undone_by}　原因：{receipt.reason}")
    elif receipt.state is State.MIRROR:
        lines.append(f"红冲　冲销原单 {receipt.mirrors_number}　原因：{receipt.reason}")
    if receipt.printed_at:
        at = f"{receipt.printed_at:%Y-%m-%d %H:%M}"
        lines.append(f"补打　第{receipt.prints}次打印　{at}　{receipt.printed_by}")
    return lines


def watermark(receipt: Receipt, demo: bool) -> str:
    """The large grey words across the paper."""
    words = ["演示"] if demo else []
    if receipt.state in (State.VOID, State.REVERSED):
        words.append(receipt.state.label)
    return "　".join(words)


def moment(receipt: Receipt) -> str:
    """日期：2026年11月21日 11:42; a business day that is not the day of the clock is named."""
    at = receipt.at
    text = f"日期：{long_date(at)} {at:%H:%M}"
    day = receipt.day
    return text if at.date() == day else f"{text}（计入{long_date(day)}）"


def facts(receipt: Receipt) -> list[tuple[str, str]]:
    """The facts that have a value: a diner without a record has no number."""
    return [(label, value) for label, value in receipt.facts if value]


def item(line: Line) -> str:
    """The item with its note."""
    return f"{line.item}（{line.note}）" if line.note else line.item


def taken_off(line: Line) -> str:
    """−7.00 for a reduction of 7.00, 0.00 for none."""
    return (-line.reduction).text(MINUS)


def words(amount: Money) -> str:
    """人民币捌元整, 人民币（负）捌元整."""
    return upper(amount, prefix=True)


def figures(amount: Money) -> str:
    """￥8.00 with U+FFE5: the half-width sign becomes four bytes in GB 18030 on receipt printers."""
    return f"￥{amount.text(MINUS)}"


def paid(receipt: Receipt) -> list[str]:
    """收款方式：现金 · 收款：10.00 · 找零：2.00, as separate pieces; nothing is paid back that was never paid."""
    payment = receipt.payment
    if receipt.state is State.MIRROR and payment is Payment.ACCOUNT:
        return [f"冲销记账：{(-receipt.amount).text()}（未收款，不退款）"]
    if receipt.state is State.MIRROR and payment is not Payment.FREE:
        return [f"退款方式：{payment.label}", f"退款：{(-receipt.amount).text()}"]
    if payment is Payment.CASH:
        return [f"收款方式：{payment.label}", f"收款：{receipt.received.text()}", f"找零：{receipt.change.text()}"]
    if payment is Payment.ACCOUNT and receipt.state is State.VALID:
        later = f"已由 {receipt.collected_by} 收款" if receipt.collected_by else "未收款"
        return [f"收款方式：{payment.label}（{later}）"]
    return [f"收款方式：{payment.label}"]


def code(receipt: Receipt) -> str:
    """What the QR code says: number and check code."""
    return f"{receipt.number} {receipt.check_code}"


def copy_name(copies: tuple[str, ...], place: int) -> str:
    """第一联 居民联; just the name when there is only one copy."""
    return f"第{ORDER[place]}联 {copies[place]}" if len(copies) > 1 else copies[place]
