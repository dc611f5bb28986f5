"""The file dialog says nothing in English, also where the system has none of its own."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

import shequ_desk
from shequ_desk.desk import theme
from shequ_desk.desk.files import FileDialog

_KEY = re.compile(r"\(&\w\)")


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_every_word_is_chinese(qapp: QApplication, qtbot: QtBot, mode: QFileDialog.AcceptMode) -> None:
    theme.apply(qapp, theme.NORMAL)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = FileDialog(parent, "存为文件")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    words = labels + [button.text() for button in dialog.findChildren(QAbstractButton)]
    assert len(labels) >= 3
    assert [word for word in words if re.search("[A-Za-z]", _KEY.sub("", word))] == []


def test_nobody_opens_another_file_dialog() -> None:
    root = Path(shequ_desk.__file__).parent
    makes = [path for path in root.rglob("*.py") if re.search(r"\bQFileDialog\(", path.read_text("utf-8"))]
    assert [path.name for path in makes if path.name != "files.py"] == []
    assert (root / "desk" / "files.py").exists()
