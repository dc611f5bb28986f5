"""Settings as frozen dataclasses, one class a section, stored value by value in the database.

A section is a frozen dataclass with `SECTION: ClassVar[str]` and a default for every field. Field types are
str, int, bool, Money, date or a tuple of str.
"""

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints

from sqlalchemy import bindparam, select

from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed
from shequ_desk.store.tables import SettingRow


class Section(Protocol):
    """What `load` and `save` take."""

    SECTION: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


S = TypeVar("S", bound=Section)
_STORED = Fixed(select(SettingRow.name, SettingRow.value).where(SettingRow.section == bindparam("of_section")))


def load(work: Work, section: type[S]) -> S:
    """The section as stored; fields never saved keep their defaults."""
    stored: dict[str, Any] = dict(work.rows(_STORED, {"of_section": section.SECTION}))
    hints = _hints(section)
    return section(**{f.name: _thaw(hints[f.name], stored[f.name]) for f in fields(section) if f.name in stored})


def save(work: Work, values: Section) -> None:
    """Store every field that differs from what is stored. Callers check the right to do so."""
    rows = {row.name: row for row in work.session.scalars(_rows_of(values.SECTION))}
    for f in fields(values):
        value = _freeze(getattr(values, f.name))
        row = rows.get(f.name)
        if row is None:
            work.session.add(SettingRow(section=values.SECTION, name=f.name, value=value))
        elif row.value != value:
            row.value = value
    work.news("settings")


@cache
def _hints(section: type[Section]) -> dict[str, Any]:
    return get_type_hints(section)


def _rows_of(section: str) -> Any:
    return select(SettingRow).where(SettingRow.section == section)


def _freeze(value: Any) -> Any:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _thaw(hint: Any, value: Any) -> Any:
    if hint is Money:
        return Money(value)
    if hint in (date, date | None):
        return value and date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
