"""python -m shequ_desk: the window when no command is given, else a command without a window."""

import sys
from types import ModuleType

from shequ_desk.kernel import late


def main() -> int:
    """Run with the arguments of the process; the `shequ-desk` entry point."""
    code: int = program().main(sys.argv[1:])
    return code


def program() -> ModuleType:
    """`shequ_desk.app`, which stays loaded; what PySide6 imports and the window does not use comes later (10 ms)."""
    late.put_off("argparse")
    late.put_off("tempfile")
    with late.for_good():
        return late.load("shequ_desk.app")


if __name__ == "__main__":
    sys.exit(main())
