"""What an order costs, and settling it: receipt, meals, payers' shares in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from shequ_desk.counters.canteen.rules.discount import Award, Plate, Rule, Use, best, evidence
from shequ_desk.counters.canteen.rules.menu import MealSet, Quota
from shequ_desk.counters.canteen.rules.order import (
    UNREGISTERED,
    Offer,
    Order,
    Portion,
    Quote,
    QuotedPortion,
    Settled,
    When,
    category_of,
    check_order,
    mode_of,
    offer_text,
)
from shequ_desk.counters.canteen.rules.settings import Canteen
from shequ_desk.counters.canteen.service.calendar import closed_on
from shequ_desk.counters.canteen.service.ledger import paper, write
from shequ_desk.counters.canteen.service.persons import Known, known, usage
from shequ_desk.counters.canteen.service.public import admit, quota_on
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.service.tariff import rules_on
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till


@needs("canteen.read")
def quote(work: Work, order: Order, day: date | None = None) -> Quote:
    """What the order costs on `day` (default today), portion by portion, limits already used and used by the
    portions before it counted. Nothing is stored.

    Refusal when the order is empty or mixed, a set is not sold in that meal, or the canteen is closed that day.
    """
    return _quote(work, order, day or work.today)


@needs("canteen.read")
def offers(work: Work, person_ids: Sequence[int], slot: str, set_id: int) -> tuple[Offer, ...]:
    """What each person would get now, for the chips beside the search hits: 80+ 立减 7, 无优惠."""
    bench = _Bench(work, slot, work.today)
    quoted = [bench.quoted(Portion(set_id, person_id)) for person_id in person_ids]
    return tuple(
        Offer(person_id, offer_text(one), one.award.rule is not None, one.reason)
        for person_id, one in zip(person_ids, quoted, strict=True)
    )


@needs("canteen.settle")
def settle(work: Work, order: Order) -> Settled:
    """Settle the order now: take the money, give the receipt, write meals and shares. Print after the commit.

    Refusal as quote; when cash is short; when a public meal is not left (the 41st), not allowed or had already; when
    the till's day cannot take money (an earlier day is open, today is closed). `canteen` is broadcast.
    """
    return _settle(work, order, When(work.now, work.now))


@needs("canteen.backfill")
def backfill(work: Work, order: Order, meal_at: datetime) -> Settled:
    """Enter a meal of a paper list (补录) with its real time: age, prices, rules, limits and quota of that day.

    The money belongs to today's till day; both times are kept and the meal is marked. Refusal as settle, and when
    `meal_at` lies in the future.
    """
    if meal_at > work.now:
        raise Refusal("补录的用餐时间晚于现在", "请填写实际用餐时间", "meal_at")
    return _settle(work, order, When(meal_at, work.now, backfilled=True))


def _quote(work: Work, order: Order, day: date) -> Quote:
    check_order(order)
    reason = closed_on(work, day)
    if reason:
        raise Refusal(f"{day:%m月%d日} 停餐：{reason}", "临时供餐请主任先在设置中取消停餐", "day")
    bench = _Bench(work, order.slot, day)
    return Quote(tuple(bench.quoted(portion) for portion in order.portions), day, order.slot)


def _settle(work: Work, order: Order, when: When) -> Settled:
    day = when.meal_at.date()
    workers = tuple(portion.worker for portion in order.portions if portion.worker is not None)
    if workers:
        admit(work, workers, day)
    for person_id in sorted({portion.person_id for portion in order.portions if portion.person_id is not None}):
        work.serialize(f"canteen.person.{person_id}")
    quoted = _quote(work, order, day)
    receipt = till.charge(work, paper(work, order, quoted))
    meal_ids = write(work, quoted, receipt, when)
    work.news("canteen")
    return Settled(receipt.id, receipt.number, quoted.pay, receipt.change, meal_ids, quoted)


class _Bench:
    """One meal of one day being priced: rules and sets are read once, each person's usage grows with the order."""

    def __init__(self, work: Work, slot: str, day: date) -> None:
        self._work = work
        self._slot = slot
        self._day = day
        self._settings = settings.load(work, Canteen)
        self._rules: tuple[Rule, ...] = rules_on(work, day)
        self._sets = {one.id: one for one in sets_on(work, day, slot)}
        self._known: dict[int, Known] = {}
        self._usage: dict[int, list[Use]] = {}
        self._quota: Quota | None = None

    def quoted(self, portion: Portion) -> QuotedPortion:
        """Price one portion and count it as used."""
        meal = self._set(portion.set_id)
        if portion.worker is not None:
            return self._portion(portion, meal, portion.worker.shown, self._free(meal))
        if portion.person_id is None:
            return self._portion(portion, meal, UNREGISTERED, Award(None, ZERO, ()))
        person = self._person(portion.person_id)
        used = self._usage[person.person_id]
        award = best(self._rules, person.diner, Plate(self._day, self._slot, meal.price), used)
        state = "本餐已享受" if any((u.day, u.slot) == (self._day, self._slot) for u in used) else "本餐未享受"
        if award.rule is not None:
            used.append(Use(award.rule.limit_key, self._day, self._slot, 1, award.reduction.fen))
        return self._portion(portion, meal, person.name, award, person, state)

    def _portion(
        self,
        portion: Portion,
        meal: MealSet,
        name: str,
        award: Award,
        person: Known | None = None,
        state: str = "",
    ) -> QuotedPortion:
        rule = award.rule
        return QuotedPortion(
            portion=portion,
            name=name,
            age=person.diner.age if person else None,
            set_name=meal.name,
            price=meal.price,
            mode=mode_of(portion, award),
            category=category_of(portion, award),
            rule=rule.shown if rule else "",
            since=rule.valid_from if rule else None,
            state=state,
            reason=award.reason,
            award=award,
            evidence=evidence(rule, person.diner) if rule and person else "",
        )

    def _set(self, set_id: int) -> MealSet:
        found = self._sets.get(set_id)
        if found is None:
            raise Refusal("这个套餐本餐不供应", "请重新选择套餐", "set_id")
        return found

    def _person(self, person_id: int) -> Known:
        if person_id not in self._known:
            person = known(self._work, person_id, self._day, self._settings)
            self._known[person_id] = person
            self._usage.setdefault(person.person_id, list(usage(self._work, person.person_id, self._day)))
        return self._known[person_id]

    def _free(self, meal: MealSet) -> Award:
        if self._quota is None:
            self._quota = quota_on(self._work, self._day)
        weights = [payer.weight for payer in self._quota.payers]
        parts = meal.price.share(weights)
        names = (payer.name for payer in self._quota.payers)
        return Award(None, meal.price, tuple(zip(names, parts, strict=True)))
