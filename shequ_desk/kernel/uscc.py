"""Unified social credit codes, GB 32100-2015 (domain.md §1.4)."""

from dataclasses import dataclass

from shequ_desk.kernel.identity import IdError, normalise

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0123456789X"
_KINDS = {
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
    "12": "事业单位",
    "51": "社会团体",
    "52": "社会服务机构",
    "53": "基金会",
    "54": "居民委员会、村民委员会",
}


@dataclass(frozen=True, slots=True)
class Uscc:
    """A code that passed; `kind` in words ('' when the first two characters are unusual), `hints` to confirm."""

    code: str
    kind: str
    area: str
    hints: tuple[str, ...]


def inspect_uscc(text: str, field: str = "") -> Uscc:
    """Read a code. Raises IdError E_LEN, E_CHAR (I O S V Z), E_AREA (letters in 3–8) or E_CHECK.

    The organisation code's own check (position 17, GB 11714) is a hint: some early codes break it.
    """
    code = normalise(text)
    if len(code) != 18:
        raise IdError("E_LEN", f"统一社会信用代码应为 18 位，现在是 {len(code)} 位", field=field)
    if wrong := next((sign for sign in code if sign not in _SIGNS), ""):
        raise IdError("E_CHAR", f"统一社会信用代码里不会有“{wrong}”", field=field)
    if not code[2:8].isdigit():
        raise IdError("E_AREA", "统一社会信用代码第 3–8 位应为数字", field=field)
    if uscc_check_character(code[:17]) != code[17]:
        raise IdError("E_CHECK", "统一社会信用代码校验不通过，可能有一位输错", field=field)
    return Uscc(code, _KINDS.get(code[:2], ""), code[2:8], _organisation_hints(code[8:17]))


def uscc_check_character(seventeen: str) -> str:
    """Position 18 for the 17 characters before it."""
    rest = sum(_SIGNS.index(sign) * weight for sign, weight in zip(seventeen, _WEIGHTS, strict=True)) % 31
    return _SIGNS[(31 - rest) % 31]


def organisation_check_character(eight: str) -> str:
    """The ninth character of an organisation code (GB 11714): letters count A=10 … Z=35."""
    rest = sum(int(sign, 36) * weight for sign, weight in zip(eight, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return _ORGANISATION_CHECKS[(11 - rest) % 11]


def _organisation_hints(nine: str) -> tuple[str, ...]:
    if organisation_check_character(nine[:8]) == nine[8]:
        return ()
    return ("主体标识码（第 9–17 位）的校验位不符，早期代码也有这种情况，请对照证照确认",)
