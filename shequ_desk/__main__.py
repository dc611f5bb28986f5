"""python -m shequ_desk: the window when no command is given, else a command without a window."""

import sys

from shequ_desk import app


def main() -> int:
    """Run with the arguments of the process; the `shequ-desk` entry point."""
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
