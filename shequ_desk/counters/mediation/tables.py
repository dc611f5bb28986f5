"""Cases and what is only ever added to them. What a case says is secret even to the audit book."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import (
    FROZEN,
    Base,
    Code,
    Count,
    Day,
    Fen,
    Flag,
    IdNo,
    Json,
    Moment,
    Name,
    Phone,
    Ref,
    Secret,
    SecretJson,
    Text200,
    pk,
)

HIDDEN = {"mask": "secret"}
_OPEN = text("outcome = ''")
_FINISHED = (
    "finished_on",
    "outcome",
    "type_code",
    "source",
    "referrer",
    "committee_kind",
    "difficulty",
    "form",
    "performance",
    "confirmation",
    "parties",
    "agreed_amount",
)


class CommitteeRow(Base):
    """A mediation committee; numbers are counted per committee and year."""

    __tablename__ = "mediation_committee"
    id: Mapped[pk]
    name: Mapped[Text200]
    abbreviation: Mapped[Code]
    kind: Mapped[Code]
    active: Mapped[Flag]


class MediatorRow(Base):
    """A mediator in office from a day to a day, both included."""

    __tablename__ = "mediation_mediator"
    id: Mapped[pk]
    committee_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_committee.id"))
    name: Mapped[Name]
    level: Mapped[Code]
    phone: Mapped[Phone]
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]


class SubtypeRow(Base):
    """A local sub-type of a dispute type."""

    __tablename__ = "mediation_subtype"
    __table_args__ = (UniqueConstraint("type_code", "title"),)
    id: Mapped[pk]
    type_code: Mapped[Count]
    title: Mapped[Code]
    active: Mapped[Flag]


class RateRow(Base):
    """An allowance (以案定补) from a day on."""

    __tablename__ = "mediation_rate"
    __table_args__ = FROZEN
    id: Mapped[pk]
    valid_from: Mapped[Day]
    difficulty: Mapped[Code]
    settled: Mapped[Fen]
    unsettled: Mapped[Fen]
    incomplete: Mapped[Fen]
    document: Mapped[Text200]


class Dispute(Base):
    """A case. `outcome` is empty while it is open; columns after it repeat, for lists and sums, what later acts say.

    `parties_shown` is 周某与陈某. `rights_notice`: 权利义务告知书 belongs to its file, as set when it was taken in.
    """

    __tablename__ = "mediation_case"
    __table_args__ = (
        UniqueConstraint("committee_id", "year", "seq"),
        Index("ix_mediation_case_listed", "accepted_on", "id"),
        Index("ix_mediation_case_open", "accepted_on", sqlite_where=_OPEN),
        Index("ix_mediation_case_finished", *_FINISHED),
        Index("ix_mediation_case_mediator_id", "mediator_id", "outcome"),
        Index("ix_mediation_case_state", "state"),
    )
    id: Mapped[pk]
    committee_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_committee.id"))
    committee_kind: Mapped[Code]
    year: Mapped[Count]
    seq: Mapped[Count]
    number: Mapped[Code]
    title: Mapped[Secret] = mapped_column(String(200))
    type_code: Mapped[Count] = mapped_column(info=HIDDEN)
    subtype: Mapped[Code] = mapped_column(info=HIDDEN)
    source: Mapped[Code]
    referrer: Mapped[Code]
    referrer_name: Mapped[Text200] = mapped_column(info=HIDDEN)
    referral_no: Mapped[Code] = mapped_column(info=HIDDEN)
    brief: Mapped[Secret]
    requests: Mapped[Secret]
    amount: Mapped[Fen] = mapped_column(info=HIDDEN)
    place: Mapped[Secret] = mapped_column(String(200))
    area_id: Mapped[Ref | None] = mapped_column(ForeignKey("area.id"))
    difficulty: Mapped[Code]
    accepted_on: Mapped[Day]
    accepted_at: Mapped[Moment]
    accepted_by: Mapped[Text200]
    mediator_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_mediator.id"))
    state: Mapped[Code]
    parties: Mapped[Count]
    parties_shown: Mapped[Secret] = mapped_column(String(200))
    rights_notice: Mapped[Flag]
    extended_to: Mapped[Day | None]
    outcome: Mapped[Code]
    finished_on: Mapped[Day | None]
    form: Mapped[Code]
    agreed_amount: Mapped[Fen] = mapped_column(info=HIDDEN)
    effective_on: Mapped[Day | None]
    perform_by: Mapped[Day | None]
    next_visit: Mapped[Day | None]
    performance: Mapped[Code]
    confirmation: Mapped[Code]
    archived_on: Mapped[Day | None]
    bound_by: Mapped[Text200]
    file_pages: Mapped[Count]
    retention: Mapped[Text200]
    version: Mapped[Count]


class PartyRow(Base):
    """A party of a case, as it was when the case was taken in."""

    __tablename__ = "mediation_party"
    id: Mapped[pk]
    case_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    position: Mapped[Count]
    side: Mapped[Code]
    kind: Mapped[Code]
    person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name] = mapped_column(String(200), index=True)
    sex: Mapped[Code]
    ethnic: Mapped[Code]
    birth: Mapped[Day | None] = mapped_column(info=HIDDEN)
    occupation: Mapped[Text200] = mapped_column(info=HIDDEN)
    id_number: Mapped[IdNo]
    phone: Mapped[Phone]
    address: Mapped[Secret] = mapped_column(String(200))
    uscc: Mapped[Code] = mapped_column(info=HIDDEN)
    head: Mapped[Name]
    representative: Mapped[Flag]
    verified_on: Mapped[Day | None]
    verified_by: Mapped[Text200]
    agents: Mapped[SecretJson]
    made_at: Mapped[Moment]


class OfCase(Base):
    """Something that happened in a case, never changed."""

    __abstract__ = True
    __table_args__ = FROZEN
    id: Mapped[pk]
    case_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class StepRow(OfCase):
    """The case came to a state on a day."""

    __tablename__ = "mediation_step"
    state: Mapped[Code]
    day: Mapped[Day]
    note: Mapped[Secret]


class AssignmentRow(OfCase):
    """A mediator took the case over."""

    __tablename__ = "mediation_assignment"
    mediator_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_mediator.id"))
    day: Mapped[Day]
    reason: Mapped[Secret]


class LogRow(OfCase):
    """One entry of the log; `at` is when it was written down, `happened_at` when it took place."""

    __tablename__ = "mediation_log"
    no: Mapped[Count]
    kind: Mapped[Code]
    happened_at: Mapped[Moment]
    text: Mapped[Secret]
    place: Mapped[Secret]
    people: Mapped[Secret]
    host: Mapped[Text200]
    recorder: Mapped[Text200]
    corrects_id: Mapped[Ref | None] = mapped_column(ForeignKey("mediation_log.id"))


class AttachmentRow(OfCase):
    """A kept file; its bytes lie in the store under their SHA-256."""

    __tablename__ = "mediation_attachment"
    log_id: Mapped[Ref | None] = mapped_column(ForeignKey("mediation_log.id"))
    name: Mapped[Secret] = mapped_column(String(200))
    kind: Mapped[Code]
    media: Mapped[Code]
    size: Mapped[Count]
    pages: Mapped[Count]
    sha256: Mapped[Code] = mapped_column(ForeignKey("blob.sha256"))
    note: Mapped[Secret]
    giver: Mapped[Secret]
    copies: Mapped[Count]


class OriginalRow(OfCase):
    """A signed original was recorded, or (`withdraws_id`) taken back with its reason."""

    __tablename__ = "mediation_original"
    paper: Mapped[Code]
    signed_on: Mapped[Day]
    pages: Mapped[Count]
    copies: Mapped[Count]
    attachment_id: Mapped[Ref | None] = mapped_column(ForeignKey("mediation_attachment.id"))
    withdraws_id: Mapped[Ref | None] = mapped_column(ForeignKey("mediation_original.id"))
    reason: Mapped[Secret]


class ExcuseRow(OfCase):
    """Why a paper is not in the file."""

    __tablename__ = "mediation_excuse"
    paper: Mapped[Code]
    reason: Mapped[Secret]


class ExtensionRow(OfCase):
    """Both sides asked for more time."""

    __tablename__ = "mediation_extension"
    until: Mapped[Day]
    reason: Mapped[Secret]


class PerformanceRow(OfCase):
    """How the agreement was kept."""

    __tablename__ = "mediation_performance"
    day: Mapped[Day]
    state: Mapped[Code]
    text: Mapped[Secret]


class VisitRow(OfCase):
    """A return visit."""

    __tablename__ = "mediation_visit"
    day: Mapped[Day]
    performance: Mapped[Code]
    text: Mapped[Secret]
    satisfied: Mapped[Flag]
    visitor: Mapped[Text200]
    next_on: Mapped[Day | None]


class AgreementRow(Base):
    """The agreement of a case: a draft until `effective_on` is set, then never changed."""

    __tablename__ = "mediation_agreement"
    case_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_case.id"), primary_key=True, autoincrement=False)
    form: Mapped[Code]
    made_on: Mapped[Day]
    facts: Mapped[Secret]
    content: Mapped[Secret]
    manner: Mapped[Secret]
    perform_by: Mapped[Day | None]
    amount: Mapped[Fen] = mapped_column(info=HIDDEN)
    asked_written: Mapped[Flag]
    at_once: Mapped[Flag]
    excluded: Mapped[Json]
    visit_on: Mapped[Day | None]
    copies: Mapped[Count]
    parties_on: Mapped[Day | None]
    mediator_on: Mapped[Day | None]
    sealed_on: Mapped[Day | None]
    effective_on: Mapped[Day | None]


class EndingRow(Base):
    """How a case is to end without agreement; `kind` end or pass. A draft until the case has its outcome."""

    __tablename__ = "mediation_ending"
    case_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_case.id"), primary_key=True, autoincrement=False)
    kind: Mapped[Code]
    reason: Mapped[Code]
    day: Mapped[Day]
    note: Mapped[Secret]
    remedies: Mapped[Json]
    receiver: Mapped[Secret]


class ConfirmationRow(Base):
    """The judicial confirmation both sides asked for."""

    __tablename__ = "mediation_confirmation"
    case_id: Mapped[Ref] = mapped_column(ForeignKey("mediation_case.id"), primary_key=True, autoincrement=False)
    applied_on: Mapped[Day]
    court: Mapped[Text200] = mapped_column(info=HIDDEN)
    result: Mapped[Code]
    result_on: Mapped[Day | None]
    paper_no: Mapped[Code] = mapped_column(info=HIDDEN)


class PreventionRow(Base):
    """Disputes looked for or prevented on a day; a negative number corrects an earlier row."""

    __tablename__ = "mediation_prevention"
    __table_args__ = FROZEN
    id: Mapped[pk]
    day: Mapped[Day] = mapped_column(index=True)
    key: Mapped[Code]
    number: Mapped[Count]
    note: Mapped[Secret]
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class PastRow(Base):
    """A figure of `covers` months (1, 3 or 12) from the first day `month` on, as published or kept on paper before."""

    __tablename__ = "mediation_past"
    __table_args__ = (UniqueConstraint("month", "key"),)
    id: Mapped[pk]
    month: Mapped[Day]
    covers: Mapped[Count] = mapped_column(server_default="1")
    key: Mapped[Code]
    value: Mapped[Ref]
