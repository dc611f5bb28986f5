"""The canteen's papers of the month, as PDF and as workbooks."""

from shequ_desk.counters.canteen.papers.lists import kitchen_pdf, round_pdf
from shequ_desk.counters.canteen.papers.public import public_pdf, public_tables, public_workbook
from shequ_desk.counters.canteen.papers.settlement import (
    posting_pdf,
    posting_workbook,
    settlement_pdf,
    settlement_tables,
    settlement_workbook,
)

__all__ = [
    "kitchen_pdf",
    "posting_pdf",
    "posting_workbook",
    "public_pdf",
    "public_tables",
    "public_workbook",
    "round_pdf",
    "settlement_pdf",
    "settlement_tables",
    "settlement_workbook",
]
