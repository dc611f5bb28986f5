"""Working lists: what the kitchen cooks, where the round goes."""

from collections.abc import Sequence
from datetime import date

from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.ledger import KitchenCount, RoundStop
from shequ_desk.kernel.dates import full_date
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.listing import Closing, Heading, table_paper

_KITCHEN = (
    Column("slot", "餐次"),
    Column("set_name", "套餐"),
    Column("portions", "份数", "int"),
    Column("delivered", "其中送餐", "int"),
)
_ROUND = (
    Column("no", "序号", "int"),
    Column("slot", "餐次"),
    Column("address", "地址"),
    Column("name", "姓名"),
    Column("phone", "电话", "number_text"),
    Column("set_name", "套餐"),
    Column("portions", "份数", "int"),
    Column("settled", "已结算"),
    Column("remark", "备注"),
    Column("signed", "签收"),
)


def kitchen_table(counts: Sequence[KitchenCount]) -> Table:
    """Portions to cook by meal and set."""
    rows = [(SLOTS[one.slot], one.set_name, one.portions, one.delivered) for one in counts]
    totals = ("合计", "", sum(one.portions for one in counts), sum(one.delivered for one in counts))
    return Table("备餐份数", _KITCHEN, rows, totals)


def round_table(stops: Sequence[RoundStop]) -> Table:
    """The delivery round in order of addresses, with room to sign."""
    rows = [
        (number, SLOTS[one.slot], one.address, one.name, one.phone, *_portions(one), "")
        for number, one in enumerate(stops, 1)
    ]
    return Table("送餐清单", _ROUND, rows, ("合计", *[""] * 5, sum(one.portions for one in stops), "", "", ""))


def _portions(one: RoundStop) -> tuple[str, int, str, str]:
    return one.set_name, one.portions, "是" if one.settled else "否", one.remark


def kitchen_pdf(day: date, counts: Sequence[KitchenCount], demo: bool = False) -> bytes:
    """The kitchen's sheet for a day."""
    heading = Heading("备餐单", full_date(day))
    return table_paper(heading, (kitchen_table(counts),), Closing(signatures=("厨房签收",)), "演示" if demo else "")


def round_pdf(day: date, stops: Sequence[RoundStop], demo: bool = False) -> bytes:
    """The round's sheet for a day: full addresses, for the carrier only."""
    heading = Heading("送餐清单", full_date(day))
    notes = ("本清单含住址，仅供送餐使用，送完交回。",)
    return table_paper(heading, (round_table(stops),), Closing(notes, None, ("送餐人",)), "演示" if demo else "")
