"""python -m shequ_desk: the window when no command is given, else a command without a window."""

import gc
import sys
from types import ModuleType

from shequ_desk.kernel import late


def main() -> int:
    """Run with the arguments of the process; the `shequ-desk` entry point."""
    code: int = program().main(sys.argv[1:])
    return code


def program() -> ModuleType:
    """`shequ_desk.app`, loaded while the collector rests: it would look through modules, which all stay (8 ms)."""
    gc.disable()
    try:
        return late.load("shequ_desk.app")
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
