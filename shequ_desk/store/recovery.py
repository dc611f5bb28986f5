"""The recovery key as printed on the sheet: six groups of five characters, each ending in its own check character.

24 random characters of an alphabet of 31 (no 0 O I L U) carry 118 bits. The check is a weighted sum modulo the prime
31, offset by the group's place: one wrong character, two swapped neighbours and swapped groups are all noticed, and
the message names the group.
"""

import unicodedata
from random import SystemRandom

from shequ_desk.kernel.errors import Refusal

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 6
_DATA = 4
_SIZE = _DATA + 1
_LOOKALIKES = str.maketrans("IL", "11")
_chance = SystemRandom()


def generate() -> str:
    """A new recovery key, e.g. `7KQ2M-…` with six groups."""
    groups = ("".join(_chance.choice(ALPHABET) for _ in range(_DATA)) for _ in range(GROUPS))
    return "-".join(group + _check(group, place) for place, group in enumerate(groups))


def secret(text: str) -> bytes:
    """The secret inside a typed recovery key; case, spaces, dashes and full-width forms do not matter.

    Raises Refusal naming the group with the typing error.
    """
    typed = _squeezed(text)
    groups = [typed[start : start + _SIZE] for start in range(0, len(typed), _SIZE)]
    for place, group in enumerate(groups[:GROUPS]):
        if len(group) < _SIZE or not _sound(group, place):
            raise _wrong(f"恢复密钥第 {place + 1} 组不对", f"请对照恢复单重新输入第 {place + 1} 组的 5 个字符")
    if len(groups) != GROUPS:
        raise _wrong(f"恢复密钥共 {GROUPS} 组，每组 5 个字符", "请对照恢复单补全或去掉多余的字符")
    return "".join(group[:_DATA] for group in groups).encode()


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isalnum()).translate(_LOOKALIKES)


def _sound(group: str, place: int) -> bool:
    return all(c in ALPHABET for c in group) and _check(group[:_DATA], place) == group[_DATA]


def _check(group: str, place: int) -> str:
    total = sum((index + 1) * ALPHABET.index(c) for index, c in enumerate(group))
    return ALPHABET[(total + place) % len(ALPHABET)]


def _wrong(message: str, way_out: str) -> Refusal:
    return Refusal(message, way_out, "recovery")
