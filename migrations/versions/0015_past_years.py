"""Figures from before the program may stand for a quarter or a year, not only for a month."""

import sqlalchemy as sa
from alembic import op

revision = "0015_past_years"
down_revision = "0014_new_keys"


def upgrade() -> None:
    op.add_column("mediation_past", sa.Column("covers", sa.Integer, nullable=False, server_default="1"))
