"""Phones, cards and guardians of a resident: dated rows, ended and never overwritten."""

import re
from datetime import date

from sqlalchemy import select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.kernel.identity import mask_phone
from shequ_desk.kernel.names import check_name
from shequ_desk.kernel.phones import check_phone
from shequ_desk.people.rules import WRITE, check_period
from shequ_desk.people.service import indexing, shared
from shequ_desk.people.tables import Card, Guardian, Person, PhoneRow
from shequ_desk.people.views import CardView, GuardianView, PhoneView
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

CARD_KINDS = ("助餐卡", "市民卡", "其他卡")

_phone = PhoneRow.__table__
_card = Card.__table__
_guardian = Guardian.__table__
_PHONES = select(_phone).where(_phone.c.person_id.in_(shared.ALL_OF)).order_by(_phone.c.id.desc())
_CARDS = select(_card).where(_card.c.person_id.in_(shared.ALL_OF)).order_by(_card.c.id.desc())
_GUARDIANS = (
    select(_guardian, shared.kept.c.name.label("known_as"), shared.kept.c.id.label("known_id"))
    .join_from(_guardian, shared.asked, shared.asked.c.id == _guardian.c.guardian_id, isouter=True)
    .outerjoin(shared.kept, shared.SAME)
    .where(_guardian.c.person_id.in_(shared.ALL_OF))
    .order_by(_guardian.c.id.desc())
)


@needs(WRITE)
def add_phone(work: Work, person_id: int, number: str, note: str = "") -> int:
    """A phone number used from today; returns its row id. Refusal when the number is malformed or already there."""
    person = shared.live(work, person_id)
    bare = phone_number(number)
    if bare in shared.open_phones(work, person.id):
        raise Refusal("这个电话已经登记在此人名下", "无需重复添加", "phone")
    row_id = write_phone(work, person.id, bare, note)
    indexing.reindex(work, person)
    work.news("people")
    return row_id


@needs(WRITE)
def end_phone(work: Work, phone_id: int, day: date) -> None:
    """`day` is the last day the number was used."""
    row = work.session.get(PhoneRow, phone_id)
    _end(work, row, day)


@needs(WRITE)
def add_card(work: Work, person_id: int, number: str, kind: str = "助餐卡") -> int:
    """A card valid from today; returns its row id. Refusal when another resident holds the card."""
    person = shared.live(work, person_id)
    row_id = write_card(work, person.id, card_number(work, number), kind)
    indexing.reindex(work, person)
    work.news("people")
    return row_id


@needs(WRITE)
def end_card(work: Work, card_id: int, day: date) -> None:
    """`day` is the last day the card was valid (lost, given back)."""
    row = work.session.get(Card, card_id)
    _end(work, row, day)


@needs(WRITE)
def add_guardian(
    work: Work, person_id: int, relation: str, guardian_id: int | None = None, name: str = "", phone: str = ""
) -> int:
    """Link a ward to a guardian from today: a resident, or somebody from outside by name and phone; returns the row id.

    Guardians of minors: 民法典 art 27; under 14 their consent is needed (个人信息保护法 art 31). Refusal for oneself,
    for one's own ward, for the deceased, and for who is the guardian already.
    """
    ward = shared.live(work, person_id)
    if guardian_id is not None:
        guardian_id = _able_guardian(work, ward.id, guardian_id)
    else:
        name = check_name(name, "name")
    if is_guardian(work, ward.id, guardian_id, name):
        raise Refusal("这位监护人已经登记", "无需重复添加；关系或电话有变时，先停用原来的一条", "name")
    row = {
        "person_id": ward.id,
        "guardian_id": guardian_id,
        "name": name,
        "phone": phone_number(phone) if phone.strip() else "",
        "relation": relation.strip(),
        "from_day": work.today,
        "made_at": work.now,
    }
    work.news("people")
    return work.insert(Guardian, row)


