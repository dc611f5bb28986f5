"""The editor of the community code: it says what the digits mean."""

from shequ_desk.desk.fields import LineEdit
from shequ_desk.kernel.divisions import CommunityCode, parse_community
from shequ_desk.kernel.errors import Refusal

_LEVELS = {
    "county_itself": "县（市、区）本级",
    "street_itself": "街道（乡镇）本级",
    "residents_committee": "居委会（社区）",
    "villagers_committee": "村委会",
    "like_residents_committee": "类似居委会",
    "like_villagers_committee": "类似村委会",
    "other": "其他",
}


class CodeEdit(LineEdit):
    """The 12-digit statistical code; says what its digits mean."""

    def __init__(self, name: str = "code", label: str = "社区（村）12 位统计代码") -> None:
        super().__init__(name, label, "例如 330212003007")

    def value(self) -> str:
        """Return the 12 digits; raises DivisionError (a Refusal) naming this field."""
        return parse_community(self.text(), self.name).code

    def live(self) -> str:
        """Return the county, street and kind of the code; how many digits are missing."""
        try:
            return spoken(parse_community(self.text(), self.name))
        except Refusal as refusal:
            return refusal.message if self.plain() else ""


def spoken(code: CommunityCode) -> str:
    """Say the parts of a community code."""
    return (
        f"县 {code.county} · {code.street_kind or '无街道'} {code.street[6:]} · {_LEVELS[code.level]} {code.code[9:]}"
    )
