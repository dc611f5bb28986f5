"""Mediation: committees, mediators, cases with everything only added to them, and kept files."""

revision = "0009_mediation"
down_revision = "0008_odd_numbers"


def upgrade() -> None:
    pass