def _able_guardian(work: Work, ward_id: int, guardian_id: int) -> int:
    guardian = shared.kept_row(work, guardian_id)
    if guardian.id == ward_id:
        raise Refusal("监护人不能是本人", "请选择另一位居民", "guardian")
    if guardian.deceased_on is not None:
        raise Refusal(f"{guardian.name}已登记死亡", "请选择另一位监护人", "guardian")
    if is_guardian(work, guardian.id, ward_id):
        raise Refusal(f"{guardian.name}自己由此人监护", "请核对谁是监护人", "guardian")
    return int(guardian.id)


def is_guardian(work: Work, ward_id: int, guardian_id: int | None, name: str = "") -> bool:
    """Whether a resident, or somebody from outside of this name, answers for the ward now."""
    found = [row for row in shared.rows(work, _GUARDIANS, {"id": ward_id}) if row.to_day is None]
    if guardian_id is None:
        return any(row.guardian_id is None and row.name == name for row in found)
    return any(row.known_id == guardian_id for row in found)


@needs(WRITE)
def end_guardian(work: Work, guardian_row_id: int, day: date) -> None:
    """`day` is the last day of the guardianship."""
    row = work.session.get(Guardian, guardian_row_id)
    if row is None or row.to_day is not None:
        raise _already_ended()
    check_period(row.from_day, day)
    row.to_day = day
    work.session.flush()
    work.news("people")


def write_phone(work: Work, person_id: int, number: str, note: str = "") -> int:
    """Write a checked number; the caller looks after the search keys."""
    row = {"person_id": person_id, "number": number, "note": note, "from_day": work.today, "made_at": work.now}
    return work.insert(PhoneRow, row)


def write_card(work: Work, person_id: int, number: str, kind: str) -> int:
    """Write a checked card; the caller looks after the search keys."""
    row = {"person_id": person_id, "kind": kind, "number": number, "from_day": work.today, "made_at": work.now}
    return work.insert(Card, row)


def phone_number(number: str) -> str:
    """Digits as stored; Refusal when it is neither a mobile nor a landline number (domain.md §1.5)."""
    return check_phone(number, "phone")


def card_number(work: Work, number: str) -> str:
    """A card number as stored: letters and digits, upper case. Refusal when malformed or in use."""
    bare = re.sub(r"[\s-]", "", half_width(number)).upper()
    if not re.fullmatch(r"[0-9A-Z]{4,32}", bare):
        raise Refusal("卡号应为 4 到 32 位数字或字母", "请重新刷卡或核对卡面", "card")
    query = select(_card.c.person_id).where(_card.c.number == bare, _card.c.to_day.is_(None))
    holder = shared.rows(work, query, {})
    if holder:
        name = shared.kept_row(work, holder[0].person_id).name
        raise Refusal(f"这张卡已登记在{name}名下", "请先在原持卡人处停用，或核对卡号", "card")
    return bare


def phone_views(work: Work, person_id: int) -> tuple[PhoneView, ...]:
    """All phones of a kept record and its aliases, the newest first."""
    found = shared.rows(work, _PHONES, {"id": person_id})
    return tuple(PhoneView(row.id, mask_phone(row.number), row.note, row.from_day, row.to_day) for row in found)


def card_views(work: Work, person_id: int) -> tuple[CardView, ...]:
    """All cards of a kept record and its aliases, the newest first."""
    found = shared.rows(work, _CARDS, {"id": person_id})
    return tuple(CardView(row.id, row.kind, row.number, row.from_day, row.to_day) for row in found)


def guardian_views(work: Work, person_id: int) -> tuple[GuardianView, ...]:
    """All guardians of a kept record and its aliases, the newest first."""
    found = shared.rows(work, _GUARDIANS, {"id": person_id})
    return tuple(
        GuardianView(
            row.id,
            row.guardian_id,
            row.known_as or row.name,
            mask_phone(row.phone) if row.phone else "",
            row.relation,
            row.from_day,
            row.to_day,
        )
        for row in found
    )


def _end(work: Work, row: PhoneRow | Card | None, day: date) -> None:
    if row is None or row.to_day is not None:
        raise _already_ended()
    check_period(row.from_day, day)
    row.to_day = day
    work.session.flush()
    holder = work.session.get_one(Person, row.person_id)
    indexing.reindex(work, holder)
    work.news("people")


def _already_ended() -> Refusal:
    return Refusal("这一条已经停用或不存在", "请刷新后再看")
