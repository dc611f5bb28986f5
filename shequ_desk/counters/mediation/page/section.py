"""What the tabs of the mediation settings share."""

from shequ_desk.counters.mediation.rules import SETTINGS
from shequ_desk.desk.sections import ListSection as List
from shequ_desk.desk.sections import Section as One


class Section(One):
    """Changed only with the right to the settings."""

    RIGHT = SETTINGS


class ListSection(List):
    """A list changed only with the right to the settings."""

    RIGHT = SETTINGS
