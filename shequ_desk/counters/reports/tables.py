"""What a clerk wrote into a report, and what was frozen when a month closed."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import FROZEN, Base, Code, Count, Day, LongText, Moment, Name, Ref, Secret, Text200, pk


class NoteRow(Base):
    """Words a clerk wrote: `kind` replace or add; the newest of a period, part and kind counts, empty takes it back."""

    __tablename__ = "report_note"
    __table_args__ = (Index("ix_report_note_period", "period", "part"), FROZEN)
    id: Mapped[pk]
    period: Mapped[Code]
    part: Mapped[Code]
    kind: Mapped[Code]
    text: Mapped[LongText]
    at: Mapped[Moment]
    clerk_name: Mapped[Name]


class CloseRow(Base):
    """A closed month (结账): who, when, where the audit chain stood, red checks and why it went on.

    `document` is the monthly report as JSON; it is printed again with every signature.
    """

    __tablename__ = "report_close"
    __table_args__ = FROZEN
    id: Mapped[pk]
    month: Mapped[str] = mapped_column(String(7), unique=True)
    closed_at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Name]
    chain_head: Mapped[Code]
    chain_place: Mapped[Ref]
    red: Mapped[LongText]
    reason: Mapped[Text200]
    document: Mapped[Secret]


class FigureRow(Base):
    """A figure as it was when the month closed; `value` in 分 for money."""

    __tablename__ = "report_figure"
    __table_args__ = (UniqueConstraint("close_id", "part", "place"), FROZEN)
    id: Mapped[pk]
    close_id: Mapped[Ref] = mapped_column(ForeignKey("report_close.id"))
    part: Mapped[Code]
    place: Mapped[Count]
    label: Mapped[Text200]
    unit: Mapped[Code]
    money: Mapped[Count]
    value: Mapped[Ref]


class PaperRow(Base):
    """A paper as it was printed: the bytes lie in the kept files. A signature makes the next edition.

    `permission` may open it; `private` 1: it carries whole identity numbers.
    """

    __tablename__ = "report_paper"
    __table_args__ = (UniqueConstraint("close_id", "key", "edition"), FROZEN)
    id: Mapped[pk]
    close_id: Mapped[Ref] = mapped_column(ForeignKey("report_close.id"))
    key: Mapped[Code]
    edition: Mapped[Count]
    title: Mapped[Text200]
    permission: Mapped[Code]
    private: Mapped[Count]
    pages: Mapped[Count]
    pdf: Mapped[Code]
    workbook: Mapped[Code]
    made_at: Mapped[Moment]


class SignRow(Base):
    """制表, 审核 or 签发 of a closed month; one of each stands, in this order. `nth` 2: given again after one was taken
    back.
    """

    __tablename__ = "report_sign"
    __table_args__ = (UniqueConstraint("close_id", "step", "nth"), FROZEN)
    id: Mapped[pk]
    close_id: Mapped[Ref] = mapped_column(ForeignKey("report_close.id"))
    step: Mapped[Code]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Name]
    day: Mapped[Day]
    at: Mapped[Moment]
    alone: Mapped[Text200]
    nth: Mapped[Count] = mapped_column(server_default="1")


class UnsignRow(Base):
    """A signature taken back by who gave it, before 签发."""

    __tablename__ = "report_unsign"
    __table_args__ = FROZEN
    sign_id: Mapped[Ref] = mapped_column(ForeignKey("report_sign.id"), primary_key=True, autoincrement=False)
    reason: Mapped[Text200]
    at: Mapped[Moment]
