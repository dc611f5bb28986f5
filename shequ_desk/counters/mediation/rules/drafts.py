"""What a clerk hands in, and what is refused about it without looking at the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.mediation.rules.deadlines import written_reason
from shequ_desk.counters.mediation.rules.lists import (
    ATTACHMENT_KINDS,
    CONFIRMATIONS,
    DIFFICULTIES,
    END_REASONS,
    ESCALATIONS,
    FORMS,
    NOT_CONFIRMABLE,
    PERFORMANCES,
    REFERRERS,
    REMEDIES,
    SOURCES,
    TYPES,
    WRITTEN_KINDS,
)
from shequ_desk.counters.mediation.rules.parties import PartyDraft, check_sides
from shequ_desk.counters.mediation.rules.settings import Mediation
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

_ID_PAPERS = ("身份证", "户口簿", "护照", "居住证")
_NO_TEXT = {"evidence": ("还没有选证据文件，也没有写收到了什么", "按 Ctrl+O 加照片、扫描件，或写明证据名称和份数")}


@dataclass(frozen=True)
class CaseDetails:
    """The registered facts of a case, editable until it is finished.

    `type_code` a key of TYPES, `source` of SOURCES, `difficulty` of DIFFICULTIES; a referred case names `referrer`
    (key of REFERRERS), `referrer_name` and the number of the 委托调解函. `requests` one per line.
    """

    title: str
    type_code: int
    brief: str
    source: str = "apply"
    subtype: str = ""
    referrer: str = ""
    referrer_name: str = ""
    referral_no: str = ""
    requests: str = ""
    amount: Money = ZERO
    place: str = ""
    area_id: int | None = None
    difficulty: str = "normal"


@dataclass(frozen=True)
class CaseDraft:
    """A new case. `consent`: all sides agree to mediation (art 17; a clear refusal ends it). `mediator_id` the host."""

    committee_id: int
    accepted_on: date
    details: CaseDetails
    parties: tuple[PartyDraft, ...]
    mediator_id: int
    consent: bool = True


@dataclass(frozen=True)
class LogDraft:
    """One entry of the log. `kind` of WRITTEN_KINDS; `people` those present, `host` and `recorder` as signed."""

    kind: str
    at: datetime
    text: str
    place: str = ""
    people: str = ""
    host: str = ""
    recorder: str = ""


@dataclass(frozen=True)
class AttachmentDraft:
    """A file to be kept. `giver` and `copies` stand in the list of evidence; `log_id` the entry it belongs to."""

    name: str
    kind: str
    note: str = ""
    giver: str = ""
    copies: int = 1
    log_id: int | None = None


@dataclass(frozen=True)
class Prepared:
    """A file as it will be kept: bytes, media type, pages, and a sentence about what was done to it, or ''."""

    data: bytes
    media: str
    pages: int
    note: str


@dataclass(frozen=True)
class AgreementDraft:
    """What was agreed. `asked_written`: a party wants it in writing; `at_once`: performed on the spot.

    `excluded` keys of NOT_CONFIRMABLE the agreement touches. `perform_by` None when performed at once.
    `visit_on` the planned return visit; None takes the setting. `copies` 0 counts as the law does.
    """

    form: str
    made_on: date
    facts: str
    content: str
    manner: str
    perform_by: date | None = None
    amount: Money = ZERO
    asked_written: bool = False
    at_once: bool = False
    excluded: tuple[str, ...] = ()
    visit_on: date | None = None
    copies: int = 0


@dataclass(frozen=True)
class EndingDraft:
    """Why the case ends without agreement; `reason` a key of END_REASONS, `remedies` told out of REMEDIES."""

    reason: str
    day: date
    note: str
    remedies: tuple[str, ...] = REMEDIES


@dataclass(frozen=True)
class PassDraft:
    """To whom the case is passed on, when and why (street, court, police …)."""

    receiver: str
    day: date
    note: str


@dataclass(frozen=True)
class Original:
    """A signed original in hand: which paper, its date, pages and copies; `attachment_id` its scan, if any."""

    key: str
    signed_on: date
    pages: int
    copies: int = 1
    attachment_id: int | None = None


@dataclass(frozen=True)
class Signing:
    """The signatures of an agreement: the last party, the mediator, the seal; pages and copies of the original."""

    parties_on: date | None
    mediator_on: date | None
    sealed_on: date | None
    pages: int
    copies: int


@dataclass(frozen=True)
class PerformanceDraft:
    """How the agreement was kept; `state` a key of PERFORMANCES."""

    state: str
    day: date
    text: str


@dataclass(frozen=True)
class VisitDraft:
    """A return visit: performance as found, what the parties say, new risks and measures; `visitor` as signed."""

    day: date
    performance: str
    text: str
    satisfied: bool
    visitor: str
    next_on: date | None = None


@dataclass(frozen=True)
class EscalationDraft:
    """Reported at once to whom (人民调解法 art 25); `kind` a key of ESCALATIONS."""

    kind: str
    at: datetime
    reported_to: str
    text: str


@dataclass(frozen=True)
class Binding:
    """The bound file: who bound it when, how many sheets it has, how long it is kept."""

    bound_by: str
    bound_on: date
    pages: int
    retention: str


def check_details(details: CaseDetails) -> None:
    """Refusal when a list value is unknown or a needed text is missing."""
    _text(details.title, "请填写纠纷名称", "例如：楼上漏水纠纷", "title")
    _text(details.brief, "请填写纠纷简要情况", "写明时间、地点、起因和争议", "brief")
    _one_of(details.type_code, TYPES, "纠纷类型", "type_code")
    _one_of(details.source, SOURCES, "案件来源", "source")
    _one_of(details.difficulty, DIFFICULTIES, "难易程度", "difficulty")
    if details.source == "referred":
        _one_of(details.referrer, REFERRERS, "委托移送单位", "referrer")
        _text(details.referrer_name, "请填写委托移送的单位名称", "接受委托要有委托调解函", "referrer_name")
    elif details.referrer or details.referrer_name or details.referral_no:
        raise Refusal("只有接受委托移送的案件才填委托单位", "请清空委托单位，或把来源改为接受委托移送调解", "referrer")
    if details.amount < ZERO:
        raise Refusal("涉及金额不能为负", "没有金额请填 0", "amount")


def check_draft(draft: CaseDraft, today: date) -> None:
    """Refusal about a new case: facts, sides, consent, the day of acceptance."""
    check_details(draft.details)
    check_sides(draft.parties)
    if not draft.consent:
        raise Refusal("有一方明确拒绝调解，不能受理", "可告知仲裁、行政、诉讼途径；已经受理的案件请终止", "consent")
    check_past(draft.accepted_on, today, "accepted_on")
    check_recent(draft.accepted_on, today)


def check_log(entry: LogDraft, accepted_on: date, now: datetime) -> None:
    """Refusal about a log entry: kind, text, a time before acceptance or to come."""
    _one_of(entry.kind, WRITTEN_KINDS, "记录种类", "kind")
    missing, way_out = _NO_TEXT.get(entry.kind, ("还没有写记录内容", "写明谈了什么、各方怎么说"))
    _text(entry.text, missing, way_out, "text")
    if entry.at > now:
        raise Refusal("记录时间晚于现在", "请填写已经发生的时间", "at")
    if entry.at.date() < accepted_on:
        raise Refusal(f"记录时间早于受理日 {accepted_on:%Y-%m-%d}", "受理前的情况请写进纠纷简要情况", "at")


def check_attachment(draft: AttachmentDraft) -> None:
    """Refusal about an attachment's kind; identity papers are never kept as images (domain.md §8.1)."""
    _one_of(draft.kind, ATTACHMENT_KINDS, "附件种类", "kind")
    if any(word in draft.name or word in draft.note for word in _ID_PAPERS):
        raise Refusal("身份证件不存图像", "请在当事人处登记“原件已核验”", "name")
    if draft.copies < 1:
        raise Refusal("份数至少为 1", "请核对份数", "copies")


