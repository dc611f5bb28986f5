"""No ID number, phone or card number ever reaches the log file (P19)."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.identity import complete
from shequ_desk.store.log import Redacting, start_logging

DIGITS = st.text("0123456789", min_size=4, max_size=4)


@pytest.fixture
def handler(tmp_path: Path) -> Iterator[logging.Handler]:
    made = start_logging(tmp_path)
    yield made
    logging.getLogger().removeHandler(made)
    made.close()


def _formatted(message: str) -> str:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, message, None, None)
    return Redacting("%(message)s").format(record)


@given(tail=DIGITS, around=st.text("abc（）：, ", max_size=5))
def test_numbers_of_people_are_struck_out(tail: str, around: str) -> None:
    number = complete(f"3302001960010{tail}"[:17].ljust(17, "1"))
    for secret in (number, number.lower(), f"1380013{tail}", f"ZC0000{tail}999"):
        assert secret not in _formatted(f"{around}{secret}{around}")


def test_a_traceback_is_redacted_too(handler: logging.Handler, tmp_path: Path) -> None:
    number = complete("33020019600101001")
    try:
        raise ValueError(number)
    except ValueError:
        logging.getLogger("shequ").exception("unexpected")
    handler.flush()
    written = (tmp_path / "desk.log").read_text("utf-8")
    assert "ValueError" in written
    assert number not in written


def test_what_helps_maintainers_stays() -> None:
    assert _formatted("line 412, sqlite 3.53.0, month 2026-11") == "line 412, sqlite 3.53.0, month 2026-11"
