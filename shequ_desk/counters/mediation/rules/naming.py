"""Case numbers, and names as lists show them."""

from collections.abc import Sequence

from shequ_desk.counters.mediation.rules.settings import BRACKETS, Mediation

_COMPOUND = (
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 宇文 长孙 东方 南宫 万俟 闻人 澹台 端木 轩辕 呼延 赫连"
)


def number_text(settings: Mediation, abbreviation: str, year: int, number: int) -> str:
    """'（2026）清泉人调字第1号': no padding, brackets as set (domain.md §3.2)."""
    opening, closing = BRACKETS[settings.brackets]
    return f"{opening}{year}{closing}{abbreviation}{settings.word}第{number}号"


def surname_only(name: str) -> str:
    """'周某' for lists on display; compound surnames stay whole, foreign names keep their first letter."""
    if len(name) > 2 and name[:2] in _COMPOUND.split():
        return f"{name[:2]}某"
    return f"{name[:1]}某" if name else ""


def pair_text(applicants: Sequence[str], respondents: Sequence[str]) -> str:
    """'周某与陈某', '周某等3人与陈某' from names already shortened."""
    return "与".join(_side(names) for names in (applicants, respondents) if names)


def _side(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"
