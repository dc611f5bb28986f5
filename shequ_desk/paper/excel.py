"""The library that writes workbooks; 5 MB that only an export needs."""

from xlsxwriter import Workbook

__all__ = ["Workbook"]
