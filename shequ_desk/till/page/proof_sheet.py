"""核验凭证: whether a paper somebody brings is ours."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import LineEdit
from shequ_desk.desk.widgets import Banner, Label
from shequ_desk.till import service as till
from shequ_desk.till.page.form_sheet import FormSheet
from shequ_desk.till.rules import State
from shequ_desk.till.service.listing import whole_number


class ProofSheet(FormSheet):
    """Number and check code, typed or scanned from the QR code into the first line."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "核验凭证", "核验", width=460)
        self.number = LineEdit("number", "单号", "例如 CT-2026-000412，也可扫描二维码")
        self.code = LineEdit("check_code", "校验码", "二维码里单号后面的一串字")
        self.number.looks_up = self.code.looks_up = True
        self.verdict = Banner("green")
        self.form.add(self.number)
        self.form.add(self.code)
        self.add(Label("用扫描枪扫二维码，单号和校验码会一起填入", "muted", wrap=True), self.form, self.verdict)
        self.number.setFocus()

    def submit(self) -> None:
        """Say whether the paper is genuine and what became of it."""
        self.verdict.show_text("")
        self.try_to(self._check)

    def _check(self) -> None:
        number, code = _parts(self.number.plain(), self.code.plain())
        with self.context.database.reading(self.context.clerk) as work:
            receipt = till.receipt(work, number)
            right = till.genuine(work, number, code)
        if right:
            what = f"{receipt.payer_name}　{receipt.title}　{receipt.amount.text('−')} 元　{receipt.day.isoformat()}"
            tone: Tone = "green" if receipt.state is State.VALID else "gold"
            self.verdict.show_text(f"✓ 是本中心开具的凭证，{receipt.state.label}\n{what}", tone)
        else:
            self.verdict.show_text("✗ 校验码不符，这张凭证不是本中心开具的，或内容被改过", "red")


def _parts(number: str, code: str) -> tuple[str, str]:
    whole = whole_number(number)
    scanned = number[len(whole) :].strip()
    return (whole, scanned or code) if whole else (number, code)
