"""Imports of rosters: planning, writing, the list of past ones, taking one back."""

from shequ_desk.people.service.roster_plan import plan
from shequ_desk.people.service.roster_undo import BatchView, batches, undo
from shequ_desk.people.service.roster_write import prepare, write

__all__ = ["BatchView", "batches", "plan", "prepare", "undo", "write"]
