"""An independent reader of amounts in words: it counts units instead of mirroring the writer."""

from fractions import Fraction

_DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_SMALL = {"拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_CENTS = {"角": Fraction(1, 10), "分": Fraction(1, 100)}


def read_upper(words: str) -> int:
    """Fen for canonical and accepted forms, with or without 人民币, （负） and 整/正."""
    text = words.removeprefix("人民币")
    sign = -1 if text.startswith("（负）") else 1
    text = text.removeprefix("（负）").rstrip("整正")
    amount, section, digit = Fraction(0), 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section, digit = section + digit * _SMALL[character], 0
        elif character in _LARGE:
            amount, section, digit = amount + (section + digit) * _LARGE[character], 0, 0
        elif character in _CENTS:
            amount, digit = amount + digit * _CENTS[character], 0
        elif character in "元圆":
            amount, section, digit = amount + section + digit, 0, 0
        else:
            raise ValueError(character)
    fen = amount * 100 * sign
    assert fen.denominator == 1
    assert section == digit == 0
    return int(fen)
