"""Gap-free numbers: taken inside the transaction that uses them, so a rollback gives them back."""

from sqlalchemy import bindparam, insert, select, update

from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed
from shequ_desk.store.tables import NumberSeries

_SERIES = (NumberSeries.kind == bindparam("of_kind"), NumberSeries.year == bindparam("of_year"))
_NEXT = Fixed(update(NumberSeries).where(*_SERIES).values(last=NumberSeries.last + 1).returning(NumberSeries.last))


def last(work: Work, kind: str, year: int) -> int:
    """The last number given in this series, 0 when none was."""
    query = select(NumberSeries.last).where(NumberSeries.kind == kind, NumberSeries.year == year)
    return work.session.scalar(query) or 0


def take(work: Work, kind: str, year: int) -> int:
    """The next number of the series, from 1. Two writers cannot get the same one."""
    taken = work.rows(_NEXT, {"of_kind": kind, "of_year": year})
    if taken:
        return int(taken[0].last)
    work.connection.execute(insert(NumberSeries), {"kind": kind, "year": year, "last": 1})
    return 1


def start_at(work: Work, kind: str, year: int, following: int) -> None:
    """Let a series go on from paper: the next number taken will be `following`. Refusal once numbers were given."""
    if following < 1:
        raise Refusal("下一张单号至少为 1", "请按手工凭证的最后一号加 1 填写", "number")
    if last(work, kind, year):
        raise Refusal("本年度已经开过票号，不能再改起始号", "起始号只在启用前设置一次", "number")
    work.insert(NumberSeries, {"kind": kind, "year": year, "last": following - 1})
