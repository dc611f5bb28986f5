"""Discount rules: dated versions, never edited once used."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, exists, func, or_, select

from shequ_desk.counters.canteen.rules.discount import Payer, Rule, check_rule
from shequ_desk.counters.canteen.tables import MealLine, RuleVersion
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_TABLE = RuleVersion.__table__
_LISTS = ("categories", "hukou", "residence", "slots")
_ONE_DAY = timedelta(days=1)
_DAY = bindparam("day", type_=Date)
_ON_DAY = Fixed(
    select(_TABLE)
    .where(_TABLE.c.valid_from <= _DAY, or_(_TABLE.c.valid_to.is_(None), _TABLE.c.valid_to >= _DAY))
    .order_by(_TABLE.c.priority, _TABLE.c.no)
)


@needs("canteen.read")
def rules_on(work: Work, day: date) -> tuple[Rule, ...]:
    """The rule versions in force on the day, in their stated order."""
    return tuple(_rule(row._asdict()) for row in work.rows(_ON_DAY, {"day": day}))


@needs("canteen.read")
def all_rules(work: Work) -> tuple[Rule, ...]:
    """Every version of every rule, by rule, newest version first."""
    query = select(_TABLE).order_by(_TABLE.c.priority, _TABLE.c.no, _TABLE.c.version.desc())
    return tuple(_rule(dict(row)) for row in work.connection.execute(query).mappings())


@needs("canteen.rules")
def add_rule(work: Work, rule: Rule) -> Rule:
    """A new rule (version 1; `no`, `version`, `id` of the argument are ignored). Refusal as check_rule."""
    check_rule(rule)
    work.serialize("canteen.rule")
    highest = work.session.scalar(select(func.max(RuleVersion.no))) or 0
    return _add(work, replace(rule, no=highest + 1, version=1))


@needs("canteen.rules")
def change_rule(work: Work, no: int, rule: Rule, from_day: date) -> Rule:
    """Let the rule read as `rule` from `from_day` on; the version before ends the day before.

    A version that had not begun by then gives way. Refusal when a meal dated on or after `from_day` was already
    settled under the rule.
    """
    new = replace(rule, no=no, valid_from=from_day)
    check_rule(new)
    used = Refusal(f"{short_date(from_day)} 起已有按原规则结算的餐", "改动请从明天或更晚开始", "from_day")
    last = _until(work, no, from_day - _ONE_DAY, used)
    return _add(work, replace(new, version=last.version + 1 if last else 1))


@needs("canteen.rules")
def end_rule(work: Work, no: int, last_day: date) -> None:
    """Let the rule `no` act for the last time on `last_day`; a version that had not begun by then is taken away.

    Refusal when it was used later than that.
    """
    used = Refusal(f"{short_date(last_day)} 之后还有按此规则结算的餐", "请选择更晚的截止日期", "last_day")
    last = _until(work, no, last_day, used)
    if last is not None:
        last.valid_to = last_day


def _until(work: Work, no: int, last_day: date, used: Refusal) -> RuleVersion | None:
    """Let no version of the rule reach beyond `last_day`; the newest that is left. Refusal `used` when one was used."""
    query = select(RuleVersion).where(RuleVersion.no == no).order_by(RuleVersion.version)
    versions = list(work.session.scalars(query))
    if not versions:
        raise Refusal("没有这条规则", "请从列表中选择", "no")
    for version in versions:
        if _used_after(work, version.id, last_day):
            raise used
        if version.valid_from > last_day:
            work.session.delete(version)
        elif version.valid_to is None or version.valid_to > last_day:
            version.valid_to = last_day
    work.session.flush()
    work.news("canteen")
    return next((one for one in reversed(versions) if one.valid_from <= last_day), None)


def _add(work: Work, rule: Rule) -> Rule:
    row = RuleVersion(**_values(rule))
    work.session.add(row)
    work.session.flush()
    work.news("canteen")
    return replace(rule, id=row.id)


def _values(rule: Rule) -> dict[str, Any]:
    names = (name for name in Rule.__dataclass_fields__ if name not in {"id", "payers", *_LISTS})
    values = {name: getattr(rule, name) for name in names}
    values |= {name: list(getattr(rule, name)) for name in _LISTS}
    return values | {"payers": [[payer.name, payer.weight] for payer in rule.payers]}


def _rule(row: Mapping[str, Any]) -> Rule:
    values = {**row, "limit": row["limit_kind"]}
    del values["limit_kind"]
    values |= {name: tuple(row[name]) for name in _LISTS}
    values["payers"] = tuple(Payer(name, weight) for name, weight in row["payers"])
    return Rule(**values)


def _used_after(work: Work, version_id: int, day: date) -> bool:
    used = (MealLine.day > day, MealLine.meal_day > day, MealLine.rule_version_id == version_id)
    return bool(work.session.scalar(select(exists().where(*used))))
