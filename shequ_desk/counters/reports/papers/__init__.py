"""The monthly report as PDF and workbook, and the page of pictures (一屏掌握) on one sheet."""

from shequ_desk.counters.reports.papers.dashboard import dashboard_pdf
from shequ_desk.counters.reports.papers.monthly import document_pdf, document_workbook

__all__ = ["dashboard_pdf", "document_pdf", "document_workbook"]
