"""The one way a receipt gets onto paper: form of this PC, rare characters announced, printed after the commit."""

from shequ_desk.desk.counter import Context
from shequ_desk.office import service as office
from shequ_desk.paper import fonts
from shequ_desk.till.papers import receipt_pdf
from shequ_desk.till.rules import Receipt

FORMS = {"a5": "A5 横式（居民联、存根）", "roll80": "80 毫米热敏纸", "roll58": "58 毫米热敏纸"}
_PAPER = {"a5": "A5", "roll80": "roll80", "roll58": "roll58"}
_KEY = "receipt/form"


def form(context: Context) -> str:
    """The receipt form chosen on this PC, a key of FORMS."""
    chosen = context.state.text(_KEY, "a5")
    return chosen if chosen in FORMS else "a5"


def choose_form(context: Context, chosen: str) -> None:
    """Remember the receipt form for this PC."""
    context.state.remember(_KEY, chosen)


def print_receipt(context: Context, receipt: Receipt) -> bytes:
    """Make the paper and print it on the remembered printer; returns its bytes.

    The receipt is committed already: whatever the printer does, only the same bytes are printed again. Characters no
    font has are announced first.
    """
    with context.database.reading(context.clerk) as work:
        demo = office.centre(work).demo
    pdf = receipt_pdf(receipt, form(context), demo=demo)

    def go() -> None:
        context.printing.print(pdf, _PAPER[form(context)], f"凭证 {receipt.number}")

    absent = fonts.missing(_text(receipt))
    if absent:
        shown = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in absent)
        detail = "凭证上会印成方框和字码，不会印错字或漏字；请在纸上手写补正并盖章"
        context.messages.offer(f"没有字体能印出：{shown}", "仍然打印", go, detail=detail)
    else:
        go()
    return pdf


def _text(receipt: Receipt) -> str:
    facts = "".join(name + value for name, value in receipt.facts)
    return receipt.payer_name + facts + "".join(line.item + line.note for line in receipt.lines) + receipt.clerk_name
