"""Who may open children's files: the director's standing approval, dated (未成年人网络保护条例 36)."""

from datetime import date

from sqlalchemy import BigInteger, Date, bindparam, exists, or_, select

from shequ_desk.counters.childcare.rules.child import Approval
from shequ_desk.counters.childcare.tables import ApprovalRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.tables import ClerkRow
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_TABLE = ApprovalRow.__table__.c
_day = bindparam("day", type_=Date)
_HOLDS = Fixed(
    select(
        exists().where(
            _TABLE.clerk_id == bindparam("clerk", type_=BigInteger),
            _TABLE.from_day <= _day,
            or_(_TABLE.to_day.is_(None), _TABLE.to_day >= _day),
            or_(_TABLE.revoked_on.is_(None), _TABLE.revoked_on > _day),
        )
    )
)


@needs("childcare.read")
def approved(work: Work) -> bool:
    """Whether this clerk may open children's files today."""
    return bool(work.rows(_HOLDS, {"clerk": work.clerk.id, "day": work.today})[0][0])


@needs("childcare.read")
def must_be_approved(work: Work) -> None:
    """Refusal unless this clerk may open children's files today."""
    if not approved(work):
        raise Refusal(
            "您还没有查阅儿童档案的授权（14 周岁以下个人信息）", "请主任在“设置—托育—档案授权”中授权后再办理", "clerk"
        )


@needs("childcare.approve")
def approvals(work: Work) -> tuple[Approval, ...]:
    """Every approval ever given, newest first."""
    rows = work.session.scalars(select(ApprovalRow).order_by(ApprovalRow.id.desc()))
    return tuple(
        Approval(
            row.id,
            row.clerk_id,
            row.clerk_name,
            row.from_day,
            row.to_day,
            row.reason,
            row.granted_by,
            row.at,
            row.revoked_on,
        )
        for row in rows
    )


@needs("childcare.approve")
def clerks(work: Work) -> tuple[tuple[int, str], ...]:
    """Id and name of everybody who can sign in, to choose from."""
    query = select(ClerkRow.id, ClerkRow.name).where(ClerkRow.active).order_by(ClerkRow.id)
    return tuple((row.id, row.name) for row in work.session.execute(query))


@needs("childcare.approve")
def approve(work: Work, clerk_id: int, first: date, last: date | None, reason: str) -> int:
    """Approve a clerk from a day to a day (None: until revoked); returns the id.

    Refusal without a reason, for days past or backwards, or when an approval holds already.
    """
    _check(work, clerk_id, first, last, reason)
    row = ApprovalRow(
        clerk_id=clerk_id,
        clerk_name=_name_of(work, clerk_id),
        from_day=first,
        to_day=last,
        reason=reason.strip(),
        granted_by=work.clerk.name,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.news("childcare")
    return row.id


@needs("childcare.approve")
def revoke(work: Work, approval_id: int) -> None:
    """End an approval from today on. Refusal when it has ended already."""
    row = work.session.get(ApprovalRow, approval_id)
    if row is None or row.revoked_on is not None:
        raise Refusal("这条授权已经撤销或不存在", "请刷新后再看")
    row.revoked_on = work.today
    work.news("childcare")


def _check(work: Work, clerk_id: int, first: date, last: date | None, reason: str) -> None:
    if not reason.strip():
        raise Refusal("请填写授权事由", "例如：负责托育登记和交接", "reason")
    if last is not None and last < max(first, work.today):
        raise Refusal("授权截止日期早于开始或今天", "请核对日期", "last")
    holding = [one for one in approvals(work) if one.clerk_id == clerk_id and one.holds(max(first, work.today))]
    if holding:
        raise Refusal(f"{holding[0].clerk_name}已有授权", "如需更改，请先撤销原授权", "clerk_id")


def _name_of(work: Work, clerk_id: int) -> str:
    if clerk_id == work.clerk.id:
        return work.clerk.name
    row = work.session.get(ClerkRow, clerk_id)
    if row is None or not row.active:
        raise Refusal("没有这位工作人员", "请从列表中选择", "clerk_id")
    return row.name
