"""Consent, agreement, health check, vaccination: what lies in the file and what is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.documents import (
    ADULT,
    AGREEMENT,
    CONSENT,
    HEALTH,
    Document,
    Missing,
    check_document,
    missing,
)
from shequ_desk.counters.childcare.rules.offer import Programme
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.service.admitting import applicant, last_stay
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.offer import terms
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.tables import DocumentRow
from shequ_desk.kernel.dates import add_months, age_years
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_TABLE = DocumentRow.__table__


@needs("childcare.file")
def add_document(work: Work, document: Document) -> int:
    """Record a paper (`id` 0) that was signed or seen; returns its id.

    A health check without `valid_to` holds for the months of the setting; agreement and consent name the text in force.
    Refusal: signer missing, a minor or the child itself, a date to come, no text in force.
    """
    must_be_approved(work)
    child_id = people.ids_of(work, document.child_id)[0]
    document = replace(document, child_id=child_id)
    if document.kind == HEALTH and document.valid_to is None:
        months = settings.load(work, Childcare).health_months
        document = replace(document, valid_to=add_months(document.signed_on, months))
    check_document(document, work.today, _adult(work, document))
    values = _values(_with_terms(work, document))
    work.news("childcare")
    return work.insert(DocumentRow, values | {"entered_by": work.clerk.name, "made_at": work.now})


@needs("childcare.file")
def withdraw_document(work: Work, document_id: int, day: date) -> None:
    """A consent or agreement ends with the day; what was done before stays (个人信息保护法 15).

    Refusal: withdrawn already, or a day before the signature or after today.
    """
    must_be_approved(work)
    row = work.session.get(DocumentRow, document_id)
    if row is None or row.withdrawn_on is not None:
        raise Refusal("这份材料已经撤回或不存在", "请刷新后再看")
    if not row.signed_on <= day <= work.today:
        raise Refusal("撤回日期应在签署日与今天之间", "请核对日期", "day")
    row.withdrawn_on = day
    work.news("childcare")


@needs("childcare.book")
def missing_papers(work: Work, child_id: int, programme_no: int, day: date) -> tuple[Missing, ...]:
    """What must still be brought before a stay on the day. Refusal for a programme not in force."""
    must_be_approved(work)
    who = applicant(work, child_id)
    programme = plan_of(work, day).programme(programme_no, day)
    if programme is None:
        raise Refusal("这个项目当日没有开放", "请重新选择项目", "programme_no")
    return missing_of(work, who.ids, programme, who.birth, (day, last_stay(work, who.ids, day)))


def missing_of(
    work: Work, ids: tuple[int, ...], programme: Programme, birth: date, when: tuple[date, date | None]
) -> tuple[Missing, ...]:
    """`missing_papers` for a child already read; `when` is the day and its last stay before."""
    return missing(documents_of(work, ids), programme, birth, *when)


def documents_of(work: Work, ids: tuple[int, ...]) -> tuple[Document, ...]:
    """Every paper of a child, newest first."""
    rows = work.connection.execute(
        select(_TABLE).where(_TABLE.c.child_id.in_(ids)).order_by(_TABLE.c.signed_on.desc(), _TABLE.c.id.desc())
    ).mappings()
    return tuple(Document(**{name: row[name] for name in Document.__dataclass_fields__}) for row in rows)


def _values(document: Document) -> dict[str, Any]:
    names = [name for name in Document.__dataclass_fields__ if name not in ("id", "entered_by", "withdrawn_on")]
    return {name: getattr(document, name) for name in names}


def _with_terms(work: Work, document: Document) -> Document:
    if document.kind not in (AGREEMENT, CONSENT) or document.terms_id:
        return document
    text = terms(work, document.kind, document.signed_on)
    if text is None:
        raise Refusal(f"签署日还没有{document.title}的文本", "请主任先在“设置—托育”中录入文本", "signed_on")
    return replace(document, terms_id=text.id, version=text.version)


def _adult(work: Work, document: Document) -> bool:
    if document.signer_id is None or document.signer_id == document.child_id:
        return True
    birth = people.standing(work, document.signer_id, work.today).birth
    return birth is None or age_years(birth, work.today) >= ADULT
