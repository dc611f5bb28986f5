"""One calendar month to settle, 30 days to ask the court, and from when an agreement holds (domain.md §3.4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from shequ_desk.counters.mediation.rules.lists import HARD
from shequ_desk.kernel.dates import add_months, limit_days, limit_months
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import Holidays

CONFIRMATION_DAYS = 30
UNCOUNTED = "未计法定节假日"


@dataclass(frozen=True)
class Deadline:
    """`last` is the last good day, `days_left` negative when it passed; `counted` False: no holidays of that year.

    `key`: mediation, confirmation, performance or visit.
    """

    key: str
    title: str
    start: date
    last: date
    days_left: int
    counted: bool
    text: str

    @property
    def left_text(self) -> str:
        """'剩 3 天', '今天到期', '逾期 2 天'."""
        if self.days_left == 0:
            return "今天到期"
        return f"剩 {self.days_left} 天" if self.days_left > 0 else f"逾期 {-self.days_left} 天"


def mediation_limit(accepted: date, months: int, extended_to: date | None, today: date, holidays: Holidays) -> Deadline:
    """The day by which the case is to be settled, extended or ended; the day of acceptance is not counted.

    宁波市人民调解条例 art 27, counted by 民法典 arts 201-203; an extension asked by both sides stands as asked.
    """
    if extended_to is not None:
        text = "双方同意延长，到期前须办结或终止"
        return Deadline("mediation", "延长后的调解期限", accepted, extended_to, (extended_to - today).days, True, text)
    last = limit_months(accepted, months, holidays)
    counted = holidays.covers(add_months(accepted, months).year)
    words = "一个月" if months == 1 else f" {months} 个月"
    text = f"受理次日起{words}，到期前须办结、延期或转交"
    return Deadline("mediation", "调解期限", accepted, last, (last - today).days, counted, text)


def confirmation_limit(effective: date, today: date, holidays: Holidays) -> Deadline:
    """The last day both sides may ask the court together: 30 days, 人民调解法 art 33, 民诉法 art 85."""
    last = limit_days(effective, CONFIRMATION_DAYS, holidays)
    counted = holidays.covers((effective + timedelta(days=CONFIRMATION_DAYS)).year)
    text = "协议生效之日起三十日内，双方共同申请"
    return Deadline("confirmation", "司法确认期限", effective, last, (last - today).days, counted, text)


def plain_limit(key: str, title: str, start: date, last: date, today: date, text: str) -> Deadline:
    """A day that was agreed upon and moves for nothing: performance, return visit."""
    return Deadline(key, title, start, last, (last - today).days, True, text)


def effect_date(
    form: str, made_on: date, parties_on: date | None, mediator_on: date | None, sealed_on: date | None
) -> date:
    """Oral: the day of the agreement; written: the last of signatures, mediator, seal (人民调解法 arts 29-30).

    Refusal when one of the three is missing on a written one, or lies before the agreement.
    """
    if form == "oral":
        return made_on
    marks = {"parties_on": parties_on, "mediator_on": mediator_on, "sealed_on": sealed_on}
    missing = next((field for field, day in marks.items() if day is None), "")
    if missing:
        raise Refusal("书面协议要有当事人签字、调解员签字和调委会印章三项日期", "三项齐全的那一天起协议生效", missing)
    days = {field: day for field, day in marks.items() if day is not None}
    if early := next((field for field, day in days.items() if day < made_on), ""):
        raise Refusal("签字或盖章日期早于协议日期", "请对照原件核对日期", early)
    return max(days.values())


def written_reason(forced: bool, asked: bool, at_once: bool, difficulty: str) -> str:
    """Why the oral form is not allowed, '' when it is (宁波市人民调解条例 art 24)."""
    if asked:
        return "有当事人要求制作书面协议"
    if not forced:
        return ""
    if not at_once:
        return "协议没有即时履行"
    return "重大、复杂、疑难案件" if difficulty in HARD else ""


def check_extension(last: date, until: date, applicants_ask: bool, respondents_ask: bool, today: date) -> None:
    """Refusal unless both sides ask, before the limit runs out, for a later day (宁波市人民调解条例 art 27)."""
    if not (applicants_ask and respondents_ask):
        raise Refusal("延长期限要双方都提出要求", "只有一方要求时，到期前请办结、终止或转交", "asked")
    if until <= last:
        raise Refusal(f"延长后的日期应晚于现在的期限 {last:%Y-%m-%d}", "请填写双方商定的日期", "until")
    if today > last:
        raise Refusal(
            f"期限已于 {last:%Y-%m-%d} 届满，不能再延长",
            "请终止调解并送达终止调解通知书，或经双方重新申请立案",
            "until",
        )


def check_confirmation(deadline: Deadline, applied_on: date, together: bool, today: date) -> None:
    """Refusal unless both apply, on a day between effect and limit that is not in the future."""
    if not together:
        raise Refusal("司法确认要双方当事人共同申请", "一方不同意时，可告知另一方向法院起诉", "together")
    if applied_on > today or applied_on < deadline.start:
        raise Refusal("申请日期应在协议生效日与今天之间", f"协议于 {deadline.start:%Y-%m-%d} 生效", "applied_on")
    if applied_on > deadline.last and deadline.counted:
        raise Refusal(
            f"司法确认应在 {deadline.last:%Y-%m-%d} 前申请，已过三十日",
            "可告知当事人依协议向法院起诉",
            "applied_on",
        )
