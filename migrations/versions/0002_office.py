"""Clerks and their roles."""

import sqlalchemy as sa
from alembic import op

revision = "0002_office"
down_revision = "0001_store"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "clerk",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clerk"),
        sa.UniqueConstraint("login", name="uq_clerk_login"),
    )
    op.create_table(
        "clerk_role",
        sa.Column("clerk_id", BIG, nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("clerk_id", "role", name="pk_clerk_role"),
        sa.ForeignKeyConstraint(["clerk_id"], ["clerk.id"], name="fk_clerk_role_clerk_id"),
    )
