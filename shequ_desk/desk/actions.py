"""One way to declare what can be done: id, words, key, handler. The key works and stands on the button."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import FigureButton, KeyButton, LinkButton, PrimaryButton, SecondaryButton

ButtonKind = Literal["primary", "secondary", "link", "figure"]
_ENTER = ("Return", "Enter")


class Action(NamedTuple):
    """`id` is stable ("canteen.settle"), `text` a verb, `key` as written on the cap ("Enter", "F10", "Ctrl+P", "")."""

    id: str
    text: str
    key: str
    handler: Callable[[], None]


def bind(action: Action, owner: QWidget) -> QAction:
    """Make the key work while `owner` is on show (Enter: while the focus is inside it). Returns the QAction."""
    made = QAction(owner)
    made.setText(action.text)
    made.setObjectName(action.id)
    made.triggered.connect(_slot(action.handler))
    if action.key == "Enter":
        made.setProperty("shortcutContext", flags.INSIDE)
    keys = _ENTER if action.key == "Enter" else (action.key,)
    made.setShortcuts([QKeySequence(key) for key in keys if key])
    owner.addAction(made)
    return made


def button(
    action: Action, owner: QWidget, kind: ButtonKind = "secondary", tone: Tone = "green", height: int = 0
) -> KeyButton:
    """Bind the key and return a button for it; a disabled button disables the key too through `set_enabled`."""
    made = _button(action, kind, tone, height)
    made.setObjectName(action.id)
    made.clicked.connect(_slot(action.handler))
    bind(action, owner)
    return made


def set_enabled(owner: QWidget, id_: str, enabled: bool) -> None:
    """Enable or disable an action of `owner`: its key and every button made for it."""
    for action in owner.findChildren(QAction, id_):
        action.setEnabled(enabled)
    for widget in owner.findChildren(KeyButton, id_):
        widget.setEnabled(enabled)


def _button(action: Action, kind: ButtonKind, tone: Tone, height: int) -> KeyButton:
    if kind == "primary":
        return PrimaryButton(action.text, action.key, tone, height or 54)
    if kind == "link":
        return LinkButton(action.text, action.key)
    if kind == "figure":
        return FigureButton(action.text, action.key)
    return SecondaryButton(action.text, action.key, height or 36)


def _slot(handler: Callable[[], None]) -> Callable[[], None]:
    """Drop Qt's `checked` argument."""

    def run() -> None:
        handler()

    return run
