"""What belongs to this PC and not to the centre: printers per kind of paper, large text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import PAPERS, Paper
from shequ_desk.desk.widgets import Card, Label, column, grid
from shequ_desk.office.papers import trial_page

_LATER = "还没选（第一次打印时再问）"


class PcTab(Page):
    """A choice is remembered at once; nothing to save."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.boxes = {key: ChoiceBox(f"printer.{key}", f"{paper.title}的打印机") for key, paper in PAPERS.items()}
        self.tests = {
            key: button(Action(f"printer.test.{key}", "试打一张", f"Alt+{place}", _testing(context, paper)), self)
            for place, (key, paper) in enumerate(PAPERS.items(), 1)
        }
        self.large = QCheckBox("大字模式：所有文字放大四分之一")
        self._lay_out()
        self.large.setChecked(context.state.large())
        self.large.toggled.connect(self._on_large)

    def shown(self) -> None:
        names = self._context.printing.printers()
        for key, box in self.boxes.items():
            known = self._context.printing.remembered(key)
            gone = [(known, f"{known}（没有找到）")] if known and known not in names else []
            box.blockSignals(True)
            box.set_options([("", _LATER), *gone, *((name, name) for name in names)])
            box.choose(known)
            box.blockSignals(False)

    def _lay_out(self) -> None:
        table = grid(10)
        for line, (key, paper) in enumerate(PAPERS.items()):
            table.addWidget(Label(paper.title), line, 0)
            table.addWidget(self.boxes[key], line, 1)
            table.addWidget(self.tests[key], line, 2)
            self.tests[key].setAccessibleName(f"{paper.title}试打一张")
            self.boxes[key].currentIndexChanged.connect(_remembering(self._context, self.boxes[key], key))
        table.setColumnStretch(1, 1)
        printers = Card("打印机")
        words = "只对这台电脑有效。选好以后直接打印，不再询问；试打一张核对纸张大小和边距。"
        printers.add(Label(words, "small", wrap=True), table)
        shown = Card("显示")
        shown.add(self.large, Label("下次打开程序时生效。", "small"))
        self.large.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayout(column(printers, shown, None, spacing=12))

    @Slot(bool)
    def _on_large(self, large: bool) -> None:
        self._context.state.set_large(large)
        self._context.messages.say(
            "大字模式已打开，下次打开程序时生效" if large else "大字模式已关闭，下次打开程序时生效"
        )


def _remembering(context: Context, box: ChoiceBox, key: str) -> Callable[[], None]:
    def remember() -> None:
        context.printing.remember(key, box.optional() or "")

    return remember


def _testing(context: Context, paper: Paper) -> Callable[[], None]:
    def print_one() -> None:
        pdf = trial_page(paper.key, paper.title, context.clock.now())
        context.printing.print(pdf, paper.key, f"{paper.title}试打页")

    return print_one
