"""QR codes for papers, error correction M (ISO/IEC 18004), by segno."""

from functools import lru_cache

import segno

Rows = tuple[bytes, ...]


@lru_cache(maxsize=8)
def qr_rows(data: str) -> Rows:
    """The modules of a code row by row; 1 is dark. The mask is fixed: choosing one takes longer than a receipt."""
    matrix = segno.make_qr(data, error="m", mask=0, boost_error=False, encoding="utf-8").matrix
    return tuple(bytes(row) for row in matrix)
