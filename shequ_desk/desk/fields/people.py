"""Fields about people: ID number, name, phone. The rules are the kernel's; nothing is cut while typing."""

from shequ_desk.desk.forms import LineEdit
from shequ_desk.kernel import identity, names, phones
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import IdNumber


class IdEdit(LineEdit):
    """An ID number as typed or pasted, in any width and spacing; says sex, birth and age while typing."""

    def __init__(self, name: str, label: str, clock: Clock) -> None:
        super().__init__(name, label, "18 位身份证号，也可填居住证、永居证号")
        self._clock = clock

    def value(self) -> IdNumber:  # type: ignore[override]
        """Return the inspected number; raises IdError (a Refusal) naming this field."""
        return identity.inspect(self.text(), self._clock.now().date(), field=self.name)

    def optional(self) -> IdNumber | None:
        """Return the inspected number, None when nothing was typed."""
        return self.value() if self.plain() else None

    def live(self) -> str:
        """Return sex, birth and age once the number is whole; what is wrong with a whole number."""
        number = identity.normalise(self.text())
        if len(number) < 15:
            return f"还差 {18 - len(number)} 位" if number else ""
        try:
            card = self.value()
        except Refusal as refusal:
            return refusal.message if len(number) >= 18 else f"还差 {18 - len(number)} 位"
        age = age_years(card.birth, self._clock.now().date())
        return f"{card.sex} · {card.birth.isoformat()} · {age} 周岁"


class NameEdit(LineEdit):
    """A person's name; counted in code points, so 𬀩 is one character."""

    def __init__(self, name: str, label: str = "姓名") -> None:
        super().__init__(name, label)

    def value(self) -> str:
        """Return the normalised name; raises Refusal naming this field."""
        return names.check_name(self.text(), field=self.name)

    def live(self) -> str:
        """Return what looks odd, e.g. a character that few fonts have; "" when nothing does."""
        if not self.plain():
            return ""
        try:
            self.value()
        except Refusal as refusal:
            return refusal.message
        return "；".join(names.warnings(self.text()))


class PhoneEdit(LineEdit):
    """A phone number; empty is allowed."""

    def __init__(self, name: str, label: str = "手机") -> None:
        super().__init__(name, label)

    def value(self) -> str:
        """Return the normalised number, "" when empty; raises Refusal naming this field."""
        return phones.check_phone(self.text(), field=self.name) if self.plain() else ""
