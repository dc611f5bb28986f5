"""项目与价格: what a guardian books, at which price, with which limits; every version has its date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.version_section import VersionSection, VersionSheet, term_of
from shequ_desk.counters.childcare.rules.offer import PROGRAMME_KINDS, UNITS, GroupReduction, Programme
from shequ_desk.desk.actions import Action, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, LineEdit, MoneyEdit, NumberEdit
from shequ_desk.desk.widgets import KeyButton
from shequ_desk.kernel.dates import parse_day
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.people.lists import tag_keys, tag_kinds
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("name", "项目", weight=2),
    Column("groups", "进哪些班", weight=2),
    Column("price", "价格", "number_text"),
    Column("limits", "限制", weight=2),
    Column("relief", "免费与减免", weight=2),
    Column("term", "执行期", "number_text"),
    Column("state", "状态"),
)
_REDUCTION = re.compile(r"([^\d\s,，、;；%]+)\s*(\d+)%?\s*([^\d\s,，、;；%]+)[\s,，、;；]*")
_TERM = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})\s*(?:至|到|~|—|–)\s*(\d{4}-\d{1,2}-\d{1,2})[\s,，、;；]*")
_MINUTES = 60
_SAMPLES = "programme.samples"
_GROWN_UP = frozenset({"老年", "优抚", "计生", "党群"})
"""Families of tags that no child bears."""


@dataclass(frozen=True)
class ProgrammeRow:
    """A version of a programme as listed."""

    thing: Programme
    name: str
    groups: str
    price: str
    limits: str
    relief: str
    term: str
    state: str


class ReductionsEdit(LineEdit):
    """Reductions by tag, as the document writes them: 困境儿童 100 民政."""

    def __init__(self) -> None:
        super().__init__("reductions", "政策减免：类别 百分比 承担方", "例如 低保 50 民政")

    def value(self) -> tuple[GroupReduction, ...]:  # type: ignore[override]
        """Return the reductions; Refusal when unreadable or the tag is unknown."""
        text = half_width(self.plain())
        found, known = _REDUCTION.findall(text), tag_keys()
        unknown = [title for title, _, _ in found if title not in known]
        if _REDUCTION.sub("", text).strip() or unknown:
            way_out = f"类别可写：{'、'.join(known)}" if unknown else "写成“低保 50 民政”，几条用逗号隔开"
            raise self.refusal("看不懂政策减免", way_out)
        return tuple(GroupReduction(known[title], int(percent), payer) for title, percent, payer in found)

    def set_value(self, reductions: Sequence[GroupReduction]) -> None:
        """Show reductions."""
        kinds = tag_kinds()
        shown = (
            f"{kinds[one.tag].title if one.tag in kinds else one.tag} {one.percent} {one.payer}" for one in reductions
        )
        self.setText("，".join(shown))


class TermsEdit(LineEdit):
    """Terms outside which the programme rests: 2026-09-01 至 2027-01-20."""

    def __init__(self) -> None:
        super().__init__("terms", "开放期（学期、暑期；不填为全年）", "例如 2026-07-01 至 2026-08-31")

    def value(self) -> tuple[tuple[date, date], ...]:  # type: ignore[override]
        """Return first and last days; Refusal when unreadable."""
        text = half_width(self.plain())
        if _TERM.sub("", text).strip():
            raise self.refusal("看不懂开放期", "写成“2026-09-01 至 2027-01-20”，几段用逗号隔开")
        return tuple((parse_day(first, "terms"), parse_day(last, "terms")) for first, last in _TERM.findall(text))

    def set_value(self, terms: Sequence[tuple[date, date]]) -> None:
        """Show terms."""
        self.setText("，".join(f"{first} 至 {last}" for first, last in terms))


class ProgrammeSection(VersionSection):
    """Add a programme, change it from a day on, end it."""

    KIND, NOUN = "programme", "项目"

    def __init__(self, context: Context) -> None:
        note = "改价格从指定日期起，已经收费的托育不变。带“示例”的请照本中心公示的收费改好，写明公示依据再用。"
        looks = {"name": "strong", "limits": "muted", "relief": "muted"}
        advice = "先加房间、班级和时段，再按 Alt N 加项目"
        if self.RIGHT in context.clerk.permissions:
            advice += "；或按 Alt S 填入示例，再照本中心的改"
        samples = Action(_SAMPLES, "填入示例", "Alt+S", self.fill_samples)
        super().__init__(context, "项目与价格", _COLUMNS, note, advice, looks, (samples,))

    def reload(self) -> None:
        """Samples are only offered while there is nothing at all."""
        super().reload()
        with self.context.database.reading(self.context.clerk) as work:
            empty = not childcare.groups(work)
        for made in self.findChildren(KeyButton, _SAMPLES):
            made.setVisible(empty)
        set_enabled(self, _SAMPLES, empty)

    def fill_samples(self) -> None:
        """Start from the sample rooms, classes, sessions, programmes and texts."""
        self.write(childcare.preset, "已填入示例的房间、班级、时段、项目和协议文本，请逐项核对修改")

    def things(self, work: Work) -> Sequence[Programme]:
        return childcare.programmes(work)

    def listed(self, work: Work, thing: Programme, state: str) -> ProgrammeRow:
        names = {one.no: one.name for one in childcare.groups(work)}
        groups = "、".join(names.get(no, "—") for no in thing.group_nos)
        price = f"{thing.price.text()} {UNITS[thing.unit]}"
        name = f"{thing.name}（示例）" if thing.sample and "示例" not in thing.name else thing.name
        return ProgrammeRow(thing, name, groups, price, _limits(thing), _relief(thing), term_of(thing), state)

    def sheet(self, thing: Programme | None) -> VersionSheet:
        with self.context.database.reading(self.context.clerk) as work:
            groups = [(str(one.no), one.name) for one in childcare.groups(work, work.today)]
        fields = ProgrammeFields(groups)
        since = self.day("valid_from", "从哪天起")
        if thing is not None:
            fields.show(thing)

        def build() -> Programme:
            return fields.programme(since.value(), thing)

        title = f"改项目 {thing.name}" if thing else "加项目"
        editors = [*fields.lines, (fields.position, since)]
        sheet = VersionSheet(self, title, "保存", editors, build, childcare.save_programme, width=720)
        sheet.add(fields.groups, fields.tags)
        return sheet


class ProgrammeFields:
    """The editors of a programme."""

    def __init__(self, groups: Sequence[tuple[str, str]]) -> None:
        self.name = LineEdit("name", "名称", "例如 计时托")
        self.kind = ChoiceBox("kind", "类别", list(PROGRAMME_KINDS.items()))
        self.price, self.unit = MoneyEdit("price", "价格（元）"), ChoiceBox("unit", "计价", list(UNITS.items()))
        self.rounding = NumberEdit("rounding", "用时进整（分钟）", 1, 240)
        self.hours, self.week_limit = (
            NumberEdit("most_minutes", "一次最长（小时，0 不限）", 0, 24),
            NumberEdit("week_limit", "每周最多（次，0 不限）", 0, 50),
        )
        self.free_visits = NumberEdit("free_visits", "每年免费（次）", 0, 366)
        self.free_payer, self.meal_price = (
            LineEdit("free_payer", "免费由谁承担"),
            MoneyEdit("meal_price", "餐费（元/份）"),
        )
        self.reductions, self.terms = ReductionsEdit(), TermsEdit()
        self.document = LineEdit("document", "收费公示依据", "例如 2026 年 1 月 5 日公示")
        self.position = NumberEdit("position", "排在第几", 0, 99)
        self.groups = CheckGroup("进哪些班（按月龄自动分）", groups)
        tags = [(kind.key, kind.title) for kind in tag_kinds().values() if kind.family not in _GROWN_UP]
        self.tags = CheckGroup("只收哪类儿童（不选为不限）", tags)
        self.lines = [
            (self.name, self.kind),
            (self.price, self.unit, self.rounding),
            (self.hours, self.week_limit, self.free_visits),
            (self.free_payer, self.meal_price),
            self.reductions,
            self.terms,
            self.document,
        ]
        for edit, value in ((self.rounding, 30), (self.hours, 0), (self.week_limit, 0), (self.free_visits, 0)):
            edit.set_value(value)
        self.position.set_value(0)
        self.free_payer.setText("公益资金")
        self.meal_price.setText("0.00")

    def show(self, thing: Programme) -> None:
        """Show a programme."""
        self.name.setText(thing.name)
        self.kind.choose(thing.kind)
        self.price.set_value(thing.price)
        self.unit.choose(thing.unit)
        self.rounding.set_value(thing.rounding)
        self.hours.set_value(thing.most_minutes // _MINUTES)
        self.week_limit.set_value(thing.week_limit)
        self.free_visits.set_value(thing.free_visits)
        self.free_payer.setText(thing.free_payer)
        self.meal_price.set_value(thing.meal_price)
        self.reductions.set_value(thing.reductions)
        self.terms.set_value(thing.terms)
        self.document.setText(thing.document)
        self.position.set_value(thing.position)
        self.groups.set_value(str(no) for no in thing.group_nos)
        self.tags.set_value(thing.tags)

    def programme(self, since: date, thing: Programme | None) -> Programme:
        """What is written, as a version from `since`; Refusal naming the field."""
        return Programme(
            valid_from=since,
            no=thing.no if thing else 0,
            name=self.name.plain(),
            kind=self.kind.value(),
            group_nos=tuple(int(no) for no in self.groups.value()),
            price=self.price.value(),
            unit=self.unit.value(),
            rounding=self.rounding.value(),
            most_minutes=self.hours.value() * _MINUTES,
            week_limit=self.week_limit.value(),
            free_visits=self.free_visits.value(),
            free_payer=self.free_payer.plain(),
            reductions=self.reductions.value(),
            meal_price=self.meal_price.value(),
            terms=self.terms.value(),
            document=self.document.plain(),
            tags=self.tags.value(),
            position=self.position.value(),
        )


def _limits(thing: Programme) -> str:
    parts = [f"一次 {thing.most_minutes // _MINUTES} 小时"] if thing.most_minutes else []
    parts += [f"每周 {thing.week_limit} 次"] if thing.week_limit else []
    parts += dict.fromkeys(f"{first:%m-%d}–{last:%m-%d}" for first, last in thing.terms)
    return "，".join(parts) or "不限"


def _relief(thing: Programme) -> str:
    kinds = tag_kinds()
    parts = [f"每年免费 {thing.free_visits} 次"] if thing.free_visits else []
    parts += [f"{kinds[one.tag].title if one.tag in kinds else one.tag} 减 {one.percent}%" for one in thing.reductions]
    return "，".join(parts) or "—"
