"""python -m tests.shots --out DIR: the same pictures as the demonstration plays, for the README and for looking."""

import sys

from tests.play.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
