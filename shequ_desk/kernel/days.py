"""Dates as clerks type them and as spreadsheets hold them."""

import re
from datetime import date, datetime, timedelta

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

YEARS = range(1850, 2200)
_WAY_OUT = "请写成 2026-11-21 这样的日期"
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_PARTS = (
    re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})[日号]?"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
_MONTH = re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})月?|([0-9]{2}))")
_RUN = re.compile(r"(\d{4})年?(?:Q?([1-4])|第?([一二三四1-4])季度)?")
_HAN = re.compile(r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,4})[日号]")
_HAN_DIGITS = {sign: digit for digit, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_LOTUS_LEAP_DAY = 60
_LAST_SERIAL = 110_000


def parse_day(value: str | float | date, field: str = "") -> date:
    """A typed date, a spreadsheet cell or a date: '1983.12.18', '1983年12月18日', '19831218', '一九八三年十二月十八日'.

    Numbers are Excel serial days of the 1900 system, or YYYYMMDD when they have eight digits. A time of day is
    dropped. Raises Refusal: two-digit years, days that do not exist, years outside 1850–2199.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _from_text(value, field)
    return _from_number(value, field)


def from_excel(serial: float, field: str = "") -> date:
    """Excel's serial day, 1900 system: 1 is 1900-01-01, and 60, the 29 Feb 1900 that never was, is refused."""
    day = int(serial)
    if not 1 <= day <= _LAST_SERIAL or day == _LOTUS_LEAP_DAY:
        raise Refusal("这个数字不是日期", _WAY_OUT, field)
    return date(1899, 12, 31 if day < _LOTUS_LEAP_DAY else 30) + timedelta(days=day)


def parse_month(text: str, field: str = "") -> tuple[int, int]:
    """Year and month of '2026-10', '2026年10月', '2026.10' or '202610'. Raises Refusal."""
    found = _MONTH.fullmatch(half_width(text).strip())
    year, month = (int(found[1]), int(found[2] or found[3])) if found else (0, 0)
    if year not in YEARS or not 1 <= month <= 12:
        raise Refusal("月份看不懂", "请写成 2026-10 这样的月份", field)
    return year, month


def parse_run(text: str, field: str = "") -> tuple[int, int, int]:
    """Year, first month and number of months of '2026', '2026年', '2026Q3' or '2026年三季度'. Raises Refusal."""
    found = _RUN.fullmatch(half_width(text).strip().upper())
    if not found or int(found[1]) not in YEARS:
        raise Refusal("季度或年份看不懂", "请写成 2026Q3 或 2026", field)
    quarter = found[2] or found[3]
    if not quarter:
        return int(found[1]), 1, 12
    number = int(quarter) if quarter.isdecimal() else "一二三四".index(quarter) + 1
    return int(found[1]), 3 * number - 2, 3


def _from_number(value: float, field: str) -> date:
    if 10_000_000 <= value <= 99_999_999 and value == int(value):
        return _from_text(str(int(value)), field)
    if not 1 <= value <= _LAST_SERIAL:
        raise Refusal("这个数字不是日期", _WAY_OUT, field)
    return from_excel(value, field)


def _from_text(text: str, field: str) -> date:
    plain = _TIME.sub("", half_width(text).strip())
    if not plain:
        raise Refusal("还没有输入日期", _WAY_OUT, field)
    parts = _digits(re.sub(r"\s", "", plain)) or _han(plain)
    if parts is None:
        raise Refusal("日期看不懂，年份要写四位", _WAY_OUT, field)
    return _existing(*parts, field=field)


def _digits(text: str) -> tuple[int, int, int] | None:
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _PARTS)), None)
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def _han(text: str) -> tuple[int, int, int] | None:
    found = _HAN.fullmatch(text)
    if found is None:
        return None
    year = int("".join(str(_HAN_DIGITS[sign]) for sign in found[1]))
    return year, _han_number(found[2]), _han_number(found[3])


def _han_number(text: str) -> int:
    """一 to 九十九; 0 when the signs do not make such a number."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(ones, 0)


def _existing(year: int, month: int, day: int, field: str) -> date:
    if year not in YEARS:
        raise Refusal(f"{year} 年不在可用范围内（{YEARS.start}–{YEARS.stop - 1}）", _WAY_OUT, field)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(f"日历上没有 {year}年{month}月{day}日 这一天", "请核对原件后重新输入", field) from None
