"""What a paper prints, gathered before it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.childcare.rules.board import MonthBoard, RosterOfDay, WallRow, WeekBoard
from shequ_desk.counters.childcare.rules.booking import Booking
from shequ_desk.counters.childcare.rules.care import MedicineGiven
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.counters.childcare.rules.documents import DOCUMENT_KINDS, Document, Missing, Terms
from shequ_desk.counters.childcare.rules.fees import Fee
from shequ_desk.counters.childcare.rules.month import MonthFigures
from shequ_desk.counters.childcare.rules.offer import Programme
from shequ_desk.kernel.errors import Refusal


@dataclass(frozen=True)
class Head:
    """What every paper carries: the centre, who made it and when; `demo` marks it 演示."""

    centre: str
    code: str
    demo: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class ChildPapers:
    """Everything the papers of one child need.

    `texts` are all versions of agreement and notice, newest first; `programmes` every version; `doses` given so far.
    """

    head: Head
    file: ChildFile
    texts: tuple[Terms, ...]
    programmes: tuple[Programme, ...]
    doses: tuple[MedicineGiven, ...]

    @property
    def day(self) -> date:
        """The day the papers are made."""
        return self.head.made_at.date()

    def offer(self, day: date) -> tuple[Programme, ...]:
        """The programmes in force on a day."""
        return tuple(one for one in self.programmes if one.covers(day))

    def text(self, kind: str, document: Document | None = None) -> Terms:
        """The version that was signed, or the one in force. Refusal when there is none."""
        wanted = [one for one in self.texts if one.kind == kind]
        if document is not None:
            wanted = [one for one in wanted if one.id == document.terms_id]
        in_force = [one for one in wanted if document is not None or one.valid_from <= self.day]
        if not in_force:
            raise Refusal(f"还没有{DOCUMENT_KINDS[kind]}的文本", "请主任先在“设置—托育”中录入文本")
        return max(in_force, key=lambda one: (one.valid_from, one.id))

    def guardian(self, document: Document | None = None) -> tuple[str, str]:
        """Name and relation of who signed, else of the first known guardian; empty when nobody is known."""
        if document is not None:
            return document.signer, document.relation
        known = self.file.guardians
        return (known[0].name, known[0].relation) if known else ("", "")


@dataclass(frozen=True)
class Slip:
    """预约单: the booking, what it is expected to cost, what is still missing, until when it can be cancelled."""

    head: Head
    booking: Booking
    price: str
    fee: Fee | None
    pickup: str
    missing: tuple[Missing, ...]
    cancel_hours: int


@dataclass(frozen=True)
class DayPaper:
    """当日名册 with whole names: stays with the carers."""

    head: Head
    roster: RosterOfDay


@dataclass(frozen=True)
class WallPaper:
    """The list for the door: masked name and time, nothing else (domain.md §8.3)."""

    head: Head
    day: date
    rows: tuple[WallRow, ...]


@dataclass(frozen=True)
class WeekPaper:
    """The week board; counts only."""

    head: Head
    board: WeekBoard


@dataclass(frozen=True)
class CalendarPaper:
    """The month view; counts only."""

    head: Head
    board: MonthBoard


@dataclass(frozen=True)
class MonthPaper:
    """The month's figures, checked; `unfinished` says why they are not final, empty when they are."""

    head: Head
    figures: MonthFigures
    unfinished: str
