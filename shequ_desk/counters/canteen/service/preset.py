"""What a new centre starts with: sample rules, two sets, hours, quota, occupations. All of it can be edited."""

from datetime import date, time

from shequ_desk.counters.canteen.rules.discount import SAMPLE, Payer, Rule
from shequ_desk.counters.canteen.rules.menu import Hours, Quota
from shequ_desk.counters.canteen.service.calendar import all_hours, change_hours
from shequ_desk.counters.canteen.service.public import add_occupation, change_quota, occupations, quotas
from shequ_desk.counters.canteen.service.sets import add_set, all_sets
from shequ_desk.counters.canteen.service.tariff import add_rule, all_rules
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_PAYERS = (Payer("市", 50), Payer("区", 50))
_RULES = ((60, 69, 300), (70, 79, 500), (80, None, 700))
_SETS = (("套餐 A", 1500), ("套餐 B", 1800))
_HOURS = (("早", time(6, 30), time(8, 30)), ("午", time(10, 30), time(12, 30)), ("晚", time(16, 30), time(18, 0)))
_OCCUPATIONS = ("保洁员", "环卫工", "外卖员", "快递员", "其他")


@needs("canteen.rules")
def preset(work: Work, valid_from: date | None = None) -> None:
    """Fill what is still empty, valid from a day (default 1 January of this year); a second call adds nothing.

    Rules 60+ 3 元, 70+ 5 元, 80+ 7 元 marked 示例 (systems.md row 1), 套餐 A and B, hours, 40 public meals a day.
    """
    since = valid_from or work.today.replace(month=1, day=1)
    if not all_rules(work):
        _add_rules(work, since)
    if not all_sets(work):
        for name, fen in _SETS:
            add_set(work, name, ("午", "晚"), Money(fen), since)
    if not all_hours(work):
        for slot, opens, closes in _HOURS:
            change_hours(work, Hours(slot, opens, closes, since))
    if not quotas(work):
        change_quota(work, Quota(since, 40, (Payer("公益资金", 100),)))
    if not occupations(work, retired=True):
        for name in _OCCUPATIONS:
            add_occupation(work, name)


def _add_rules(work: Work, since: date) -> None:
    for age_from, age_to, fen in _RULES:
        rule = Rule(
            name=f"{age_from} 周岁以上（{SAMPLE}）",
            form="off",
            value=fen,
            payers=_PAYERS,
            valid_from=since,
            document=f"{SAMPLE}，请按当地文件修改",
            age_from=age_from,
            age_to=age_to,
            limit="meal",
            limit_amount=1,
            pool="老年优惠",
        )
        add_rule(work, rule)
