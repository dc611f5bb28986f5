"""What every page of the window is: hooks the window calls down, nothing else."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page. Override the hooks that matter; a hidden page hears no news, it reads again when it is shown.

    `EXPORTS`: 导出列表 is the page's own act (`export`), with a right of its own.
    """

    EXPORTS: ClassVar[bool] = False

    def shown(self) -> None:
        """The page comes on show: read what changed, put the cursor where the clerk starts."""

    def show_person(self, person_id: int, action: str = "") -> None:
        """Take up this person; `action` names what to start for them ("" = just show)."""

    def take_key(self, key: str) -> bool:
        """A key of the rail ("F3") while this page is on show: True when the page goes there itself, with somebody."""
        return False

    def export(self) -> bool:
        """导出列表 while on show: True when the page saves its list itself."""
        return False

    def refresh(self, topic: str) -> None:
        """News while on show: something about `topic` was committed."""

    def back(self) -> bool:
        """Esc: take one step back inside the page; False when there is none."""
        return False
