"""The log file: for maintainers, without anything about people. Numbers that could be theirs are struck out."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_NUMBERS = re.compile(r"\d{6}(?:18|19|20)?\d{6}\d{2,3}[\dXx]|(?<!\d)1[3-9]\d{9}(?!\d)|\d{7,}")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Redacting(logging.Formatter):
    """Strikes out ID numbers, phone numbers and any other run of seven digits or more, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The formatted record without long numbers."""
        return _NUMBERS.sub("*******", super().format(record))


def start_logging(folder: Path) -> logging.Handler:
    """Log warnings and worse to desk.log in the folder, 1 MB, three old files kept. Returns the handler."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "desk.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(Redacting(_FORMAT))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return handler
