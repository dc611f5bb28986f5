"""Frozen rows on the screen: a model over kernel Columns, a table that looks like the paper."""

from shequ_desk.desk.rows.base import RowList
from shequ_desk.desk.rows.model import WINDOW, RowsModel, Source, show_cell
from shequ_desk.desk.rows.view import RowsView
from shequ_desk.desk.rows.whole import WholeRow

__all__ = ["WINDOW", "RowList", "RowsModel", "RowsView", "Source", "WholeRow", "show_cell"]
