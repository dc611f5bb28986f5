"""Imports of rosters and what each of their rows did."""

import sqlalchemy as sa
from alembic import op

revision = "0006_roster"
down_revision = "0005_canteen"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
COUNTS = ("rows", "created", "updated", "duplicates", "warnings", "rejected")


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("clerk_id", BIG, nullable=False),
        sa.Column("clerk_name", sa.String(200), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTS),
        sa.Column("households", sa.JSON, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        sa.Column("undone_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.create_table(
        "import_row",
        sa.Column("id", BIG, nullable=False),
        sa.Column("batch_id", BIG, nullable=False),
        sa.Column("sheet", sa.String(200), nullable=False),
        sa.Column("row_no", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person_id", BIG),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("made", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_row"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_import_row_batch_id"),
    )
    for column in ("batch_id", "person_id"):
        op.create_index(f"ix_import_row_{column}", "import_row", [column])
