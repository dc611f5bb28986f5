"""What a record held at a merge, as JSON values, and how it gets them back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shequ_desk.people.rules import Details
from shequ_desk.people.tables import Person

_DATES = frozenset({"birth", "deceased_on", "moved_out_on", "reported_on"})
_NUMBER = frozenset({"id_number", "id_kind", "id_twin", "no_number_reason"})
_FIELDS = (
    *Details.__dataclass_fields__,
    *sorted(_NUMBER),
    "deceased_on",
    "moved_out_on",
    "reported_on",
)


def take(person: Person) -> dict[str, Any]:
    """Every value a merge may touch; dates as ISO text."""
    return {field: _frozen(getattr(person, field)) for field in _FIELDS}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """field → [before, after] where they differ."""
    return {field: [before[field], after[field]] for field in before if before[field] != after[field]}


def restore(person: Person, values: Mapping[str, Any]) -> None:
    """Set every value of a snapshot."""
    for field, value in values.items():
        setattr(person, field, _thawed(field, value))


def give_back(person: Person, changed: Mapping[str, list[Any]]) -> None:
    """Undo `differences`, except fields that were edited since; an ID number stays together with what belongs to it."""
    edited = {field for field, (_, after) in changed.items() if _frozen(getattr(person, field)) != after}
    if edited & _NUMBER:
        edited |= _NUMBER
    for field, (before, _) in changed.items():
        if field not in edited:
            setattr(person, field, _thawed(field, before))


def _frozen(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _thawed(field: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and field in _DATES else value
