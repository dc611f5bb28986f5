"""公益套餐发放台账: days against the quota, then every portion; names and phone tails masked."""

from shequ_desk.counters.canteen.papers.settlement import foot, subtitle, trial_mark
from shequ_desk.counters.canteen.rules.settlement import PublicLedger, PublicRow
from shequ_desk.kernel.dates import weekday_name
from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.identity import mask_name
from shequ_desk.kernel.money import total
from shequ_desk.paper.listing import Closing, Heading, table_paper
from shequ_desk.paper.workbook import workbook

TITLE = "公益套餐发放台账"
SIGNATURES = ("制表", "审核", "社区负责人", "运营方（盖章）")
_DAYS = (
    Column("day", "日期", "date"),
    Column("weekday", "星期"),
    Column("quota", "份额", "int"),
    Column("used", "已发", "int"),
    Column("left", "剩余", "int"),
)
_KINDS = (Column("occupation", "职业"), Column("used", "份数", "int"))
_PARTS = (Column("name", "承担方"), Column("amount", "金额（元）", "money"))
_ROWS = (
    Column("no", "序号", "int"),
    Column("at", "时间", "time"),
    Column("name", "姓名或称呼"),
    Column("occupation", "职业"),
    Column("tail", "手机尾号", "number_text"),
    Column("set_name", "套餐"),
    Column("quantity", "份数", "int"),
    Column("price", "金额（元）", "money"),
    Column("number", "单号", "number_text"),
)


def public_tables(ledger: PublicLedger) -> tuple[Table, ...]:
    """Days, occupations, payers and the list of portions, for screen, paper and workbook alike."""
    days = [(one.day, weekday_name(one.day), one.quota, one.used, one.quota - one.used) for one in ledger.days]
    totals = (f"开餐 {len(days)} 天", "", ledger.quota, ledger.used, ledger.quota - ledger.used)
    kinds = Table("按职业", _KINDS, list(ledger.occupations), ("合计", ledger.used))
    parts = [(one.name, one.amount) for one in ledger.payers]
    payers = Table("费用承担", _PARTS, parts, ("合计", total(one.amount for one in ledger.payers)))
    return (Table("按日发放", _DAYS, days, totals), kinds, payers, _portions(ledger))


def public_pdf(ledger: PublicLedger) -> bytes:
    """The ledger to be signed."""
    heading = Heading(TITLE, subtitle(ledger.heading, ledger.month.text), "单位：份、元")
    notes = [f"本月已发 {ledger.used:,} 份，份额 {ledger.quota:,} 份（{_share(ledger)}）。"]
    if ledger.unfinished:
        notes.append(f"本表为试算：{ledger.unfinished}。")
    if ledger.before:
        notes.append(f"另有启用前手工登记 {ledger.before:,} 份，未计入上表。")
    closing = Closing(notes, ledger.value, SIGNATURES, "金额合计（大写）")
    marks = trial_mark(ledger.heading, ledger.unfinished)
    return table_paper(heading, public_tables(ledger), closing, marks, foot(ledger.heading, TITLE, ledger.month))


def public_workbook(ledger: PublicLedger) -> bytes:
    """The same tables as an Excel workbook."""
    heading = f"{ledger.heading.centre} {TITLE} {ledger.month.text}"
    return workbook(public_tables(ledger), heading, trial_mark(ledger.heading, ledger.unfinished))


def _share(ledger: PublicLedger) -> str:
    return f"{ledger.used * 100 / ledger.quota:.1f}%" if ledger.quota else "—"


def _portions(ledger: PublicLedger) -> Table:
    rows = [_portion(number, one) for number, one in enumerate(ledger.rows, 1)]
    totals = ("合计", None, "", "", "", "", ledger.used, ledger.value, "")
    return Table("发放明细", _ROWS, rows, totals)


def _portion(number: int, one: PublicRow) -> tuple[Cell, ...]:
    worker = (mask_name(one.name), one.occupation, f"**{one.tail[-2:]}")
    return (number, one.at, *worker, one.set_name, one.quantity, one.price, one.number)
