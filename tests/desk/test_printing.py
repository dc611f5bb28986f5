"""Printing: remembered printers, failures that offer the same paper again (P21), files whole or not at all."""

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Question, Recorder
from shequ_desk.desk.printing import Paper, PdfView, Printing, page_count, render_page
from shequ_desk.desk.printing.choose import PrinterSheet
from shequ_desk.desk.state import State
from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper.parts import Prose
from shequ_desk.paper.sheet import Sheet
from shequ_desk.paper.style import A4


class PaperlessPrinter:
    """Fails as often as told, then takes everything."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.taken: list[tuple[bytes, str, str, int]] = []

    def names(self) -> list[str]:
        return ["针式"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        if self.failures:
            self.failures -= 1
            raise Trouble("没有纸了", "装纸")
        self.taken.append((pdf, paper.key, name, copies))


@pytest.fixture
def pdf() -> bytes:
    """Two pages of A5 lying."""
    file = BytesIO()
    canvas = Canvas(file, (595, 420))
    for _ in range(2):
        canvas.drawString(72, 300, "CT-2026-000412")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_failed_print_offers_the_same_bytes_again(
    qtbot: QtBot, jobs: Jobs, messages: Messages, recorder: Recorder, state: State, pdf: bytes
) -> None:
    printer = PaperlessPrinter(failures=2)
    printing = Printing(jobs, messages, state, printer)
    printing.remember("A5", "针式")
    printing.print(pdf, "A5", "收据 CT-2026-000412", 2)
    for tries in (1, 2):
        qtbot.waitUntil(jobs.idle)
        assert len(recorder.questions) == tries
        question = recorder.questions[-1]
        assert isinstance(question, Question)
        assert (question.verb, "没有纸了" in question.text) == ("重打", True)
        assert "没有响应" in printing.status()
        recorder.answer()
    qtbot.waitUntil(lambda: len(printer.taken) == 1 and jobs.idle())
    assert printer.taken == [(pdf, "A5", "针式", 2)]
    assert printing.status() == "打印机：针式 就绪"


def test_characters_no_font_has_are_announced_before_any_paper_is_printed(
    qtbot: QtBot, jobs: Jobs, messages: Messages, recorder: Recorder, state: State
) -> None:
    printer = PaperlessPrinter()
    printing = Printing(jobs, messages, state, printer)
    printing.remember("A4", "针式")
    paper = Sheet(A4, "接送授权委托书").build([Prose("本人张\U0003134a是儿童张𬀩的监护人")])
    printing.print(paper, "A4", "接送授权委托书")
    qtbot.waitUntil(jobs.idle)
    question = recorder.questions[-1]
    assert isinstance(question, Question)
    assert (question.text, question.verb) == ("没有字体能印出：\U0003134a（U+3134A）", "仍然打印")
    assert printer.taken == []
    recorder.answer()
    qtbot.waitUntil(lambda: printer.taken == [(paper, "A4", "针式", 1)])


def test_the_printer_is_asked_for_once_per_paper(
    qtbot: QtBot, jobs: Jobs, messages: Messages, state: State, pdf: bytes
) -> None:
    printer, host = PaperlessPrinter(), QWidget()
    qtbot.addWidget(host)
    printing = Printing(jobs, messages, state, printer)
    printing.host = host
    printing.print(pdf, "roll80", "收据")
    sheet = host.findChild(PrinterSheet)
    assert sheet is not None
    sheet.submit()
    printing.print(pdf, "roll80", "收据")
    qtbot.waitUntil(lambda: len(printer.taken) == 2)
    assert printing.remembered("roll80") == "针式"
    assert printing.remembered("A4") == ""


def test_a_file_is_written_whole_or_not_at_all(
    qtbot: QtBot, jobs: Jobs, messages: Messages, recorder: Recorder, state: State, tmp_path: Path
) -> None:
    printing = Printing(jobs, messages, state, PaperlessPrinter())
    printing.write(b"paper", tmp_path / "收据.pdf")
    printing.write(b"paper", tmp_path / "没有" / "收据.pdf")
    qtbot.waitUntil(jobs.idle)
    assert (tmp_path / "收据.pdf").read_bytes() == b"paper"
    assert recorder.troubles[0].message == "没有存成：收据.pdf"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_pages_become_pictures(pdf: bytes) -> None:
    picture = render_page(pdf, 1, 144)
    assert (page_count(pdf), picture.width(), picture.height()) == (2, 1190, 840)
    with pytest.raises(Trouble):
        page_count(b"no pdf")


def test_the_preview_is_as_wide_as_its_place(qtbot: QtBot, jobs: Jobs, pdf: bytes) -> None:
    pane = PdfView(jobs, "收据")
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    pane.show_pdf(pdf)
    qtbot.waitUntil(jobs.idle)
    assert (pane.pages, pane.rendered()) == (2, [0, 1])
    before = pane.verticalScrollBar().maximum()
    pane.resize(900, 500)
    qtbot.waitUntil(jobs.idle)
    assert pane.verticalScrollBar().maximum() > before


def test_only_pages_in_sight_are_rendered(qtbot: QtBot, jobs: Jobs) -> None:
    file = BytesIO()
    canvas = Canvas(file, (595, 842))
    for _ in range(60):
        canvas.showPage()
    canvas.save()
    pane = PdfView(jobs, "长卷")
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    pane.show_pdf(file.getvalue())
    qtbot.waitUntil(jobs.idle)
    assert (pane.pages, pane.rendered()) == (60, [0])
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    qtbot.waitUntil(jobs.idle)
    assert 59 in pane.rendered()
