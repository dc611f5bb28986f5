"""Mediation's papers: every paper of a case, the whole file, the statistics, allowances and lists."""

from shequ_desk.counters.mediation.papers.lists import (
    allowance_pdf,
    allowance_workbook,
    display_pdf,
    display_workbook,
    escalation_pdf,
)
from shequ_desk.counters.mediation.papers.plan import offered
from shequ_desk.counters.mediation.papers.statistics import statistics_pdf, statistics_workbook
from shequ_desk.counters.mediation.papers.whole import file_pages, paper_pdf, whole_pdf

__all__ = [
    "allowance_pdf",
    "allowance_workbook",
    "display_pdf",
    "display_workbook",
    "escalation_pdf",
    "file_pages",
    "offered",
    "paper_pdf",
    "statistics_pdf",
    "statistics_workbook",
    "whole_pdf",
]
