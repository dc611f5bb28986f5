"""Pricing portions of one meal of one day."""

from collections.abc import Callable, Sequence
from datetime import date

from shequ_desk.counters.canteen.rules.discount import Award, Plate, Rule, Use, best, evidence
from shequ_desk.counters.canteen.rules.menu import MealSet, Quota
from shequ_desk.counters.canteen.rules.order import UNREGISTERED, Portion, QuotedPortion, category_of, mode_of
from shequ_desk.counters.canteen.rules.settings import Canteen
from shequ_desk.counters.canteen.service.persons import Known, known, usage
from shequ_desk.counters.canteen.service.public import quota_on
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.service.tariff import rules_on
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.store import settings
from shequ_desk.store.database import Work

Lookup = Callable[[int], tuple[Known, Sequence[Use]]]
"""Person id → the person on the meal's date, and what was used in its month."""


class Bench:
    """One meal of one day being priced: rules and sets are read once, each person's usage grows with the order."""

    def __init__(self, work: Work, slot: str, day: date, lookup: Lookup | None = None) -> None:
        self._work = work
        self._lookup = lookup or self._read
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
            id_masked=person.id_masked if person else "",
        )

    def _set(self, set_id: int) -> MealSet:
        found = self._sets.get(set_id)
        if found is None:
            raise Refusal("这个套餐本餐不供应", "请重新选择套餐", "set_id")
        return found

    def _person(self, person_id: int) -> Known:
        if person_id not in self._known:
            person, uses = self._lookup(person_id)
            self._known[person_id] = person
            self._usage.setdefault(person.person_id, list(uses))
        return self._known[person_id]

    def _read(self, person_id: int) -> tuple[Known, Sequence[Use]]:
        person = known(self._work, person_id, self._day, self._settings)
        return person, usage(self._work, person.person_id, self._day)

    def _free(self, meal: MealSet) -> Award:
        if self._quota is None:
            self._quota = quota_on(self._work, self._day)
        weights = [payer.weight for payer in self._quota.payers]
        parts = meal.price.share(weights)
        names = (payer.name for payer in self._quota.payers)
        return Award(None, meal.price, tuple(zip(names, parts, strict=True)))
