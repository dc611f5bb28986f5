"""Our QR encoder against reportlab's, module by module."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from shequ_desk.paper.parts import dark_runs
from shequ_desk.paper.qr import qr_rows

LAST_OF_EACH_VERSION = (14, 26, 42, 62, 84, 106, 122, 152, 180)


def oracle(data: str) -> list[list[bool]]:
    """Encode with reportlab, byte mode, level M, the same mask."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(data))
    code.version = code.calculate_version()
    code.makeImpl(False, 0)
    return [[bool(module) for module in row] for row in code.modules]


@pytest.mark.parametrize("length", [1, 213, *LAST_OF_EACH_VERSION, *(last + 1 for last in LAST_OF_EACH_VERSION)])
def test_every_version_equals_the_oracle(length: int) -> None:
    data = ("CT-2026-000412 A1B2C3D4E5F6 " * 8)[:length]
    assert [list(row) for row in qr_rows(data)] == oracle(data)


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=120))
def test_any_text_equals_the_oracle(data: str) -> None:
    assert [list(row) for row in qr_rows(data)] == oracle(data)


def test_chinese_is_utf8() -> None:
    assert len(qr_rows("收据")) == 21


def test_too_much_data_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="214"):
        qr_rows("x" * 214)


@given(st.lists(st.booleans(), max_size=60))
def test_runs_cover_exactly_the_dark_modules(row: list[bool]) -> None:
    covered = [place for start, length in dark_runs(row) for place in range(start, start + length)]
    assert covered == [place for place, dark in enumerate(row) if dark]
