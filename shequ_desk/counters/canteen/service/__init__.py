"""What a clerk can do in the canteen and ask of it. Import the functions from here."""

from shequ_desk.counters.canteen.service.behind import meals_behind, public_figures, settlement_figures
from shequ_desk.counters.canteen.service.booked import booked_portion
from shequ_desk.counters.canteen.service.bookings import (
    book,
    bookings,
    cancel_booking,
    delivery_round,
    kitchen,
    no_shows,
    order_of_booking,
    settle_no_show,
    waive_no_show,
)
from shequ_desk.counters.canteen.service.calendar import (
    all_hours,
    change_hours,
    close_date,
    close_holidays,
    close_weekday,
    closed_on,
    closures,
    end_closure,
    holidays_ahead,
    hours_on,
    menu,
    open_days,
    set_menu,
    slot_now,
)
from shequ_desk.counters.canteen.service.demo import demo
from shequ_desk.counters.canteen.service.hall import checks, due, figures_today, tiles, timeline
from shequ_desk.counters.canteen.service.month import month_section
from shequ_desk.counters.canteen.service.options import options, save_options
from shequ_desk.counters.canteen.service.ordering import backfill, offers, quote, rehearse, settle
from shequ_desk.counters.canteen.service.preset import preset
from shequ_desk.counters.canteen.service.public import (
    add_occupation,
    change_quota,
    occupations,
    public_used,
    quota_on,
    quotas,
    retire_occupation,
)
from shequ_desk.counters.canteen.service.public_ledger import public_ledger
from shequ_desk.counters.canteen.service.review import mark_reviewed, meals_after_death
from shequ_desk.counters.canteen.service.sets import add_set, all_sets, change_price, edit_set, end_set, prices, sets_on
from shequ_desk.counters.canteen.service.settlement import settlement
from shequ_desk.counters.canteen.service.tariff import add_rule, all_rules, change_rule, end_rule, rules_on
from shequ_desk.counters.canteen.service.today import stats, today
from shequ_desk.counters.canteen.service.undo import last_number, reverse_meals, void_last, void_meals

__all__ = [
    "add_occupation",
    "add_rule",
    "add_set",
    "all_hours",
    "all_rules",
    "all_sets",
    "backfill",
    "book",
    "booked_portion",
    "bookings",
    "cancel_booking",
    "change_hours",
    "change_price",
    "change_quota",
    "change_rule",
    "checks",
    "close_date",
    "close_holidays",
    "close_weekday",
    "closed_on",
    "closures",
    "delivery_round",
    "demo",
    "due",
    "edit_set",
    "end_closure",
    "end_rule",
    "end_set",
    "figures_today",
    "holidays_ahead",
    "hours_on",
    "kitchen",
    "last_number",
    "mark_reviewed",
    "meals_after_death",
    "meals_behind",
    "menu",
    "month_section",
    "no_shows",
    "occupations",
    "offers",
    "open_days",
    "options",
    "order_of_booking",
    "preset",
    "prices",
    "public_figures",
    "public_ledger",
    "public_used",
    "quota_on",
    "quotas",
    "quote",
    "rehearse",
    "retire_occupation",
    "reverse_meals",
    "rules_on",
    "save_options",
    "set_menu",
    "sets_on",
    "settle",
    "settle_no_show",
    "settlement",
    "settlement_figures",
    "slot_now",
    "stats",
    "tiles",
    "timeline",
    "today",
    "void_last",
    "void_meals",
    "waive_no_show",
]
