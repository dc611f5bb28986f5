"""ID numbers taken on purpose though they fail the check or are another resident's too."""

import sqlalchemy as sa
from alembic import op

revision = "0008_odd_numbers"
down_revision = "0007_holidays"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UNMERGED = sa.text("merged_into IS NULL AND id_number IS NOT NULL")


def upgrade() -> None:
    op.add_column("person", sa.Column("id_twin", sa.Integer, nullable=False, server_default="0"))
    op.drop_index("uq_person_id_number", table_name="person")
    op.create_index(
        "uq_person_id_number_id_twin",
        "person",
        ["id_number", "id_twin"],
        unique=True,
        sqlite_where=UNMERGED,
        postgresql_where=UNMERGED,
    )
    op.create_table(
        "odd_number",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("number", sa.String(18), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("clerk_id", BIG, nullable=False),
        sa.Column("clerk_name", sa.String(200), nullable=False),
        sa.Column("second_at", sa.DateTime),
        sa.Column("second_name", sa.String(200), nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_odd_number"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_odd_number_person_id"),
    )
    for column in ("person_id", "number"):
        op.create_index(f"ix_odd_number_{column}", "odd_number", [column])
