"""python -m shequ_desk: the window when no command is given, else a command without a window."""

import sys

from shequ_desk.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