def check_agreement(
    draft: AgreementDraft, accepted_on: date, difficulty: str, settings: Mediation, today: date
) -> None:
    """Refusal about an agreement: dates, texts, and the oral form where writing is demanded."""
    _one_of(draft.form, FORMS, "协议形式", "form")
    if draft.made_on < accepted_on:
        raise Refusal(f"协议日期早于受理日 {accepted_on:%Y-%m-%d}", "请核对协议日期", "made_on")
    check_past(draft.made_on, today, "made_on")
    _text(draft.facts, "请填写纠纷主要事实和争议事项", "协议书的必备内容", "facts")
    _text(draft.content, "请填写协议内容", "写明各方的权利和义务", "content")
    _text(draft.manner, "请填写履行方式", "例如：转账一次付清", "manner")
    if not draft.at_once and draft.perform_by is None:
        raise Refusal("请填写履行期限", "当场履行完的请勾选“即时履行”", "perform_by")
    if draft.perform_by and draft.perform_by < draft.made_on:
        raise Refusal("履行期限早于协议日期", "请核对履行期限", "perform_by")
    if draft.visit_on and draft.visit_on < draft.made_on:
        raise Refusal("回访日期早于协议日期", "回访在达成协议之后", "visit_on")
    for key in draft.excluded:
        _one_of(key, NOT_CONFIRMABLE, "不予司法确认的事项", "excluded")
    reason = written_reason(settings.written_forced, draft.asked_written, draft.at_once, difficulty)
    if draft.form == "oral" and reason:
        raise Refusal(f"不能用口头协议：{reason}", "请制作书面调解协议书（宁波市人民调解条例第二十四条）", "form")


