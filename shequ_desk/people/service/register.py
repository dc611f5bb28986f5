"""Registering a resident: what to look at before saving, who it might be already, and the saving."""

from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, select, union_all

from shequ_desk.kernel import identity
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.names import check_name, normalise, warnings
from shequ_desk.kernel.printed import as_printed
from shequ_desk.people import keys, lists
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.rules import NO_NUMBER_REASONS, ORDINARY, WRITE, Details, Draft, Odd, check_details
from shequ_desk.people.service import ids, indexing, numbers, shared
from shequ_desk.people.service.contacts import card_number, phone_number, write_card, write_phone
from shequ_desk.people.service.households import refuse_second_head
from shequ_desk.people.tables import Person, PhoneRow
from shequ_desk.people.views import Hint, Lookalike
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_FREE = ("occupation", "address", "building", "room", "note")
_phone = PhoneRow.__table__
_asked = shared.asked


@cache
def _lookalike_query(phones: int) -> Fixed:
    """For a draft with so many phone numbers, given as `phone0`, `phone1` …: a list would have no fixed text.

    Each question is a read of one index; asked as one condition, SQLite builds lists of ids first and takes five times
    as long.
    """
    kept = (shared.kept.c[name] for name in ("id", "name", "birth", "id_number", "address", "building", "room"))
    asked = (_asked.c[name].label(f"asked_{name}") for name in ("id", "birth"))
    query = select(*kept, *asked, _asked.c.id_number.label("asked_number"))
    query = query.join_from(shared.asked, shared.kept, shared.SAME)
    named = query.where(_asked.c.name == bindparam("name"))
    numbers_asked = (_phone.c.number == bindparam(f"phone{place}") for place in range(phones))
    return Fixed(
        union_all(
            query.where(_asked.c.id_number == bindparam("number")),
            named.where(_asked.c.birth == bindparam("birth")),
            *(named.where(_asked.c.id.in_(select(_phone.c.person_id).where(number))) for number in numbers_asked),
        )
    )


@needs(WRITE)
def hints(work: Work, draft: Draft) -> tuple[Hint, ...]:
    """Soft warnings for a draft being typed: county digits, sex or birth against the number, private-use characters.

    Refusal (IdError) only when the number itself is impossible (domain.md §1.1).
    """
    found = [Hint("name", text) for text in warnings(normalise(draft.name))]
    if not draft.id_number.strip():
        return tuple(found)
    if draft.odd.as_printed and (printed := as_printed(draft.id_number, work.today, "id_number")):
        return (*found, Hint("id_number", printed.why))
    card = identity.inspect(draft.id_number, work.today, field="id_number")
    found += [Hint("id_number", text) for text in identity.hints(card)]
    sex = "" if draft.sex == "未知" else draft.sex
    found += [Hint("birth", text) for text in identity.conflicts(card, sex, draft.birth)]
    return tuple(found)


@needs(WRITE)
def lookalikes(work: Work, draft: Draft) -> tuple[Lookalike, ...]:
    """Residents with the same number, the same name and birth date, or the same name and phone; one statement.

    Refusal for anything the clerk typed wrong.
    """
    return _lookalikes(work, _checked(work, draft).draft)


@needs(WRITE)
def register(work: Work, draft: Draft, confirm_duplicates: bool = False) -> int:
    """Save a new resident and return the id. Sex and birth date fill themselves from the number when left open.

    Conflict with `theirs` = tuple[Lookalike, ...] when the person may be registered already: go on with
    `confirm_duplicates`; the same ID number under another name needs `draft.odd.shared`, under the same name it is
    the same person. Refusal for anything the clerk typed wrong; `draft.odd.as_printed` takes a number as it stands.
    """
    ready = _checked(work, draft)
    saved = ready.draft
    found = _lookalikes(work, saved)
    holders = [(one.person_id, one.name) for one in found if one.certain]
    numbers.refuse_same(saved.name, holders, saved.odd, found)
    if len(found) > len(holders) and not confirm_duplicates:
        other = found[len(holders)]
        raise Conflict(f"可能已经登记过：{other.name}（{other.why}）", "请核对；确认不是同一人再继续登记", found)
    refuse_second_head(work, saved.household_id, saved.relation)
    work.news("people")
    return _write(work, ready, bool(holders))


@dataclass(frozen=True)
class _Ready:
    """A draft that may be saved, and the kind of its number."""

    draft: Draft
    id_kind: str


