"""老年助餐补贴结算表 (domain.md §5.4), whole and masked for posting (§8.3)."""

from shequ_desk.counters.canteen.rules.settings import HOLDERS
from shequ_desk.counters.canteen.rules.settlement import Heading, Settlement, SubsidyRow
from shequ_desk.kernel.dates import Month, long_date
from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.identity import mask_id, mask_name
from shequ_desk.kernel.money import total, upper
from shequ_desk.paper.listing import Closing, table_paper
from shequ_desk.paper.listing import Heading as Top
from shequ_desk.paper.workbook import workbook

TITLE = "老年助餐补贴结算表"
SIGNATURES = ("制表", "审核", "社区负责人", "运营方（盖章）", "街道审核")
_COUNTS = (Column("early", "早餐", "int"), Column("noon", "午餐", "int"), Column("late", "晚餐", "int"))
_HEAD = (Column("no", "序号", "int"), Column("name", "姓名"), Column("id_no", "身份证号", "number_text"))
_TAIL = (
    *_COUNTS,
    Column("meals", "合计餐次", "int"),
    Column("standard", "补贴标准"),
    Column("subsidy", "补贴金额（元）", "money"),
    Column("pay", "个人自付（元）", "money"),
)
_WHOLE = (
    *_HEAD,
    Column("age", "年龄", "int"),
    Column("category", "人员类别"),
    Column("community", "户籍社区"),
    *_TAIL,
    Column("note", "备注"),
)
_POSTED_BY = ("公示单位（盖章）", "监督电话")
_LABEL = "补贴合计（大写）"
_GROUPS = (("", 6), ("餐次", 4), ("", 4))
_MODES = (
    Column("mode", "供餐方式"),
    Column("meals", "餐次", "int"),
    Column("price", "原价合计（元）", "money"),
    Column("subsidy", "补贴合计（元）", "money"),
    Column("pay", "个人自付（元）", "money"),
)
_PAYERS = (Column("name", "承担方"), Column("amount", "金额（元）", "money"), Column("words", "大写金额"))
_PARTS = (Column("name", "支付方式"), Column("amount", "金额（元）", "money"))


def settlement_tables(settlement: Settlement) -> tuple[Table, ...]:
    """Residents, the three modes, payers and payment forms, for screen, paper and workbook alike."""
    s = settlement
    rows = [_whole(number, row) for number, row in enumerate(s.rows, 1)]
    people = Table("补贴明细", _WHOLE, rows, _whole_totals(s))
    return (people, _modes(s), _payers(s), _payments(s))


def settlement_pdf(settlement: Settlement) -> bytes:
    """The sheet to be signed, A4 across, with amounts in words and the identities it was checked against.

    While the month goes on or days are not closed it is marked 试算, and says why.
    """
    s = settlement
    top = Top(TITLE, subtitle(s.heading, s.month.text), "单位：元")
    closing = Closing([*_notes(s), _posting(s.heading)], s.subsidy, SIGNATURES, _LABEL)
    return table_paper(top, settlement_tables(s), closing, _marks(s), foot(s.heading, TITLE, s.month), _GROUPS)


def settlement_workbook(settlement: Settlement) -> bytes:
    """The same tables as an Excel workbook."""
    s = settlement
    return workbook(settlement_tables(s), f"{s.heading.centre} {TITLE} {s.month.text}", _marks(s))


def posting_tables(settlement: Settlement) -> tuple[Table, ...]:
    """Names masked, no age or birth; the masked ID number only when the setting lets it stand (domain.md §8.3)."""
    tail = settlement.heading.posting_id_tail
    columns = (*_HEAD[: 3 if tail else 2], Column("category", "人员类别"), *_TAIL)
    rows = [_posted(number, row, tail) for number, row in enumerate(settlement.rows, 1)]
    blank: list[Cell] = [""] * (len(columns) - 8)
    totals = ("合计", *blank, *_sums(settlement))
    return (Table("补贴明细", columns, rows, totals), _modes(settlement), _payers(settlement))


def posting_pdf(settlement: Settlement) -> bytes:
    """The copy that hangs on the notice board."""
    s = settlement
    title = f"{TITLE}（公示）"
    top = Top(title, subtitle(s.heading, s.month.text), "单位：元")
    notes = [*_trial(s), _posting(s.heading), "公示期内如有异议，请向本中心提出。"]
    closing = Closing(notes, s.subsidy, _POSTED_BY, _LABEL)
    return table_paper(top, posting_tables(s), closing, _marks(s), foot(s.heading, title, s.month), _posted_groups(s))


