"""收款 in the settings: which paper the receipts of this PC are printed on, shown as they will look."""

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import PAPERS, PdfView
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.till.page.printing import FORMS, PAPER, choose_form, form
from shequ_desk.till.papers import receipt_pdf
from shequ_desk.till.papers.sample import SAMPLE

_WIDTHS = {"a5": 640, "roll80": 340, "roll58": 270}
_ASKED = "还没选打印机，第一次打印时再问；也可以到“打印机与显示”里选"


class TillSettingsPage(Page):
    """The form of the receipt; a choice is remembered at once, for this PC."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.form_box = ChoiceBox("receipt_form", "凭证用纸", list(FORMS.items()))
        self.printer = Label("", "small", wrap=True)
        self.view = PdfView(context.jobs, "凭证样张")
        self.view.setMinimumHeight(px(180))
        self._lay_out()
        self.form_box.choose(form(context))
        self.form_box.currentIndexChanged.connect(self._on_form)

    def shown(self) -> None:
        """Show the sample on the paper chosen."""
        chosen = form(self._context)
        name = self._context.printing.remembered(PAPER[chosen])
        self.printer.setText(f"{PAPERS[PAPER[chosen]].title}的打印机：{name}" if name else _ASKED)
        self.view.setFixedWidth(px(_WIDTHS[chosen]))
        self.view.show_pdf(receipt_pdf(SAMPLE, chosen, copies=("样张",), demo=True))

    def print_sample(self) -> None:
        """Print the sample on the paper chosen."""
        chosen = form(self._context)
        pdf = receipt_pdf(SAMPLE, chosen, copies=("样张",), demo=True)
        self._context.printing.print(pdf, PAPER[chosen], "凭证样张")

    def _lay_out(self) -> None:
        fields = Form([self.form_box])
        fields.setMaximumWidth(px(420))
        trial = button(Action("till.sample", "打印样张", "Alt+P", self.print_sample), self)
        card = Card("凭证")
        card.add(Label("只对这台电脑有效，选好立即生效。补打和红冲也用这种纸。", "small", wrap=True), fields)
        card.add(self.printer, row(trial, None), row(self.view, None))
        self.setLayout(column(card))

    @Slot()
    def _on_form(self) -> None:
        choose_form(self._context, self.form_box.value())
        self._context.messages.say(f"凭证改用 {FORMS[form(self._context)]}")
        self.shown()
