"""Which faces official papers are printed in: the PC's own of the standard, or the shipped ones."""

from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Card, Label, column, heading
from shequ_desk.kernel.figures import Column
from shequ_desk.paper.official import standard_fonts

_COLUMNS = (Column("use", "用于"), Column("face", "标准字体"), Column("found", "现在使用"))
_OURS = {
    "标题": "随附 思源宋体 粗",
    "一级标题": "随附 思源黑体 粗",
    "二级标题": "随附 思源宋体",
    "正文": "随附 思源宋体",
}
_NOTE = (
    "公文格式（GB/T 9704）规定的字体有版权，程序不能附带；本机装有时自动使用，没有时用随附字体，版心、行距、字距不变。"
    "也可把字体文件（.ttf）放进数据文件夹的 fonts 里。"
)


class ReportSettingsPage(Page):
    """A list to look at; nothing is changed here."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.table = RowsView(_COLUMNS, "公文字体", empty="正在查找本机字体")
        card = Card(spacing=6)
        card.add(heading("公文字体"), Label(_NOTE, "small", wrap=True), self.table)
        self.setLayout(column(card))

    def shown(self) -> None:
        """Look for the faces anew."""
        self._context.jobs.run(_look, self._show)

    def _show(self, found: list[tuple[str, str, str]]) -> None:
        self.table.show_rows([(use, face, f"本机 {file}" if file else _OURS[use]) for use, face, file in found])


def _look(_progress: Progress, _cancelled: Cancelled) -> list[tuple[str, str, str]]:
    return standard_fonts()
