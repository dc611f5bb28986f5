"""Division codes as they were met on cards (domain.md §2.1) and the 12-digit statistical code (§2.2)."""

import re
from dataclasses import dataclass
from typing import Literal, TypeVar

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

T = TypeVar("T")
RESIDENCE_PREFIXES = frozenset({"81", "82", "83"})
_MAINLAND = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
PROVINCES = RESIDENCE_PREFIXES | {str(code) for first, last in _MAINLAND for code in range(first, last + 1)}

URBAN_RURAL = {
    "111": "主城区",
    "112": "城乡结合区",
    "121": "镇中心区",
    "122": "镇乡结合区",
    "123": "特殊区域",
    "210": "乡中心区",
    "220": "村庄",
}

Level = Literal[
    "county_itself",
    "street_itself",
    "residents_committee",
    "villagers_committee",
    "like_residents_committee",
    "like_villagers_committee",
    "other",
]
_STREET_KINDS = ((0, ""), (99, "街道"), (199, "镇"), (399, "乡"), (599, "类似乡级"), (999, "其他"))
_LEVELS: tuple[tuple[int, Level], ...] = (
    (0, "street_itself"),
    (199, "residents_committee"),
    (399, "villagers_committee"),
    (499, "like_residents_committee"),
    (599, "like_villagers_committee"),
    (999, "other"),
)


@dataclass(frozen=True, slots=True)
class County:
    """A county code; `since` and `until` are the years it came and went, None where unknown or still in force."""

    code: str
    name: str
    since: int | None = None
    until: int | None = None
    withdrawn: bool = False

    def in_force(self, year: int) -> bool:
        """Whether a card of somebody born in `year` would usually carry the code; unknown years count as yes."""
        return (self.since or year) <= year <= (self.until or year)


class DivisionError(Refusal):
    """A community code that cannot be one; `code` is E_LEN, E_CHAR or E_AREA."""

    def __init__(self, code: Literal["E_LEN", "E_CHAR", "E_AREA"], message: str, field: str = "") -> None:
        super().__init__(message, "请向街道核对 12 位统计用区划代码", field)
        self.code = code


@dataclass(frozen=True, slots=True)
class CommunityCode:
    """A 12-digit code (国统字〔2009〕91号) and what its digits say."""

    code: str
    level: Level
    street_kind: str

    @property
    def county(self) -> str:
        """The six county digits."""
        return self.code[:6]

    @property
    def street(self) -> str:
        """The nine digits of 街道, 镇 or 乡."""
        return self.code[:9]


def county(code: str) -> County | None:
    """The county of a six-digit code, also a withdrawn one; None when the table does not know it."""
    return _BY_CODE.get(code)


def parse_community(text: str, field: str = "") -> CommunityCode:
    """Read a 12-digit code. Raises DivisionError; an unusual last part is `other`, not an error."""
    code = re.sub(r"[\s-]", "", half_width(text))
    if len(code) != 12:
        raise DivisionError("E_LEN", f"社区代码应为 12 位，现在是 {len(code)} 位", field)
    if not re.fullmatch("[0-9]{12}", code):
        raise DivisionError("E_CHAR", "社区代码只能是数字", field)
    if code[:2] not in PROVINCES:
        raise DivisionError("E_AREA", f"社区代码前两位“{code[:2]}”不是任何省份的代码", field)
    township, village = int(code[6:9]), int(code[9:])
    level: Level = "county_itself" if not township else _within(village, _LEVELS)
    return CommunityCode(code, level, _within(township, _STREET_KINDS))


def _within(number: int, bounds: tuple[tuple[int, T], ...]) -> T:
    return next(value for last, value in bounds if number <= last)


COUNTIES = (
    County("330203", "海曙区"),
    County("330205", "江北区"),
    County("330206", "北仑区"),
    County("330211", "镇海区"),
    County("330212", "鄞州区", since=2002),
    County("330213", "奉化区", since=2016),
    County("330225", "象山县"),
    County("330226", "宁海县"),
    County("330281", "余姚市"),
    County("330282", "慈溪市"),
    County("330202", "镇明区", until=1984, withdrawn=True),
    County("330204", "江东区", until=2016, withdrawn=True),
    County("330207", "鄞州区(旧)", withdrawn=True),
    County("330219", "余姚市(旧)", withdrawn=True),
    County("330220", "市区", withdrawn=True),
    County("330221", "镇海县", until=1984, withdrawn=True),
    County("330222", "慈溪县", withdrawn=True),
    County("330223", "余姚县", withdrawn=True),
    County("330224", "奉化县", withdrawn=True),
    County("330227", "鄞县", until=2002, withdrawn=True),
    County("330283", "奉化市", until=2016, withdrawn=True),
    County("330102", "上城区"),
    County("330105", "拱墅区"),
    County("330106", "西湖区"),
    County("330108", "滨江区"),
    County("330109", "萧山区"),
    County("330110", "余杭区"),
    County("330111", "富阳区"),
    County("330112", "临安区"),
    County("330113", "临平区", since=2021),
    County("330114", "钱塘区", since=2021),
    County("330122", "桐庐县"),
    County("330127", "淳安县"),
    County("330182", "建德市"),
    County("330103", "下城区", until=2021, withdrawn=True),
    County("330104", "江干区", until=2021, withdrawn=True),
    County("330121", "萧山县", withdrawn=True),
    County("330123", "富阳县", withdrawn=True),
    County("330124", "临安县", withdrawn=True),
    County("330125", "余杭县", withdrawn=True),
    County("330126", "建德县", withdrawn=True),
    County("330181", "萧山市", withdrawn=True),
    County("330183", "富阳市", withdrawn=True),
    County("330184", "余杭市", withdrawn=True),
    County("330185", "临安市", withdrawn=True),
)
_BY_CODE = {county.code: county for county in COUNTIES}
