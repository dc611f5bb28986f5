"""A made-up community for demonstrations and measurements: every paper made from it carries 演示."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from shequ_desk.catalogue import COUNTERS, GRANTS
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.order import Order, Portion
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service as office
from shequ_desk.office.rules import FOUNDER_ROLES, Account, Centre, Founding, Opening
from shequ_desk.people import service as people
from shequ_desk.people.rules import Filters
from shequ_desk.people.service.sample import fill as fill_people
from shequ_desk.store import numbers
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.rights import permissions_of
from shequ_desk.till import service as till
from shequ_desk.till.papers import receipt_pdf

CENTRE = Centre("清泉社区党群服务中心", "330203001001", "QQ-01", "urban", "1", demo=True)
CLERK = "王岚"
_MOST_MONTHS = 600


@dataclass(frozen=True)
class Plan:
    """How much to make: `months` back from today's, `residents` in whole households."""

    seed: int = 20261121
    months: int = 3
    residents: int = 3000


def fill(folder: DataFolder, clock: Clock, plan: Plan, login: str, password: str) -> office.Seat:
    """Found the demonstration centre and fill it; the same plan gives the same people and meals.

    Refusal when the folder already holds a centre.
    """
    if plan.residents < 0 or not 0 <= plan.months <= _MOST_MONTHS:
        raise Refusal(f"居民人数不能是负数，月数应在 0 到 {_MOST_MONTHS} 之间", "例如 --residents 3000 --months 3")
    if folder.is_set_up:
        raise Refusal("这个文件夹里已经有数据", "演示数据只放进空文件夹，请另选一个")
    since = Month.of(clock.now().date()).plus(1 - plan.months).first if plan.months else None
    founding = Founding(CENTRE, login, CLERK, password, opening=Opening(since))
    seat, _recovery = office.found_centre(folder, founding, clock, GRANTS)
    seat = _with_every_window(seat)
    random = Random(plan.seed)
    with seat.database.work(seat.clerk) as work:
        fill_people(work, random, plan.residents)
        last = Month.of(work.today)
    for back in range(plan.months - 1, -1, -1):
        month = last.plus(-back)
        for counter in reversed(COUNTERS):  # the canteen closes the days that the others took money on
            with seat.database.work(seat.clerk) as work:
                counter.demo(work, random, month)
    with seat.database.work(seat.clerk) as work:
        for person_id in {row.person_id for row in canteen.today(work) if row.person_id}:
            people.visited(work, person_id)
    return seat


def _with_every_window(seat: office.Seat) -> office.Seat:
    """The demonstrator also works at the windows of childcare and mediation."""
    roles = (*FOUNDER_ROLES, "childcare", "mediation")
    clerk = seat.clerk
    with seat.database.work(clerk) as work:
        office.change_account(work, seat.keys, Account(clerk.id, clerk.login, clerk.name, roles))
    return replace(seat, clerk=replace(clerk, roles=roles, permissions=permissions_of(roles, GRANTS)))


def counts(seat: office.Seat) -> Mapping[str, int]:
    """How much was made, for the sentence at the end."""
    with seat.database.reading(seat.clerk) as work:
        residents = people.count(work, Filters(living_here=False))
        return {"residents": residents, "receipts": numbers.last(work, "CT", work.today.year)}


def one_receipt(folder: DataFolder, clock: Clock) -> bytes:
    """A throw-away centre, one full-price lunch, its receipt: what a built program must be able to do."""
    account = ("check", "Noodles-at-noon-41")
    fill(folder, clock, Plan(months=0, residents=5), *account).database.close()
    seat = office.enter(folder, *account, clock, GRANTS)
    try:
        with seat.database.work(seat.clerk) as work:
            canteen.preset(work, work.today)
            chosen = canteen.sets_on(work, work.today)[0]
            settled = canteen.settle(work, Order((Portion(chosen.id),), chosen.slots[0]))
            receipt = till.receipt(work, settled.number)
        return receipt_pdf(receipt, demo=True)
    finally:
        seat.database.close()
