"""What a clerk can do with money and receipts. Import the functions from here."""

from shequ_desk.till.service.closing import close_day, closed_days, preview_close, takings
from shequ_desk.till.service.collecting import collect
from shequ_desk.till.service.days import business_day, cash_taken, day_state, open_days, opening_float
from shequ_desk.till.service.figures import close_sheet
from shequ_desk.till.service.receipts import (
    charge,
    genuine,
    receipt,
    receipts_of_day,
    reprint,
    unpaid,
)
from shequ_desk.till.service.shifts import hand_over, open_shift, shifts
from shequ_desk.till.service.undo import reverse, void

__all__ = [
    "business_day",
    "cash_taken",
    "charge",
    "close_day",
    "close_sheet",
    "closed_days",
    "collect",
    "day_state",
    "genuine",
    "hand_over",
    "open_days",
    "open_shift",
    "opening_float",
    "preview_close",
    "receipt",
    "receipts_of_day",
    "reprint",
    "reverse",
    "shifts",
    "takings",
    "unpaid",
    "void",
]
