"""Open everything there is, as a clerk would, and tell which thread loaded what: python -m tests.office.everything DIR
LOGIN PASSWORD. Nothing of the desk is imported here: the program loads as it does for a clerk.
"""

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from shequ_desk.__main__ import program

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from shequ_desk.app import Desk
    from shequ_desk.shell import Shell

HERE = threading.main_thread().name
loaders: dict[str, str] = {}


def watch() -> None:
    """Remember the first thread that wants each module."""

    def hear(event: str, values: tuple[object, ...]) -> None:
        if event == "import":
            loaders.setdefault(str(values[0]), threading.current_thread().name)

    sys.addaudithook(hear)


def use(application: "QApplication", desk: "Desk", login: str, password: str) -> tuple[list[str], set[str]]:
    """Sign in and open every page, section and the roster's sheet; what was opened, and what was there at the login."""

    def wait(ready: Callable[[], bool]) -> None:
        while not ready():
            application.processEvents()

    wait(lambda: "shequ_desk.shell" in sys.modules and desk.jobs.idle())
    before = set(sys.modules)
    assert desk.login is not None
    desk.login.submitted.emit(login, password)
    wait(lambda: desk.shell is not None and desk.jobs.idle())
    assert desk.shell is not None
    opened = open_all(desk.shell)
    wait(desk.jobs.idle)
    return opened, before


def open_all(shell: "Shell") -> list[str]:
    """Every page of the rail, every section of the settings, the sheet that reads rosters."""
    for key in shell.pages():
        shell.open_page(key)
    settings = shell.window.pages()["settings"]
    keys = [section.key for section in settings.sections]  # type: ignore[attr-defined]
    for key in keys:
        settings.open(key)  # type: ignore[attr-defined]
    people = shell.window.show_page("people")
    people.import_roster()  # type: ignore[attr-defined]
    return [*shell.pages(), *keys]


def makes_classes(module: ModuleType) -> bool:
    """Whether a module defines a class of Qt."""
    base = sys.modules["shiboken6"].Object
    found = (thing for thing in vars(module).values() if isinstance(thing, type))
    return any(issubclass(one, base) and one.__module__ == module.__name__ for one in found)


def main(place: str, login: str, password: str) -> dict[str, object]:
    """`elsewhere`: modules with classes of Qt that another thread loaded; `later`: modules the window's thread loaded
    after the login; `opened`: pages and sections.
    """
    watch()
    app = program()
    application = app.make_application()
    desk = app.Desk(app.DataFolder(Path(place)), app.SystemClock())
    desk.open()
    opened, before = use(application, desk, login, password)
    desk.shut()
    ours = {name: module for name, module in sys.modules.items() if name.startswith("shequ_desk.")}
    elsewhere = [name for name, module in ours.items() if makes_classes(module) and loaders.get(name, HERE) != HERE]
    later = [name for name in sys.modules if name not in before and loaders.get(name) == HERE]
    return {"elsewhere": elsewhere, "later": later, "opened": opened}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
