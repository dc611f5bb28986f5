"""Month close (结账): figures and papers frozen with the place of the audit chain."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from shequ_desk.counters.reports.rules import CLOSE, OVERRIDE, READ
from shequ_desk.counters.reports.rules.closing import (
    Closed,
    FigureNow,
    Frozen,
    Line,
    Printed,
    Ready,
    check_month,
    check_order,
    check_red,
    figures_now,
    override_note,
)
from shequ_desk.counters.reports.rules.document import Sign, dumped
from shequ_desk.counters.reports.rules.monthly import STEPS, Drift, document_of
from shequ_desk.counters.reports.service.gather import Reporter, checks, monthly
from shequ_desk.counters.reports.tables import CloseRow, FigureRow, PaperRow, SignRow, UnsignRow
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Conflict
from shequ_desk.kernel.money import Money
from shequ_desk.office import service as office
from shequ_desk.store import audit, blobs
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs, require

_CLOSE, _SIGN = CloseRow.__table__.c, SignRow.__table__.c
_FIGURE, _PAPER = FigureRow.__table__.c, PaperRow.__table__.c
STANDING = _SIGN.id.not_in(select(UnsignRow.sign_id))
"""Signatures that were not taken back."""


@needs(CLOSE)
def ready(
    work: Work, reporters: Sequence[Reporter], month: Month, reason: str, found: Sequence[Line], drift: Sequence[Drift]
) -> Ready:
    """Read everything the close will freeze, in one snapshot. `found` are checks made elsewhere (audit chain, papers).

    Refusal as check_month, check_order and check_red say.
    """
    first = office.begun(work)
    check_month(month, work.today, first)
    check_order(month, [one.month for one in closed_months(work)], first)
    lines = (*checks(work, reporters, month), *found)
    red = [line for line in lines if not line.holds]
    check_red(red, OVERRIDE in work.clerk.permissions, reason)
    gathered = monthly(work, reporters, Span(month), drift)
    if red:
        gathered = replace(gathered, remarks=(*gathered.remarks, override_note(red, reason)))
    head, place = work.audit_head(), audit.place(work.connection)
    return Ready(month, head, place, lines, document_of(gathered), figures_now(gathered))


@needs(CLOSE)
def close_month(work: Work, made: Ready, papers: Sequence[Printed], reason: str = "") -> None:
    """Freeze what was read and printed. Conflict when somebody wrote since; Refusal when closed meanwhile."""
    work.serialize("reports.close")
    check_order(made.month, [one.month for one in closed_months(work)], office.begun(work))
    if work.audit_head() != made.head:
        raise Conflict("生成报表时又有人登记了业务", "正在按最新的数字重新生成")
    close_id = work.insert(
        CloseRow,
        {
            "month": made.month.key,
            "closed_at": work.now,
            "clerk_id": work.clerk.id,
            "clerk_name": work.clerk.name,
            "chain_head": made.head,
            "chain_place": made.place,
            "red": "\n".join(line.text for line in made.red),
            "reason": reason.strip(),
            "document": dumped(made.document),
        },
    )
    for figure in made.figures:
        work.insert(FigureRow, _figure_row(close_id, figure))
    for paper in papers:
        keep_paper(work, close_id, paper, edition=0)
    work.news("reports")


@needs(READ)
def keep_paper(work: Work, close_id: int, paper: Printed, edition: int) -> None:
    """Keep the bytes of one paper under its digest."""
    row = {
        "close_id": close_id,
        "key": paper.key,
        "edition": edition,
        "title": paper.title,
        "permission": paper.permission,
        "private": int(paper.private),
        "pages": paper.pages,
        "pdf": blobs.keep(work, paper.pdf),
        "workbook": blobs.keep(work, paper.workbook),
        "made_at": work.now,
    }
    work.insert(PaperRow, row)


@needs(READ)
def closed_months(work: Work) -> tuple[Closed, ...]:
    """Closed months with their signatures, newest first."""
    rows = work.connection.execute(select(CloseRow.__table__).order_by(_CLOSE.month.desc())).all()
    query = select(SignRow.__table__).where(STANDING).order_by(_SIGN.id)
    found = work.connection.execute(query).all()
    signed = {(row.close_id, row.step): Sign(row.step, row.clerk_name + row.alone, row.day) for row in found}
    newest = {row.close_id: row.clerk_id for row in found}
    return tuple(
        Closed(
            month=Month.parse(row.month),
            closed_at=row.closed_at,
            clerk_name=row.clerk_name,
            reason=row.reason,
            signs=tuple(signed.get((row.id, step), Sign(step)) for step in STEPS),
            last_signer=newest.get(row.id, 0),
        )
        for row in rows
    )


@needs(READ)
def chain_place(work: Work) -> int:
    """How far the audit chain was looked at by the last close; 0 before the first."""
    return work.connection.execute(select(func.max(_CLOSE.chain_place))).scalar() or 0


@needs(READ)
def frozen(work: Work, month: Month, key: str) -> Frozen | None:
    """The newest edition of a closed month's paper, the same bytes every time; None when there is none.

    Refusal without the paper's own right, or without the right to whole numbers when it carries them.
    """
    query = select(PaperRow.__table__).join(CloseRow, _CLOSE.id == _PAPER.close_id)
    query = query.where(_CLOSE.month == month.key, _PAPER.key == key).order_by(_PAPER.edition.desc()).limit(1)
    row = work.connection.execute(query).first()
    if row is None:
        return None
    require(work.clerk, row.permission)
    if row.private:
        require(work.clerk, "people.unmask")
    pdf, workbook = blobs.read(work, row.pdf), blobs.read(work, row.workbook)
    return Frozen(row.key, row.title, row.edition, bool(row.private), row.pages, row.made_at, pdf, workbook)


def _figure_row(close_id: int, figure: FigureNow) -> dict[str, object]:
    money = isinstance(figure.value, Money)
    return {
        "close_id": close_id,
        "part": figure.part,
        "place": figure.place,
        "label": figure.label,
        "unit": figure.unit,
        "money": int(money),
        "value": figure.value.fen if isinstance(figure.value, Money) else figure.value,
    }
