"""A child's file: opened with a right, an approval and a line in the audit; the entry card."""

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.ages import months_on
from shequ_desk.counters.childcare.rules.child import ChildCard, ChildFile, GuardianChoice, check_card
from shequ_desk.counters.childcare.rules.documents import Document
from shequ_desk.counters.childcare.service.admitting import last_stay
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.care import incidents_of, medicines_of
from shequ_desk.counters.childcare.service.documents import documents_of
from shequ_desk.counters.childcare.service.listing import bookings_of, enrolments_of
from shequ_desk.counters.childcare.service.pickups import delegations_of, pickups_of
from shequ_desk.counters.childcare.service.sums import free_visits, visits_of
from shequ_desk.counters.childcare.tables import ChildRow
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.phones import check_phone
from shequ_desk.people import service as people
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs("childcare.file")
def open_file(work: Work, child_id: int) -> ChildFile:
    """A child's whole file; the opening is logged, so a writing `work` is needed.

    Refusal without the director's approval (未成年人网络保护条例 36), for nobody's record or without a birth date.
    """
    must_be_approved(work)
    file = _file(work, child_id)
    work.note("open_file", "childcare_child", file.child_id)
    return file


@needs("childcare.file")
def read_again(work: Work, child_id: int) -> ChildFile:
    """The file that is open, after a change made in it: the same as open_file, not logged as another opening."""
    must_be_approved(work)
    return _file(work, child_id)


def _file(work: Work, child_id: int) -> ChildFile:
    person = people.get(work, child_id)
    birth = person.details.birth
    if birth is None:
        raise Refusal("该居民档案没有出生日期，不能判断月龄", "请先在居民档案补录出生日期", "child_id")
    ids = (person.id, *person.aliases)
    documents = documents_of(work, ids)
    return ChildFile(
        child_id=person.id,
        name=person.details.name,
        sex=person.details.sex,
        birth=birth,
        months=months_on(birth, work.today),
        id_masked=person.id_masked,
        address=address_of(person),
        card=card_of(work, ids),
        guardians=_guardians(person, documents),
        documents=documents,
        pickups=pickups_of(work, ids),
        delegations=delegations_of(work, ids),
        bookings=bookings_of(work, ids),
        enrolments=enrolments_of(work, ids),
        medicines=medicines_of(work, ids),
        incidents=incidents_of(work, ids),
        visits=visits_of(work, ids),
        free_visits_used=free_visits(work, ids, work.today.year),
        last_stay=last_stay(work, ids, work.today),
    )


@needs("childcare.file")
def save_card(work: Work, card: ChildCard) -> None:
    """Write the entry card; `version` is the one it was read with (0: new).

    Conflict (with the stored card as `theirs`) when somebody else changed it; Refusal without the usual carer.
    """
    must_be_approved(work)
    check_card(card)
    ids = people.ids_of(work, card.child_id)
    stored = card_of(work, ids)
    if (stored.version if stored else 0) != card.version:
        raise Conflict("这份入托登记刚被别人改过", "请对照后再保存", stored)
    values = {
        "carer_kind": card.carer_kind,
        "allergies": card.allergies.strip(),
        "health": card.health.strip(),
        "contact": card.contact.strip(),
        "contact_phone": check_phone(card.contact_phone, "contact_phone") if card.contact_phone.strip() else "",
        "version": card.version + 1,
    }
    work.news("childcare")
    if stored is None:
        work.session.add(ChildRow(child_id=ids[0], made_at=work.now, **values))
        return
    row = work.session.get_one(ChildRow, stored.child_id)
    for name, value in values.items():
        setattr(row, name, value)


def card_of(work: Work, ids: tuple[int, ...]) -> ChildCard | None:
    """The entry card of a child (all aliases), None before entry."""
    row = work.session.scalar(select(ChildRow).where(ChildRow.child_id.in_(ids)).order_by(ChildRow.made_at.desc()))
    if row is None:
        return None
    return ChildCard(
        row.child_id, row.carer_kind, row.allergies, row.health, row.contact, row.contact_phone, row.version
    )


def address_of(person: PersonView) -> str:
    """Estate, building and room."""
    details = person.details
    building = f" {details.building} 幢" if details.building else ""
    return f"{details.address}{building} {details.room}".strip()


def _guardians(person: PersonView, documents: tuple[Document, ...]) -> tuple[GuardianChoice, ...]:
    """Guardians by the residents' register, then who signed as one; living in one household makes nobody a guardian."""
    known = [
        GuardianChoice(one.name, one.relation, one.phone_masked, one.guardian_id)
        for one in person.guardians
        if one.to_day is None
    ]
    named = {one.name for one in known}
    for one in documents:
        if one.signer and one.withdrawn_on is None and one.signer not in named:
            named.add(one.signer)
            known.append(GuardianChoice(one.signer, one.relation, "", one.signer_id))
    return tuple(known)
