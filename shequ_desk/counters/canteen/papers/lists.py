"""Working lists: what the kitchen cooks, where the round goes."""

from collections.abc import Sequence

from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.ledger import KitchenCount, ListHead, RoundStop
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

_TO_SIGN = "　" * 7
_NOTHING = "当日没有预订。"


def kitchen_pdf(head: ListHead, counts: Sequence[KitchenCount]) -> bytes:
    """The kitchen's sheet: portions to cook by meal and set."""
    rows = [(SLOTS[one.slot], one.set_name, one.portions, one.delivered) for one in counts]
    totals = ("合计", "", sum(one.portions for one in counts), sum(one.delivered for one in counts))
    return _paper("备餐单", head, Table("", _KITCHEN, rows, totals), Closing((), None, ("厨房签收",)))


def round_pdf(head: ListHead, stops: Sequence[RoundStop]) -> bytes:
    """The round's sheet in order of addresses, with room to sign: full addresses, for the carrier only."""
    rows = [
        (number, SLOTS[one.slot], one.address, one.name, one.phone, *_portions(one), _TO_SIGN)
        for number, one in enumerate(stops, 1)
    ]
    totals = ("合计", "", "", "", "", "", sum(one.portions for one in stops), "", "", "")
    notes = ("本清单含住址，仅供送餐使用，送完交回。",)
    return _paper("送餐清单", head, Table("", _ROUND, rows, totals), Closing(notes, None, ("送餐人", "送完交回时间")))


def _portions(one: RoundStop) -> tuple[str, int, str, str]:
    return one.set_name, one.portions, "是" if one.settled else "否", one.remark


def _paper(title: str, head: ListHead, table: Table, closing: Closing) -> bytes:
    top = Heading(title, f"{head.centre}　{full_date(head.day)}")
    foot = f"制表：{head.made_by}　{head.made_at:%Y-%m-%d %H:%M}"
    if not table.rows:
        return table_paper(top, (), Closing((_NOTHING,)), "演示" if head.demo else "", foot)
    return table_paper(top, (table,), closing, "演示" if head.demo else "", foot)