def tidied(details: Details) -> dict[str, Any]:
    """The name normalised, free texts without outer spaces, the nationality as its title without 族."""
    ethnic = details.ethnic.strip()
    return {
        "name": check_name(details.name, "name"),
        "ethnic": lists.ethnic_codes().get(ethnic, ethnic.removesuffix("族")),
        **{name: getattr(details, name).strip() for name in _FREE},
    }


def _checked(work: Work, draft: Draft) -> _Ready:
    """The draft with everything normalised and filled in. Refusal for what cannot be saved."""
    kind, said = _numbered(work, draft)
    texts = tidied(draft)
    phones = tuple(dict.fromkeys(phone_number(phone) for phone in draft.phones))
    cards = tuple(dict.fromkeys(card_number(work, card) for card in draft.cards))
    ready = replace(draft, **texts, **said, phones=phones, cards=cards)
    check_details(ready, work.today)
    return _Ready(ready, kind)


def _write(work: Work, ready: _Ready, shares: bool) -> int:
    """Insert a checked draft with phones, cards and search keys; `shares` when others hold its number."""
    draft = ready.draft
    twin = numbers.next_twin(work, draft.id_number) if shares else 0
    person_id = work.insert(Person, _row(work, ready, twin))
    for phone in draft.phones:
        write_phone(work, person_id, phone)
    for card in draft.cards:
        write_card(work, person_id, card, "助餐卡")
    found = [number for number in (draft.id_number, *draft.phones, *draft.cards) if number]
    indexing.write_new(work, person_id, keys.person_keys(draft.name, found, draft.building, draft.room))
    numbers.log_differences(work, draft, person_id, draft.id_number, ready.id_kind)
    numbers.write_odd(work, person_id, draft.id_number, draft.odd if shares else Odd(draft.odd.as_printed))
    return person_id


def _numbered(work: Work, draft: Draft) -> tuple[str, dict[str, Any]]:
    """The kind of the number and the fields it fills; without one the reason must be in the list."""
    if not draft.id_number.strip():
        if draft.no_number_reason.strip() not in NO_NUMBER_REASONS:
            raise Refusal("没有证件号码", f"请填号码，或选择原因：{'、'.join(NO_NUMBER_REASONS)}", "id_number")
        return "", {"id_number": "", "odd": ORDINARY}
    card = numbers.take(draft.id_number, work.today, draft.odd)
    sex, birth = (card.sex if draft.sex == "未知" else draft.sex), draft.birth or card.birth
    return card.kind, {
        "id_number": card.number,
        "no_number_reason": "",
        "sex": sex,
        "birth": birth,
        "odd": card.odd,
    }


def _row(work: Work, ready: _Ready, twin: int) -> dict[str, Any]:
    draft = ready.draft
    row = {name: getattr(draft, name) for name in Details.__dataclass_fields__}
    return row | {
        "id": ids.highest_given(work) + 1,
        "sort_key": sort_key(draft.name),
        "id_kind": ready.id_kind,
        "id_number": draft.id_number or None,
        "id_twin": twin,
        "no_number_reason": draft.no_number_reason,
        "version": 1,
        "created_at": work.now,
        "created_by": work.clerk.id,
        "import_batch_id": draft.import_batch_id,
    }


def _lookalikes(work: Work, draft: Draft) -> tuple[Lookalike, ...]:
    values = {"number": draft.id_number or None, "name": draft.name, "birth": draft.birth}
    values |= {f"phone{place}": phone for place, phone in enumerate(draft.phones)}
    found: dict[int, Lookalike] = {}
    rows = work.rows(_lookalike_query(len(draft.phones)), values)
    for row in sorted(rows, key=attrgetter("asked_id")):
        found.setdefault(row.id, _lookalike(row, draft))
    return tuple(sorted(found.values(), key=lambda one: not one.certain))


def _lookalike(row: Any, draft: Draft) -> Lookalike:
    certain = bool(draft.id_number) and row.asked_number == draft.id_number
    same_birth = draft.birth is not None and row.asked_birth == draft.birth
    named = certain and row.name != draft.name
    same = "证件号码相同，姓名不同" if named else "证件号码相同"
    why = same if certain else ("姓名和出生日期相同" if same_birth else "姓名和电话相同")
    number = identity.mask_id(row.id_number) if row.id_number else ""
    return Lookalike(row.id, row.name, row.birth, number, shared.address_of(row), why, certain, named)
