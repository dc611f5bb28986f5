"""What every tab of childcare's settings is, and its sheets: blue, and only who may change the rules may change."""

from shequ_desk.desk import sections
from shequ_desk.desk.entry import EntrySheet as Entry

RIGHT = "childcare.rules"


class EntrySheet(Entry):
    """A sheet that saves one thing, in the counter's colour."""

    TONE = "blue"


class Section(sections.Section):
    """A part of the settings."""

    RIGHT = RIGHT


class ListSection(sections.ListSection, Section):
    """A list with actions over it."""
