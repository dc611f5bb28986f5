"""优惠规则: dated versions of discount rules; what is settled keeps the version it was settled under."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.rule_form import RuleForm, category_options
from shequ_desk.counters.canteen.page.section import ListSection
from shequ_desk.counters.canteen.rules.discount import LIMITS, SLOTS, UNITS, Rule
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.widgets import Banner
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("no", "编号", "int"),
    Column("name", "规则", weight=3),
    Column("who", "适用", weight=4),
    Column("standard", "优惠", weight=2),
    Column("limit", "限额", weight=1),
    Column("payers", "承担", weight=2),
    Column("since", "从", "date"),
    Column("until", "到", "date"),
    Column("state", "状态"),
)
_NOTE = "同时符合几条时，取最优惠的一条。改动从指定日期起生效，已经结算的餐不变。"
_SAMPLES = "正在执行的 {} 没有文件依据 → 请按当地文件改规则（名称、优惠、承担、文件），或截止"
_TONES: dict[str, Tone] = {"执行中": "green", "未开始": "gold", "已截止": "grey"}


@dataclass(frozen=True)
class RuleRow:
    """One version of one rule as listed."""

    rule: Rule
    no: int
    name: str
    who: str
    standard: str
    limit: str
    payers: str
    since: date
    until: date | None
    state: str


class RuleSheet(EntrySheet):
    """All fields of a rule; `keep(work, rule)` stores it."""

    def __init__(self, parent: QWidget, context: Context, title: str, verb: str) -> None:
        super().__init__(parent, context, title, verb, (), width=980)
        self.fields = RuleForm(context.clock)
        self.form = self.fields.form
        self.add(self.fields)
        self.fields.name.setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        """The day stands in one field, whatever the service calls it."""
        field = "valid_from" if refusal.field == "from_day" else refusal.field
        return super().show_refusal(Refusal(refusal.message, refusal.way_out, field))


class RuleSection(ListSection):
    """Add a rule, let it read differently from a day on, end it."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("rules.add", "加规则", "Alt+N", self.add),
            Action("rules.change", "改规则", "Alt+E", self.change),
            Action("rules.end", "截止", "Alt+D", self.end),
        )
        super().__init__(
            context,
            "优惠规则",
            _COLUMNS,
            actions,
            note=_NOTE,
            looks={"name": "strong", "who": "muted", "payers": "muted"},
            tones={"state": _tone},
            empty=("还没有优惠规则", "按 Alt N 加第一条规则"),
            yields=("no", "until"),
        )

        self.samples = Banner("gold")
        page = self.layout()
        assert isinstance(page, QVBoxLayout)
        page.insertWidget(0, self.samples)

    def reload(self) -> None:
        super().reload()
        with self.context.database.reading(self.context.clerk) as work:
            names = [rule.name for rule in canteen.rules_on(work, work.today) if rule.sample]
        self.samples.show_text(_SAMPLES.format("、".join(names)) if names else "")

    def read(self, work: Work) -> Sequence[RuleRow]:
        return [_row(rule, work.today) for rule in canteen.all_rules(work)]

    def open_row(self, row: object) -> None:
        """Enter changes the rule."""
        if self.may:
            self.change()

    def add(self) -> None:
        """Ask for a new rule."""
        sheet = RuleSheet(self, self.context, "加优惠规则", "加规则")
        sheet.fields.since.set_value(self.context.clock.now().date())
        self.ask(sheet, _adding(sheet))

    def change(self) -> None:
        """Ask how the chosen rule shall read from a day on."""
        self.with_chosen(self._change)

    def end(self) -> None:
        """Ask for the last day of the chosen rule."""
        self.with_chosen(self._end)

    def _change(self, row: RuleRow) -> None:
        sheet = RuleSheet(self, self.context, f"改规则：{row.name}", "保存新版本")
        sheet.fields.since.set_value(self.day("valid_from", "", 1).value())
        sheet.fields.show_rule(row.rule)

        def save(work: Work) -> None:
            rule = sheet.fields.rule()
            canteen.change_rule(work, row.no, rule, rule.valid_from)

        self.ask(sheet, save)

    def _end(self, row: RuleRow) -> None:
        last = self.day("last_day", "最后执行的一天")

        def save(work: Work) -> None:
            canteen.end_rule(work, row.no, last.value())

        self.ask(EntrySheet(self, self.context, f"截止：{row.name}", "截止", [last]), save)


def _adding(sheet: RuleSheet) -> Callable[[Work], object]:
    def save(work: Work) -> None:
        canteen.add_rule(work, sheet.fields.rule())

    return save


def _row(rule: Rule, today: date) -> RuleRow:
    payers = " ".join(f"{payer.name} {payer.weight}" for payer in rule.payers)
    state = _state(rule, today)
    limit = _limit(rule)
    return RuleRow(
        rule, rule.no, rule.name, _who(rule), rule.standard, limit, payers, rule.valid_from, rule.valid_to, state
    )


def _who(rule: Rule) -> str:
    titles = dict(category_options())
    tags = "、".join(titles.get(key, key) for key in rule.categories)
    slots = "、".join(SLOTS[slot] for slot in rule.slots)
    parts = (_ages(rule), tags, "、".join(rule.hukou), "、".join(rule.residence), slots)
    return " · ".join(part for part in parts if part) or "所有人"


def _ages(rule: Rule) -> str:
    if rule.age_from is None and rule.age_to is None:
        return ""
    if rule.age_to is None:
        return f"{rule.age_from} 周岁以上"
    return f"{rule.age_from or 0}–{rule.age_to} 周岁"


def _limit(rule: Rule) -> str:
    if not rule.limit:
        return "不限"
    amount = Money(rule.limit_amount).text() if rule.limit_unit == "fen" else str(rule.limit_amount)
    return f"{LIMITS[rule.limit]} {amount} {UNITS[rule.limit_unit]}"


def _state(rule: Rule, today: date) -> str:
    if rule.valid_to is not None and rule.valid_to < today:
        return "已截止"
    return "未开始" if rule.valid_from > today else "执行中"


def _tone(row: RuleRow) -> Tone:
    return _TONES[row.state]
