"""Editors that know what they hold. `value()` gives the typed value or raises Refusal naming the field."""

from shequ_desk.desk.fields.dates import DayEdit, typed_day
from shequ_desk.desk.fields.grid import GridForm
from shequ_desk.desk.fields.groups import CheckGroup, Tick, beside
from shequ_desk.desk.fields.people import IdEdit, NameEdit, PhoneEdit
from shequ_desk.desk.fields.text import MoneyEdit, NumberEdit, ReasonEdit
from shequ_desk.desk.fields.times import TimeEdit, parse_time
from shequ_desk.desk.forms import ChoiceBox, FieldRow, Form, LineEdit, NoteEdit, SecretEdit

__all__ = [
    "CheckGroup",
    "ChoiceBox",
    "DayEdit",
    "FieldRow",
    "Form",
    "GridForm",
    "IdEdit",
    "LineEdit",
    "MoneyEdit",
    "NameEdit",
    "NoteEdit",
    "NumberEdit",
    "PhoneEdit",
    "ReasonEdit",
    "SecretEdit",
    "Tick",
    "TimeEdit",
    "beside",
    "parse_time",
    "typed_day",
]
