"""What can be done with the month's papers: gather, write into them, check, close, sign, reprint."""

from shequ_desk.counters.reports.service.closing import chain_place, close_month, closed_months, frozen, ready
from shequ_desk.counters.reports.service.drifting import drifts
from shequ_desk.counters.reports.service.edition import edition, show_whole
from shequ_desk.counters.reports.service.gather import Reporter, checks, growing, monthly
from shequ_desk.counters.reports.service.notes import Words, rewrite, words
from shequ_desk.counters.reports.service.signing import sign, withdraw
from shequ_desk.counters.reports.service.waiting import Waiting, waiting

__all__ = [
    "Reporter",
    "Waiting",
    "Words",
    "chain_place",
    "checks",
    "close_month",
    "closed_months",
    "drifts",
    "edition",
    "frozen",
    "growing",
    "monthly",
    "ready",
    "rewrite",
    "show_whole",
    "sign",
    "waiting",
    "withdraw",
    "words",
]
