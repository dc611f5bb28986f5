"""What a clerk can do in mediation and ask of it. Import the functions from here."""

from shequ_desk.counters.mediation.service.accept import (
    accept,
    earlier,
    party_of,
)
from shequ_desk.counters.mediation.service.after import (
    apply_confirmation,
    perform,
    record_confirmation,
    visit,
)
from shequ_desk.counters.mediation.service.allowance import (
    allowance_figures,
    allowance_list,
)
from shequ_desk.counters.mediation.service.attachments import (
    attach,
    attachment_data,
    prepare,
)
from shequ_desk.counters.mediation.service.demo import demo
from shequ_desk.counters.mediation.service.edit import (
    add_party,
    assign,
    edit_case,
    edit_party,
    extend,
    move,
    remove_party,
    verify_party,
)
from shequ_desk.counters.mediation.service.ending import (
    draft_agreement,
    draft_ending,
    draft_pass,
    drop_draft,
    end_case,
    pass_on,
    sign_agreement,
)
from shequ_desk.counters.mediation.service.figures import (
    cases_behind,
    statistics,
    statistics_figures,
)
from shequ_desk.counters.mediation.service.hall import (
    checks,
    due,
    due_items,
    figures_today,
    reminders,
    tiles,
    timeline,
)
from shequ_desk.counters.mediation.service.listing import (
    cases,
    count_cases,
    overdue,
)
from shequ_desk.counters.mediation.service.logbook import (
    correct,
    escalate,
    log,
)
from shequ_desk.counters.mediation.service.month import month_section
from shequ_desk.counters.mediation.service.papers_in import (
    archive,
    excuse,
    note_exported,
    note_printed,
    record_originals,
    withdraw_original,
)
from shequ_desk.counters.mediation.service.past import (
    add_prevention,
    past_entered,
    past_figures,
    preventions,
    save_past_figures,
)
from shequ_desk.counters.mediation.service.preset import preset
from shequ_desk.counters.mediation.service.reading import (
    case,
    case_file,
)
from shequ_desk.counters.mediation.service.roster import (
    add_rate,
    add_subtype,
    committees,
    end_mediator,
    mediators,
    options,
    rates,
    retire_subtype,
    save_committee,
    save_mediator,
    save_options,
    start_numbers,
    subtypes,
)

__all__ = [
    "accept",
    "add_party",
    "add_prevention",
    "add_rate",
    "add_subtype",
    "allowance_figures",
    "allowance_list",
    "apply_confirmation",
    "archive",
    "assign",
    "attach",
    "attachment_data",
    "case",
    "case_file",
    "cases",
    "cases_behind",
    "checks",
    "committees",
    "correct",
    "count_cases",
    "demo",
    "draft_agreement",
    "draft_ending",
    "draft_pass",
    "drop_draft",
    "due",
    "due_items",
    "earlier",
    "edit_case",
    "edit_party",
    "end_case",
    "end_mediator",
    "escalate",
    "excuse",
    "extend",
    "figures_today",
    "log",
    "mediators",
    "month_section",
    "move",
    "note_exported",
    "note_printed",
    "options",
    "overdue",
    "party_of",
    "pass_on",
    "past_entered",
    "past_figures",
    "perform",
    "prepare",
    "preset",
    "preventions",
    "rates",
    "record_confirmation",
    "record_originals",
    "reminders",
    "remove_party",
    "retire_subtype",
    "save_committee",
    "save_mediator",
    "save_options",
    "save_past_figures",
    "sign_agreement",
    "start_numbers",
    "statistics",
    "statistics_figures",
    "subtypes",
    "tiles",
    "timeline",
    "verify_party",
    "visit",
    "withdraw_original",
]
