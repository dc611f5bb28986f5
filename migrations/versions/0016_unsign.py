"""Signatures of a monthly report may be taken back by who gave them, and given again."""

import sqlalchemy as sa
from alembic import op

revision = "0016_unsign"
down_revision = "0015_past_years"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("report_sign") as batch:
        batch.add_column(sa.Column("nth", sa.Integer, nullable=False, server_default="1"))
        batch.drop_constraint("uq_report_sign_close_id_step", type_="unique")
        batch.create_unique_constraint("uq_report_sign_close_id_step_nth", ["close_id", "step", "nth"])
    op.create_table(
        "report_unsign",
        sa.Column("sign_id", BIG, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("sign_id", name="pk_report_unsign"),
        sa.ForeignKeyConstraint(["sign_id"], ["report_sign.id"], name="fk_report_unsign_sign_id"),
    )
