"""python -m shequ_desk: the window when no command is given, else a command without a window, which loads no Qt."""

import sys
from collections.abc import Sequence
from types import ModuleType

from shequ_desk.kernel import late


def main() -> int:
    """Run with the arguments of the process; the `shequ-desk` entry point."""
    if getattr(sys, "frozen", False):
        late.load("shequ_desk.child").serve()
    arguments = sys.argv[1:]
    door = program() if wants_window(arguments) else late.load("shequ_desk.cli")
    code: int = door.main(arguments)
    return code


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether at most the data folder is named: `--data DIR` or `--data=DIR`."""
    words = [*arguments[0].split("=", 1), *arguments[1:]] if arguments else []
    return not words or (words[0] == "--data" and len(words) == 2)


def program() -> ModuleType:
    """`shequ_desk.app`, which stays loaded; what PySide6 imports and the window does not use comes later (10 ms)."""
    late.put_off("argparse")
    late.put_off("tempfile")
    with late.for_good():
        late.load("shequ_desk.desk.unread").stop_reading()
        return late.load("shequ_desk.app")


if __name__ == "__main__":
    sys.exit(main())