def posting_workbook(settlement: Settlement) -> bytes:
    """The posted copy as an Excel workbook."""
    s = settlement
    return workbook(posting_tables(s), f"{s.heading.centre} {TITLE}（公示）{s.month.text}", _marks(s))


def subtitle(heading: Heading, period: str) -> str:
    """Centre, community code, month, operator."""
    return f"{heading.centre}（{heading.code}）　{period}　运营方：{heading.operator}"


def mark(heading: Heading) -> str:
    """演示 on everything made from sample data."""
    return "演示" if heading.demo else ""


def foot(heading: Heading, title: str, month: Month) -> str:
    """What a loose page belongs to, who made the paper, and when."""
    return f"{title}　{month.text}　制表：{heading.made_by}　{heading.made_at:%Y-%m-%d %H:%M}"


def _posted_groups(s: Settlement) -> tuple[tuple[str, int], ...]:
    return ("", 4 if s.heading.posting_id_tail else 3), ("餐次", 4), ("", 3)


def _posting(heading: Heading) -> str:
    return f"公示起止：{long_date(heading.posted_from)}至{long_date(heading.posted_to)}。"


def trial_mark(heading: Heading, unfinished: str) -> str:
    """演示 as `mark`, and 试算 on everything that may not be signed yet."""
    return "　".join(word for word in (mark(heading), "试算" if unfinished else "") if word)


def _marks(s: Settlement) -> str:
    return trial_mark(s.heading, s.unfinished)


def _trial(s: Settlement) -> list[str]:
    return [f"本表为试算，不作结算依据：{s.unfinished}。"] if s.unfinished else []


def _notes(s: Settlement) -> list[str]:
    notes = [
        *_trial(s),
        f"原价合计 {s.price.paper()} = 个人自付 {s.pay.paper()}（含记账未收）+ 补贴 {s.subsidy.paper()}。",
        "已核对：补贴等于各承担方之和；逐日凭证合计与就餐流水、日结单一致。",
        f"餐费由{HOLDERS[s.heading.holder]}；应付运营方 {s.payable.paper()} 元，{upper(s.payable, prefix=True)}。",
    ]
    if s.own:
        notes.append(f"其中运营方自行承担 {s.own.paper()} 元，不计入应付。")
    if s.before is not None:
        b = s.before
        notes.append(
            f"另有启用前手工数（截至{long_date(b.until)}）：{b.meals:,} 份，原价 {b.price.paper()}，"
            f"补贴 {b.subsidy.paper()}，自付 {b.pay.paper()}；未计入上表。"
        )
    return notes


def _whole(number: int, row: SubsidyRow) -> tuple[Cell, ...]:
    head = (number, row.name, row.id_no, row.age, row.group, row.community)
    return (*head, row.early, row.noon, row.late, row.meals, row.standard, row.subsidy, row.pay, row.note)


def _posted(number: int, row: SubsidyRow, tail: bool) -> tuple[Cell, ...]:
    head: tuple[Cell, ...] = (number, mask_name(row.name), *((mask_id(row.id_no),) if tail else ()), row.category)
    return (*head, row.early, row.noon, row.late, row.meals, row.standard, row.subsidy, row.pay)


def _whole_totals(s: Settlement) -> tuple[Cell, ...]:
    return ("合计", "", "", "", "", "", *_sums(s), "")


def _sums(s: Settlement) -> tuple[Cell, ...]:
    """Totals of the columns of _TAIL, the listed residents only."""
    early, noon, late = (sum(getattr(row, name) for row in s.rows) for name in ("early", "noon", "late"))
    money = (total(row.subsidy for row in s.rows), total(row.pay for row in s.rows))
    return (early, noon, late, early + noon + late, "", *money)


def _modes(s: Settlement) -> Table:
    rows = [(one.mode, one.meals, one.price, one.subsidy, one.pay) for one in s.modes]
    return Table("三种供餐方式", _MODES, rows, ("合计", s.meals, s.price, s.subsidy, s.pay))


def _payers(s: Settlement) -> Table:
    rows = [(one.name, one.amount, upper(one.amount, prefix=True)) for one in s.payers]
    whole = total(one.amount for one in s.payers)
    return Table("补贴承担", _PAYERS, rows, ("合计", whole, upper(whole, prefix=True)))


def _payments(s: Settlement) -> Table:
    rows = [(one.name, one.amount) for one in s.payments]
    return Table("个人自付方式", _PARTS, rows, ("合计", total(one.amount for one in s.payments)))
