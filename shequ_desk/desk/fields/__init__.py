"""Editors that know what they hold. `value()` gives the typed value or raises Refusal naming the field."""

from shequ_desk.desk.fields.choice import ChoiceBox
from shequ_desk.desk.fields.dates import DayEdit, parse_day
from shequ_desk.desk.fields.form import FieldRow, Form
from shequ_desk.desk.fields.people import IdEdit, NameEdit, PhoneEdit
from shequ_desk.desk.fields.text import LineEdit, MoneyEdit, NoteEdit, NumberEdit, ReasonEdit, SecretEdit

__all__ = [
    "ChoiceBox",
    "DayEdit",
    "FieldRow",
    "Form",
    "IdEdit",
    "LineEdit",
    "MoneyEdit",
    "NameEdit",
    "NoteEdit",
    "NumberEdit",
    "PhoneEdit",
    "ReasonEdit",
    "SecretEdit",
    "parse_day",
]
