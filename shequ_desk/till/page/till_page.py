"""The till's page: receipts of a day, shifts, the day close, money owed on account."""

from collections.abc import Mapping

from shequ_desk.desk.counter import Context, Undo
from shequ_desk.desk.window import Page


class TillPage(Page):
    """Receipts of every kind by day, and what can be done with them and with the cash box."""

    def __init__(self, context: Context, undo: Mapping[str, Undo] | None = None) -> None:
        super().__init__()
        self._context, self._undo = context, undo or {}
