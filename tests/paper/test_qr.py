"""The code on a paper is a real QR code: three finders, quiet of its own making, different for different data."""

from shequ_desk.paper.qr import qr_rows

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def _corner(rows: tuple[bytes, ...], top: int, left: int) -> list[str]:
    return ["".join("1" if module else "0" for module in row[left : left + 7]) for row in rows[top : top + 7]]


def test_three_finders_and_a_square() -> None:
    rows = qr_rows("CT-2026-000412 a1b2c3d4e5f60718")
    size = len(rows)
    assert all(len(row) == size for row in rows)
    assert _corner(rows, 0, 0) == _corner(rows, size - 7, 0) == _corner(rows, 0, size - 7) == FINDER


def test_data_matters() -> None:
    assert qr_rows("CT-2026-000412") != qr_rows("CT-2026-000413")


def test_any_text_has_a_code() -> None:
    assert len(qr_rows("收据")) == 21
