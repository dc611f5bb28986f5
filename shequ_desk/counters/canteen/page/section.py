"""What every tab of the canteen's settings is; only who may change the rules may change anything."""

from shequ_desk.desk import sections

RIGHT = "canteen.rules"


class Section(sections.Section):
    """A part of the settings."""

    RIGHT = RIGHT


class ListSection(sections.ListSection, Section):
    """A list with actions over it."""
