"""制表 → 审核 → 签发 of a closed month; every signature given or taken back makes the next edition of the paper."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.reports.rules import GRANTS, READ
from shequ_desk.counters.reports.rules.closing import RIGHTS, Printed
from shequ_desk.counters.reports.rules.document import Document, Sign, loaded
from shequ_desk.counters.reports.rules.monthly import STEPS
from shequ_desk.counters.reports.service.closing import STANDING, keep_paper
from shequ_desk.counters.reports.tables import CloseRow, PaperRow, SignRow, UnsignRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.service.colleagues import ALONE, colleague
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs, require

_SIGN, _PAPER = SignRow.__table__.c, PaperRow.__table__.c
Printer = Callable[[Document], Printed]


@needs(READ)
def sign(work: Work, month: Month, printed: Printer) -> str:
    """Sign the next step of a closed month as the clerk at work; answers the step. `printed` makes the new edition.

    Different people sign; somebody who signed before may go on only when nobody else holds the right, and the paper
    then says （兼）. Refusal when the month is not closed, all is signed, or the right is missing.
    """
    close, signed = _closed(work, month)
    step = next((step for step in STEPS if step not in {row.step for row in signed}), "")
    if not step:
        raise Refusal(f"{month.text}的报表已经签发", "不用再签")
    require(work.clerk, RIGHTS[step])
    alone = _alone(work, step, frozenset(row.clerk_id for row in signed))
    row = {"close_id": close.id, "step": step, "clerk_id": work.clerk.id, "clerk_name": work.clerk.name}
    again = select(func.count()).where(_SIGN.close_id == close.id, _SIGN.step == step)
    nth = work.connection.execute(again).scalar_one() + 1
    work.insert(SignRow, {**row, "day": work.today, "at": work.now, "alone": alone, "nth": nth})
    _print(work, close, [*_names(signed), Sign(step, work.clerk.name + alone, work.today)], printed)
    return step


@needs(READ)
def withdraw(work: Work, month: Month, reason: str, printed: Printer) -> str:
    """Take back the newest signature, one's own, before 签发; answers its step, which waits again.

    The paper is printed anew without it; what was printed before and the reason are kept. Refusal when nobody signed,
    the report was issued, another signed last, or without a reason.
    """
    close, signed = _closed(work, month)
    if not signed:
        raise Refusal(f"{month.text}月报还没有人签字", "没有可以撤回的")
    last = signed[-1]
    if last.step == STEPS[-1]:
        raise Refusal(f"{month.text}的报表已经签发，签字不能撤回", "更正请记在本月，会列入下期报表")
    if last.clerk_id != work.clerk.id:
        raise Refusal(f"{last.step}是{last.clerk_name}签的，只能由本人撤回", f"请{last.clerk_name}登录后撤回")
    if not reason.strip():
        raise Refusal("请写明为什么撤回签字", "例如：签错了月份", "reason")
    work.insert(UnsignRow, {"sign_id": last.id, "reason": reason.strip()[:200], "at": work.now})
    _print(work, close, _names(signed[:-1]), printed)
    return str(last.step)


def _closed(work: Work, month: Month) -> tuple[Any, list[Any]]:
    """The close of a month and the signatures that stand, in their order."""
    work.serialize("reports.close")
    close = work.connection.execute(select(CloseRow.__table__).where(CloseRow.month == month.key)).first()
    if close is None:
        raise Refusal(f"{month.text}还没有结账，不能签字", "请先结账")
    query = select(SignRow.__table__).where(_SIGN.close_id == close.id, STANDING).order_by(_SIGN.id)
    return close, list(work.connection.execute(query))


def _names(signed: Sequence[Any]) -> list[Sign]:
    return [Sign(row.step, row.clerk_name + row.alone, row.day) for row in signed]


def _print(work: Work, close: Any, signs: Sequence[Sign], printed: Printer) -> None:
    """Keep the next edition of the paper with these signatures."""
    names = {one.step: one for one in signs}
    paper = printed(loaded(close.document).signed([names.get(step, Sign(step)) for step in STEPS]))
    kept = select(func.max(_PAPER.edition)).where(_PAPER.close_id == close.id, _PAPER.key == paper.key)
    keep_paper(work, close.id, paper, edition=work.connection.execute(kept).scalar_one() + 1)
    work.news("reports")


def _alone(work: Work, step: str, before: frozenset[int]) -> str:
    """（兼） when the clerk signed before and nobody else could; Refusal when somebody else can."""
    if work.clerk.id not in before:
        return ""
    other = colleague(work, RIGHTS[step], GRANTS, before)
    if other is not None:
        raise Refusal(f"您已经签过前面的一步，{step}要由另一人签", f"请{other}登录后签")
    return ALONE
