"""A made-up month of childcare for invented children, the same for the same dice; every identity holds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, HEALTH, VACCINE
from shequ_desk.counters.childcare.service.approvals import approve, approved
from shequ_desk.counters.childcare.service.demo_ahead import look_ahead
from shequ_desk.counters.childcare.service.demo_days import Pupil, day_rows, write_days
from shequ_desk.counters.childcare.service.offer import all_terms
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.preset import preset
from shequ_desk.counters.childcare.tables import ChildRow, DocumentRow, PickupRow
from shequ_desk.kernel.dates import Month, add_months
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_OLDEST = 13 * 366
_ADULT = 20 * 365
_POOL = 160
_CARERS = ("父母", "祖辈", "祖辈", "祖辈", "保姆")
_RELATIONS = {("男", False): "父", ("女", False): "母", ("男", True): "祖父", ("女", True): "祖母"}


@dataclass(frozen=True)
class _Adult:
    """Somebody of the child's household who signs and fetches."""

    person_id: int
    name: str
    relation: str
    tail: str


@needs("childcare.book")
def demo(work: Work, random: Random, month: Month) -> None:
    """Fill the open days of the month up to now with stays; bookings two weeks ahead when it is the present month.

    The days' receipts are given and the days left open: the counter that closes the till's days comes afterwards.
    Does nothing in a register without young children.
    """
    preset(work, month.first.replace(month=1, day=1))
    present = work.now
    dice = Random(repr(random.getstate()))
    pupils = _pupils(work, dice, present.date())
    if not pupils:
        return
    plan = plan_of(work, month.first, month.last)
    days = [day_rows(plan, dice, pupils, day, present) for day in month.days() if day <= present.date()]
    write_days(work, dice, plan, pupils, days)
    work.now = present
    if present.date() in month:
        look_ahead(work, dice, pupils)
    work.news("childcare")


def _pupils(work: Work, dice: Random, today: date) -> dict[int, Pupil]:
    """Some of the children with a household, their files made when they have none yet."""
    if not approved(work):
        approve(work, work.clerk.id, work.today, None, "演示")
    youngest = today - timedelta(days=_OLDEST)
    columns = (Person.id, Person.name, Person.birth, Person.household_id)
    living = (Person.deceased_on.is_(None), Person.moved_out_on.is_(None), Person.merged_into.is_(None))
    query = select(*columns).where(Person.birth >= youngest, *living).order_by(Person.id)
    rows = work.connection.execute(query).all()
    chosen = sorted(dice.sample(rows, min(len(rows), _POOL)), key=lambda row: row.id)
    adults = _adults(work, {row.household_id for row in chosen}, today)
    known = {row.id: adults[row.household_id] for row in chosen if adults.get(row.household_id)}
    _write_files(work, dice, {row.id: (row.birth, known[row.id]) for row in chosen if row.id in known})
    pickups = _pickups(work)
    return {
        row.id: Pupil(row.id, row.name, row.birth, known[row.id][0].name, *pickups[row.id])
        for row in chosen
        if row.id in known
    }


def _adults(work: Work, households: set[int | None], today: date) -> dict[int, list[_Adult]]:
    grown = today - timedelta(days=_ADULT)
    columns = (Person.id, Person.name, Person.sex, Person.birth, Person.id_number, Person.household_id)
    where = (Person.birth < grown, Person.deceased_on.is_(None), Person.id_number.is_not(None))
    found: dict[int, list[_Adult]] = defaultdict(list)
    for row in work.connection.execute(select(*columns).where(*where).order_by(Person.birth.desc())):
        if row.household_id in households and row.sex in ("男", "女"):
            old = (today - row.birth).days > 50 * 365
            adult = _Adult(row.id, row.name, _RELATIONS[row.sex, old], row.id_number[-4:])
            found[row.household_id].append(adult)
    return found


def _write_files(work: Work, dice: Random, children: dict[int, tuple[date, list[_Adult]]]) -> None:
    known = set(work.connection.execute(select(ChildRow.child_id)).scalars())
    new = {child: told for child, told in children.items() if child not in known}
    texts = {one.kind: one for one in all_terms(work)}
    cards, documents, pickups = [], [], []
    for child_id, (birth, adults) in new.items():
        cards.append(_card(work, dice, child_id, adults[0]))
        documents += _documents(work, dice, texts, child_id, (birth, adults[0]))
        pickups += [_pickup(work, child_id, one) for one in adults[:3]]
    work.insert_many(ChildRow, cards, each=False)
    work.insert_many(DocumentRow, documents, each=False)
    work.insert_many(PickupRow, pickups, each=False)


def _card(work: Work, dice: Random, child_id: int, adult: _Adult) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "carer_kind": dice.choice(_CARERS),
        "allergies": dice.choices(("", "牛奶", "鸡蛋", "花生"), (90, 4, 4, 2))[0],
        "health": "",
        "contact": adult.name,
        "contact_phone": f"13800{dice.randrange(1_000_000):06}",
        "version": 1,
        "made_at": work.now,
    }


def _documents(
    work: Work, dice: Random, texts: dict[str, Any], child_id: int, told: tuple[date, _Adult]
) -> list[dict[str, Any]]:
    birth, adult = told
    signed = max(work.today.replace(month=1, day=4) - timedelta(days=dice.randrange(300)), birth)
    checked = max(add_months(work.today, -dice.randrange(3, 9)), birth)
    found = []
    for kind in (CONSENT, AGREEMENT, HEALTH, VACCINE):
        text = texts.get(kind)
        by_guardian = kind in (CONSENT, AGREEMENT)
        found.append(
            {
                "child_id": child_id,
                "kind": kind,
                "signed_on": signed if by_guardian else checked,
                "valid_to": add_months(checked, 12) if kind == HEALTH else None,
                "signer": adult.name if by_guardian else "",
                "relation": adult.relation if by_guardian else "",
                "signer_id": adult.person_id if by_guardian else None,
                "terms_id": text.id if text else 0,
                "version": text.version if text else "",
                "note": "",
                "withdrawn_on": None,
                "entered_by": work.clerk.name,
                "made_at": work.now,
            }
        )
    return found


def _pickup(work: Work, child_id: int, adult: _Adult) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "name": adult.name,
        "relation": adult.relation,
        "id_tail": adult.tail,
        "phone": "",
        "from_day": work.today.replace(month=1, day=1),
        "to_day": None,
        "ended_on": None,
        "person_id": adult.person_id,
        "made_at": work.now,
        "clerk_name": work.clerk.name,
    }


def _pickups(work: Work) -> dict[int, tuple[int, str]]:
    """Child → id and text of the last adult authorised."""
    rows = work.connection.execute(select(PickupRow.child_id, PickupRow.id, PickupRow.name, PickupRow.relation))
    return {row.child_id: (row.id, f"{row.name}（{row.relation}）") for row in rows}
