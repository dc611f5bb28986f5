"""What a resident's record may hold, who may do what with it, and the pure decisions about dates and ages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.errors import Refusal

READ = "people.read"
WRITE = "people.write"
UNMASK = "people.unmask"
IMPORT = "people.import"
MERGE = "people.merge"
EXPORT = "people.export"

_READERS = ("desk", "canteen", "childcare", "mediation", "director", "auditor")

GRANTS: dict[str, frozenset[str]] = {
    **{role: frozenset({READ}) for role in _READERS},
    "desk": frozenset({READ, WRITE, UNMASK, IMPORT, MERGE, EXPORT}),
    "director": frozenset({READ, UNMASK, IMPORT, EXPORT}),
    "auditor": frozenset({READ, EXPORT}),
}

SEXES = ("男", "女", "未知")
HUKOU = ("本社区", "本街道", "本区", "本市", "外地", "未知")
RESIDENCE = ("常住", "暂住", "外出", "未知")
NO_NUMBER_REASONS = ("新生儿", "访客", "证件遗失", "名册未填", "其他")
LEVELS = ("街道", "村社", "网格", "微网格")
HEAD = "户主"


@dataclass(frozen=True)
class Details:
    """What a clerk may change on a record in one edit. `building` and `room` are 楼幢 and 室 ("12", "302")."""

    name: str
    sex: str = "未知"
    birth: date | None = None
    ethnic: str = ""
    occupation: str = ""
    hukou: str = "未知"
    residence: str = "常住"
    address: str = ""
    building: str = ""
    room: str = ""
    area_id: int | None = None
    household_id: int | None = None
    relation: str = ""
    note: str = ""


@dataclass(frozen=True)
class Odd:
    """Why a number is taken on purpose although the program would refuse it; empty: it would not be taken.

    `as_printed`: it fails the check, and the card was compared digit by digit. `shared`: another resident holds it
    too (重号, an old issuing error; domain.md §1.1 soft checks).
    """

    as_printed: str = ""
    shared: str = ""


ORDINARY = Odd()


@dataclass(frozen=True)
class Draft(Details):
    """A new resident as typed. Without `id_number` a reason out of NO_NUMBER_REASONS is needed."""

    id_number: str = ""
    no_number_reason: str = ""
    phones: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    import_batch_id: int | None = None
    odd: Odd = ORDINARY


@dataclass(frozen=True)
class Filters:
    """What a list of residents shows. Ages are full years (周岁), both ends included; an area includes all below it.

    `living_here` leaves out the deceased and those who moved away; `odd_number` leaves those whose number fails the
    check or is held by two.
    """

    text: str = ""
    tag: str = ""
    area_id: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    living_here: bool = True
    odd_number: bool = False


def check_details(details: Details, today: date) -> None:
    """Refuse values outside the lists and births in the future; names are checked by kernel.names."""
    _one_of(details.sex, SEXES, "性别", "sex")
    _one_of(details.hukou, HUKOU, "户籍", "hukou")
    _one_of(details.residence, RESIDENCE, "居住状态", "residence")
    if details.birth and details.birth > today:
        raise Refusal("出生日期晚于今天", "请核对出生日期", "birth")
    if details.relation and details.household_id is None:
        raise Refusal("填了与户主关系，但没有选户", "请先选择所在的户，或清空关系", "relation")


def check_period(first: date, last: date | None, field: str = "to_day") -> None:
    """Refuse a period that ends before it starts; the last day is included (None: open)."""
    if last is not None and last < first:
        raise Refusal("截止日期早于开始日期", "请核对起止日期", field)


def covers(first: date, last: date | None, day: date) -> bool:
    """Whether `day` lies in the period, both ends included (民法典 art 1259, domain.md §1.6)."""
    return first <= day and (last is None or day <= last)


def born_between(age_from: int | None, age_to: int | None, on: date) -> tuple[date | None, date | None]:
    """First and last birth date of the people aged `age_from` to `age_to` on a day, the birthday itself counted.

    Someone born on 29 February is a year older on 28 February of common years (domain.md §1.6).
    """
    latest = None if age_from is None else _birth_limit(on, age_from)
    if age_to is None:
        return None, latest
    return _next_birth_day(_birth_limit(on, age_to + 1)), latest


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The values of `after` that differ from `before`."""
    return {key: value for key, value in after.items() if before[key] != value}


def _one_of(value: str, allowed: tuple[str, ...], title: str, field: str) -> None:
    if value not in allowed:
        raise Refusal(f"{title}“{value}”不在可选范围内", f"可选：{'、'.join(allowed)}", field)


def _birth_limit(on: date, years: int) -> date:
    year = on.year - years
    if year < 1:
        return date.min
    if on.month == 2 and on.day == 28 and _leap(year) and not _leap(on.year):
        return date(year, 2, 29)
    if on.month == 2 and on.day == 29 and not _leap(year):
        return date(year, 2, 28)
    return on.replace(year=year)


def _next_birth_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