def check_ending(draft: EndingDraft, accepted_on: date, state: str, today: date) -> None:
    """Refusal about an ending: reason, words, day; 不成 needs that mediation had begun."""
    _one_of(draft.reason, END_REASONS, "终止原因", "reason")
    _text(draft.note, "请写明终止调解的具体情况", "写进终止调解通知书", "note")
    _ended_on(draft.day, accepted_on, today)
    if draft.reason == "hopeless" and state != "mediating":
        raise Refusal("还没有进入调解，不能认定无法达成协议", "请先进入调解并记录，或选择其他终止原因", "reason")
    if not draft.remedies:
        raise Refusal("请选择已告知的其他解决途径", "仲裁、行政、诉讼至少一项", "remedies")


def check_pass(draft: PassDraft, accepted_on: date, today: date) -> None:
    """Refusal about passing a case on: receiver, words, day."""
    _text(draft.receiver, "请填写转交给谁", "例如：清泉街道人民调解委员会", "receiver")
    _text(draft.note, "请写明转交原因", "写进卷宗情况说明", "note")
    _ended_on(draft.day, accepted_on, today)


def check_original(original: Original, accepted_on: date, today: date) -> None:
    """Refusal about a signed original: a date before acceptance or to come, no pages, no copies."""
    check_past(original.signed_on, today, "signed_on")
    if original.signed_on < accepted_on:
        raise Refusal(f"签署日期早于受理日 {accepted_on:%Y-%m-%d}", "请对照原件核对日期", "signed_on")
    if original.pages < 1 or original.copies < 1:
        raise Refusal("页数和份数至少为 1", "请数一数签字的原件", "pages")


def check_performance(draft: PerformanceDraft, made_on: date, today: date) -> None:
    """Refusal about a performance entry: state, words, a day before the agreement or to come."""
    _one_of(draft.state, PERFORMANCES, "履行情况", "state")
    _text(draft.text, "请写明履行情况", "例如：4,800.00 元已转账", "text")
    check_past(draft.day, today, "day")
    if draft.day < made_on:
        raise Refusal(f"履行日期早于协议日期 {made_on:%Y-%m-%d}", "请核对日期", "day")


def check_visit(draft: VisitDraft, made_on: date, today: date) -> None:
    """Refusal about a return visit: a day before the agreement or to come, no words, no visitor."""
    _one_of(draft.performance, PERFORMANCES, "履行情况", "performance")
    _text(draft.text, "请写明回访情况", "写明履行情况、当事人意见和隐患", "text")
    _text(draft.visitor, "请填写回访人", "与回访记录上的签名一致", "visitor")
    check_past(draft.day, today, "day")
    if draft.day < made_on:
        raise Refusal(f"回访日期早于协议日期 {made_on:%Y-%m-%d}", "达成协议之后才能回访，请核对日期", "day")
    if draft.next_on and draft.next_on <= draft.day:
        raise Refusal("下次回访日期应晚于本次", "不再回访请留空", "next_on")


def check_escalation(draft: EscalationDraft, now: datetime) -> None:
    """Refusal about a report to the authorities: kind, receiver, words, a time to come."""
    _one_of(draft.kind, ESCALATIONS, "上报种类", "kind")
    _text(draft.reported_to, "请填写报告给谁", "例如：辖区派出所，接报人和电话", "reported_to")
    _text(draft.text, "请写明紧急情况", "写明人、事、地点和已采取的措施", "text")
    if draft.at > now:
        raise Refusal("上报时间晚于现在", "请填写实际报告的时间", "at")


def check_result(result: str) -> None:
    """Refusal when the court's answer is not one of CONFIRMATIONS."""
    _one_of(result, CONFIRMATIONS, "确认结果", "result")


def check_past(day: date, today: date, field: str) -> None:
    """Refusal when the day is still to come."""
    if day > today:
        raise Refusal("日期晚于今天", "请填写已经发生的日期", field)


def check_recent(accepted_on: date, today: date) -> None:
    """Refusal when a case is dated before last year: such cases are figures of months before the program."""
    first = date(today.year - 1, 1, 1)
    if accepted_on < first:
        raise Refusal(
            f"受理日期早于 {first:%Y-%m-%d}",
            "请核对年份；更早的案件在“设置—调解—以前的数字”按月填写",
            "accepted_on",
        )


def copies_by_law(parties: int) -> int:
    """Copies of a written agreement: one for each party and one for the committee (人民调解法 art 29)."""
    return parties + 1


def _ended_on(day: date, accepted_on: date, today: date) -> None:
    check_past(day, today, "day")
    if day < accepted_on:
        raise Refusal(f"日期早于受理日 {accepted_on:%Y-%m-%d}", "请核对日期", "day")


def _text(value: str, message: str, way_out: str, field: str) -> None:
    if not value.strip():
        raise Refusal(message, way_out, field)


def _one_of(value: object, allowed: Collection[object], title: str, field: str) -> None:
    if value not in allowed:
        raise Refusal(f"请选择{title}", "从列表中选一项", field)
