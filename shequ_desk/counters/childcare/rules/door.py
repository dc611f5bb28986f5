"""At the door: the morning check, who brings, who may take the child away; domain.md §4."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.childcare.rules.documents import ADULT
from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.errors import Refusal

CHECKED, IN, OUT, REFUSED = "check", "in", "out", "refused"
DOOR_KINDS = {CHECKED: "晨检", IN: "签到", OUT: "接走", REFUSED: "拒绝交接"}
NORMAL, ABNORMAL = "正常", "异常"
CONFIRMATIONS = ("监护人当面签字", "回拨监护人电话", "监护人视频确认")
_TAIL = 4


@dataclass(frozen=True)
class MorningCheck:
    """晨检 (一摸二看三问四查), `temperature` in 0.1 ℃.

    `certificate`: the medical certificate a child brings back after an abnormal check.
    """

    temperature: int
    condition: str = NORMAL
    checked_by: str = ""
    note: str = ""
    certificate: str = ""

    @property
    def text(self) -> str:
        """36.5 ℃ 正常."""
        return f"{self.temperature / 10:.1f} ℃ {self.condition}"


@dataclass(frozen=True)
class CheckResult:
    """What the check comes to: `passed`, or the sentence that says why the child is not taken in."""

    passed: bool
    reason: str = ""
    way_out: str = ""


@dataclass(frozen=True)
class PickupPerson:
    """An authorised adult with relation, the last four of the ID number, and the days the authority holds."""

    id: int
    child_id: int
    name: str
    relation: str
    id_tail: str
    phone: str
    first: date
    last: date | None
    ended_on: date | None = None
    person_id: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the authority is good on the day."""
        ended = self.ended_on is not None and self.ended_on < day
        return self.first <= day and not ended and (self.last is None or day <= self.last)

    @property
    def text(self) -> str:
        """张昉琴（外婆）."""
        return f"{self.name}（{self.relation}）"


@dataclass(frozen=True)
class NewPickup:
    """An adult to authorise. `id_number` is checked and only its tail kept."""

    child_id: int
    name: str
    relation: str
    id_number: str
    phone: str = ""
    first: date | None = None
    last: date | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Delegation:
    """One-time 委托: somebody may fetch the child on one day. `confirmed_how` is one of CONFIRMATIONS."""

    id: int
    child_id: int
    day: date
    name: str
    relation: str
    id_tail: str
    phone: str
    guardian: str
    confirmed_how: str
    at: datetime
    clerk_name: str
    used_at: datetime | None = None


@dataclass(frozen=True)
class NewDelegation:
    """A one-time 委托 to write down. `id_number` is checked and only its tail kept."""

    child_id: int
    day: date
    name: str
    relation: str
    id_number: str
    guardian: str
    confirmed_how: str
    phone: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether somebody may take the child. `pickup_id` or `delegation_id` goes to check_out; a refusal is logged."""

    allowed: bool
    text: str
    way_out: str = ""
    pickup_id: int = 0
    delegation_id: int = 0


@dataclass(frozen=True)
class DoorEvent:
    """What happened at the door, as written down."""

    id: int
    booking_id: int
    kind: str
    at: datetime
    temperature: int
    condition: str
    checked_by: str
    hands: str
    note: str
    clerk_name: str

    @property
    def kind_text(self) -> str:
        """晨检."""
        return DOOR_KINDS[self.kind]


def check_result(check: MorningCheck, fever: int, ill_before: bool) -> CheckResult:
    """Whether the child may stay: no fever, no abnormal state, and a certificate after an abnormal check before.

    Temperatures are tenths of ℃, `fever` the least that keeps a child away. Refusal for a check that is not filled in.
    """
    if not 340 <= check.temperature <= 430:
        raise Refusal("体温应在 34.0 到 43.0 ℃ 之间", "请重新测量，例如 36.5", "temperature")
    if check.condition not in (NORMAL, ABNORMAL):
        raise Refusal("请选择晨检情况", "正常或异常", "condition")
    if not check.checked_by.strip():
        raise Refusal("请填写晨检人", "由实际检查的保育人员签名", "checked_by")
    if check.temperature >= fever:
        return CheckResult(False, f"体温 {check.temperature / 10:.1f} ℃，不能入托", "请隔离观察并通知监护人接回就医")
    if check.condition == ABNORMAL:
        return CheckResult(False, "晨检异常，不能入托", "请隔离观察并通知监护人，凭医院证明复托")
    if ill_before and not check.certificate.strip():
        return CheckResult(False, "上次晨检异常，复托须有医院证明", "请查验证明并填写证明编号或医院、日期")
    return CheckResult(True)


def id_tail(number: str) -> str:
    """The last four characters of an ID number."""
    return number[-_TAIL:]


def check_adult(birth: date | None, day: date) -> None:
    """Refusal when the person who fetches is a minor (domain.md §4: 其委托的成年人)."""
    if birth is not None and age_years(birth, day) < ADULT:
        raise Refusal("接送人须年满 18 周岁", "请由监护人委托一位成年人", "id_number")
