"""Every field of a discount rule (domain.md §5.3), two columns wide."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen.page.editors import PayersEdit
from shequ_desk.counters.canteen.rules.discount import FORMS, LIMITS, SLOTS, UNITS, Rule, graded, rule_name
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, DayEdit, Form, LineEdit, MoneyEdit, NumberEdit, Tick, beside
from shequ_desk.desk.forms import Editor
from shequ_desk.desk.widgets import column, row
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.people.lists import TagKind, tag_kinds
from shequ_desk.people.rules import HUKOU, RESIDENCE

_PER_CENT = ("percent", "cap")
_AMOUNTS = {"off": "立减多少（元）", "price": "一口价（元）", "percent": "减免百分之几", "cap": "减免百分之几"}


class RuleForm(QWidget):
    """Shows and reads a Rule. What is not filled in asks nothing: any age, any group, any meal."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.name, self.document = LineEdit("name", "规则名称", "例如 80 周岁以上"), LineEdit("document", "依据文件")
        self.age_from, self.age_to = _age("age_from", "年满（周岁）"), _age("age_to", "不超过（周岁）")
        self.kind = ChoiceBox("form", "优惠方式", list(FORMS.items()))
        self.value, self.ceiling = LineEdit("value", "数额"), MoneyEdit("ceiling", "最多减（元）")
        self.limit = ChoiceBox("limit", "每人限额", list(LIMITS.items()))
        self.amount = LineEdit("limit_amount", "限多少")
        self.unit = ChoiceBox("limit_unit", "单位", list(UNITS.items()))
        for number in (self.value, self.amount):
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.pool = LineEdit("pool", "共用限额", "同名的合用")
        self.payers, self.priority = PayersEdit(), NumberEdit("priority", "同价时先后", 0, 99)
        self.since = DayEdit("valid_from", "从哪天起", clock)
        self.welfare = Tick("福利类：流水和凭证只写“政策优惠”，不写原因")
        self.categories = CheckGroup("人员类别（任一即可，不选为不限）", category_options())
        self.hukou = CheckGroup("户籍（不选为不限）", [(key, key) for key in HUKOU])
        self.residence = CheckGroup("居住（不选为不限）", [(key, key) for key in RESIDENCE])
        self.slots = CheckGroup("餐次（不选为不限）", list(SLOTS.items()))
        self.form = Form()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.limit.currentIndexChanged.connect(self._on_limit)
        self._on_kind()
        self._on_limit()
        self.priority.set_value(0)

    def show_rule(self, rule: Rule) -> None:
        """Fill in a rule; the day from which a change acts is left as it is."""
        for field, text in ((self.name, rule.name), (self.document, rule.document), (self.pool, rule.pool)):
            field.setText(text)
        for number, value in ((self.age_from, rule.age_from), (self.age_to, rule.age_to)):
            number.setText("" if value is None else str(value))
        self.kind.choose(rule.form)
        self.value.setText(str(rule.value) if rule.form in _PER_CENT else Money(rule.value).text())
        self.ceiling.set_value(rule.ceiling or None)
        self.limit.choose(rule.limit)
        self.unit.choose(rule.limit_unit)
        self._show_limit(rule)
        self.payers.set_value(rule.payers)
        self.priority.set_value(rule.priority)
        self.welfare.setChecked(rule.welfare)
        for group, keys in self._groups(rule):
            group.set_value(keys)

    def rule(self) -> Rule:
        """What is written; Refusal naming the field."""
        return Rule(
            name=rule_name(self.name.value()),
            form=self.kind.value(),
            value=self._value(),
            payers=self.payers.value(),
            valid_from=self.since.value(),
            document=self.document.value(),
            categories=self.categories.value(),
            age_from=_whole(self.age_from),
            age_to=_whole(self.age_to),
            hukou=self.hukou.value(),
            residence=self.residence.value(),
            slots=self.slots.value(),
            ceiling=self.ceiling.value() if self.kind.value() == "cap" else Money(0),
            limit=self.limit.value(),
            limit_unit=self.unit.value(),
            limit_amount=self._limit_amount(),
            pool=self.pool.value(),
            welfare=self.welfare.isChecked(),
            priority=self.priority.value(),
        )

    def _lay_out(self) -> None:
        lines: tuple[tuple[Editor, ...], ...] = (
            (self.name, self.document, self.since),
            (self.age_from, self.age_to, self.kind, self.value, self.ceiling),
            (self.limit, self.amount, self.unit, self.pool, self.priority),
        )
        rows = [beside(self.form, *line) for line in lines]
        payers = beside(self.form, self.payers)
        payers.addLayout(column(self.slots, None), 1)
        groups = row(self.hukou, self.residence, spacing=12)
        self.setLayout(column(*rows, payers, self.categories, groups, self.welfare, spacing=8))
        self.welfare.setAccessibleName("福利类，原因不外显")

    def _groups(self, rule: Rule) -> tuple[tuple[CheckGroup, tuple[str, ...]], ...]:
        return (
            (self.categories, rule.categories),
            (self.hukou, rule.hukou),
            (self.residence, rule.residence),
            (self.slots, rule.slots),
        )

    def _show_limit(self, rule: Rule) -> None:
        amount = Money(rule.limit_amount).text() if rule.limit_unit == "fen" else str(rule.limit_amount)
        self.amount.setText(amount if rule.limit else "")

    def _value(self) -> int:
        text = self.value.plain().removesuffix("%")
        if self.kind.value() in _PER_CENT:
            return _number(self.value, text)
        return Money.parse(text, field="value").fen

    def _limit_amount(self) -> int:
        if not self.limit.value():
            return 0
        if self.unit.value() == "fen":
            return Money.parse(self.amount.plain(), field="limit_amount").fen
        return _number(self.amount, self.amount.plain())

    @Slot()
    def _on_kind(self) -> None:
        self.value.setPlaceholderText(_AMOUNTS[self.kind.value()])
        self.ceiling.setEnabled(self.kind.value() == "cap")

    @Slot()
    def _on_limit(self) -> None:
        for field in (self.amount, self.unit, self.pool):
            field.setEnabled(bool(self.limit.value()))


def category_options() -> list[tuple[str, str]]:
    """Category of a rule and its words, a tag of any grade before its grades: 残疾, 残疾一级 …"""
    return [option for kind in tag_kinds().values() for option in _options(kind)]


def _options(kind: TagKind) -> list[tuple[str, str]]:
    return [(kind.key, kind.title), *((graded(kind.key, grade), f"{kind.title}{grade}") for grade in kind.grades)]


def _age(name: str, label: str) -> NumberEdit:
    edit = NumberEdit(name, label, 0, 150)
    edit.setPlaceholderText("不限")
    return edit


def _whole(edit: NumberEdit) -> int | None:
    return edit.value() if edit.plain() else None


def _number(edit: LineEdit, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refusal(f"{edit.label}应是整数", "例如 50", edit.name)
    return int(text)
