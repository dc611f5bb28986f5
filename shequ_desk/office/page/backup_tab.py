"""Backups: the list, one now, one on a stick, and bringing one back."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import SecretEdit
from shequ_desk.desk.files import FileDialog
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import Tone, px
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.office.page.form_sheet import FormSheet
from shequ_desk.office.service import Seat
from shequ_desk.store.backup import Backup, at

_COLUMNS = (
    Column("made_at", "时间", weight=1),
    Column("size", "大小"),
    Column("state", "状态"),
    Column("name", "文件夹", weight=2),
)
_STATE = 2
_MIB = 1 << 20


class BackupTab(Page):
    """Backups of this data folder, newest first."""

    def __init__(self, context: Context, seat: Seat) -> None:
        super().__init__()
        self._context, self._seat = context, seat
        self._backups: tuple[Backup, ...] = ()
        self.view = RowsView(
            _COLUMNS,
            "备份",
            looks={"made_at": "strong", "name": "muted"},
            tones={"state": _tone},
            empty="还没有备份",
            advice="按 Ctrl B 立即备份",
        )
        self.view.setMinimumHeight(px(280))
        self._lay_out()
        self.view.row_activated.connect(self._on_activated)

    def shown(self) -> None:
        self._backups = office.backup_list(self._seat)
        self.view.show_rows([_line(made) for made in self._backups])
        self.view.select(max(self.view.currentIndex().row(), 0) if self._backups else -1)

    def back_up(self, place: Path | None = None) -> None:
        """Start a backup as a job."""
        seat = self._seat

        def work(_progress: object, _cancelled: object) -> Backup:
            return office.back_up(seat, place)

        def done(made: Backup) -> None:
            self.shown()
            self._context.messages.say(f"备份已做好并校验：{made.path.name}")

        self._context.jobs.run(work, done, title="备份并校验")

    def restore(self, place: Path) -> None:
        """Ask for the way in, then bring the backup in this folder back."""

        def find() -> None:
            RestoreSheet(self, self._context, self._seat, at(place)).open()

        self._context.messages.guard(find)

    def _lay_out(self) -> None:
        now = button(Action("backup.now", "立即备份", "Ctrl+B", self._on_now), self, "primary", height=36)
        line = row(
            now,
            button(Action("backup.elsewhere", "备份到别处", "Ctrl+E", self._on_elsewhere), self),
            button(Action("backup.restore", "恢复所选", "Ctrl+R", self._on_restore), self),
            button(Action("backup.from", "从别处恢复", "Ctrl+O", self._on_from), self),
            None,
        )
        card = Card("备份与恢复")
        words = (
            "打开程序时、每小时、关闭时有变化就自动备份，旧的自动精简。备份是加密的，"
            "请每周用“备份到别处”存一份到移动盘，与恢复单分开保管。"
        )
        card.add(Label(words, "small", wrap=True), self.view, line)
        self.setLayout(column(card))

    def _choose(self, title: str) -> QFileDialog:
        dialog = FileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return dialog

    @Slot()
    def _on_now(self) -> None:
        self.back_up()

    @Slot()
    def _on_elsewhere(self) -> None:
        dialog = self._choose("选择存放备份的文件夹")
        dialog.fileSelected.connect(self._on_place)
        dialog.open()

    @Slot(str)
    def _on_place(self, folder: str) -> None:
        self.back_up(Path(folder))

    @Slot()
    def _on_from(self) -> None:
        dialog = self._choose("选择备份文件夹")
        dialog.fileSelected.connect(self._on_other)
        dialog.open()

    @Slot(str)
    def _on_other(self, folder: str) -> None:
        self.restore(Path(folder))

    @Slot()
    def _on_restore(self) -> None:
        place = self.view.currentIndex().row()
        if 0 <= place < len(self._backups):
            self.restore(self._backups[place].path)

    @Slot(object)
    def _on_activated(self, _row: object) -> None:
        self._on_restore()


class RestoreSheet(FormSheet):
    """Says what will be lost, asks for password or recovery key, and closes the program afterwards."""

    def __init__(self, tab: BackupTab, context: Context, seat: Seat, made: Backup) -> None:
        self.secret = SecretEdit("secret", "做备份时您的密码，或恢复密钥")
        title = f"恢复 {made.made_at:%Y-%m-%d %H:%M} 的备份？"
        super().__init__(tab.window(), context, title, "恢复并关闭程序", (self.secret,), tone="red", width=560)
        words = (
            f"现在的数据会整个换成 {short_date(made.made_at)} {made.made_at:%H:%M} 的样子，那以后办的业务都不在里面，"
            "需要照纸质凭证补录。换下来的文件不会删除，留在数据文件夹的 replaced 里。"
        )
        self.body.insertWidget(0, Label(words, wrap=True))
        self._seat, self._made, self._host_window = seat, made, tab.window()

    def submit(self) -> None:
        """Restore in a job; a wrong secret comes back to the field."""
        if self.context.messages.guard(self._check, self):
            self._restore()

    def _check(self) -> None:
        if not self.secret.text():
            raise self.secret.refusal("请输入密码或恢复密钥")

    def _restore(self) -> None:
        seat, made, secret, now = self._seat, self._made, self.secret.text(), self.context.clock.now()

        def work() -> Path:
            return office.restore_from(seat, made.path, secret, now)

        def done(aside: Path) -> None:
            RestoredSheet(self._host_window, aside).open()

        self.run(work, done, "恢复")


class RestoredSheet(Sheet):
    """The open program still shows the old data: it can only be closed."""

    def __init__(self, parent: QWidget, aside: Path) -> None:
        super().__init__(parent, "备份已恢复", "关闭程序", width=480)
        self.add(Label(f"换下来的文件在 replaced/{aside.name}。请关闭程序，再重新打开登录。", wrap=True))
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        QCoreApplication.exit(0)


def _line(made: Backup) -> tuple[str, str, str, str]:
    state = "已校验" if made.verified else "未校验"
    return f"{made.made_at:%Y-%m-%d %H:%M}", f"{made.size / _MIB:.1f} 兆", state, made.path.name


def _tone(line: tuple[str, ...]) -> Tone:
    return "green" if line[_STATE] == "已校验" else "gold"
