"""Frozen rows of a case as pages and papers read them."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.mediation.rules.deadlines import Deadline
from shequ_desk.counters.mediation.rules.drafts import AgreementDraft, CaseDetails, EndingDraft, PassDraft
from shequ_desk.counters.mediation.rules.file import Completeness
from shequ_desk.counters.mediation.rules.parties import Committee, Party
from shequ_desk.counters.mediation.rules.path import RailStep, Step
from shequ_desk.counters.mediation.rules.settings import Mediation
from shequ_desk.kernel.money import Money


@dataclass(frozen=True)
class CaseRow:
    """One line of the case list. `parties` as 周某与陈某, `deadline` and `days_left` None when nothing runs."""

    id: int
    number: str
    title: str
    parties: str
    type_text: str
    state: str
    chip: str
    difficulty: str
    amount: Money
    mediator: str
    accepted_on: date
    finished_on: date | None
    deadline: date | None
    days_left: int | None


@dataclass(frozen=True)
class Filters:
    """What the list shows; empty fields ask nothing. `text` looks in number, title, parties, brief and log.

    `group`: open, finished (not yet archived), archived, overdue or empty for all. `first`/`last`: day of acceptance.
    """

    text: str = ""
    group: str = ""
    type_code: int | None = None
    mediator_id: int | None = None
    person_id: int | None = None
    committee_id: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class LogEntry:
    """One entry of the log, never changed; `corrects` names the entry it mends, `corrected_by` the one that mends it.

    `no` counts from 1 within the case.
    """

    id: int
    no: int
    kind: str
    kind_text: str
    at: datetime
    entered_at: datetime
    clerk: str
    text: str
    place: str
    people: str
    host: str
    recorder: str
    corrects: int | None
    corrected_by: int | None


@dataclass(frozen=True)
class Attachment:
    """A kept file; the bytes are read with `attachment_data`. `media` is image/jpeg, image/png or application/pdf."""

    id: int
    name: str
    kind: str
    kind_text: str
    media: str
    size: int
    pages: int
    sha256: str
    note: str
    giver: str
    copies: int
    log_id: int | None
    added_at: datetime
    clerk: str


@dataclass(frozen=True)
class Assignment:
    """Who handled the case from a day on, and why it was handed over."""

    mediator_id: int
    name: str
    level: str
    day: date
    reason: str


@dataclass(frozen=True)
class Agreement(AgreementDraft):
    """The agreement of the case; `effective_on` None until it is signed."""

    parties_on: date | None = None
    mediator_on: date | None = None
    sealed_on: date | None = None
    effective_on: date | None = None


@dataclass(frozen=True)
class Confirmation:
    """The judicial confirmation asked for; `result` a key of CONFIRMATIONS."""

    applied_on: date
    court: str
    result: str
    result_on: date | None
    paper_no: str


@dataclass(frozen=True)
class Performance:
    """How the agreement was kept, as written down on a day."""

    day: date
    state: str
    text: str
    clerk: str


@dataclass(frozen=True)
class Visit:
    """A return visit."""

    day: date
    performance: str
    text: str
    satisfied: bool
    visitor: str
    next_on: date | None


@dataclass(frozen=True)
class Extension:
    """Both sides asked for more time until `until`."""

    day: date
    until: date
    reason: str


@dataclass(frozen=True)
class OriginalRow:
    """A recorded original. `withdrawn`: recorded by mistake, taken back by a later entry with its reason."""

    id: int
    key: str
    title: str
    signed_on: date
    pages: int
    copies: int
    attachment_id: int | None
    clerk: str
    withdrawn: str


@dataclass(frozen=True)
class Excuse:
    """A paper that is not there and why; stands in the 卷宗情况说明."""

    key: str
    title: str
    reason: str
    day: date


@dataclass(frozen=True)
class Earlier:
    """A case the same people were in before."""

    id: int
    number: str
    title: str
    accepted_on: date
    chip: str
    same: str


@dataclass(frozen=True)
class CaseView:
    """A whole case. `details` goes back to `edit_case` together with `version`.

    `outcome` is a key of OUTCOMES, empty while open; `agreement`, `ending`, `passing` may be drafts of an open case.
    `deadlines` are those that still run. `moves` are the states the path allows next.
    """

    id: int
    number: str
    version: int
    committee: Committee
    details: CaseDetails
    accepted_on: date
    accepted_by: str
    state: str
    chip: str
    outcome: str
    finished_on: date | None
    parties: tuple[Party, ...]
    parties_shown: str
    mediator_id: int
    mediator: str
    assignments: tuple[Assignment, ...]
    steps: tuple[Step, ...]
    rail: tuple[RailStep, ...]
    moves: tuple[str, ...]
    log: tuple[LogEntry, ...]
    attachments: tuple[Attachment, ...]
    agreement: Agreement | None
    ending: EndingDraft | None
    passing: PassDraft | None
    confirmation: Confirmation | None
    performances: tuple[Performance, ...]
    visits: tuple[Visit, ...]
    extensions: tuple[Extension, ...]
    originals: tuple[OriginalRow, ...]
    excuses: tuple[Excuse, ...]
    completeness: Completeness
    deadlines: tuple[Deadline, ...]
    warnings: tuple[str, ...]
    archived_on: date | None
    bound_by: str
    file_pages: int
    retention: str


@dataclass(frozen=True)
class CaseFile:
    """Everything the papers of a case print; `demo` marks them with 演示, `clerk` is who prints."""

    case: CaseView
    centre: str
    demo: bool
    settings: Mediation
    clerk: str
    area: str


@dataclass(frozen=True)
class DueItem:
    """A date that waits; `urgent` within three days or past."""

    case_id: int
    number: str
    title: str
    deadline: Deadline
    urgent: bool
