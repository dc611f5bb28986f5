"""A sheet that saves one thing of the canteen's settings, in its colour."""

from shequ_desk.desk.entry import EntrySheet as Entry


class EntrySheet(Entry):
    """Orange."""

    TONE = "orange"
