"""The file dialog every page opens."""

from PySide6.QtWidgets import QFileDialog, QWidget

_MISSING = {
    QFileDialog.DialogLabel.LookIn: "位置(&I)：",
    QFileDialog.DialogLabel.FileType: "文件类型(&T)：",
}


class FileDialog(QFileDialog):
    """The system's dialog where there is one; Qt's own speaks Chinese but for these two words (6.11)."""

    def __init__(self, parent: QWidget, title: str, start: str = "", pattern: str = "") -> None:
        super().__init__(parent, title, start, pattern)
        for label, text in _MISSING.items():
            self.setLabelText(label, text)
