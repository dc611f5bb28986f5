"""Reports: words written by hand, closed months, frozen figures and papers, signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0011_reports"
down_revision = "0010_childcare"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _notes()
    _closes()
    _figures()
    _papers()
    _signs()


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)


def _text(name: str, length: int = 200) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _notes() -> None:
    op.create_table(
        "report_note",
        _key("id"),
        _code("period"),
        _code("part"),
        _code("kind"),
        _long("text"),
        _moment("at"),
        _text("clerk_name", 50),
        sa.PrimaryKeyConstraint("id", name="pk_report_note"),
    )
    op.create_index("ix_report_note_period", "report_note", ["period", "part"])


def _closes() -> None:
    op.create_table(
        "report_close",
        _key("id"),
        _text("month", 7),
        _moment("closed_at"),
        _key("clerk_id"),
        _text("clerk_name", 50),
        _code("chain_head"),
        _key("chain_place"),
        _long("red"),
        _text("reason"),
        _long("document"),
        sa.PrimaryKeyConstraint("id", name="pk_report_close"),
        sa.UniqueConstraint("month", name="uq_report_close_month"),
    )


def _figures() -> None:
    op.create_table(
        "report_figure",
        _key("id"),
        _key("close_id"),
        _code("part"),
        _count("place"),
        _text("label"),
        _code("unit"),
        _count("money"),
        _key("value"),
        sa.PrimaryKeyConstraint("id", name="pk_report_figure"),
        sa.ForeignKeyConstraint(["close_id"], ["report_close.id"], name="fk_report_figure_close_id"),
        sa.UniqueConstraint("close_id", "part", "place", name="uq_report_figure_close_id_part_place"),
    )


def _papers() -> None:
    op.create_table(
        "report_paper",
        _key("id"),
        _key("close_id"),
        _code("key"),
        _count("edition"),
        _text("title"),
        _code("permission"),
        _count("private"),
        _count("pages"),
        _code("pdf"),
        _code("workbook"),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_report_paper"),
        sa.ForeignKeyConstraint(["close_id"], ["report_close.id"], name="fk_report_paper_close_id"),
        sa.UniqueConstraint("close_id", "key", "edition", name="uq_report_paper_close_id_key_edition"),
    )


def _signs() -> None:
    op.create_table(
        "report_sign",
        _key("id"),
        _key("close_id"),
        _code("step"),
        _key("clerk_id"),
        _text("clerk_name", 50),
        sa.Column("day", sa.Date, nullable=False),
        _moment("at"),
        _text("alone"),
        sa.PrimaryKeyConstraint("id", name="pk_report_sign"),
        sa.ForeignKeyConstraint(["close_id"], ["report_close.id"], name="fk_report_sign_close_id"),
        sa.UniqueConstraint("close_id", "step", name="uq_report_sign_close_id_step"),
    )
