"""The editor only the canteen's settings need: payers with shares."""

import re
from collections.abc import Iterable

from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.desk.fields import LineEdit
from shequ_desk.kernel.halfwidth import half_width

_PART = re.compile(r"([^\d\s,，、;；:：]+)[\s:：]*(\d+)[\s,，、;；%]*")


class PayersEdit(LineEdit):
    """Who bears it, as written in the document: 市 50 区 50."""

    def __init__(self, name: str = "payers", label: str = "由谁承担、各占几份") -> None:
        super().__init__(name, label, "例如 市 50 区 50")

    def value(self) -> tuple[Payer, ...]:  # type: ignore[override]
        """Return payers in the order written (the odd 分 goes to the first); Refusal when unreadable."""
        text = half_width(self.plain())
        parts = _PART.findall(text)
        if not parts or _PART.sub("", text):
            raise self.refusal("看不懂由谁承担", "写成“市 50 区 50”，名称后面跟份数")
        return tuple(Payer(name, int(weight)) for name, weight in parts)

    def set_value(self, payers: Iterable[Payer]) -> None:
        """Show payers."""
        self.setText(" ".join(f"{payer.name} {payer.weight}" for payer in payers))

    def live(self) -> str:
        """Return each payer's part in per cent."""
        parts = _PART.findall(half_width(self.plain()))
        whole = sum(int(weight) for _, weight in parts)
        return " · ".join(f"{name} {int(weight) / whole:.0%}" for name, weight in parts) if whole else ""
