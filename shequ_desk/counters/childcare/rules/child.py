"""A child's file, the clerks who may open one, and what was charged."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.childcare.rules.ages import age_text
from shequ_desk.counters.childcare.rules.booking import Booking, Enrolment
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder
from shequ_desk.counters.childcare.rules.documents import CARER_KINDS, Document
from shequ_desk.counters.childcare.rules.door import Delegation, PickupPerson
from shequ_desk.counters.childcare.rules.fees import Fee
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money


@dataclass(frozen=True)
class ChildCard:
    """What the desk asks at entry (入托登记表). `allergies` and `health` are told by the guardian."""

    child_id: int
    carer_kind: str
    allergies: str = ""
    health: str = ""
    contact: str = ""
    contact_phone: str = ""
    version: int = 0


@dataclass(frozen=True)
class GuardianChoice:
    """A guardian the residents' register knows, or who signed for the child."""

    name: str
    relation: str
    phone_masked: str
    person_id: int | None


@dataclass(frozen=True)
class ChildFile:
    """A child's whole file."""

    child_id: int
    name: str
    sex: str
    birth: date
    months: int
    id_masked: str
    address: str
    card: ChildCard | None
    guardians: tuple[GuardianChoice, ...]
    documents: tuple[Document, ...]
    pickups: tuple[PickupPerson, ...]
    delegations: tuple[Delegation, ...]
    bookings: tuple[Booking, ...]
    enrolments: tuple[Enrolment, ...]
    medicines: tuple[MedicineOrder, ...]
    incidents: tuple[Incident, ...]
    visits: int
    free_visits_used: int
    last_stay: date | None

    @property
    def age(self) -> str:
        """27 月."""
        return age_text(self.months)


@dataclass(frozen=True)
class Approval:
    """The director's standing approval for a clerk to open children's files (未成年人网络保护条例 36)."""

    id: int
    clerk_id: int
    clerk_name: str
    first: date
    last: date | None
    reason: str
    granted_by: str
    at: datetime
    revoked_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is good on the day."""
        revoked = self.revoked_on is not None and self.revoked_on <= day
        return self.first <= day and not revoked and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Payment:
    """How a stay is paid: `form` a key of the till's payments, `received` cash handed over (None: exactly)."""

    form: str = "cash"
    received: Money | None = None
    printing: bool = True


@dataclass(frozen=True)
class Settled:
    """A stay charged: the receipt's id and number, the fee, the change."""

    booking_id: int
    receipt_id: int
    number: str
    fee: Fee
    change: Money


@dataclass(frozen=True)
class Undone:
    """What taking a receipt back led to: `mirror` is the number of the mirror receipt (empty for a void), `kept` the
    number of the new receipt for the part that is not given back."""

    number: str
    mirror: str
    stays: int
    given_back: Money
    kept: str = ""


def check_card(card: ChildCard) -> None:
    """Refusal when the carer was not chosen."""
    if card.carer_kind not in CARER_KINDS:
        raise Refusal("请选择平时主要由谁照护", "、".join(CARER_KINDS), "carer_kind")
