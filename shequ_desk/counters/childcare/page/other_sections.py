"""停托日, 协议与告知书, 档案授权: days nobody comes, what is signed, who may open children's files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet, ListSection
from shequ_desk.counters.childcare.rules.child import Approval
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, DOCUMENT_KINDS, Terms
from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.offer import Closure
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.entry import Line
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit, NoteEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.store.database import Work

_CLOSURES = (
    Column("when", "停托日", weight=2),
    Column("reason", "原因", weight=3),
    Column("group", "哪个班"),
)
_TERMS = (
    Column("title", "文书", weight=2),
    Column("version", "版本"),
    Column("since", "从哪天起", "date"),
    Column("refunds", "退费办法", weight=3),
    Column("text", "正文", weight=4),
)
_APPROVALS = (
    Column("clerk_name", "工作人员", weight=2),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
    Column("reason", "事由", weight=3),
    Column("granted_by", "批准人"),
    Column("state", "状态"),
)
_REFUND = re.compile(r"([^\d\s,，、;；%]+)\s*(\d+)%?[\s,，、;；]*")
_YEAR = 365
_TONES: dict[str, Tone] = {"有效": "green", "未开始": "gold", "已到期": "grey", "已撤销": "grey"}


@dataclass(frozen=True)
class ClosureRow:
    """Closed days as listed."""

    closure: Closure
    when: str
    reason: str
    group: str


@dataclass(frozen=True)
class TermsRow:
    """A text as listed."""

    terms: Terms
    title: str
    version: str
    since: date
    refunds: str
    text: str


@dataclass(frozen=True)
class ApprovalRow:
    """An approval as listed."""

    approval: Approval
    clerk_name: str
    first: date
    last: date | None
    reason: str
    granted_by: str
    state: str


class ClosureSection(ListSection):
    """Days of the centre's own on which nobody comes; the holiday table closes by itself."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("closure.add", "加停托日", "Alt+N", self.add),
            Action("closure.end", "取消停托", "Alt+D", self.end),
        )
        super().__init__(
            context,
            "停托日",
            _CLOSURES,
            actions,
            note="国家法定节假日按“设置—节假日”自动停托，这里写本中心自己的停托日。",
            looks={"when": "strong"},
            empty=("没有另外的停托日", "消毒、检修、活动占用等在这里写上"),
        )

    def read(self, work: Work) -> Sequence[ClosureRow]:
        names = {one.no: one.name for one in childcare.groups(work)}
        return [
            ClosureRow(one, _when(one), one.reason, names.get(one.group_no, "全部")) for one in childcare.closures(work)
        ]

    def add(self) -> None:
        """Ask from when to when, why, and which group."""
        with self.context.database.reading(self.context.clerk) as work:
            groups = [(0, "全部"), *((one.no, one.name) for one in childcare.groups(work, work.today))]
        first, last = self.day("first", "从哪天", 1), self.day("last", "到哪天", 1)
        reason, group = LineEdit("reason", "原因", "例如 全面消毒"), ChoiceBox("group_no", "哪个班", groups)

        def save(work: Work) -> None:
            childcare.add_closure(work, Closure(first.value(), last.value(), reason.plain(), group.value()))

        self.ask(EntrySheet(self, self.context, "加停托日", "停托", [(first, last), (reason, group)]), save)

    def end(self) -> None:
        """Open again."""
        self.with_chosen(self._end)

    def _end(self, row: ClosureRow) -> None:
        def act(work: Work) -> None:
            childcare.end_closure(work, row.closure.id)

        self.write(act, f"{row.when} 已恢复开放")


class TermsSection(ListSection):
    """The texts that are printed and signed: agreement with its refund rules, consent notice."""

    def __init__(self, context: Context) -> None:
        actions = (Action("terms.add", "写新版本", "Alt+N", self.add),)
        super().__init__(
            context,
            "协议与告知书",
            _TERMS,
            actions,
            note="签署时记下版本；已签的按签的那一版。退费只按协议写明的办法。",
            looks={"title": "strong", "text": "muted"},
            empty=("还没有协议和告知书", "按 Alt N 写第一版"),
        )

    def read(self, work: Work) -> Sequence[TermsRow]:
        return [_terms_row(one) for one in childcare.all_terms(work)]

    def open_row(self, row: object) -> None:
        """Enter writes the next version, starting from the chosen one."""
        if self.may:
            self.add()

    def add(self) -> None:
        """Ask for a new version, starting from the chosen one."""
        chosen: TermsRow | None = self.table.current()
        kind = ChoiceBox("kind", "文书", [(one, DOCUMENT_KINDS[one]) for one in (AGREEMENT, CONSENT)])
        version, since = LineEdit("version", "版本", "例如 2026-2"), self.day("valid_from", "从哪天起", 1)
        refunds, text = RefundsEdit(), NoteEdit("text", "正文", 10)
        if chosen is not None:
            kind.choose(chosen.terms.kind)
            refunds.setText(chosen.refunds)
            text.setText(chosen.terms.text)

        def save(work: Work) -> None:
            made = Terms(kind.value(), version.plain(), text.value(), since.value(), refunds.value())
            childcare.save_terms(work, made)

        editors: list[Line] = [(kind, version, since), refunds, text]
        sheet = EntrySheet(self, self.context, "写新版本", "保存", editors, width=760)
        sheet.bend(text, 22 * 10 + 18)
        self.ask(sheet, save)


