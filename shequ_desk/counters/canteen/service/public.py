"""Public meals: the dated quota, who may have one, how many are gone."""

from datetime import date

from sqlalchemy import bindparam, exists, func, select

from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.counters.canteen.rules.menu import Occupation, Quota, Worker, check_quota, check_worker, sold_out
from shequ_desk.counters.canteen.tables import OccupationRow, PublicLine, QuotaRow
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_TABLE = QuotaRow.__table__.c
_QUOTAS = select(_TABLE.valid_from, _TABLE.portions, _TABLE.payers, _TABLE.document).order_by(_TABLE.valid_from.desc())
_ON_DAY = Fixed(_QUOTAS.where(_TABLE.valid_from <= bindparam("day")).limit(1))
_NONE_SET = Quota(date(2000, 1, 1), 40, (Payer("公益资金", 100),))


@needs("canteen.read")
def quota_on(work: Work, day: date) -> Quota:
    """The quota in force on the day; 40 a day when none was ever set (systems.md row 2)."""
    found = [_quota(*row) for row in work.rows(_ON_DAY, {"day": day})]
    return found[0] if found else _NONE_SET


@needs("canteen.read")
def quotas(work: Work) -> tuple[Quota, ...]:
    """All dated quotas, newest first."""
    return tuple(_quota(*row) for row in work.connection.execute(_QUOTAS))


@needs("canteen.rules")
def change_quota(work: Work, quota: Quota) -> None:
    """A new quota from `quota.valid_from` on, today at the earliest when public meals were already handed out.

    Who pays changes from a day on which none was handed out yet: a day's portions have one set of payers.
    Refusal naming the day on which public meals were handed out.
    """
    check_quota(quota)
    if work.session.scalar(select(func.max(PublicLine.meal_day)).where(PublicLine.meal_day > quota.valid_from)):
        raise Refusal(f"{short_date(quota.valid_from)} 之后已发过公益套餐", "新份数请从今天或更晚开始", "valid_from")
    used = select(exists().where(PublicLine.meal_day == quota.valid_from))
    if quota.payers != quota_on(work, quota.valid_from).payers and work.session.scalar(used):
        raise Refusal(
            f"{short_date(quota.valid_from)} 已发过公益套餐，不能改由谁承担", "请从明天或更晚开始", "valid_from"
        )
    row = work.session.scalar(select(QuotaRow).where(QuotaRow.valid_from == quota.valid_from))
    payers = [[payer.name, payer.weight] for payer in quota.payers]
    if row is None:
        row = QuotaRow(valid_from=quota.valid_from, portions=0, payers=[], document="")
        work.session.add(row)
    row.portions, row.payers, row.document = quota.portions, payers, quota.document
    work.news("canteen")


@needs("canteen.read")
def occupations(work: Work, retired: bool = False) -> tuple[Occupation, ...]:
    """Occupations that may have a public meal, in order; with `retired` those no longer offered too."""
    columns = (OccupationRow.id, OccupationRow.name, OccupationRow.position, OccupationRow.active)
    query = select(*columns).order_by(OccupationRow.position, OccupationRow.id)
    rows = work.session.execute(query if retired else query.where(OccupationRow.active))
    return tuple(Occupation(*row) for row in rows)


@needs("canteen.rules")
def add_occupation(work: Work, name: str) -> int:
    """Offer one more occupation (or offer a retired one again); returns its id. Refusal without a name."""
    name = name.strip()
    if not name:
        raise Refusal("请填写职业名称", "例如：快递员", "name")
    row = work.session.scalar(select(OccupationRow).where(OccupationRow.name == name))
    if row is None:
        last = work.session.scalar(select(func.max(OccupationRow.position))) or 0
        row = OccupationRow(name=name, position=last + 1, active=True)
        work.session.add(row)
    row.active = True
    work.session.flush()
    work.news("canteen")
    return row.id


@needs("canteen.rules")
def retire_occupation(work: Work, occupation_id: int) -> None:
    """Offer an occupation no longer; past public meals keep it. Refusal when there is none."""
    row = work.session.get(OccupationRow, occupation_id)
    if row is None:
        raise Refusal("没有这个职业", "请从列表中选择", "occupation_id")
    row.active = False
    work.news("canteen")


@needs("canteen.read")
def public_used(work: Work, day: date) -> int:
    """How many public meals are dated on the day; those given back are not counted."""
    query = select(func.sum(PublicLine.quantity)).where(PublicLine.meal_day == day)
    return work.connection.execute(query).scalar() or 0


@needs("canteen.read")
def admit(work: Work, workers: tuple[Worker, ...], day: date) -> Quota:
    """Let the workers have a public meal on the day, inside a writing transaction; returns the quota applied.

    Refusal when fewer are left, somebody had one that day or stands twice in the list, or the occupation is unknown.
    """
    work.serialize("canteen.public")
    quota = quota_on(work, day)
    if public_used(work, day) + len(workers) > quota.portions:
        raise sold_out(quota.portions, "今日" if day == work.today else short_date(day))
    _check_each(work, workers, day)
    return quota


def _check_each(work: Work, workers: tuple[Worker, ...], day: date) -> None:
    offered = {occupation.name for occupation in occupations(work)}
    seen: set[str] = set()
    for worker in workers:
        check_worker(worker)
        if worker.occupation not in offered:
            raise Refusal(f"“{worker.occupation}”不在公益套餐的职业范围内", "请重新选择职业", "occupation")
        if worker.key in seen or _had_one(work, worker, day):
            when = "今天" if day == work.today else short_date(day)
            raise Refusal(f"这位师傅{when}已领过公益套餐", "每人每天一份；可按普通价结算", "name")
        seen.add(worker.key)


def _had_one(work: Work, worker: Worker, day: date) -> bool:
    mine = (PublicLine.meal_day == day, PublicLine.worker_key == worker.key)
    total = work.connection.execute(select(func.sum(PublicLine.quantity)).where(*mine)).scalar()
    return bool(total)


def _quota(valid_from: date, portions: int, payers: list[tuple[str, int]], document: str) -> Quota:
    return Quota(valid_from, portions, tuple(Payer(name, weight) for name, weight in payers), document)
