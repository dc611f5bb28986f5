"""Imports of rosters: planning, writing part by part, the list of past ones, taking one back."""

from shequ_desk.people.service.roster_plan import plan
from shequ_desk.people.service.roster_undo import (
    UNDO_PART,
    BatchView,
    batches,
    check_undo,
    finish_undo,
    half_way,
    undo,
    undo_part,
)
from shequ_desk.people.service.roster_write import Keys, begin, finish, prepare, write_part

__all__ = [
    "UNDO_PART",
    "BatchView",
    "Keys",
    "batches",
    "begin",
    "check_undo",
    "finish",
    "finish_undo",
    "half_way",
    "plan",
    "prepare",
    "undo",
    "undo_part",
    "write_part",
]
