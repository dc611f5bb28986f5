"""The dated table of the State Council's holiday notices, with the notice for 2026 as published on 2025-11-04."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0007_holidays"
down_revision = "0006_roster"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
NOTICE = "国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）"
REST = (
    ("元旦", date(2026, 1, 1), 3),
    ("春节", date(2026, 2, 15), 9),
    ("清明节", date(2026, 4, 4), 3),
    ("劳动节", date(2026, 5, 1), 5),
    ("端午节", date(2026, 6, 19), 3),
    ("中秋节", date(2026, 9, 25), 3),
    ("国庆节", date(2026, 10, 1), 7),
)
WORKING = (
    ("元旦", date(2026, 1, 4)),
    ("春节", date(2026, 2, 14)),
    ("春节", date(2026, 2, 28)),
    ("劳动节", date(2026, 5, 9)),
    ("国庆节", date(2026, 9, 20)),
    ("国庆节", date(2026, 10, 10)),
)


def upgrade() -> None:
    table = op.create_table(
        "holiday",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("rest", sa.Boolean, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("proof", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holiday"),
        sa.UniqueConstraint("day", name="uq_holiday_day"),
    )
    rest = [(name, first + timedelta(days=more), True) for name, first, days in REST for more in range(days)]
    rows = [*rest, *((name, day, False) for name, day in WORKING)]
    op.bulk_insert(
        table,
        [
            {"day": day, "rest": off, "name": name, "proof": NOTICE}
            for name, day, off in sorted(rows, key=lambda row: row[1])
        ],
    )
