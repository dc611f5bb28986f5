"""What a new centre starts with: its own committee, common sub-types, a sample tariff marked 示例."""

from datetime import date

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import SETTINGS, AllowanceRate, Committee
from shequ_desk.counters.mediation.tables import CommitteeRow, RateRow, SubtypeRow
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.office import service as office
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_SUBTYPES = (
    (2, "楼上漏水"),
    (2, "噪声"),
    (2, "公共部位堆物"),
    (10, "拖欠农民工工资"),
    (12, "电子商务"),
    (15, "物业费"),
)
_RATES = (("simple", 30, 10), ("normal", 80, 20), ("hard", 150, 50), ("major", 150, 50))
_SAMPLE = "示例：请按本地以案定补文件修改"


@needs(SETTINGS)
def preset(work: Work, valid_from: date | None = None) -> None:
    """Fill an empty counter; does nothing where a committee is already set up."""
    if work.session.scalar(select(CommitteeRow.id).limit(1)) is not None:
        return
    name = office.centre(work).name
    short = name.removesuffix("党群服务中心").removesuffix("便民服务中心").removesuffix("社区").removesuffix("村")
    kept = Committee(0, f"{short}人民调解委员会", short or "本社区")
    work.insert(CommitteeRow, {key: value for key, value in vars(kept).items() if key != "id"})
    for code, title in _SUBTYPES:
        work.insert(SubtypeRow, {"type_code": code, "title": title, "active": True})
    for difficulty, settled, unsettled in _RATES:
        since = valid_from or work.today
        rate = AllowanceRate(0, since, difficulty, Money.yuan(settled), Money.yuan(unsettled), ZERO, _SAMPLE)
        work.insert(RateRow, {key: value for key, value in vars(rate).items() if key != "id"})
