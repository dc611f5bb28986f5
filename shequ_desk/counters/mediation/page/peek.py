"""A small look at a photo or the first page of a scan."""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from shequ_desk.desk.printing import render_page
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import DeskError

_SIDE, _DPI, _DRAWN = 190, 60, 480


class Peek(Label):
    """A picture in a box; says so when there is nothing to see."""

    def __init__(self, side: int = _SIDE) -> None:
        super().__init__("", "small", wrap=True)
        self._side = px(side)
        self.setFixedSize(self._side, self._side)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("附件预览")

    def show_data(self, data: bytes) -> None:
        """Show a picture or a first page; b"" empties the box."""
        picture = _picture(data)
        self.clear()
        if picture is None:
            self.setText("这个文件看不了，保存时会说明原因" if data else "选一个附件在这里预览")
            return
        self.setPixmap(
            QPixmap.fromImage(picture).scaled(
                self._side,
                self._side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )


def _picture(data: bytes) -> QImage | None:
    if data.startswith(b"%PDF"):
        try:
            return render_page(data, 0, _DPI)
        except DeskError:
            return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(QSize(_DRAWN, _DRAWN), Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    return None if picture.isNull() else picture
