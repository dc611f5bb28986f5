"""Childcare: the dated offer, bookings and the door, children's files, the ledger of stays."""

import sqlalchemy as sa
from alembic import op

revision = "0010_childcare"
down_revision = "0009_mediation"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MIRRORS = sa.text("origin_id IS NOT NULL")


def upgrade() -> None:
    _offer()
    _bookings()
    _files()
    _ledger()


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(200), nullable=False)


def _money(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date, nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime, nullable=False)


def _table(name: str, *columns: sa.schema.SchemaItem, key: str = "id", refs: dict[str, str] | None = None) -> None:
    """A table with its key first and its references named by the convention."""
    keys = [sa.PrimaryKeyConstraint(key, name=f"pk_{name}")]
    links = [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")
        for column, target in (refs or {}).items()
    ]
    op.create_table(name, _key(key), *columns, *keys, *links)


def _offer() -> None:
    _table("childcare_closure", _day("from_day"), _day("to_day"), _text("reason"), _key("group_no"))
    _table(
        "childcare_duty",
        _key("session_no"),
        _day("day"),
        _count("carers"),
        _text("reason"),
        _moment("at"),
        _text("clerk_name"),
        sa.UniqueConstraint("day", "session_no", name="uq_childcare_duty_day_session_no"),
    )
    _table(
        "childcare_group",
        _code("kind"),
        _count("age_from"),
        _count("age_to"),
        _count("most"),
        _count("ratio"),
        _key("room_no"),
        _count("position"),
        _key("no"),
        _text("name"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("no", "valid_from", name="uq_childcare_group_no_valid_from"),
    )
    _table(
        "childcare_programme",
        _code("kind"),
        _json("group_nos"),
        _money("price"),
        _code("unit"),
        _count("rounding"),
        _count("most_minutes"),
        _count("week_limit"),
        _count("free_visits"),
        _text("free_payer"),
        _json("reductions"),
        _money("meal_price"),
        _json("terms"),
        _json("tags"),
        _text("document"),
        _count("position"),
        _key("no"),
        _text("name"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("no", "valid_from", name="uq_childcare_programme_no_valid_from"),
    )
    _table(
        "childcare_room",
        _count("area"),
        sa.Column("drop_in_rule", sa.Boolean, nullable=False),
        _key("no"),
        _text("name"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("no", "valid_from", name="uq_childcare_room_no_valid_from"),
    )
    _table(
        "childcare_session",
        _key("group_no"),
        _count("starts"),
        _count("ends"),
        _json("weekdays"),
        _count("carers"),
        sa.Column("drop_in", sa.Boolean, nullable=False),
        _key("no"),
        _text("name"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("no", "valid_from", name="uq_childcare_session_no_valid_from"),
    )
    _table(
        "childcare_terms",
        _code("kind"),
        _code("version"),
        sa.Column("text", sa.Text, nullable=False),
        _day("valid_from"),
        _json("refunds"),
    )


def _bookings() -> None:
    _table(
        "childcare_booking",
        _key("child_id"),
        _key("programme_no"),
        _key("group_no"),
        _key("session_no"),
        _day("day"),
        _moment("starts"),
        _moment("ends"),
        _count("months"),
        _code("state"),
        _key("pickup_id"),
        _text("remark"),
        _moment("booked_at"),
        _text("clerk_name"),
        _key("enrolment_id"),
        _key("series_id"),
        sa.Column("came_at", sa.DateTime),
        sa.Column("left_at", sa.DateTime),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_booking_child", "childcare_booking", ["child_id", "day"])
    op.create_index("ix_childcare_booking_day", "childcare_booking", ["day", "group_no"])
    op.create_index("ix_childcare_booking_state", "childcare_booking", ["state", "day"])
    _table(
        "childcare_enrolment",
        _key("child_id"),
        _key("programme_no"),
        _json("weekdays"),
        _day("from_day"),
        _day("to_day"),
        _moment("made_at"),
        _text("clerk_name"),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_enrolment_child_id", "childcare_enrolment", ["child_id"])
    op.create_index("ix_childcare_enrolment_to_day", "childcare_enrolment", ["to_day"])
    _table(
        "childcare_waiting",
        _key("child_id"),
        _key("programme_no"),
        _key("group_no"),
        _key("session_no"),
        _day("day"),
        _moment("starts"),
        _moment("ends"),
        _count("months"),
        sa.Column("phone", sa.String(32), nullable=False),
        _moment("asked_at"),
        _text("clerk_name"),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_waiting_child_id", "childcare_waiting", ["child_id"])
    op.create_index("ix_childcare_waiting_day", "childcare_waiting", ["day", "group_no"])
    _table(
        "childcare_door",
        _key("booking_id"),
        _key("child_id"),
        _code("kind"),
        _moment("at"),
        _count("temperature"),
        _code("condition"),
        _text("checked_by"),
        sa.Column("hands", sa.String(50), nullable=False),
        sa.Column("id_tail", sa.String(8), nullable=False),
        _key("pickup_id"),
        _key("delegation_id"),
        sa.Column("note", sa.Text, nullable=False),
        _text("clerk_name"),
        refs={"booking_id": "childcare_booking", "child_id": "person"},
    )
    op.create_index("ix_childcare_door_at", "childcare_door", ["at"])
    op.create_index("ix_childcare_door_booking_id", "childcare_door", ["booking_id"])
    op.create_index("ix_childcare_door_child_id", "childcare_door", ["child_id"])
    _table(
        "childcare_waiting_event",
        _key("turn_id"),
        _code("kind"),
        _moment("at"),
        sa.Column("until", sa.DateTime),
        _key("booking_id"),
        _text("note"),
        _text("clerk_name"),
        refs={"turn_id": "childcare_waiting"},
    )
    op.create_index("ix_childcare_waiting_event_turn_id", "childcare_waiting_event", ["turn_id"])


def _files() -> None:
    _table(
        "childcare_approval",
        _key("clerk_id"),
        _text("clerk_name"),
        _day("from_day"),
        sa.Column("to_day", sa.Date),
        _text("reason"),
        _text("granted_by"),
        _moment("at"),
        sa.Column("revoked_on", sa.Date),
    )
    op.create_index("ix_childcare_approval_clerk_id", "childcare_approval", ["clerk_id"])
    _table(
        "childcare_child",
        _code("carer_kind"),
        sa.Column("allergies", sa.Text, nullable=False),
        sa.Column("health", sa.Text, nullable=False),
        sa.Column("contact", sa.String(50), nullable=False),
        sa.Column("contact_phone", sa.String(32), nullable=False),
        _count("version"),
        _moment("made_at"),
        refs={"child_id": "person"},
        key="child_id",
    )
    _table(
        "childcare_delegation",
        _key("child_id"),
        _day("day"),
        sa.Column("name", sa.String(50), nullable=False),
        _code("relation"),
        sa.Column("id_tail", sa.String(8), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("guardian", sa.String(50), nullable=False),
        _text("confirmed_how"),
        _moment("at"),
        _text("clerk_name"),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_delegation_child_id", "childcare_delegation", ["child_id"])
    _table(
        "childcare_document",
        _key("child_id"),
        _code("kind"),
        _day("signed_on"),
        sa.Column("valid_to", sa.Date),
        sa.Column("signer", sa.String(50), nullable=False),
        _code("relation"),
        sa.Column("signer_id", BIG),
        _key("terms_id"),
        _code("version"),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("withdrawn_on", sa.Date),
        _text("entered_by"),
        _moment("made_at"),
        refs={"child_id": "person", "signer_id": "person"},
    )
    op.create_index("ix_childcare_document_child_id", "childcare_document", ["child_id"])
    _table(
        "childcare_incident",
        _key("child_id"),
        _key("booking_id"),
        _key("amends_id"),
        _moment("at"),
        _text("place"),
        _text("carer"),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("injury", sa.Text, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("told_at", sa.DateTime),
        _text("hospital"),
        sa.Column("follow_up", sa.Text, nullable=False),
        _moment("written_at"),
        _text("clerk_name"),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_incident_at", "childcare_incident", ["at"])
    op.create_index("ix_childcare_incident_child_id", "childcare_incident", ["child_id"])
    _table(
        "childcare_medicine",
        _key("child_id"),
        sa.Column("drug", sa.Text, nullable=False),
        sa.Column("dose", sa.Text, nullable=False),
        _text("times"),
        _day("from_day"),
        _day("to_day"),
        sa.Column("guardian", sa.String(50), nullable=False),
        sa.Column("original", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _moment("at"),
        _text("clerk_name"),
        refs={"child_id": "person"},
    )
    op.create_index("ix_childcare_medicine_child_id", "childcare_medicine", ["child_id"])
    _table(
        "childcare_pickup",
        _key("child_id"),
        sa.Column("name", sa.String(50), nullable=False),
        _code("relation"),
        sa.Column("id_tail", sa.String(8), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        _day("from_day"),
        sa.Column("to_day", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("person_id", BIG),
        _moment("made_at"),
        _text("clerk_name"),
        refs={"child_id": "person", "person_id": "person"},
    )
    op.create_index("ix_childcare_pickup_child_id", "childcare_pickup", ["child_id"])
    _table(
        "childcare_dose",
        _key("order_id"),
        _moment("at"),
        _text("given_by"),
        _text("checked_by"),
        _text("clerk_name"),
        refs={"order_id": "childcare_medicine"},
    )
    op.create_index("ix_childcare_dose_order_id", "childcare_dose", ["order_id"])
    _table(
        "childcare_observation",
        _key("booking_id"),
        sa.Column("text", sa.Text, nullable=False),
        _text("mood"),
        _text("meal"),
        _text("sleep"),
        _moment("at"),
        _text("clerk_name"),
        refs={"booking_id": "childcare_booking"},
    )
    op.create_index("ix_childcare_observation_booking_id", "childcare_observation", ["booking_id"])


def _ledger() -> None:
    _table(
        "childcare_stay",
        _day("day"),
        _day("stay_day"),
        _key("booking_id"),
        _key("child_id"),
        _key("programme_no"),
        _text("programme_name"),
        _key("group_no"),
        _text("group_name"),
        _key("session_no"),
        _code("age_class"),
        _count("months"),
        _moment("in_at"),
        _moment("out_at"),
        _count("minutes"),
        _count("billed"),
        _count("quantity"),
        _text("item"),
        _money("list_price"),
        _money("reduction"),
        _money("care"),
        _text("payer"),
        _text("reason"),
        sa.Column("free", sa.Boolean, nullable=False),
        _count("meals"),
        _money("meal_fee"),
        _money("pay"),
        _code("payment"),
        _key("receipt_id"),
        _code("receipt_no"),
        sa.Column("origin_id", BIG),
        refs={
            "booking_id": "childcare_booking",
            "child_id": "person",
            "origin_id": "childcare_stay",
            "receipt_id": "receipt",
        },
    )
    op.create_index("ix_childcare_stay_booking_id", "childcare_stay", ["booking_id"])
    op.create_index("ix_childcare_stay_child", "childcare_stay", ["child_id", "stay_day"])
    op.create_index(
        "ix_childcare_stay_ledger",
        "childcare_stay",
        [
            "day",
            "programme_no",
            "age_class",
            "child_id",
            "quantity",
            "minutes",
            "list_price",
            "care",
            "meal_fee",
            "pay",
        ],
    )
    op.create_index(
        "ix_childcare_stay_origin",
        "childcare_stay",
        ["origin_id"],
        unique=True,
        sqlite_where=MIRRORS,
        postgresql_where=MIRRORS,
    )
    op.create_index("ix_childcare_stay_receipt", "childcare_stay", ["receipt_id"])
    _table(
        "childcare_share",
        _key("stay_id"),
        _day("day"),
        _text("payer"),
        _money("fen"),
        refs={"stay_id": "childcare_stay"},
    )
    op.create_index("ix_childcare_share_ledger", "childcare_share", ["day", "payer", "fen"])
    op.create_index("ix_childcare_share_stay_id", "childcare_share", ["stay_id"])
