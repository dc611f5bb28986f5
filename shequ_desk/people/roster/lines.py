"""Rows of a grid → lines: each cell mended where that loses nothing, warned about, or refused with the reason."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shequ_desk.kernel import identity
from shequ_desk.kernel.dates import parse_day
from shequ_desk.kernel.days import from_excel, parse_month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import INVISIBLE, half_width
from shequ_desk.kernel.names import check_name, warnings
from shequ_desk.kernel.phones import check_phone, split_phones
from shequ_desk.people import lists
from shequ_desk.people.roster import words
from shequ_desk.people.roster.cells import Cell, text_of
from shequ_desk.people.roster.columns import FIELDS, TAG_PREFIX
from shequ_desk.people.roster.places import bare, split_address
from shequ_desk.people.service.roster_lines import GuardianSaid, Line

_CONTROL = re.compile(rf"[\x00-\x1f\x7f{INVISIBLE}]+")
_QUOTES = " '‘’`"
_CARD = re.compile(r"[0-9A-Z]{4,32}")
_SERIAL_DAY = re.compile(r"[1-9][0-9]{3,4}")
_YEAR = re.compile(r"(?:18[5-9]|19[0-9]|20[0-9])[0-9](?:年|(?=\.)|$)")
"""A year, alone or before a month: in a cell of numbers it is not meant as a serial day of the year 1905."""

_LONGEST = {"grid": 200, "address": 200, "occupation": 200, "household": 64, "relation": 64, "building": 64, "room": 64}
_LONGEST_NOTE = 2000
_OLD_NUMBER = 15
_ANY_MONTH = range(1, 13)


@dataclass
class _Slip:
    """One line being filled in."""

    today: date
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def line_of(sheet: str, row: int, cells: Mapping[str, Cell], today: date) -> Line:
    """Read the cells of one row, keyed by field."""
    slip = _Slip(today)
    texts = {name: _plain(text_of(cell)) for name, cell in cells.items()}
    said = {name: text for name, text in texts.items() if text not in words.NOTHING}
    _read_name(slip, texts.get("name", ""))
    card = _read_number(slip, said.get("id_number", ""))
    _read_birth(slip, cells.get("birth") if "birth" in said else None, card)
    _read_sex(slip, said.get("sex", ""), card)
    _read_phones(slip, text_of(cells.get("phone")) if "phone" in said else "")
    _read_cards(slip, said.get("card", ""))
    _read_tags(slip, said)
    _read_place(slip, said)
    _read_words(slip, said)
    _read_guardian(slip, said)
    _check_lengths(slip)
    return Line(
        sheet,
        row,
        **slip.values,
        errors=tuple(slip.errors),
        warnings=tuple(slip.warnings),
        mended=tuple(slip.mended),
    )


def _plain(text: str) -> str:
    """Without control characters, and without the quotes that keep a cell a text."""
    return _CONTROL.sub(" ", text).strip().strip(_QUOTES)


def _read_name(slip: _Slip, text: str) -> None:
    if not text:
        slip.errors.append("没有填写姓名")
        return
    try:
        slip.values["name"] = check_name(text)
    except Refusal as error:
        slip.errors.append(error.message)
        return
    slip.warnings += warnings(text)


def _read_number(slip: _Slip, text: str) -> identity.IdNumber | None:
    if not text:
        return None
    try:
        card = identity.inspect(text, slip.today, legacy=True)
    except Refusal as error:
        slip.errors.append(error.message)
        return None
    slip.values |= {"number": card.number, "id_kind": card.kind, "sex": card.sex, "birth": card.birth}
    if len(card.number) == 18 and len(identity.normalise(text)) == _OLD_NUMBER:
        slip.mended.append("15 位旧号码已升为 18 位")
    return card


def _read_birth(slip: _Slip, cell: Cell, card: identity.IdNumber | None) -> None:
    if cell is None:
        if "number" not in slip.values and not slip.errors:
            slip.errors.append("没有证件号码，也没有出生日期，认不出是谁")
        return
    try:
        birth = _day(cell)
    except Refusal as error:
        _birth_unread(slip, cell, card, error)
        return
    if card is None:
        slip.values["birth"] = birth
        if birth > slip.today:
            slip.errors.append("出生日期晚于今天")
        return
    if not card.birth_sure:
        slip.values["birth"] = birth
    slip.warnings += identity.conflicts(card, birth=birth)


def _birth_unread(slip: _Slip, cell: Cell, card: identity.IdNumber | None, error: Refusal) -> None:
    year, months = _months(cell)
    if card is None:
        slip.errors.append("出生日期要写到日" if year else f"出生日期：{error.message}")
    elif not year:
        slip.warnings.append(f"出生日期：{error.message}，按号码登记")
    elif year != card.birth.year or card.birth.month not in months:
        month = "" if months == _ANY_MONTH else f"{months[0]}月"
        slip.warnings.append(f"出生年月填的是{year}年{month}，与号码不符，按号码登记")


def _day(cell: Cell) -> date:
    if isinstance(cell, (date, datetime)):
        return parse_day(cell)
    text = half_width(_plain(text_of(cell)))
    if _YEAR.match(text):
        return parse_day(text)
    if isinstance(cell, float):
        return parse_day(cell)
    return from_excel(int(text)) if _SERIAL_DAY.fullmatch(text) else parse_day(text)


def _months(cell: Cell) -> tuple[int, Sequence[int]]:
    """The year of a date not written to the day, and the months it can mean; (0, ()) when it is no date.

    A year alone means any month. A number 1987.1 may have been typed as 1987.10: a cell cannot hold that 0.
    """
    text = half_width(_plain(text_of(cell)))
    if _YEAR.fullmatch(text):
        return int(text[:4]), _ANY_MONTH
    try:
        year, month = parse_month(text)
    except Refusal:
        return 0, ()
    return year, (1, 10) if isinstance(cell, float) and text.endswith(".1") else (month,)


def _read_sex(slip: _Slip, text: str, card: identity.IdNumber | None) -> None:
    if not text:
        return
    sex = words.sex_of(half_width(text))
    if not sex:
        slip.warnings.append(f"性别“{text[:8]}”看不懂，未写入")
    elif card is None:
        slip.values["sex"] = sex
    else:
        slip.warnings += identity.conflicts(card, sex=sex)


def _read_phones(slip: _Slip, text: str) -> None:
    good = []
    for phone in split_phones(text):
        try:
            good.append(check_phone(phone))
        except Refusal as error:
            slip.warnings.append(f"电话{error.message}，未写入")
    slip.values["phones"] = tuple(good)


def _read_cards(slip: _Slip, text: str) -> None:
    bare_number = re.sub(r"[\s-]", "", half_width(text)).upper()
    if _CARD.fullmatch(bare_number):
        slip.values["cards"] = (bare_number,)
    elif text:
        slip.warnings.append("卡号应为 4 到 32 位数字或字母，未写入")


def _read_tags(slip: _Slip, said: Mapping[str, str]) -> None:
    found, unknown = words.tags_of(said.get("tags", ""))
    for name, text in said.items():
        if name.startswith(TAG_PREFIX):
            _read_tag(slip, found, name.removeprefix(TAG_PREFIX), text)
    if unknown:
        slip.warnings.append(f"人员类别“{'、'.join(unknown)[:40]}”没有对应的标签，未写入")
    slip.values["tags"] = tuple(dict(found).items())


def _read_tag(slip: _Slip, found: list[tuple[str, str]], key: str, text: str) -> None:
    kind = lists.tag_kinds()[key]
    plain = half_width(text).upper()
    if plain in words.NO:
        return
    if plain in words.YES or text == kind.title:
        found.append((key, ""))
    elif text in kind.grades:
        found.append((key, text))
    else:
        slip.warnings.append(f"“{kind.title}”一列的“{text[:12]}”看不懂，未写入")


def _read_place(slip: _Slip, said: Mapping[str, str]) -> None:
    address, building, room = split_address(said.get("address", ""))
    slip.values |= {
        "address": address,
        "building": bare(said.get("building", "")) or building,
        "room": bare(said.get("room", "")) or room,
        "grid": said.get("grid", ""),
        "household": said.get("household", ""),
    }


def _read_words(slip: _Slip, said: Mapping[str, str]) -> None:
    slip.values |= {name: said.get(name, "") for name in ("occupation", "note")}
    slip.values["relation"] = words.relation_of(said.get("relation", ""))
    _known(slip, said, "ethnic", words.ethnic_of)
    _known(slip, said, "hukou", words.hukou_of)
    _known(slip, said, "residence", words.residence_of)


def _read_guardian(slip: _Slip, said: Mapping[str, str]) -> None:
    """Whoever answers for the person; nothing about a guardian is a reason to refuse the row."""
    texts = {name: said.get(f"guardian{name}", "") for name in ("", "_relation", "_phone", "_number")}
    if not any(texts.values()):
        return
    try:
        name = check_name(texts[""]) if texts[""] else ""
    except Refusal as error:
        name = ""
        slip.warnings.append(f"监护人{error.message}，未写入")
    if not name:
        if not texts[""]:
            slip.warnings.append("填了监护人的电话或证件，没有填姓名，未写入")
        return
    relation = words.relation_of(texts["_relation"])[:64]
    phone, number = _guardian_phone(slip, texts["_phone"]), _guardian_number(slip, texts["_number"])
    if number and number == slip.values.get("number"):
        slip.warnings.append("监护人填的是本人，未写入")
    else:
        slip.values["guardian"] = GuardianSaid(name, relation, phone, number)


def _guardian_phone(slip: _Slip, text: str) -> str:
    for phone in split_phones(text):
        try:
            return check_phone(phone)
        except Refusal as error:
            slip.warnings.append(f"监护人电话{error.message}，未写入")
    return ""


def _guardian_number(slip: _Slip, text: str) -> str:
    try:
        return identity.inspect(text, slip.today, legacy=True).number if text else ""
    except Refusal as error:
        slip.warnings.append(f"监护人证件：{error.message}，没有据此查找居民")
        return ""


def _known(slip: _Slip, said: Mapping[str, str], name: str, read: Callable[[str], str]) -> None:
    text = half_width(said.get(name, ""))
    slip.values[name] = read(text) if text else ""
    if text and not slip.values[name]:
        slip.warnings.append(f"{FIELDS[name]}“{text[:12]}”看不懂，未写入")


def _check_lengths(slip: _Slip) -> None:
    for name, most in (*_LONGEST.items(), ("note", _LONGEST_NOTE)):
        if len(slip.values.get(name, "")) > most:
            slip.errors.append(f"“{FIELDS[name]}”太长，最多 {most} 个字")
