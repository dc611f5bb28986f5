"""制表 → 审核 → 签发 of a closed month; every signature makes the next edition of the paper."""

from collections.abc import Callable

from sqlalchemy import select

from shequ_desk.counters.reports.rules import GRANTS, READ
from shequ_desk.counters.reports.rules.closing import RIGHTS, Printed
from shequ_desk.counters.reports.rules.document import Document, Sign, loaded
from shequ_desk.counters.reports.rules.monthly import STEPS
from shequ_desk.counters.reports.service.closing import keep_paper
from shequ_desk.counters.reports.tables import CloseRow, SignRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.service.colleagues import ALONE, colleague
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs, require


@needs(READ)
def sign(work: Work, month: Month, printed: Callable[[Document], Printed]) -> str:
    """Sign the next step of a closed month as the clerk at work; answers the step. `printed` makes the new edition.

    Different people sign; somebody who signed before may go on only when nobody else holds the right, and the paper
    then says （兼）. Refusal when the month is not closed, all is signed, or the right is missing.
    """
    work.serialize("reports.close")
    close = work.connection.execute(select(CloseRow.__table__).where(CloseRow.month == month.key)).first()
    if close is None:
        raise Refusal(f"{month.text}还没有结账，不能签字", "请先结账")
    signed = work.connection.execute(select(SignRow.__table__).where(SignRow.close_id == close.id)).all()
    step = next((step for step in STEPS if step not in {row.step for row in signed}), "")
    if not step:
        raise Refusal(f"{month.text}的报表已经签发", "不用再签")
    require(work.clerk, RIGHTS[step])
    alone = _alone(work, step, frozenset(row.clerk_id for row in signed))
    row = {"close_id": close.id, "step": step, "clerk_id": work.clerk.id, "clerk_name": work.clerk.name}
    work.insert(SignRow, {**row, "day": work.today, "at": work.now, "alone": alone})
    names = {row.step: Sign(row.step, row.clerk_name + row.alone, row.day) for row in signed}
    names[step] = Sign(step, work.clerk.name + alone, work.today)
    document = loaded(close.document).signed([names.get(one, Sign(one)) for one in STEPS])
    keep_paper(work, close.id, printed(document), edition=STEPS.index(step) + 1)
    work.news("reports")
    return step


def _alone(work: Work, step: str, before: frozenset[int]) -> str:
    """（兼） when the clerk signed before and nobody else could; Refusal when somebody else can."""
    if work.clerk.id not in before:
        return ""
    other = colleague(work, RIGHTS[step], GRANTS, before)
    if other is not None:
        raise Refusal(f"您已经签过前面的一步，{step}要由另一人签", f"请{other}登录后签")
    return ALONE
