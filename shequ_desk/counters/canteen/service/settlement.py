"""老年助餐补贴结算表: gathered from the ledger, checked against shares, receipts and day closes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from shequ_desk.counters.canteen.rules.discount import Rule
from shequ_desk.counters.canteen.rules.order import ELDERS, MODES
from shequ_desk.counters.canteen.rules.settings import Canteen
from shequ_desk.counters.canteen.rules.settlement import (
    DaySum,
    Heading,
    ModeSum,
    PaperBefore,
    Part,
    Settlement,
    SubsidyRow,
    check_payments,
    check_settlement,
)
from shequ_desk.counters.canteen.service.ledger import SERIES
from shequ_desk.counters.canteen.service.persons import PersonLine, person_lines
from shequ_desk.counters.canteen.service.proof import check_lines
from shequ_desk.counters.canteen.service.sums import (
    Earlier,
    LedgerSum,
    day_sums,
    earlier_meals,
    ledger_sums,
    payer_sums,
)
from shequ_desk.counters.canteen.service.tariff import all_rules
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.office import service as office
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.people.rules import HUKOU, UNMASK
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till
from shequ_desk.till.rules import Payment, Taking

Takings = Sequence[Taking]

_ONE_DAY = timedelta(days=1)


@needs("canteen.report")
def settlement(work: Work, month: Month) -> Settlement:
    """The month's settlement. Refusal naming the identity that does not hold (domain.md §5.4); it must hold to print.

    Months are accounting months: a meal entered or reversed later counts in the month it was entered or reversed.
    Rows are whole for a clerk who may unmask (the signed copy goes to the street), masked for everybody else.
    """
    office.must_have_come(work, month)
    sums = ledger_sums(work, month)
    shares = payer_sums(work, month)
    receipts = {day: _canteen(till.takings(work, day, day)) for day in month.days()}
    gathered = Settlement(
        month=month,
        heading=heading(work),
        rows=_rows(work, sums, earlier_meals(work, month)),
        modes=tuple(_mode(mode, sums) for mode in MODES),
        payers=_payers(work, shares),
        payments=_payments(sums),
        days=_days(work, month, receipts),
        before=_before(work, month),
        early="" if sums else office.before_use(work, month),
    )
    check_settlement(gathered, Money(sum(shares.values())))
    check_payments(gathered.payments, _by_payment(receipts.values()))
    check_lines(work, month)
    return gathered


def heading(work: Work) -> Heading:
    """What every paper of the month carries; posted from today for as many days as the settings say."""
    centre, options = settings.load(work, Centre), settings.load(work, Canteen)
    return Heading(
        centre=centre.name,
        code=centre.code,
        demo=centre.demo,
        operator=options.operator,
        holder=options.holder,
        made_by=work.clerk.name,
        made_at=work.now,
        posted_from=work.today,
        posted_to=work.today + (options.posting_days - 1) * _ONE_DAY,
        posting_id_tail=options.posting_id_tail,
        whole_to=work.today if till.day_state(work, work.today).closed else work.today - _ONE_DAY,
    )


def _rows(work: Work, sums: Iterable[LedgerSum], earlier: Earlier) -> tuple[SubsidyRow, ...]:
    groups: dict[tuple[int, str, int], list[LedgerSum]] = defaultdict(list)
    subsidised = [one for one in sums if one.mode == ELDERS and one.person_id is not None]
    lines = person_lines(work, {one.person_id for one in subsidised if one.person_id is not None})
    for one in subsidised:
        assert one.person_id is not None
        groups[lines[one.person_id].kept_id, one.category, one.version_id or 0].append(one)
    rules = {rule.id: rule for rule in all_rules(work)}
    by_kept = {line.kept_id: line for line in lines.values()}
    places = sorted(groups, key=lambda key: (_place(by_kept[key[0]]), key))
    rows = (_row(by_kept[key[0]], key[1], rules[key[2]], groups[key], earlier) for key in places)
    return tuple(rows if UNMASK in work.clerk.permissions else (row.masked for row in rows))


def _place(line: PersonLine) -> tuple[int, str]:
    """The community's own first, then by name as all lists of residents are."""
    near = HUKOU.index(line.hukou) if line.hukou in HUKOU else len(HUKOU)
    return near, line.sort_key


