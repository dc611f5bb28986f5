"""What is written down while a child is here: medicine, incidents, the day's note."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.kernel.errors import Refusal


@dataclass(frozen=True)
class MedicineOrder:
    """委托喂药: the guardian's written order. `original`: brought in its original package. Both days inside."""

    child_id: int
    drug: str
    dose: str
    times: str
    first: date
    last: date
    guardian: str
    original: bool
    note: str = ""
    id: int = 0
    at: datetime | None = None
    clerk_name: str = ""


@dataclass(frozen=True)
class MedicineGiven:
    """One dose: two people check it."""

    order_id: int
    at: datetime
    given_by: str
    checked_by: str
    id: int = 0


@dataclass(frozen=True)
class Incident:
    """事故记录. `amends_id` names the record this one completes or corrects; nothing is overwritten."""

    child_id: int
    at: datetime
    place: str
    carer: str
    what: str
    injury: str
    measures: str
    told_at: datetime | None
    hospital: str = ""
    follow_up: str = ""
    booking_id: int = 0
    amends_id: int = 0
    id: int = 0
    written_at: datetime | None = None
    clerk_name: str = ""
    child_name: str = ""


@dataclass(frozen=True)
class Observation:
    """全日健康观察: a note of the day."""

    booking_id: int
    text: str
    mood: str = ""
    meal: str = ""
    sleep: str = ""
    id: int = 0
    at: datetime | None = None
    clerk_name: str = ""


def check_medicine(order: MedicineOrder, today: date) -> None:
    """Refusal when something of the written order is missing (domain.md §4)."""
    for value, title, field in (
        (order.drug, "药名", "drug"),
        (order.dose, "剂量", "dose"),
        (order.times, "喂药时间", "times"),
        (order.guardian, "签字的监护人", "guardian"),
    ):
        if not value.strip():
            raise Refusal(f"请填写{title}", "按监护人签字的委托书填写", field)
    if not order.original:
        raise Refusal("药品不是原包装，不能代为喂药", "请监护人带原包装药品来", "original")
    if order.last < max(order.first, today):
        raise Refusal("喂药的最后一天早于开始或今天", "请核对日期", "last")


def check_given(given: MedicineGiven, order: MedicineOrder, now: datetime) -> None:
    """Refusal without two different people, outside the order's days, or in the future."""
    if not given.given_by.strip() or not given.checked_by.strip():
        raise Refusal("喂药须两人核对", "请填写喂药人和核对人", "checked_by")
    if given.given_by.strip() == given.checked_by.strip():
        raise Refusal("喂药人和核对人不能是同一人", "请另一位保育人员核对", "checked_by")
    if not order.first <= given.at.date() <= order.last:
        raise Refusal("不在委托书写明的日期内", "请监护人重新签委托书", "at")
    if given.at > now:
        raise Refusal("喂药时间晚于现在", "请填写实际时间", "at")


def check_incident(incident: Incident, now: datetime) -> None:
    """Refusal when what must be known is missing or the time lies in the future."""
    for value, title, field in (
        (incident.place, "地点", "place"),
        (incident.carer, "当班保育人员", "carer"),
        (incident.what, "经过", "what"),
        (incident.measures, "处理措施", "measures"),
    ):
        if not value.strip():
            raise Refusal(f"请填写{title}", "事故记录须写明时间、地点、人员、经过和措施", field)
    if incident.at > now:
        raise Refusal("事故时间晚于现在", "请填写实际时间", "at")
    if incident.told_at is not None and incident.told_at < incident.at:
        raise Refusal("通知监护人的时间早于事故时间", "请核对两个时间", "told_at")
