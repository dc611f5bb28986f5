"""What pages use to print and to save: remembered printers, jobs, and the offer to print again."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from shequ_desk.desk.files import FileDialog
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.printing.choose import PrinterSheet
from shequ_desk.desk.printing.printer import PAPERS, Paper, Printer, QtPrinter
from shequ_desk.desk.state import State
from shequ_desk.kernel.errors import DeskError, Refusal, Trouble
from shequ_desk.paper.absent import absent

_BOXED = "纸上会印成方括号里的字码，不会印错字或漏字；请在纸上手写补正并盖章"


def _nothing() -> None:
    return None


class Printing(QObject):
    """Signal `printer_changed()`: another printer is remembered, or one failed or recovered."""

    printer_changed = Signal()

    def __init__(self, jobs: Jobs, messages: Messages, state: State, printer: Printer | None = None) -> None:
        super().__init__()
        self._jobs, self._messages, self._state = jobs, messages, state
        self._printer: Printer = printer or QtPrinter()
        self._failed = False
        self.host: QWidget | None = None

    def printers(self) -> list[str]:
        """Return the printers installed on this PC."""
        return self._printer.names()

    def remembered(self, paper: str) -> str:
        """Return the printer remembered for a kind of paper ("A4", "A5", "roll80", "roll58"), "" for none."""
        return self._state.text(f"printer/{paper}")

    def remember(self, paper: str, name: str) -> None:
        """Remember the printer for a kind of paper; "" forgets it."""
        self._state.remember(f"printer/{paper}", name)
        self.printer_changed.emit()

    def status(self, paper: str = "A5") -> str:
        """Return the words of the status line, e.g. "打印机：EPSON LQ 就绪"."""
        name = self.remembered(paper)
        if not name:
            return "打印机：未选择"
        return f"打印机：{name} {'没有响应' if self._failed else '就绪'}"

    def print(self, pdf: bytes, paper: str, title: str, copies: int = 1, done: Callable[[], None] = _nothing) -> None:
        """Print silently on the remembered printer, or ask once for one. `title` names the paper (收据 CT-2026-000412).

        A failure offers 重打 of the same bytes; nothing is charged or numbered again. `done` runs after printing.
        Characters no font has are announced first.
        """

        def go() -> None:
            self._go(pdf, PAPERS[paper], title, copies, done)

        if signs := absent(pdf):
            shown = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in signs)
            self._messages.offer(f"没有字体能印出：{shown}", "仍然打印", go, detail=_BOXED)
        else:
            go()

    def save(self, data: bytes, default_name: str, parent: QWidget, done: Callable[[Path], None] | None = None) -> None:
        """Ask where to save and write the file whole or not at all. `default_name` carries the suffix."""
        dialog = FileDialog(parent, "存为文件", str(self._folder() / default_name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(default_name).suffix.lstrip("."))
        dialog.selectFile(default_name)

        def write(name: str) -> None:
            self.write(data, Path(name), done)

        dialog.fileSelected.connect(write)
        dialog.open()

    def write(self, data: bytes, path: Path, done: Callable[[Path], None] | None = None) -> None:
        """Write a file in a job and say so; Trouble (disk full, no right) is shown with advice."""
        self._state.remember("folder/save", str(path.parent))

        def work(_progress: object, _cancelled: object) -> Path:
            return write_whole(data, path)

        def saved(path: Path) -> None:
            self._messages.say(f"已存到 {path}")
            if done is not None:
                done(path)

        self._jobs.run(work, saved, title=f"保存 {path.name}")

    def _folder(self) -> Path:
        kept = Path(self._state.text("folder/save", str(Path.home())))
        return kept if kept.is_dir() else Path.home()

    def _go(self, pdf: bytes, paper: Paper, title: str, copies: int, done: Callable[[], None]) -> None:
        name = self.remembered(paper.key)
        if name:
            self._send(pdf, paper, name, title, copies, done)
        else:
            self._choose(pdf, paper, title, copies, done)

    def _choose(self, pdf: bytes, paper: Paper, title: str, copies: int, done: Callable[[], None]) -> None:
        names = self._printer.names()
        if not names:
            self._messages.refuse(Refusal("这台电脑没有装打印机", "先存为 PDF，装好打印机后补打"))
            return

        def chosen(name: str) -> None:
            self.remember(paper.key, name)
            self._send(pdf, paper, name, title, copies, done)

        PrinterSheet(self.host, paper, names, chosen).open()

    def _send(self, pdf: bytes, paper: Paper, name: str, title: str, copies: int, done: Callable[[], None]) -> None:
        def work(_progress: object, _cancelled: object) -> None:
            self._printer.print_pdf(pdf, paper, name, copies)

        def printed(_result: None) -> None:
            self._mark(False)
            done()

        def failed(error: DeskError) -> None:
            self._mark(True)
            self._messages.offer(f"{title}没有打出来：{error.message}", "重打", again, detail=_advice(error))

        def again() -> None:
            self._send(pdf, paper, name, title, copies, done)

        self._jobs.run(work, printed, failed, f"打印{title}")

    def _mark(self, failed: bool) -> None:
        self._failed = failed
        self.printer_changed.emit()


def write_whole(data: bytes, path: Path) -> Path:
    """Write a file beside its place and rename it there, so that no half file is ever seen. Raises Trouble."""
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Trouble(f"没有存成：{path.name}", "检查磁盘空间和文件夹权限，或换一个地方再存") from error
    return path


def _advice(error: DeskError) -> str:
    return f"{error.way_out}\n记录已经保存，重打不会再次收款".strip()
