"""Name and codes of the centre, when the desk locks itself, and the figures from before the program."""

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit, MoneyEdit, NumberEdit
from shequ_desk.desk.page import Page
from shequ_desk.desk.unsaved import Unsaved
from shequ_desk.desk.widgets import Card, KeyValueRows, Label, column, row
from shequ_desk.office import service as office
from shequ_desk.office.page.code_edit import CodeEdit
from shequ_desk.office.page.form_sheet import FormSheet, beside
from shequ_desk.office.rules import KINDS, Centre, DeskSettings, Opening


class CentreTab(Page):
    """Saved together with Ctrl+S."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._demo = False
        self._opening = Opening()
        self.name, self.code = LineEdit("name", "中心名称"), CodeEdit()
        self.free_code = LineEdit("free_code", "内部编号")
        self.kind = ChoiceBox("kind", "城乡类别", list(KINDS.items()))
        self.desk, self.idle = LineEdit("window", "窗口号"), NumberEdit("idle_minutes", "自动锁定（分钟）", 1, 120)
        self.figures = KeyValueRows(label_width=120)
        self._unsaved = Unsaved(self._values)
        self._lay_out()

    def shown(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            centre, desk, self._opening = office.centre(work), office.desk_settings(work), office.opening(work)
        self.figures.show_rows(_spoken(self._opening))
        if not self._unsaved.keeps():
            self._demo = centre.demo
            self._fill(centre, desk)

    def back(self) -> bool:
        return self._unsaved.back(self.form, self.shown)

    def save(self) -> None:
        """Write centre and desk in one transaction; raises Refusal naming the wrong field."""
        centre, desk = self._values()
        with self._context.database.work(self._context.clerk) as work:
            office.save_centre(work, centre)
            office.save_desk_settings(work, desk)
        self._unsaved.filled()

    def _fill(self, centre: Centre, desk: DeskSettings) -> None:
        self.name.setText(centre.name)
        self.code.setText(centre.code)
        self.free_code.setText(centre.free_code)
        self.kind.choose(centre.kind)
        self.desk.setText(centre.window)
        self.idle.set_value(desk.idle_minutes)
        self._unsaved.filled()

    def _values(self) -> tuple[Centre, DeskSettings]:
        kind = str(self.kind.value())
        centre = Centre(
            self.name.value(), self.code.value(), self.free_code.value(), kind, self.desk.value(), self._demo
        )
        return centre, DeskSettings(self.idle.value())

    def _lay_out(self) -> None:
        save = button(Action("centre.save", "保存", "Ctrl+S", self._on_save), self, "primary", height=40)
        card = Card("中心")
        self.form, line = beside((self.free_code, self.kind, self.desk, self.idle))
        for editor in (self.name, self.code):
            self.form.add(editor)
        card.add(
            Label(
                "名称和代码印在每张凭证和报表上，已经开出的凭证不变；没人操作满“自动锁定”的分钟数，窗口自己锁上。",
                "small",
                wrap=True,
            ),
            self._unsaved.hint,
            self.form,
            line,
            4,
            row(None, save),
        )
        change = button(Action("opening.change", "修改", "Ctrl+E", self._on_change), self, "link")
        before = Card("启用前手工数", change)
        before.add(Label("启用那个月的报表会单列这些数并注明。", "small"), self.figures)
        self.setLayout(column(card, before, None, spacing=12))

    @Slot()
    def _on_save(self) -> None:
        if self._context.messages.guard(self.save, self.form):
            self._context.messages.say("已保存")

    @Slot()
    def _on_change(self) -> None:
        OpeningSheet(self, self._context, self._opening).open()


class OpeningSheet(FormSheet):
    """Corrects the figures from before the program."""

    def __init__(self, tab: CentreTab, context: Context, opening: Opening) -> None:
        self.since = DayEdit("since", "启用日", context.clock)
        self.meals, self.public = NumberEdit("meals", "已供餐（份）"), NumberEdit("public_meals", "公益免费套餐（份）")
        self.price, self.subsidy = MoneyEdit("price", "原价合计（元）"), MoneyEdit("subsidy", "其中补贴（元）")
        self.paid = MoneyEdit("paid", "其中个人自付（元）")
        editors = (self.since, self.meals, self.public, self.price, self.subsidy, self.paid)
        super().__init__(tab.window(), context, "启用前手工数", "保存", editors)
        self._tab, self._opening = tab, opening
        self._fill()

    def _fill(self) -> None:
        self.since.set_value(self._opening.since)
        self.meals.set_value(self._opening.meals)
        self.public.set_value(self._opening.public_meals)
        self.price.set_value(self._opening.price)
        self.subsidy.set_value(self._opening.subsidy)
        self.paid.set_value(self._opening.paid)

    def act(self) -> None:
        """Save; raises Refusal when the figures do not add up."""
        values = Opening(
            self.since.optional(),
            self.meals.value(),
            self.public.value(),
            self.price.value(),
            self.subsidy.value(),
            self.paid.value(),
        )
        with self.context.database.work(self.context.clerk) as work:
            office.save_opening(work, values)
        self._tab.shown()


def _spoken(opening: Opening) -> list[tuple[str, str]]:
    if opening.since is None:
        return [("启用日", "没有登记，启用前没有手工数")]
    return [
        ("启用日", opening.since.isoformat()),
        ("当月已供餐", f"{opening.meals} 份，公益套餐 {opening.public_meals} 份"),
        ("当月原价合计", f"{opening.price.text()} 元"),
        ("其中补贴 / 自付", f"{opening.subsidy.text()} 元 / {opening.paid.text()} 元"),
    ]
