"""The till's page: receipts of a day, shifts, the day close, money owed on account."""

from shequ_desk.desk.counter import Context
from shequ_desk.desk.window import Page


class TillPage(Page):
    """Receipts of every kind by day, and what can be done with them and with the cash box."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
