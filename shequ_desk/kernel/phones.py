"""Phone numbers as residents give them (domain.md §1.5)."""

import re
from decimal import Decimal

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import INVISIBLE, half_width

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_FLOAT = re.compile(r"[0-9]{7,12}\.0*|[0-9]\.[0-9]{10}[eE]\+?10")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)")
_COUNTRY_LANDLINE = re.compile(r"^(?:\+|00)860?(?=[1-9])")
_FILLERS = re.compile(rf"[\s{INVISIBLE}()'\-\u2010-\u2015\u2212]")
_BETWEEN = re.compile(r"[、,;/|\\\r\n。]+|或|和")


def normalise_phone(text: str) -> str:
    """'13800000000', '0574-87000000' or '87000000'; what is no phone comes back merely tidied. Never raises.

    Undoes +86, brackets, spaces, hyphens, and the float a spreadsheet makes of a number ('13800000000.0').
    """
    plain = half_width(text).strip()
    if _FLOAT.fullmatch(plain):
        plain = str(int(Decimal(plain)))
    digits = _COUNTRY_LANDLINE.sub("0", _COUNTRY.sub("", _FILLERS.sub("", plain)))
    if found := _LANDLINE.fullmatch(digits):
        return f"{found[1]}-{found[2]}"
    return digits


def check_phone(text: str, field: str = "") -> str:
    """The normalised number, or a Refusal: a mobile, a landline with area code, or a local landline."""
    phone = normalise_phone(text)
    if not phone:
        raise Refusal("还没有输入电话号码", "请输入 11 位手机号或带区号的座机号", field)
    if not _is_phone(phone):
        raise Refusal(
            f"不是手机号或座机号（{len(phone)} 位）", "手机号 11 位、以 1 开头；座机写成 0574-87000000", field
        )
    return phone


def split_phones(text: str) -> tuple[str, ...]:
    """The numbers in one cell ('13800000000、13900000000'), normalised, each once, in order; unchecked."""
    pieces = [piece for part in _BETWEEN.split(half_width(text)) for piece in _by_spaces(part)]
    return tuple(dict.fromkeys(filter(None, map(normalise_phone, pieces))))


def _by_spaces(part: str) -> list[str]:
    """Spaces separate numbers only where every piece is one: '138 0000 0000' is one number."""
    pieces = part.split()
    if len(pieces) > 1 and all(_is_phone(normalise_phone(piece)) for piece in pieces):
        return pieces
    return [part]


def _is_phone(phone: str) -> bool:
    digits = phone.replace("-", "")
    return any(pattern.fullmatch(digits) for pattern in (_MOBILE, _LANDLINE, _LOCAL))
