"""One sentence in a window of its own: the folder is open elsewhere, the disk is full."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.office.page.frame import BrandPanel


class Notice(QWidget):
    """What happened and what to do, with 知道了 on Enter."""

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__()
        self.setObjectName("Ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("社区全科服务台")
        self.setAccessibleName(f"{message} {way_out}".strip())
        self.message, self.way_out = Label(message, "heading", wrap=True), Label(way_out, wrap=True)
        self.way_out.setVisible(bool(way_out))
        self.main = button(Action("notice.close", "知道了", "Enter", self._on_close), self, "primary", height=44)
        card = Card(spacing=10)
        card.add(self.message, self.way_out, 4, None, row(None, self.main))
        brand = BrandPanel(width=190)
        self.setLayout(row(brand, column(card, margins=(16, 16, 16, 16)), spacing=0))
        self.setFixedWidth(px(640))
        self.setMinimumHeight(px(240))
        self.main.setFocus()

    @Slot()
    def _on_close(self) -> None:
        self.close()
