"""Plain editors and the form that holds them: all the login needs, so nothing here knows dates, names or money."""

from shequ_desk.desk.forms.choice import ChoiceBox
from shequ_desk.desk.forms.form import Editor, FieldRow, Form
from shequ_desk.desk.forms.lines import LineEdit, NoteEdit, SecretEdit

__all__ = ["ChoiceBox", "Editor", "FieldRow", "Form", "LineEdit", "NoteEdit", "SecretEdit"]
