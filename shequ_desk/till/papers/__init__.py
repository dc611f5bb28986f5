"""Receipts on A5 and on rolls, the day-close sheet and its workbook."""

from shequ_desk.till.papers.day_close import close_tables, day_close_pdf, day_close_workbook
from shequ_desk.till.papers.receipt import COPIES, Form, receipt_pdf

__all__ = ["COPIES", "Form", "close_tables", "day_close_pdf", "day_close_workbook", "receipt_pdf"]
