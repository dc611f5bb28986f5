"""Canteen: rules, sets, prices, calendar, public meals, the meal ledger, bookings."""

import sqlalchemy as sa
from alembic import op

revision = "0005_canteen"
down_revision = "0004_till"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MIRRORS = sa.text("origin_id IS NOT NULL")


def upgrade() -> None:
    _offers()
    _calendar()
    _ledger()
    _bookings()


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(200), nullable=False)


def _money(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _offers() -> None:
    op.create_table(
        "canteen_rule",
        _key("id"),
        _key("no"),
        sa.Column("version", sa.Integer, nullable=False),
        _text("name"),
        _text("document"),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        _json("categories"),
        sa.Column("age_from", sa.Integer),
        sa.Column("age_to", sa.Integer),
        _json("hukou"),
        _json("residence"),
        _json("slots"),
        _code("form"),
        sa.Column("value", sa.Integer, nullable=False),
        _money("ceiling"),
        _code("limit_kind"),
        _code("limit_unit"),
        sa.Column("limit_amount", sa.Integer, nullable=False),
        _code("pool"),
        sa.Column("welfare", sa.Boolean, nullable=False),
        _json("payers"),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_rule"),
        sa.UniqueConstraint("no", "version", name="uq_canteen_rule_no_version"),
    )
    op.create_table(
        "canteen_set",
        _key("id"),
        _text("name"),
        _json("slots"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_set"),
    )
    op.create_table(
        "canteen_price",
        _key("id"),
        _key("set_id"),
        _money("price"),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_price"),
        sa.UniqueConstraint("set_id", "valid_from", name="uq_canteen_price_set_id_valid_from"),
        sa.ForeignKeyConstraint(["set_id"], ["canteen_set.id"], name="fk_canteen_price_set_id"),
    )


def _calendar() -> None:
    op.create_table(
        "canteen_menu",
        _key("id"),
        sa.Column("day", sa.Date, nullable=False),
        _code("slot"),
        sa.Column("dishes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_menu"),
        sa.UniqueConstraint("day", "slot", name="uq_canteen_menu_day_slot"),
    )
    op.create_table(
        "canteen_hours",
        _key("id"),
        _code("slot"),
        sa.Column("opens", sa.Integer, nullable=False),
        sa.Column("closes", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_hours"),
        sa.UniqueConstraint("slot", "valid_from", name="uq_canteen_hours_slot_valid_from"),
    )
    op.create_table(
        "canteen_closed",
        _key("id"),
        sa.Column("day", sa.Date),
        sa.Column("weekday", sa.Integer),
        _text("reason"),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_closed"),
    )
    op.create_table(
        "canteen_quota",
        _key("id"),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("portions", sa.Integer, nullable=False),
        _json("payers"),
        _text("document"),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_quota"),
        sa.UniqueConstraint("valid_from", name="uq_canteen_quota_valid_from"),
    )
    op.create_table(
        "canteen_occupation",
        _key("id"),
        _code("name"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_occupation"),
        sa.UniqueConstraint("name", name="uq_canteen_occupation_name"),
    )


def _ledger() -> None:
    op.create_table(
        "canteen_meal",
        _key("id"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("meal_day", sa.Date, nullable=False),
        sa.Column("meal_at", sa.DateTime, nullable=False),
        sa.Column("entered_at", sa.DateTime, nullable=False),
        _code("slot"),
        sa.Column("person_id", BIG),
        sa.Column("diner", sa.String(50), nullable=False),
        sa.Column("age", sa.Integer),
        _key("set_id"),
        _text("set_name"),
        _code("mode"),
        _code("category"),
        sa.Column("rule_no", BIG),
        sa.Column("rule_version", sa.Integer),
        sa.Column("rule_version_id", BIG),
        _text("rule_name"),
        _text("rule_document"),
        _text("standard"),
        _text("limit_key"),
        _text("evidence"),
        sa.Column("quantity", sa.Integer, nullable=False),
        _money("price"),
        _money("reduction"),
        _money("pay"),
        _code("payment"),
        _key("receipt_id"),
        _code("receipt_no"),
        sa.Column("backfilled", sa.Boolean, nullable=False),
        _text("address"),
        sa.Column("booking_id", BIG),
        sa.Column("origin_id", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_meal"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_canteen_meal_person_id"),
        sa.ForeignKeyConstraint(["set_id"], ["canteen_set.id"], name="fk_canteen_meal_set_id"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_canteen_meal_receipt_id"),
        sa.ForeignKeyConstraint(["origin_id"], ["canteen_meal.id"], name="fk_canteen_meal_origin_id"),
    )
    columns = "day mode person_id category rule_version_id slot payment quantity price reduction pay age"
    op.create_index("ix_canteen_meal_ledger", "canteen_meal", columns.split())
    op.create_index("ix_canteen_meal_person", "canteen_meal", ["person_id", "meal_day"])
    op.create_index("ix_canteen_meal_receipt", "canteen_meal", ["receipt_id"])
    op.create_index(
        "ix_canteen_meal_origin",
        "canteen_meal",
        ["origin_id"],
        unique=True,
        sqlite_where=MIRRORS,
        postgresql_where=MIRRORS,
    )
    _parts()


def _parts() -> None:
    op.create_table(
        "canteen_share",
        _key("id"),
        _key("meal_id"),
        sa.Column("day", sa.Date, nullable=False),
        _code("payer"),
        _money("fen"),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_share"),
        sa.ForeignKeyConstraint(["meal_id"], ["canteen_meal.id"], name="fk_canteen_share_meal_id"),
    )
    op.create_index("ix_canteen_share_meal_id", "canteen_share", ["meal_id"])
    op.create_index("ix_canteen_share_ledger", "canteen_share", ["day", "payer", "fen"])
    op.create_table(
        "canteen_public",
        _key("id"),
        _key("meal_id"),
        sa.Column("meal_day", sa.Date, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        _code("worker_key"),
        sa.Column("name", sa.String(50), nullable=False),
        _code("occupation"),
        sa.Column("tail", sa.String(32), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_public"),
        sa.UniqueConstraint("meal_id", name="uq_canteen_public_meal_id"),
        sa.ForeignKeyConstraint(["meal_id"], ["canteen_meal.id"], name="fk_canteen_public_meal_id"),
    )
    op.create_index("ix_canteen_public_meal_day", "canteen_public", ["meal_day", "worker_key"])
    op.create_index("ix_canteen_public_day", "canteen_public", ["day"])


def _bookings() -> None:
    op.create_table(
        "canteen_booking",
        _key("id"),
        sa.Column("day", sa.Date, nullable=False),
        _code("slot"),
        _key("set_id"),
        sa.Column("person_id", BIG),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        _text("address"),
        _text("remark"),
        _code("state"),
        sa.Column("booked_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canteen_booking"),
        sa.ForeignKeyConstraint(["set_id"], ["canteen_set.id"], name="fk_canteen_booking_set_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_canteen_booking_person_id"),
    )
    op.create_index("ix_canteen_booking_day", "canteen_booking", ["day", "slot"])
    op.create_index("ix_canteen_booking_person_id", "canteen_booking", ["person_id"])
    op.create_table(
        "canteen_review",
        _key("meal_id"),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("clerk_name"),
        _text("outcome"),
        sa.PrimaryKeyConstraint("meal_id", name="pk_canteen_review"),
        sa.ForeignKeyConstraint(["meal_id"], ["canteen_meal.id"], name="fk_canteen_review_meal_id"),
    )
