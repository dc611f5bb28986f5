"""Childcare on paper: what guardians sign, the lists of the day, the board, the month."""

from shequ_desk.counters.childcare.papers.board import calendar_pdf, week_pdf, week_workbook
from shequ_desk.counters.childcare.papers.care import incident_pdf, medicine_pdf
from shequ_desk.counters.childcare.papers.lists import roster_pdf, roster_workbook, wall_pdf, wall_workbook
from shequ_desk.counters.childcare.papers.month import (
    health_pdf,
    health_tables,
    health_workbook,
    month_pdf,
    month_tables,
    month_workbook,
)
from shequ_desk.counters.childcare.papers.register import authority_pdf, checkup_pdf, delegation_pdf, registration_pdf
from shequ_desk.counters.childcare.papers.signed import agreement_pdf, blank_pdf, consent_pdf
from shequ_desk.counters.childcare.papers.slip import slip_pdf

__all__ = [
    "agreement_pdf",
    "authority_pdf",
    "blank_pdf",
    "calendar_pdf",
    "checkup_pdf",
    "consent_pdf",
    "delegation_pdf",
    "health_pdf",
    "health_tables",
    "health_workbook",
    "incident_pdf",
    "medicine_pdf",
    "month_pdf",
    "month_tables",
    "month_workbook",
    "registration_pdf",
    "roster_pdf",
    "roster_workbook",
    "slip_pdf",
    "wall_pdf",
    "wall_workbook",
    "week_pdf",
    "week_workbook",
]
