"""作废上一笔, the same on the till page and on the sheet of the paper list."""

from functools import partial

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.desk.counter import Context
from shequ_desk.desk.messages import Place
from shequ_desk.till import service as till
from shequ_desk.till.rules import give_back


def ask_void(context: Context, place: Place | None) -> None:
    """Name the newest receipt that stands and void it after a reason."""

    def ask() -> None:
        with context.database.reading(context.clerk) as work:
            receipt = till.receipt(work, canteen.last_number(work))
        text = f"作废 {receipt.number}：{receipt.payer_name} {receipt.amount.text()} 元"
        context.messages.ask_text(text, "作废原因", "作废这一笔", partial(_void, context, place, receipt.number))

    context.messages.guard(ask, place)


def _void(context: Context, place: Place | None, number: str, reason: str) -> None:
    def go() -> None:
        with context.database.work(context.clerk) as work:
            canteen.void_meals(work, number, reason)
            receipt = till.receipt(work, number)
        context.messages.say(f"{number} 已作废，名额和次数已退回{give_back(receipt)}")

    context.messages.guard(go, place)
