"""Display masks (domain.md §8.3, GB/T 35273-2020 7.2), counted in code points."""

import re

_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))-?([0-9]{7,8})")
_LOCAL = re.compile(r"[0-9]{7,8}")
_MOBILE = re.compile(r"1[0-9]{10}")
_SHORTEST_OPEN = 12


def mask_name(name: str) -> str:
    """张* for two characters, 张*三 and 欧**娜 for more, * for one."""
    if len(name) <= 2:
        return name[:1] * (len(name) == 2) + "*" * bool(name)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_id(number: str) -> str:
    """First and last four characters of a certificate number; too short a text shows nothing."""
    if len(number) < _SHORTEST_OPEN:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """138****5678, 0574-****0000; anything else shows nothing."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    if found := _LANDLINE.fullmatch(phone):
        return f"{found[1]}-{_tail(found[2])}"
    return _tail(phone) if _LOCAL.fullmatch(phone) else "*" * len(phone)


def _tail(digits: str) -> str:
    return "*" * (len(digits) - 4) + digits[-4:]
