"""Mediation: committees, mediators, cases with everything only added to them, and kept files."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_mediation"
down_revision = "0008_odd_numbers"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
OPEN = sa.text("outcome = ''")


def upgrade() -> None:
    _files()
    _people()
    _case()
    _acts()
    _papers()
    _drafts()
    _figures()


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _money(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _day(name: str) -> sa.Column[date]:
    return sa.Column(name, sa.Date, nullable=False)


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _of_case() -> tuple[sa.Column[Any], ...]:
    return _key("id"), _key("case_id"), _moment("at"), _text("clerk_name", 200)


def _files() -> None:
    op.create_table(
        "blob",
        _text("sha256", 64),
        _count("size"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )


def _people() -> None:
    op.create_table(
        "mediation_committee",
        _key("id"),
        _text("name", 200),
        _text("abbreviation", 64),
        _text("kind", 64),
        _flag("active"),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_committee"),
    )
    op.create_table(
        "mediation_rate",
        _key("id"),
        _day("valid_from"),
        _text("difficulty", 64),
        _money("settled"),
        _money("unsettled"),
        _money("incomplete"),
        _text("document", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_rate"),
    )
    op.create_table(
        "mediation_subtype",
        _key("id"),
        _count("type_code"),
        _text("title", 64),
        _flag("active"),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_subtype"),
        sa.UniqueConstraint("type_code", "title", name="uq_mediation_subtype_type_code_title"),
    )
    op.create_table(
        "mediation_mediator",
        _key("id"),
        _key("committee_id"),
        _text("name", 50),
        _text("level", 64),
        _text("phone", 32),
        _day("from_day"),
        sa.Column("to_day", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_mediator"),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["mediation_committee.id"], name="fk_mediation_mediator_committee_id"
        ),
    )


def _case() -> None:
    op.create_table(
        "mediation_case",
        _key("id"),
        _key("committee_id"),
        _text("committee_kind", 64),
        _count("year"),
        _count("seq"),
        _text("number", 64),
        _text("title", 200),
        _count("type_code"),
        _text("subtype", 64),
        _text("source", 64),
        _text("referrer", 64),
        _text("referrer_name", 200),
        _text("referral_no", 64),
        _long("brief"),
        _long("requests"),
        _money("amount"),
        _text("place", 200),
        sa.Column("area_id", BIG),
        _text("difficulty", 64),
        _day("accepted_on"),
        _moment("accepted_at"),
        _text("accepted_by", 200),
        _key("mediator_id"),
        _text("state", 64),
        _count("parties"),
        _text("parties_shown", 200),
        _flag("rights_notice"),
        sa.Column("extended_to", sa.Date),
        _text("outcome", 64),
        sa.Column("finished_on", sa.Date),
        _text("form", 64),
        _money("agreed_amount"),
        sa.Column("effective_on", sa.Date),
        sa.Column("perform_by", sa.Date),
        sa.Column("next_visit", sa.Date),
        _text("performance", 64),
        _text("confirmation", 64),
        sa.Column("archived_on", sa.Date),
        _text("bound_by", 200),
        _count("file_pages"),
        _text("retention", 200),
        _count("version"),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_case"),
        sa.UniqueConstraint("committee_id", "year", "seq", name="uq_mediation_case_committee_id_year_seq"),
        sa.ForeignKeyConstraint(["committee_id"], ["mediation_committee.id"], name="fk_mediation_case_committee_id"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_mediation_case_area_id"),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediation_mediator.id"], name="fk_mediation_case_mediator_id"),
    )
    op.create_index(
        "ix_mediation_case_finished",
        "mediation_case",
        [
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
        ],
    )
    op.create_index("ix_mediation_case_listed", "mediation_case", ["accepted_on", "id"])
    op.create_index("ix_mediation_case_mediator_id", "mediation_case", ["mediator_id", "outcome"])
    op.create_index(
        "ix_mediation_case_open", "mediation_case", ["accepted_on"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_mediation_case_state", "mediation_case", ["state"])
    op.create_table(
        "mediation_party",
        _key("id"),
        _key("case_id"),
        _count("position"),
        _text("side", 64),
        _text("kind", 64),
        sa.Column("person_id", BIG),
        _text("name", 200),
        _text("sex", 64),
        _text("ethnic", 64),
        sa.Column("birth", sa.Date),
        _text("occupation", 200),
        _text("id_number", 18),
        _text("phone", 32),
        _text("address", 200),
        _text("uscc", 64),
        _text("head", 50),
        _flag("representative"),
        sa.Column("verified_on", sa.Date),
        _text("verified_by", 200),
        _json("agents"),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_party"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_party_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mediation_party_person_id"),
    )
    op.create_index("ix_mediation_party_case_id", "mediation_party", ["case_id"])
    op.create_index("ix_mediation_party_name", "mediation_party", ["name"])
    op.create_index("ix_mediation_party_person_id", "mediation_party", ["person_id"])


def _acts() -> None:
    op.create_table(
        "mediation_assignment",
        _key("mediator_id"),
        _day("day"),
        _long("reason"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_assignment"),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediation_mediator.id"], name="fk_mediation_assignment_mediator_id"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_assignment_case_id"),
    )
    op.create_index("ix_mediation_assignment_case_id", "mediation_assignment", ["case_id"])
    op.create_table(
        "mediation_extension",
        _day("until"),
        _long("reason"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_extension"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_extension_case_id"),
    )
    op.create_index("ix_mediation_extension_case_id", "mediation_extension", ["case_id"])
    op.create_table(
        "mediation_log",
        _count("no"),
        _text("kind", 64),
        _moment("happened_at"),
        _long("text"),
        _long("place"),
        _long("people"),
        _text("host", 200),
        _text("recorder", 200),
        sa.Column("corrects_id", BIG),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_log"),
        sa.ForeignKeyConstraint(["corrects_id"], ["mediation_log.id"], name="fk_mediation_log_corrects_id"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_log_case_id"),
    )
    op.create_index("ix_mediation_log_case_id", "mediation_log", ["case_id"])
    op.create_table(
        "mediation_performance",
        _day("day"),
        _text("state", 64),
        _long("text"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_performance"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_performance_case_id"),
    )
    op.create_index("ix_mediation_performance_case_id", "mediation_performance", ["case_id"])
    op.create_table(
        "mediation_step",
        _text("state", 64),
        _day("day"),
        _long("note"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_step"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_step_case_id"),
    )
    op.create_index("ix_mediation_step_case_id", "mediation_step", ["case_id"])
    op.create_table(
        "mediation_visit",
        _day("day"),
        _text("performance", 64),
        _long("text"),
        _flag("satisfied"),
        _text("visitor", 200),
        sa.Column("next_on", sa.Date),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_visit"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_visit_case_id"),
    )
    op.create_index("ix_mediation_visit_case_id", "mediation_visit", ["case_id"])


def _papers() -> None:
    op.create_table(
        "mediation_excuse",
        _text("paper", 64),
        _long("reason"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_excuse"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_excuse_case_id"),
    )
    op.create_index("ix_mediation_excuse_case_id", "mediation_excuse", ["case_id"])
    op.create_table(
        "mediation_attachment",
        sa.Column("log_id", BIG),
        _text("name", 200),
        _text("kind", 64),
        _text("media", 64),
        _count("size"),
        _count("pages"),
        _text("sha256", 64),
        _long("note"),
        _long("giver"),
        _count("copies"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_attachment"),
        sa.ForeignKeyConstraint(["log_id"], ["mediation_log.id"], name="fk_mediation_attachment_log_id"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_mediation_attachment_sha256"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_attachment_case_id"),
    )
    op.create_index("ix_mediation_attachment_case_id", "mediation_attachment", ["case_id"])
    op.create_table(
        "mediation_original",
        _text("paper", 64),
        _day("signed_on"),
        _count("pages"),
        _count("copies"),
        sa.Column("attachment_id", BIG),
        sa.Column("withdraws_id", BIG),
        _long("reason"),
        _key("id"),
        _key("case_id"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_original"),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["mediation_attachment.id"], name="fk_mediation_original_attachment_id"
        ),
        sa.ForeignKeyConstraint(["withdraws_id"], ["mediation_original.id"], name="fk_mediation_original_withdraws_id"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_original_case_id"),
    )
    op.create_index("ix_mediation_original_case_id", "mediation_original", ["case_id"])


def _drafts() -> None:
    op.create_table(
        "mediation_agreement",
        _key("case_id"),
        _text("form", 64),
        _day("made_on"),
        _long("facts"),
        _long("content"),
        _long("manner"),
        sa.Column("perform_by", sa.Date),
        _money("amount"),
        _flag("asked_written"),
        _flag("at_once"),
        _json("excluded"),
        sa.Column("visit_on", sa.Date),
        _count("copies"),
        sa.Column("parties_on", sa.Date),
        sa.Column("mediator_on", sa.Date),
        sa.Column("sealed_on", sa.Date),
        sa.Column("effective_on", sa.Date),
        sa.PrimaryKeyConstraint("case_id", name="pk_mediation_agreement"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_agreement_case_id"),
    )
    op.create_table(
        "mediation_confirmation",
        _key("case_id"),
        _day("applied_on"),
        _text("court", 200),
        _text("result", 64),
        sa.Column("result_on", sa.Date),
        _text("paper_no", 64),
        sa.PrimaryKeyConstraint("case_id", name="pk_mediation_confirmation"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_confirmation_case_id"),
    )
    op.create_table(
        "mediation_ending",
        _key("case_id"),
        _text("kind", 64),
        _text("reason", 64),
        _day("day"),
        _long("note"),
        _json("remedies"),
        _long("receiver"),
        sa.PrimaryKeyConstraint("case_id", name="pk_mediation_ending"),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_case.id"], name="fk_mediation_ending_case_id"),
    )


def _figures() -> None:
    op.create_table(
        "mediation_past",
        _key("id"),
        _day("month"),
        _text("key", 64),
        _key("value"),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_past"),
        sa.UniqueConstraint("month", "key", name="uq_mediation_past_month_key"),
    )
    op.create_table(
        "mediation_prevention",
        _key("id"),
        _day("day"),
        _text("key", 64),
        _count("number"),
        _long("note"),
        _moment("at"),
        _text("clerk_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_mediation_prevention"),
    )
    op.create_index("ix_mediation_prevention_day", "mediation_prevention", ["day"])
