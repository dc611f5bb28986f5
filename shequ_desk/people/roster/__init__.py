"""Bringing in a roster that exists in Excel: reading, understanding, previewing, importing.

`import_file` does it all; a page goes step by step: `propose` → the clerk confirms `Proposal.with_mapping` → `plan` →
`apply`. What was imported before and taking it back: people/service/roster.py.
"""

from shequ_desk.people.roster.columns import FIELDS, tag_fields
from shequ_desk.people.roster.importing import Done, Preview, apply, import_file, plan, propose, undo
from shequ_desk.people.roster.proposal import ColumnView, Proposal, SheetMapping, SheetProposal
from shequ_desk.people.roster.reading import SUFFIXES
from shequ_desk.people.roster.rows import Skipped

__all__ = [
    "FIELDS",
    "SUFFIXES",
    "ColumnView",
    "Done",
    "Preview",
    "Proposal",
    "SheetMapping",
    "SheetProposal",
    "Skipped",
    "apply",
    "import_file",
    "plan",
    "propose",
    "tag_fields",
    "undo",
]