class RefundsEdit(LineEdit):
    """Refund rules of the agreement: 因病退托 100，临时取消 50."""

    def __init__(self) -> None:
        super().__init__("refunds", "退费办法：原因 百分比（只写在服务协议里）", "例如 因病退托 100，家长原因 50")

    def value(self) -> tuple[RefundRule, ...]:  # type: ignore[override]
        """Return the rules; Refusal when unreadable."""
        text = half_width(self.plain())
        if _REFUND.sub("", text).strip():
            raise self.refusal("看不懂退费办法", "写成“因病退托 100，家长原因 50”")
        return tuple(RefundRule(reason, int(percent)) for reason, percent in _REFUND.findall(text))


class ApprovalSection(ListSection):
    """The director's standing approvals; without one a clerk sees no child's name."""

    RIGHT = "childcare.approve"

    def __init__(self, context: Context) -> None:
        actions = (
            Action("approval.grant", "批准", "Alt+N", self.grant),
            Action("approval.revoke", "撤销", "Alt+D", self.revoke),
        )
        super().__init__(
            context,
            "档案授权",
            _APPROVALS,
            actions,
            note="未成年人信息：有托育岗位的人还要主任逐人批准，才能看儿童姓名、档案，办理预约和交接；每次打开档案都有记录。",
            looks={"clerk_name": "strong"},
            tones={"state": _approval_tone},
            empty=("还没有批准任何人", "主任按 Alt N 批准办理托育的工作人员"),
        )

    def read(self, work: Work) -> Sequence[ApprovalRow]:
        return [_approval_row(one, work.today) for one in childcare.approvals(work)]

    def grant(self) -> None:
        """Ask whom, from when to when, and why."""
        with self.context.database.reading(self.context.clerk) as work:
            clerks = childcare.clerks(work)
        clerk = ChoiceBox("clerk_id", "工作人员", [(None, "请选择"), *clerks])
        first, last = self.day("first", "从哪天"), DayEdit("last", "到哪天（不填为长期）", self.context.clock)
        reason = LineEdit("reason", "事由", "例如 托育窗口日常办理")
        last.set_value(date.fromordinal(self.context.clock.now().date().toordinal() + _YEAR))

        def save(work: Work) -> None:
            childcare.approve(work, clerk.value(), first.value(), last.optional(), reason.plain())

        self.ask(EntrySheet(self, self.context, "批准查阅儿童档案", "批准", [clerk, (first, last), reason]), save)

    def revoke(self) -> None:
        """Take the chosen approval back from today."""
        self.with_chosen(self._revoke)

    def _revoke(self, row: ApprovalRow) -> None:
        def yes() -> None:
            self.write(act, f"{row.clerk_name} 的授权已撤销")

        def act(work: Work) -> None:
            childcare.revoke(work, row.approval.id)

        text = f"撤销 {row.clerk_name} 查阅儿童档案的授权？"
        self.context.messages.ask_once(text, "撤销", yes, detail="从现在起不能再看儿童姓名和档案")


def _when(one: Closure) -> str:
    return f"{one.first}" if one.first == one.last else f"{one.first} 至 {one.last}"


def _terms_row(one: Terms) -> TermsRow:
    refunds = "，".join(f"{rule.reason} {rule.percent}" for rule in one.refunds)
    text = " ".join(one.text.split())
    return TermsRow(one, DOCUMENT_KINDS[one.kind], one.version, one.valid_from, refunds, text)


def _approval_row(one: Approval, today: date) -> ApprovalRow:
    revoked = one.revoked_on is not None and one.revoked_on <= today
    state = "已撤销" if revoked else "有效" if one.holds(today) else "未开始" if one.first > today else "已到期"
    return ApprovalRow(one, one.clerk_name, one.first, one.last, one.reason, one.granted_by, state)


def _approval_tone(row: ApprovalRow) -> Tone:
    return _TONES[row.state]
