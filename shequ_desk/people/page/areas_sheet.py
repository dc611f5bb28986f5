"""The tree 街道–村社–网格–微网格 with the people who hold its posts, and their phones."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NameEdit, PhoneEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import KeyButton, Label, column, heading, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people import lists
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import Options, area_options, in_tree_order, plain
from shequ_desk.people.page.small_sheets import EndSheet
from shequ_desk.people.page.step import StepSheet
from shequ_desk.people.rules import LEVELS, WRITE
from shequ_desk.people.views import AreaView, PostView
from shequ_desk.store.database import Work

_AREAS = (Column("title", "名称", weight=3), Column("level", "级别"), Column("code", "编码", "number_text"))
_POSTS = (Column("post", "岗位"), Column("name", "姓名"), Column("phone", "电话", "number_text", 2))


@dataclass(frozen=True)
class _Place:
    area: AreaView
    title: str
    level: str
    code: str


class AreasSheet(Sheet):
    """Choose a place with ↑ ↓; its posts stand beside. Everything is added and ended here."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "网格和地址", "关闭", width=980)
        self.close_button.hide()
        self._context = context
        self._may = WRITE in context.clerk.permissions
        advice = "按 Ctrl N 先加街道，再逐级加村社、网格、微网格" if self._may else ""
        self.places = RowsView(_AREAS, "网格", looks={"title": "text"}, empty="还没有网格", advice=advice)
        self.posts = RowsView(
            _POSTS, "岗位", looks={"name": "strong"}, empty="还没有登记岗位", advice="选中一处再加岗位"
        )
        self._build()
        self.places.row_selected.connect(self._on_place)
        context.news.changed.connect(self._on_news)
        self._read()
        self.places.setFocus()

    def add_area(self) -> None:
        """A place below the chosen one."""
        AddAreaSheet(self, self._context, self._chosen()).open()

    def change_area(self) -> None:
        """Correct the chosen place, or hang it elsewhere."""
        chosen = self._chosen()
        if chosen is not None:
            ChangeAreaSheet(self, self._context, chosen).open()

    def end_area(self) -> None:
        """Give the chosen place its last day."""
        chosen = self._chosen()
        if chosen is not None:
            EndSheet(self, self._context, chosen.path, chosen.id, people.end_area).open()

    def add_post(self) -> None:
        """Give somebody a post at the chosen place."""
        chosen = self._chosen()
        if chosen is None:
            self.show_refusal(Refusal("还没有选中网格", "先在左边选一处"))
            return
        PostSheet(self, self._context, chosen).open()

    def end_post(self) -> None:
        """Give the chosen post its last day."""
        chosen: PostView | None = self.posts.current()
        if chosen is not None:
            EndSheet(self, self._context, f"{chosen.post} {chosen.name}", chosen.id, people.end_post).open()

    def _build(self) -> None:
        height = (self._host.height() if self._host else px(680)) - px(260)
        for table in (self.places, self.posts):
            table.setFixedHeight(min(px(420), max(height, px(220))))
        left = column(heading("四级网格", *self._buttons("area")), self.places, spacing=6)
        right = column(heading("岗位和电话", *self._buttons("post")), self.posts, spacing=6)
        both = row(left, right, spacing=16)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.add(both)

    def _buttons(self, which: str) -> list[KeyButton]:
        if not self._may:
            return []
        actions = {
            "area": (
                Action("people.add_area", "加下级", "Ctrl+N", self.add_area),
                Action("people.change_area", "改", "Ctrl+E", self.change_area),
                Action("people.end_area", "停用", "Ctrl+D", self.end_area),
            ),
            "post": (
                Action("people.add_post", "加岗位", "Ctrl+B", self.add_post),
                Action("people.end_post", "卸任", "Ctrl+R", self.end_post),
            ),
        }
        return [button(action, self, "link") for action in actions[which]]

    def _chosen(self) -> AreaView | None:
        place: _Place | None = self.places.current()
        return place.area if place else None

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            found = in_tree_order(people.areas(work))
        self.places.show_rows([_place(area) for area in found])
        if found and not self.places.currentIndex().isValid():
            self.places.select(0)
        self._read_posts()

    def _read_posts(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self.posts.show_rows([])
            return
        with self._context.database.reading(self._context.clerk) as work:
            self.posts.show_rows(people.posts(work, chosen.id))

    @Slot(object)
    def _on_place(self, _place: object) -> None:
        self._read_posts()

    @Slot(str)
    def _on_news(self, topic: str) -> None:
        if topic == "people":
            self._read()


class AddAreaSheet(StepSheet):
    """A new place under a parent."""

    def __init__(self, parent: QWidget, context: Context, above: AreaView | None) -> None:
        super().__init__(parent, context, "加一处网格", "加上", width=560)
        with context.database.reading(context.clerk) as work:
            known = [area for area in people.areas(work) if area.level < len(LEVELS)]
        self.parent_box = ChoiceBox("parent", "上级", area_options(known, "没有上级（街道、乡镇）"))
        self.area_title = LineEdit("title", "名称", "例如：第 3 网格，微网格 07（清泉花园 1—3 幢）")
        self.code = LineEdit("code", "编码（可空）")
        for editor in (self.parent_box, self.area_title, self.code):
            self.form.line((editor, 12))
        self.parent_box.choose(_default_parent(above))
        self.done_text = "已加上"

    def start(self) -> QWidget:
        return self.area_title

    def act(self, work: Work) -> None:
        """Add it."""
        people.add_area(work, self.area_title.value(), self.parent_box.optional(), self.code.value())


class ChangeAreaSheet(StepSheet):
    """A place gets another title, code or parent of the same level."""

    def __init__(self, parent: QWidget, context: Context, area: AreaView) -> None:
        super().__init__(parent, context, f"改：{area.path}", "保存", width=560)
        self._area_id = area.id
        with context.database.reading(context.clerk) as work:
            above = [one for one in people.areas(work) if one.level == area.level - 1]
        self.area_title, self.code = LineEdit("title", "名称"), LineEdit("code", "编码（可空）")
        self.parent_box = ChoiceBox("parent", "上级", _parents(area, above))
        for editor in (self.area_title, self.parent_box, self.code):
            self.form.line((editor, 12))
        self.area_title.setText(area.title)
        self.code.setText(area.code)
        self.parent_box.choose(area.parent_id)
        self.add(Label("登记在这里的居民不变；原来的名称和上级记在日志里。", "small", wrap=True))

    def act(self, work: Work) -> None:
        """Change it."""
        people.change_area(work, self._area_id, self.area_title.value(), self.parent_box.optional(), self.code.value())


class PostSheet(StepSheet):
    """Somebody takes a post."""

    def __init__(self, parent: QWidget, context: Context, area: AreaView) -> None:
        super().__init__(parent, context, f"加岗位：{area.path}", "加岗位", width=560)
        self._area_id = area.id
        self.post = ChoiceBox("post", "岗位", plain(lists.area_posts()))
        self.name, self.phone = NameEdit("name"), PhoneEdit("phone", "电话")
        self.form.line((self.post, 12))
        self.form.line((self.name, 6), (self.phone, 6))
        self.done_text = "岗位已登记"

    def act(self, work: Work) -> None:
        """Give it."""
        people.give_post(work, self._area_id, self.post.value(), self.name.text(), self.phone.text())


def _default_parent(above: AreaView | None) -> int | None:
    if above is None:
        return None
    return above.parent_id if above.level == len(LEVELS) else above.id


def _parents(area: AreaView, above: Sequence[AreaView]) -> Options:
    """Places one level above by their paths; no parent only for a 街道 and for what has none now."""
    nothing: Options = [(None, "没有上级")] if area.parent_id is None else []
    return [*nothing, *((one.id, one.path) for one in above)]


def _place(area: AreaView) -> _Place:
    return _Place(area, "　" * (area.level - 1) + area.title, LEVELS[area.level - 1], area.code)
