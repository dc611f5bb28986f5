"""The days of a State Council holiday notice (domain.md §3.4 Counting), one by one or read from the notice's text."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shequ_desk.kernel.dates import WEEKDAY_SIGNS, long_date, weekday_name
from shequ_desk.kernel.days import YEARS
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

_SATURDAY = 5
_LONGEST_SPAN = 15
_WAY_OUT = "每行写一天或一段，例如：2月15日至23日 休 春节；也可以直接粘贴通知原文"
_LIST_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")
_TITLE = re.compile(r"([\u4e00-\u9fff、]+):")
_ASIDE = re.compile(r"\(([^)]*)\)")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_DAY = r"(?:([0-9]{4})[-./年])?(?:([0-9]{1,2})[-./月])?([0-9]{1,2})(?:日|号)?"
_SPAN = re.compile(
    rf"(?:([0-9]{{4}})[-./年])?([0-9]{{1,2}})[-./月]([0-9]{{1,2}})(?:日|号)?(?:(?:至|到|~|—+|–)\s*{_DAY})?"
)
_COUNT = re.compile(r"共([0-9]+)天")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,}")
_NOT_A_NAME = re.compile(r"放假|调休|上班|休息|[休班]|共[0-9]+天|与周末连休|补休")


@dataclass(frozen=True)
class Holiday:
    """One day of a notice: off (休, `rest`) or a weekend that is worked (班). `proof` names the notice."""

    day: date
    rest: bool
    name: str
    proof: str = ""


def check_holiday(holiday: Holiday) -> None:
    """Refusal without a name, outside the years the desk knows, or for working on what is no weekend."""
    if holiday.day.year not in YEARS:
        raise Refusal("年份不在可用范围内", "请核对年份", "day")
    if not holiday.name.strip():
        raise Refusal("请填写节日名称", "例如：春节", "name")
    if not holiday.rest and holiday.day.weekday() < _SATURDAY:
        raise Refusal(
            f"{long_date(holiday.day)}是{weekday_name(holiday.day)}，本来就上班",
            "“班”只登记要上班的周六、周日",
            "rest",
        )


def check_year(year: int, found: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """The days in order. Refusal when there are none, when a day is there twice or far from the year."""
    rows = sorted(found, key=lambda one: one.day)
    if not any(one.rest and one.day.year == year for one in rows):
        raise Refusal(f"没有认出 {year} 年的放假日", _WAY_OUT, "text")
    for one in rows:
        check_holiday(one)
        if one.day.year != year and not _beside(one.day, year):
            raise Refusal(f"{long_date(one.day)} 不在 {year} 年", "请核对年份", "year")
    for earlier, later in itertools.pairwise(rows):
        if earlier.day == later.day:
            raise Refusal(f"{long_date(later.day)} 写了两次", "请删去一处", "text")
    return tuple(rows)


def read_list(text: str, year: int, proof: str = "") -> tuple[Holiday, ...]:
    """The days of a pasted notice, or of lines like "2026-02-14 班 春节"; days without a year are in `year`.

    Refusal naming the line that cannot be read: a weekday or a number of days beside it that does not agree, too.
    """
    found: list[Holiday] = []
    for line in half_width(text).splitlines():
        found += [replace(one, proof=proof) for one in _days_of(line, year)]
    return check_year(year, found)


def _days_of(line: str, year: int) -> Iterator[Holiday]:
    name = ""
    for sentence in re.split(r"[。;]", _LIST_NUMBER.sub("", line.strip())):
        title = _TITLE.match(sentence)
        name = title[1] if title else name
        if not _SPAN.search(sentence) or "《" in sentence:
            continue
        spans = _spans(sentence, year)
        if (rest := _rest(sentence)) is not None:
            for first, last in spans:
                yield from _each(first, last, rest, name or _name_in(sentence))
        elif any(first.year == year for first, _ in spans):
            raise Refusal(f"“{sentence.strip()[:30]}”没有写是休还是班", _WAY_OUT, "text")


def _rest(sentence: str) -> bool | None:
    """Whether the sentence speaks of days off or of days worked; None when of neither: the day it was signed."""
    if "班" in sentence:
        return False
    return True if re.search(r"放假|休", sentence) else None


def _spans(sentence: str, year: int) -> list[tuple[date, date]]:
    plain = _ASIDE.sub("", sentence)
    found = [_span(match, year) for match in _SPAN.finditer(plain)]
    _compare_weekdays(sentence, found)
    count = _COUNT.search(plain)
    days = sum((last - first).days + 1 for first, last in found)
    if count and int(count[1]) != days:
        raise Refusal(f"“{plain.strip()[:30]}”写的是 {count[1]} 天，日期有 {days} 天", "请核对这一行", "text")
    return found


def _span(match: re.Match[str], year: int) -> tuple[date, date]:
    first = _day(match[1] or year, match[2], match[3])
    last = _day(match[4] or first.year, match[5] or first.month, match[6]) if match[6] else first
    if last < first and not match[4]:
        last = _day(first.year + 1, last.month, last.day)
    if not 0 <= (last - first).days <= _LONGEST_SPAN:
        raise Refusal(f"{long_date(first)}至{long_date(last)}不像一段假期", "请核对这一行", "text")
    return first, last


def _day(year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refusal(f"日历上没有 {year}年{month}月{day}日 这一天", "请核对原文", "text") from None


def _compare_weekdays(sentence: str, spans: list[tuple[date, date]]) -> None:
    """A notice gives the weekday of each end: another one means another year."""
    said = [found[1] for aside in _ASIDE.findall(sentence) if (found := _WEEKDAY.search(aside))]
    ends = [day for first, last in spans for day in ((first,) if first == last else (first, last))]
    if len(said) != len(ends):
        return
    for word, day in zip(said, ends, strict=True):
        if word.replace("天", "日") != WEEKDAY_SIGNS[day.weekday()]:
            raise Refusal(
                f"{long_date(day)}是{weekday_name(day)}，原文写周{word}", "请核对年份是不是这份通知的", "year"
            )


def _each(first: date, last: date, rest: bool, name: str) -> Iterator[Holiday]:
    for more in range((last - first).days + 1):
        yield Holiday(first + timedelta(days=more), rest, name)


def _name_in(sentence: str) -> str:
    plain = _NOT_A_NAME.sub(" ", _SPAN.sub(" ", _ASIDE.sub(" ", sentence)))
    found = _NAME.search(plain)
    return found[0] if found else ""


def _beside(day: date, year: int) -> bool:
    """The last week of the year before belongs to New Year's notice, the first of the next one to none but it."""
    return abs((day - date(year, 1, 1)).days) <= 7 or abs((day - date(year, 12, 31)).days) <= 7
