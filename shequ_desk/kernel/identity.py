"""Identity numbers (domain.md §1.1–1.3): GB 11643-1999, 港澳台居民居住证, foreign permanent residents.

The county digits are never a reason to refuse: real cards carry withdrawn and unlisted codes. `hints` speaks of them.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shequ_desk.kernel import divisions
from shequ_desk.kernel.dates import age_years, long_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import INVISIBLE, half_width
from shequ_desk.kernel.masks import mask_id, mask_name, mask_phone

__all__ = [
    "IdError",
    "IdNumber",
    "check_character",
    "complete",
    "conflicts",
    "hints",
    "inspect",
    "mask_id",
    "mask_name",
    "mask_phone",
    "normalise",
    "upgrade_15",
]

Code = Literal["E_LEN", "E_CHAR", "E_AREA", "E_DATE", "E_FUTURE", "E_AGE", "E_CHECK"]
Kind = Literal["citizen", "hk_residence", "mo_residence", "tw_residence", "foreign_pr_2023", "foreign_pr_15"]
Sex = Literal["男", "女"]

OLDEST = 130
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_RESIDENCE: dict[str, Kind] = {"810000": "hk_residence", "820000": "mo_residence", "830000": "tw_residence"}
_FOREIGN_MARK = "9"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
_FILLERS = re.compile(rf"[\s{INVISIBLE}\-\u2010-\u2015\u2212]")
_SPREADSHEET_FLOAT = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+")
_BEFORE_1900 = ("996", "997", "998", "999")
_LOOK_AGAIN = "请对照证件逐位核对"


class IdError(Refusal):
    """A number that cannot be one. `code` is one of domain.md §1.1; the text never shows the expected character."""

    def __init__(self, code: Code, message: str, way_out: str = _LOOK_AGAIN, field: str = "") -> None:
        super().__init__(message, way_out, field)
        self.code = code


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a number says. `number` is the form to store: upper case, no spaces, and kept out of `repr` and logs.

    `area` is the six-digit code (four digits on `foreign_pr_15`, none on `foreign_pr_2023`); `country` is ISO 3166-1,
    numeric on the 2023 card and three letters before; `province` is the two digits the number was accepted under.
    `birth_sure` is false where the number has a two-digit year: `birth` is then the latest such day up to today.
    """

    number: str = field(repr=False)
    kind: Kind
    area: str
    birth: date = field(repr=False)
    sex: Sex
    province: str
    country: str = ""
    birth_sure: bool = True


def normalise(text: str) -> str:
    """Half-width, without spaces, invisible marks, hyphens and a spreadsheet's apostrophes around it, upper case."""
    return _FILLERS.sub("", half_width(text)).strip("'‘’`").upper()


