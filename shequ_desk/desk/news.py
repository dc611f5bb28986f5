"""What changed, told after the commit, so that open pages read again."""

from PySide6.QtCore import QObject, Signal

from shequ_desk.desk.classes import send


class News(QObject):
    """Signal `changed(str)`: the topic ("people", "till", "canteen", "settings") of a committed change."""

    changed = Signal(str)

    def tell(self, topic: str) -> None:
        """Pass a topic on; the database calls this after each commit, on any thread."""
        send(self.changed, topic)
