"""Receipts, shifts, day closes."""

import sqlalchemy as sa
from alembic import op

revision = "0004_till"
down_revision = "0003_people"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _clerk() -> tuple[sa.Column[int], sa.Column[str]]:
    return sa.Column("clerk_id", BIG, nullable=False), sa.Column("clerk_name", sa.String(200), nullable=False)


def upgrade() -> None:
    op.create_table(
        "till_day",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_till_day"),
        sa.UniqueConstraint("day", name="uq_till_day_day"),
    )
    _receipts()
    op.create_table(
        "till_shift",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *_clerk(),
        sa.Column("successor", sa.String(200), nullable=False),
        sa.Column("expected", sa.BigInteger, nullable=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("difference", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_till_shift"),
    )
    op.create_index("ix_till_shift_day_id", "till_shift", ["day", "id"])
    _day_close()


def _receipts() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *_clerk(),
        sa.Column("centre", sa.String(200), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("payer_name", sa.String(50), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("list_total", sa.BigInteger, nullable=False),
        sa.Column("reduction", sa.BigInteger, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("payment", sa.String(64), nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("printed", sa.Boolean, nullable=False),
        sa.Column("mirrors_id", BIG, nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("check_code", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
        sa.UniqueConstraint("kind", "year", "serial", name="uq_receipt_kind_year_serial"),
        sa.UniqueConstraint("number", name="uq_receipt_number"),
        sa.UniqueConstraint("mirrors_id", name="uq_receipt_mirrors_id"),
        sa.ForeignKeyConstraint(["mirrors_id"], ["receipt.id"], name="fk_receipt_mirrors_id"),
        sa.CheckConstraint("amount = list_total - reduction", name="ck_receipt_totals"),
    )
    op.create_index("ix_receipt_day_id", "receipt", ["day", "id"])
    owed = sa.text("payment = 'account'")
    op.create_index("ix_receipt_person_id", "receipt", ["person_id"], sqlite_where=owed, postgresql_where=owed)
    op.create_table(
        "receipt_line",
        sa.Column("receipt_id", BIG, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("price", sa.BigInteger, nullable=False),
        sa.Column("reduction", sa.BigInteger, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("receipt_id", "position", name="pk_receipt_line"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_receipt_line_receipt_id"),
    )
    op.create_table(
        "receipt_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("receipt_id", BIG, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("nth", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *_clerk(),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipt_event"),
        sa.UniqueConstraint("receipt_id", "kind", "nth", name="uq_receipt_event_receipt_id_kind_nth"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_receipt_event_receipt_id"),
    )
    op.create_table(
        "receipt_collection",
        sa.Column("receipt_id", BIG, nullable=False),
        sa.Column("collection_id", BIG, nullable=False),
        sa.PrimaryKeyConstraint("receipt_id", "collection_id", name="pk_receipt_collection"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_receipt_collection_receipt_id"),
        sa.ForeignKeyConstraint(["collection_id"], ["receipt.id"], name="fk_receipt_collection_collection_id"),
    )


def _day_close() -> None:
    op.create_table(
        "day_close",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *_clerk(),
        sa.Column("centre", sa.String(200), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("opening_float", sa.BigInteger, nullable=False),
        sa.Column("takings", sa.JSON, nullable=False),
        sa.Column("series", sa.JSON, nullable=False),
        sa.Column("receipts", sa.Integer, nullable=False),
        sa.Column("voids", sa.Integer, nullable=False),
        sa.Column("gaps", sa.Integer, nullable=False),
        sa.Column("expected", sa.BigInteger, nullable=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("difference", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("perpetual", sa.BigInteger, nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("previous_id", BIG, nullable=True),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_day_close"),
        sa.UniqueConstraint("day", name="uq_day_close_day"),
        sa.ForeignKeyConstraint(["previous_id"], ["day_close.id"], name="fk_day_close_previous_id"),
    )