def check_character(seventeen: str) -> str:
    """The ISO 7064 MOD 11-2 character for 17 digits (GB 11643-1999)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def complete(seventeen: str) -> str:
    """17 digits and their check character: for sample data, never for mending a number somebody typed."""
    return seventeen + check_character(seventeen)


def upgrade_15(text: str) -> str:
    """The 18 characters of a 15-digit number (GB 11643-1989): 19 before the year, 18 for sequences 996–999.

    Raises IdError E_LEN or E_CHAR; whether the date exists is for `inspect` to say.
    """
    number = normalise(text)
    if len(number) != 15:
        raise IdError("E_LEN", f"旧身份证号码应为 15 位，现在是 {len(number)} 位")
    if not re.fullmatch("[0-9]{15}", number):
        raise IdError("E_CHAR", "旧身份证号码只能是数字")
    century = "18" if number.endswith(_BEFORE_1900) else "19"
    return complete(number[:6] + century + number[6:])


def inspect(text: str, today: date, legacy: bool = False, field: str = "") -> IdNumber:
    """Read a number of any kind the desk accepts, or raise IdError with the first of domain.md §1.1's codes.

    `legacy` also takes 15-digit numbers and returns the 18-digit form: for search and import only.
    """
    try:
        return _inspect(normalise(text), today, legacy)
    except IdError as error:
        error.field = field
        raise


def hints(card: IdNumber) -> tuple[str, ...]:
    """Soft remarks on the county digits of a citizen number, to confirm at manual entry; empty when all is usual."""
    if card.kind != "citizen":
        return ()
    county = divisions.county(card.area)
    if county is None:
        return (f"地区码 {card.area} 不在本机区划表中，请确认与证件一致",)
    if not county.in_force(card.birth.year):
        return (f"地区码 {card.area}（{county.name}）在 {card.birth.year} 年尚未启用或已撤销，请确认与证件一致",)
    return ()


def conflicts(card: IdNumber, sex: str = "", birth: date | None = None) -> tuple[str, ...]:
    """Where the typed or read sex and birth date differ from the number; empty values are not compared."""
    found = []
    if sex and sex != card.sex:
        found.append(f"性别填的是{sex}，号码里是{card.sex}")
    if birth and card.birth_sure and birth != card.birth:
        found.append(f"出生日期填的是{long_date(birth)}，号码里是{long_date(card.birth)}")
    return tuple(found)


def _inspect(number: str, today: date, legacy: bool) -> IdNumber:
    if _SPREADSHEET_FLOAT.fullmatch(number):
        raise IdError("E_LEN", "号码被表格当成数字，后几位已经丢失", "请把这一列改成文本格式后重新填写")
    if len(number) == 15 and number[0].isalpha():
        return _foreign_15(number, today)
    if legacy and len(number) == 15:
        number = upgrade_15(number)
    _check_shape(number)
    kind = _kind(number)
    birth = _birth(number[6:14], today)
    if check_character(number[:17]) != number[17]:
        raise IdError("E_CHECK", "号码校验不通过，可能有一位输错或两位颠倒")
    return _assemble(number, kind, birth)


def _assemble(number: str, kind: Kind, birth: date) -> IdNumber:
    sex = _sex(number[16])
    if kind == "foreign_pr_2023":
        return IdNumber(number, kind, "", birth, sex, province=number[1:3], country=number[3:6])
    return IdNumber(number, kind, number[:6], birth, sex, province=number[:2])


def _check_shape(number: str) -> None:
    if not number:
        raise IdError("E_LEN", "还没有输入证件号码", "请输入 18 位号码")
    if len(number) == 15 and number.isdigit():
        raise IdError("E_LEN", "这是 15 位旧号码，只能用来查找", "请按现在的身份证输入 18 位号码")
    if len(number) != 18:
        raise IdError("E_LEN", f"证件号码应为 18 位，现在是 {len(number)} 位")
    if not _EIGHTEEN.fullmatch(number):
        raise IdError("E_CHAR", "证件号码前 17 位只能是数字，最后一位是数字或 X")


def _kind(number: str) -> Kind:
    if number[0] == _FOREIGN_MARK:
        _check_province(number[1:3], "第 2–3 位")
        return "foreign_pr_2023"
    _check_province(number[:2], "前两位")
    if number[:2] not in divisions.RESIDENCE_PREFIXES:
        return "citizen"
    if number[:6] not in _RESIDENCE:
        raise IdError("E_AREA", f"{number[:2]} 开头的居住证号码，第 3–6 位应为 0000")
    return _RESIDENCE[number[:6]]


def _check_province(prefix: str, where: str) -> None:
    if prefix not in divisions.PROVINCES:
        raise IdError("E_AREA", f"号码{where}“{prefix}”不是任何省份的代码")


def _birth(digits: str, today: date) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError:
        raise IdError("E_DATE", f"号码里的出生日期 {year}年{month}月{day}日 在日历上不存在") from None
    if birth > today:
        raise IdError("E_FUTURE", f"号码里的出生日期 {long_date(birth)} 还没有到")
    if age_years(birth, today) > OLDEST:
        raise IdError("E_AGE", f"号码里的出生日期 {long_date(birth)} 距今超过 {OLDEST} 年")
    return birth


def _sex(digit: str) -> Sex:
    return "男" if int(digit) % 2 else "女"


def _foreign_15(number: str, today: date) -> IdNumber:
    """The 2004/2017 card: country, region, YYMMDD, sequence, ICAO 9303 check 7-3-1 (domain.md §1.3)."""
    if not _FIFTEEN_FOREIGN.fullmatch(number):
        raise IdError("E_CHAR", "15 位外国人永久居留证号码应为 3 个字母加 12 位数字")
    _check_province(number[3:5], "第 4–5 位")
    birth = _latest_birth(number[7:13], today)
    if sum(int(sign, 36) * (7, 3, 1)[place % 3] for place, sign in enumerate(number[:14])) % 10 != int(number[14]):
        raise IdError("E_CHECK", "号码校验不通过，可能有一位输错或两位颠倒")
    return IdNumber(
        number,
        "foreign_pr_15",
        number[3:7],
        birth,
        _sex(number[13]),
        province=number[3:5],
        country=number[:3],
        birth_sure=False,
    )


def _latest_birth(yymmdd: str, today: date) -> date:
    """The latest existing day with these two-digit parts up to `today`."""
    try:
        return _birth(f"{today.year // 100}{yymmdd}", today)
    except IdError:
        return _birth(f"{today.year // 100 - 1}{yymmdd}", today)
