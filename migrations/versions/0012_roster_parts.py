"""Imports of rosters are written part by part: when one was finished; guardians come along."""

import sqlalchemy as sa
from alembic import op

revision = "0012_roster_parts"
down_revision = "0011_reports"


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("finished_at", sa.DateTime))
    op.execute("UPDATE import_batch SET finished_at = at")