def _row(line: PersonLine, category: str, rule: Rule, group: list[LedgerSum], earlier: Earlier) -> SubsidyRow:
    ages = [one.age for one in group if one.age is not None]
    words = {word for one in group for word in earlier.get((one.person_id, category, rule.id), ())}
    return SubsidyRow(
        person_ids=tuple(sorted({one.person_id for one in group if one.person_id is not None})),
        version_id=rule.id,
        name=line.name,
        id_no=line.id_no,
        age=max(ages, default=None),
        category=category,
        community=line.hukou,
        early=_portions(group, "早"),
        noon=_portions(group, "午"),
        late=_portions(group, "晚"),
        standard=rule.standard,
        price=Money(sum(one.price for one in group)),
        subsidy=Money(sum(one.reduction for one in group)),
        pay=Money(sum(one.pay for one in group)),
        note=f"含以前月份{'、'.join(sorted(words))}" if words else "",
        group=rule.group,
    )


def _portions(group: Iterable[LedgerSum], slot: str) -> int:
    return sum(one.quantity for one in group if one.slot == slot)


def _mode(mode: str, sums: Iterable[LedgerSum]) -> ModeSum:
    own = [one for one in sums if one.mode == mode]
    return ModeSum(
        mode,
        sum(one.quantity for one in own),
        Money(sum(one.price for one in own)),
        Money(sum(one.reduction for one in own)),
        Money(sum(one.pay for one in own)),
    )


def _payers(work: Work, shares: Mapping[str, int]) -> tuple[Part, ...]:
    """In the order the rules name them, others after them."""
    named = [payer.name for rule in all_rules(work) for payer in rule.payers if payer.name in shares]
    return tuple(Part(name, Money(shares[name])) for name in dict.fromkeys([*named, *sorted(shares)]))


def _payments(sums: Iterable[LedgerSum]) -> tuple[Part, ...]:
    amounts: dict[str, int] = defaultdict(int)
    for one in sums:
        amounts[one.payment] += one.pay
    found = (payment for payment in Payment if amounts.get(payment.value))
    return tuple(Part(payment.label, Money(amounts[payment.value]), payment.value) for payment in found)


def _days(work: Work, month: Month, receipts: Mapping[date, Takings]) -> tuple[DaySum, ...]:
    eaten = day_sums(work, month)
    closes = {sheet.day: _canteen(sheet.takings) for sheet in till.closed_days(work, month.first, month.last)}
    return tuple(
        DaySum(
            day=day,
            meals=Money(eaten.get(day, 0)),
            receipts=_net(receipts[day]),
            closed=_net(closes[day]) if day in closes else None,
        )
        for day in sorted(eaten.keys() | closes.keys())
    )


def _canteen(takings: Takings) -> Takings:
    return [taking for taking in takings if taking.kind == SERIES]


def _net(takings: Takings) -> Money:
    return total(taking.net for taking in takings)


def _by_payment(days: Iterable[Takings]) -> dict[str, Money]:
    amounts: dict[str, Money] = defaultdict(lambda: ZERO)
    for taking in chain.from_iterable(days):
        amounts[taking.payment.value] += taking.net
    return amounts


def _before(work: Work, month: Month) -> PaperBefore | None:
    opening = settings.load(work, Opening)
    since: date | None = opening.since
    if since is None or since not in month or since == month.first or opening == Opening(since):
        return None
    return PaperBefore(since - _ONE_DAY, opening.meals, opening.price, opening.subsidy, opening.paid)
