"""A form of settings with changes nobody saved: they stay when another page is looked at, and it says so."""

from collections.abc import Callable

from shequ_desk.desk.forms import Form
from shequ_desk.desk.widgets import Banner
from shequ_desk.kernel.errors import Refusal

_HINT = "改动还没有保存 → 按 Ctrl S 保存，按 Esc 放弃"


class Unsaved:
    """Compares what a form holds now with what it was filled with. `hint` is hidden while there is nothing to say."""

    def __init__(self, values: Callable[[], object]) -> None:
        """`values` reads the form; a Refusal counts as what it says."""
        self._values = values
        self._filled: object = None
        self.hint = Banner("gold")

    def filled(self) -> None:
        """What stands in the form is what is stored."""
        self._filled = self._now()
        self.hint.show_text("")

    def keeps(self) -> bool:
        """Whether the form must not be filled anew; says so when it is."""
        changed = self._filled is not None and self._now() != self._filled
        self.hint.show_text(_HINT if changed else "")
        return changed

    def back(self, form: Form, again: Callable[[], None]) -> bool:
        """Esc: changes are told of once, then given up, and `again` shows what is stored; False when there are none."""
        told, changed = bool(self.hint.text()), self.keeps()
        if told and changed:
            self._filled = None
            form.clear_errors()
            again()
        return changed

    def _now(self) -> object:
        try:
            return self._values()
        except Refusal as refusal:
            return refusal.sentence
