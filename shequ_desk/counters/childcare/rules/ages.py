"""Classes by months of age and how many carers they need; domain.md §4 (设置标准 19, 20)."""

from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.dates import add_months, age_months

TOO_YOUNG, TOO_OLD = "不收(不足6个月)", "不收(满36个月)"
SCHOOL = "学龄"
_YEARS_FROM = 36


@dataclass(frozen=True)
class AgeClass:
    """An age class of the standard: months half-open [first, end), most children, children per carer."""

    name: str
    first: int
    end: int
    limit: int
    ratio: int


AGE_CLASSES = (
    AgeClass("乳儿班", 6, 12, 10, 3),
    AgeClass("托小班", 12, 24, 15, 5),
    AgeClass("托大班", 24, 36, 20, 7),
)
MIXED = AgeClass("混合班", 18, 36, 18, 0)
"""No ratio is given for the mixed class: 0 stands for the strictest of the children present."""
KINDS = (*(one.name for one in AGE_CLASSES), MIXED.name, SCHOOL)
AGE_FROM, AGE_END = AGE_CLASSES[0].first, AGE_CLASSES[-1].end


def class_of(months: int) -> str:
    """The class of a child of so many completed months; TOO_YOUNG or TOO_OLD outside [6, 36)."""
    if months < AGE_FROM:
        return TOO_YOUNG
    found = next((one.name for one in AGE_CLASSES if one.first <= months < one.end), "")
    return found or TOO_OLD


def mixed_allowed(months: int) -> bool:
    """Whether a child may be in a mixed class: 18 months and over (设置标准 19), under 36."""
    return MIXED.first <= months < MIXED.end


def ratio_of(months: int) -> int:
    """Children per carer at this age: 3, 5 or 7; the loosest from 36 months on, the strictest below 6."""
    return next((one.ratio for one in AGE_CLASSES if months < one.end), AGE_CLASSES[-1].ratio)


def carers_needed(children: int, ratio: int) -> int:
    """⌈children ÷ ratio⌉."""
    return -(-children // ratio)


def months_on(birth: date, day: date) -> int:
    """Completed calendar months on the day; short months clamp."""
    return age_months(birth, day)


def reaches(birth: date, months: int) -> date:
    """The day a child completes so many months."""
    return add_months(birth, months)


def age_text(months: int) -> str:
    """27 月; 8 岁 from 36 months on."""
    return f"{months} 月" if months < _YEARS_FROM else f"{months // 12} 岁"


def ages_text(first: int, end: int) -> str:
    """6–12 月 for the half-open [6, 12); 6–12 岁 for [72, 156), where 12 is included."""
    if first >= _YEARS_FROM and first % 12 == 0 and end % 12 == 0:
        return f"{first // 12}–{end // 12 - 1} 岁"
    return f"{first}–{end} 月"
