"""The questions of the first run, one step each. Each checks itself with the rules the service uses again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.fields import ChoiceBox, FieldRow, Form, LineEdit, MoneyEdit, NumberEdit
from shequ_desk.desk.files import FileDialog
from shequ_desk.desk.forms import Editor
from shequ_desk.desk.widgets import Label, column, row, rule
from shequ_desk.kernel.divisions import parse_community
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.office.page.code_edit import CodeEdit
from shequ_desk.office.page.edits import NewPasswordEdit, RecoveryEdit, RepeatEdit
from shequ_desk.office.rules import (
    FOUNDER_ROLES,
    KINDS,
    LAST_RECEIPT,
    Account,
    Centre,
    Opening,
    check_account,
    check_centre,
    check_opening,
)

_RURAL = ("villagers_committee", "like_villagers_committee")


class Step(QWidget):
    """One step: a title, a line of explanation, a form. `TITLE` stands in the green panel, `VERB` on the button."""

    TITLE, VERB, WORDS = "", "下一步", ""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(spacing=8)
        self.lines = column(Label(self.TITLE, "name"), Label(self.WORDS, "muted", wrap=True), 4, self.form, spacing=6)
        self.setLayout(self.lines)

    def beside(self, *editors: Editor) -> QHBoxLayout:
        """Return fields of the form side by side, their tops level also when one has a line beneath."""
        fields = (self.form.adopt(FieldRow(editor)) for editor in editors)
        return row(*(column(field, None) for field in fields), spacing=12)

    def check(self) -> None:
        """Raise Refusal naming the first wrong field of this step."""

    def start(self) -> None:
        """Put the cursor into the first empty field."""
        editors = [field.editor for field in self.form.rows.values()]
        next((editor for editor in editors if not editor.text()), editors[0]).setFocus()


class CentreStep(Step):
    """Name and codes. Signal `restore_wanted()`: this PC replaces another."""

    restore_wanted = Signal()
    TITLE = "中心"
    WORDS = "这些会印在每张凭证和报表上，以后可以在设置里改。"

    def __init__(self) -> None:
        super().__init__()
        self.name = LineEdit("name", "中心名称", "例如 清泉社区党群服务中心")
        self.code = CodeEdit()
        self.free_code = LineEdit("free_code", "内部编号（没有可空着）")
        self.kind = ChoiceBox("kind", "城乡类别", list(KINDS.items()))
        self.desk = LineEdit("window", "窗口号")
        self.desk.setText("1")
        for editor in (self.name, self.code):
            self.form.add(editor)
        self.lines.addLayout(self.beside(self.free_code, self.kind, self.desk))
        self.code.textChanged.connect(self._on_code)
        restore = button(Action("wizard.restore", "换了电脑？从备份恢复", "F2", self._on_restore), self, "link")
        self.lines.addLayout(row(restore, None))

    def value(self) -> Centre:
        """Return what was typed; raises Refusal for a wrong code."""
        kind = str(self.kind.value())
        return Centre(self.name.value(), self.code.value(), self.free_code.value(), kind, self.desk.value())

    def check(self) -> None:
        """Raise Refusal when the centre is not right."""
        if not self.name.plain():
            raise self.name.refusal("请填写中心名称", "例如：清泉社区党群服务中心")
        check_centre(self.value())

    @Slot(str)
    def _on_code(self, text: str) -> None:
        try:
            self.kind.choose("rural" if parse_community(text).level in _RURAL else "urban")
        except Refusal:
            return

    @Slot()
    def _on_restore(self) -> None:
        self.restore_wanted.emit()


@dataclass(frozen=True)
class Admin:
    """The first administrator as typed."""

    login: str
    name: str
    password: str


class AdminStep(Step):
    """The first administrator."""

    TITLE = "第一位管理员"
    WORDS = "先由您一人担任系统管理、主任和窗口；以后可以在设置里添加同事、分开岗位。没有默认密码。"

    def __init__(self) -> None:
        super().__init__()
        self.login = LineEdit("login", "登录名", "字母、数字，例如 wanglan")
        self.name = LineEdit("name", "姓名", "印在凭证的经办处")
        self.password = NewPasswordEdit(self.login)
        self.repeat = RepeatEdit(self.password)
        self.lines.insertLayout(self.lines.indexOf(self.form), self.beside(self.login, self.name))
        self.form.add(self.password)
        self.form.add(self.repeat)

    def value(self) -> Admin:
        """Return what was typed."""
        return Admin(self.login.value(), self.name.value(), self.password.text())

    def check(self) -> None:
        """Raise Refusal when login, name or password is not right."""
        check_account(Account(0, self.login.plain(), self.name.plain(), FOUNDER_ROLES))
        self.password.value()
        self.repeat.value()


class OpeningStep(Step):
    """What was counted on paper before."""

    TITLE = "启用前手工数"
    VERB = "建立中心"
    WORDS = "月中、年中启用时填：报表会注明这些是启用前的手工数。从头开始就都不用改，直接按 Enter。"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.receipt = NumberEdit("next_receipt", f"{today.year} 年下一张助餐收据号", low=1, high=LAST_RECEIPT)
        self.receipt.set_value(1)
        self.meals = NumberEdit("meals", f"{today.month} 月已供餐（份）")
        self.public = NumberEdit("public_meals", "公益免费套餐（份）")
        self.price, self.subsidy = MoneyEdit("price", "原价合计（元）"), MoneyEdit("subsidy", "其中补贴（元）")
        self.paid = MoneyEdit("paid", "其中个人自付（元）")
        self._lay_out()

    def _lay_out(self) -> None:
        for number in (self.meals, self.public):
            number.set_value(0)
        for money in (self.price, self.subsidy, self.paid):
            money.set_value(ZERO)
        self.form.add(self.receipt)
        since = f"{self._today.month} 月 1 日到启用前一天的手工台账合计"
        self.lines.addSpacing(6)
        self.lines.addWidget(rule())
        self.lines.addWidget(Label(since, "strong"))
        self.lines.addLayout(self.beside(self.meals, self.public))
        self.lines.addLayout(self.beside(self.price, self.subsidy, self.paid))

    def value(self) -> Opening:
        """Return the figures; raises Refusal naming a field that is no number."""
        return Opening(
            self._today,
            self.meals.value(),
            self.public.value(),
            self.price.value(),
            self.subsidy.value(),
            self.paid.value(),
        )

    def check(self) -> None:
        """Raise Refusal when the figures do not add up."""
        self.receipt.value()
        check_opening(self.value())


class RestoreStep(Step):
    """A backup folder and the recovery key."""

    TITLE = "从备份恢复"
    VERB = "恢复"
    WORDS = "插上存有备份的盘，选备份文件夹（名字以 desk- 开头，或它的上一层），再照恢复单输入密钥。"
    OWN = "照恢复单输入密钥：取这台电脑自己最近的一份备份。要用移动盘上的，或更早的，请另选文件夹。"

    def __init__(self, own: Path | None = None) -> None:
        self.WORDS = self.OWN if own else self.WORDS
        super().__init__()
        self.folder, self.key = LineEdit("folder", "备份文件夹"), RecoveryEdit()
        self.folder.setText(str(own or ""))
        choose = button(Action("wizard.choose", "选文件夹", "F4", self._on_choose), self)
        self.form.add(self.folder, choose)
        self.form.add(self.key)

    def check(self) -> None:
        """Raise Refusal when no folder was chosen or the key is mistyped."""
        if not self.folder.plain():
            raise self.folder.refusal("请选择备份文件夹", "按 F4 选择")
        self.key.value()

    @Slot()
    def _on_choose(self) -> None:
        dialog = FileDialog(self, "选择备份文件夹", self.folder.plain())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, folder: str) -> None:
        self.folder.setText(folder)
        self.key.setFocus()
