"""People's names as one text that can be searched and printed; domain.md §9, 民委发〔2016〕33号."""

import re
import unicodedata

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import INVISIBLE, half_width

LONGEST = 50
INTERPUNCT = "\u00b7"
LOOK_ALIKES = ".\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u30fb\uff0e\uff65"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
PRIVATE = "\ue000-\uf8ff"

_HAN_CHARACTER = re.compile(f"[{HAN}{PRIVATE}]")
_DOT = re.compile(f"(?<=[{HAN}{PRIVATE}]) *[{INTERPUNCT}{re.escape(LOOK_ALIKES)}] *(?=[{HAN}{PRIVATE}])")
_INNER_SPACE = re.compile(f"(?<=[{HAN}{PRIVATE}]) +(?=[{HAN}{PRIVATE}])")
_INVISIBLE = re.compile(f"[\u00ad{INVISIBLE}]")
_SPACES = re.compile(r"[^\S\r\n]+")
_QUOTES = str.maketrans("\u2018\u2019\u02bc\u2010\u2011", "'''--")
_PRIVATE_CHARACTER = re.compile(f"[{PRIVATE}]")
_LATIN_SIGNS = frozenset(" '-.")
_WAY_OUT = "请按证件上的姓名填写"


def normalise(text: str) -> str:
    """One spelling per name, for storing and for searching alike; never raises.

    Full-width letters become ASCII, outer and invisible spaces go, the 11 look-alikes of the interpunct become U+00B7
    between Han characters, spaces between Han characters go. Dots and single spaces of Latin names stay.
    """
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", half_width(text))).strip()
    if _HAN_CHARACTER.search(plain):
        return _INNER_SPACE.sub("", _DOT.sub(INTERPUNCT, plain))
    return unicodedata.normalize("NFC", plain.translate(_QUOTES))


def check_name(text: str, field: str = "") -> str:
    """The normalised name, or a Refusal naming the character that no name may hold (domain.md §9).

    Chinese names hold Han characters and `·`; others Latin letters, spaces, ' - and dots; at most 50 code points.
    """
    name = normalise(text)
    if not name:
        raise Refusal("还没有输入姓名", _WAY_OUT, field)
    if code_points(name) > LONGEST:
        raise Refusal(f"姓名太长：{code_points(name)} 个字，最多 {LONGEST} 个", _WAY_OUT, field)
    if _HAN_CHARACTER.search(name):
        _check_han(name, field)
    else:
        _check_latin(name, field)
    return name


def warnings(text: str) -> tuple[str, ...]:
    """What the clerk should look at though the name is accepted: characters of the private use area (U+E000–F8FF)."""
    return tuple(
        f"第 {place} 个字是旧系统的自造字（{_label(sign)}），请对照证件选用正式汉字"
        for place, sign in enumerate(normalise(text), 1)
        if _PRIVATE_CHARACTER.match(sign)
    )


def code_points(text: str) -> int:
    """Length in characters as a person counts them, also above U+FFFF."""
    return len(text)


def utf16_units(text: str) -> int:
    """Length as the card chip (15 units) and Qt's maxLength count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _check_han(name: str, field: str) -> None:
    for sign in name:
        if sign != INTERPUNCT and not _HAN_CHARACTER.match(sign):
            raise _refused(sign, field)
    if name.startswith(INTERPUNCT) or name.endswith(INTERPUNCT) or INTERPUNCT * 2 in name:
        raise Refusal("间隔号“·”只能单个用在两个字中间", _WAY_OUT, field)


def _check_latin(name: str, field: str) -> None:
    for sign in name:
        if sign not in _LATIN_SIGNS and not _is_latin(sign):
            raise _refused(sign, field)
    if not _is_latin(name[0]):
        raise Refusal("外文姓名要以字母开头", _WAY_OUT, field)


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN ")


def _refused(sign: str, field: str) -> Refusal:
    shown = f"“{sign}”（{_label(sign)}）" if sign.isprintable() else f"看不见的字符 {_label(sign)}"
    return Refusal(f"姓名里不能有{shown}", _WAY_OUT, field)


def _label(sign: str) -> str:
    return f"U+{ord(sign):04X}"
