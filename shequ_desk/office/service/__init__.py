"""What can be done with the centre itself: found it, enter it, keep its accounts, its settings, its books."""

from shequ_desk.office.service.accounts import (
    accounts,
    add_account,
    change_account,
    change_own_password,
    new_recovery_key,
    reset_password,
)
from shequ_desk.office.service.centre import (
    AuditLine,
    audit_count,
    audit_lines,
    before_use,
    begun,
    centre,
    desk_settings,
    must_have_come,
    must_lie_in_use,
    opening,
    save_centre,
    save_desk_settings,
    save_opening,
)
from shequ_desk.office.service.entry import Seat, enter, found_centre, recover, unlock
from shequ_desk.office.service.holidays import (
    holiday_rows,
    holidays,
    remove_holiday,
    replace_year,
    set_holiday,
)
from shequ_desk.office.service.restoring import Restored, restore_as, restore_from, restore_here
from shequ_desk.office.service.safety import back_up, backup_list, check

__all__ = [
    "AuditLine",
    "Restored",
    "Seat",
    "accounts",
    "add_account",
    "audit_count",
    "audit_lines",
    "back_up",
    "backup_list",
    "before_use",
    "begun",
    "centre",
    "change_account",
    "change_own_password",
    "check",
    "desk_settings",
    "enter",
    "found_centre",
    "holiday_rows",
    "holidays",
    "must_have_come",
    "must_lie_in_use",
    "new_recovery_key",
    "opening",
    "recover",
    "remove_holiday",
    "replace_year",
    "reset_password",
    "restore_as",
    "restore_from",
    "restore_here",
    "save_centre",
    "save_desk_settings",
    "save_opening",
    "set_holiday",
    "unlock",
]
