"""What the canteen decides without a database: the best discount, what an order costs, what must add up."""

from shequ_desk.counters.canteen.rules.discount import FORMS, LIMITS, SLOTS, UNITS, Award, Payer, Rule
from shequ_desk.counters.canteen.rules.ledger import (
    BOOKING_STATES,
    AfterDeath,
    Booking,
    KitchenCount,
    MealRow,
    NewBooking,
    RoundStop,
    Stats,
)
from shequ_desk.counters.canteen.rules.menu import WEEKDAYS, Closed, Hours, MealSet, Occupation, Quota, SetPrice, Worker
from shequ_desk.counters.canteen.rules.order import (
    MODES,
    UNREGISTERED,
    Offer,
    Order,
    Portion,
    Quote,
    QuotedPortion,
    Settled,
    Undone,
)
from shequ_desk.counters.canteen.rules.settings import HOLDERS, Canteen
from shequ_desk.counters.canteen.rules.settlement import PublicLedger, Settlement, SubsidyRow

__all__ = [
    "BOOKING_STATES",
    "FORMS",
    "GRANTS",
    "HOLDERS",
    "LIMITS",
    "MODES",
    "SLOTS",
    "UNITS",
    "UNREGISTERED",
    "WEEKDAYS",
    "AfterDeath",
    "Award",
    "Booking",
    "Canteen",
    "Closed",
    "Hours",
    "KitchenCount",
    "MealRow",
    "MealSet",
    "NewBooking",
    "Occupation",
    "Offer",
    "Order",
    "Payer",
    "Portion",
    "PublicLedger",
    "Quota",
    "Quote",
    "QuotedPortion",
    "RoundStop",
    "Rule",
    "SetPrice",
    "Settled",
    "Settlement",
    "Stats",
    "SubsidyRow",
    "Undone",
    "Worker",
]

GRANTS: dict[str, frozenset[str]] = {
    "desk": frozenset({"canteen.read", "canteen.settle", "canteen.void", "canteen.book", "canteen.report"}),
    "canteen": frozenset(
        {
            "canteen.read",
            "canteen.settle",
            "canteen.void",
            "canteen.book",
            "canteen.backfill",
            "canteen.report",
        }
    ),
    "director": frozenset({"canteen.read", "canteen.backfill", "canteen.rules", "canteen.report"}),
    "auditor": frozenset({"canteen.read", "canteen.report"}),
}
