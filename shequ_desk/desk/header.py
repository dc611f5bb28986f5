"""Head and foot of the window: whose centre, who, when, and that everything is saved."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.desk.theme import colour, font, px, tall
from shequ_desk.desk.widgets import Chip, ElidedLabel, Label, LinkButton, SecondaryButton, column, row
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import full_date

SEARCH_WIDTH = 560
_DUTIES = 2
_CENTRE, _WHO = 180, 72
"""Design pixels a long centre's name may insist on, and those a clerk's name has."""


class Header(QWidget):
    """Centre and window at the left, the place for search, date and time (ticking), clerk, 锁定."""

    def __init__(self, clock: Clock, search: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("Header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(tall(56, 15 + 12))
        self._clock, self._search = clock, search
        self._centre, self._window = ElidedLabel("", "heading"), Label("", "small")
        self._date, self._time = Label("", "strong"), Label("", "small")
        for part in (self._date, self._time):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.clerk_chip = Chip("", "green")
        self.lock_button = SecondaryButton("锁定", "Ctrl+L", 32)
        self.setLayout(self._row())
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.show_time)
        self._timer.start()
        self.show_time()

    def show_centre(self, centre: str, window_line: str) -> None:
        """Show the centre's name and e.g. "1 号窗口 · 全科服务"."""
        self._centre.setText(centre)
        self._centre.setMinimumWidth(min(self._centre.sizeHint().width(), px(_CENTRE)))
        self._window.setText(window_line)

    def show_clerk(self, text: str) -> None:
        """Show the clerk, e.g. "王岚 · 窗口、食堂"; more duties than that are counted, a long name is shortened, the
        tooltip says all.
        """
        duties = text.split("、")
        who, parting, duty = duties[0].rpartition(" · ")
        metrics = QFontMetrics(font(12))
        shown = f"{metrics.elidedText(who, Qt.TextElideMode.ElideRight, px(_WHO))}{parting}"
        shown += f"{duty}等 {len(duties)} 个岗位" if len(duties) > _DUTIES else "、".join((duty, *duties[1:]))
        self.clerk_chip.setText(shown)
        self.clerk_chip.setToolTip("" if shown == text else text)
        self.clerk_chip.setAccessibleName(f"当前人员 {text}")

    @Slot()
    def show_time(self) -> None:
        """Show the clock's time now."""
        now = self._clock.now()
        self._date.setText(full_date(now))
        self._time.setText(f"{now:%H:%M}")

    def _row(self) -> QHBoxLayout:
        names, times = column(self._centre, self._window, spacing=0), column(self._date, self._time, spacing=0)
        line = row(names, spacing=16, margins=(18, 6, 18, 6))
        if self._search is not None:
            self._search.setMaximumWidth(px(SEARCH_WIDTH))
            line.addWidget(self._search, 100)
        line.addStretch(1)
        line.addLayout(times)
        line.addWidget(self.clerk_chip)
        line.addWidget(self.lock_button)
        return line


class Dot(QWidget):
    """A small disc in front of the words that say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(8), px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("saved"))
        painter.drawEllipse(self.rect())


class StatusLine(QWidget):
    """数据已保存 · backup · printer at the left, jobs in the middle, export and the accounting month at the right."""

    def __init__(self, jobs: QWidget) -> None:
        super().__init__()
        self.setObjectName("StatusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(tall(28, 13))
        self._dot, self._saved = Dot(), Label("数据已保存")
        self._backup, self._printer = Label(""), ElidedLabel("")
        self._period = Label("")
        self.export_button = LinkButton("导出列表", "Ctrl+Shift+E")
        left = row(self._dot, self._saved, 10, self._backup, 10, self._printer)
        self.setLayout(row(left, jobs, self.export_button, 10, self._period, margins=(18, 0, 18, 0)))

    def show_backup(self, text: str) -> None:
        """Show e.g. "今日备份 08:30 已校验"."""
        self._backup.setText(text)

    def show_printer(self, text: str) -> None:
        """Show e.g. "打印机：A5 针式 就绪"."""
        self._printer.setText(text)

    def show_period(self, text: str) -> None:
        """Show e.g. "2026 年 11 月账期 · 未结账"."""
        self._period.setText(text)
