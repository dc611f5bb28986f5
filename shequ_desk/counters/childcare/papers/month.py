"""托育服务月报表 and 儿童健康与月龄情况表 for the authority, as PDF and workbook."""

from collections.abc import Iterable, Sequence
from datetime import date

from shequ_desk.counters.childcare.papers.look import foot, mark, subtitle
from shequ_desk.counters.childcare.rules.ages import SCHOOL
from shequ_desk.counters.childcare.rules.month import AgeLine, MonthFigures, Sum
from shequ_desk.counters.childcare.rules.papers import MonthPaper
from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.money import total, upper
from shequ_desk.kernel.rates import percent
from shequ_desk.paper.listing import Closing, Heading, table_paper
from shequ_desk.paper.workbook import workbook

TITLE = "托育服务月报表"
HEALTH_TITLE = "托育儿童健康与月龄情况表"
_SIGNATURES = ("制表", "审核", "负责人（盖章）")
_SUMMARY = (Column("name", "指标"), Column("value", "数量", "int"), Column("unit", "单位"))
_SUMS = (
    Column("visits", "人次", "int"),
    Column("hours", "时长（小时）", "percent"),
    Column("minutes", "折合（分钟）", "int"),
    Column("price", "应收（元）", "money"),
    Column("care", "家长自付（元）", "money"),
    Column("borne", "减免承担（元）", "money"),
    Column("meal", "餐费（元）", "money"),
)
_USES = (
    Column("group", "班型"),
    Column("session", "时段"),
    Column("used", "使用（人·分钟）", "int"),
    Column("offered", "提供（人·分钟）", "int"),
    Column("percent", "使用率", "percent"),
)
_PAYERS = (Column("payer", "承担方"), Column("amount", "金额（元）", "money"), Column("words", "大写金额"))
_AGES = (
    Column("class", "月龄班型"),
    Column("children", "儿童数", "int"),
    Column("boys", "男", "int"),
    Column("girls", "女", "int"),
    Column("healthy", "健康检查有效", "int"),
    Column("healthy_share", "检查率", "percent"),
    Column("vaccinated", "接种证已查验", "int"),
    Column("vaccinated_share", "查验率", "percent"),
    Column("abnormal", "晨检异常（次）", "int"),
)
_CLASS_AGES = {"乳儿班": "乳儿班（6–12 月）", "托小班": "托小班（12–24 月）", "托大班": "托大班（24–36 月）"}


def month_tables(paper: MonthPaper) -> tuple[Table, ...]:
    """Summary, programmes, classes, days, use of places and payers, for paper and workbook alike."""
    f = paper.figures
    days: list[tuple[str | date, Sum]] = list(f.by_day)
    return (
        Table("主要指标", _SUMMARY, _indicators(f)),
        _sums(f, "各项目情况", "项目", [(one.name, one) for one in f.by_programme]),
        _sums(f, "各月龄班型情况", "班型", [(one.name, one) for one in f.by_class]),
        _uses(f),
        _payers(f),
        _sums(f, "逐日情况", "日期", days),
    )


def month_pdf(paper: MonthPaper) -> bytes:
    """The month to be signed; marked 试算, and why, while it is not final."""
    top = Heading(TITLE, subtitle(paper.head, paper.figures.month.text))
    notes = [*_trial(paper), *_proof(paper.figures)]
    closing = Closing(notes, paper.figures.list_price, _SIGNATURES)
    return table_paper(top, month_tables(paper), closing, _marks(paper), foot(paper.head))


def month_workbook(paper: MonthPaper) -> bytes:
    """The same tables as an Excel workbook."""
    return workbook(month_tables(paper), f"{paper.head.centre} {TITLE} {paper.figures.month.text}", _marks(paper))


def health_tables(paper: MonthPaper) -> tuple[Table, ...]:
    """Children by age class with health checks, vaccination and abnormal morning checks; those under 3 apart."""
    lines = paper.figures.ages
    young = [one for one in lines if one.name != SCHOOL]
    rows = [_age(_CLASS_AGES.get(one.name, one.name), [one]) for one in young]
    rows += [_age("3 岁以下小计", young)] if young else []
    rows += [_age(one.name, [one]) for one in lines if one.name == SCHOOL]
    return (Table("儿童健康与月龄情况", _AGES, rows, _age("合计", lines)),)


def health_pdf(paper: MonthPaper) -> bytes:
    """The table for the authority."""
    f = paper.figures
    top = Heading(HEALTH_TITLE, subtitle(paper.head, f.month.text), "单位：人")
    notes = [
        *_trial(paper),
        "儿童按本月最后一次在托时的月龄归班，同一儿童只计一次；健康检查以本月内有效为准。",
        f"主要由祖辈照护的儿童 {f.grandparents} 人；本月事故记录 {f.incidents} 起。",
        *_unknown_sex(f.ages),
    ]
    return table_paper(top, health_tables(paper), Closing(notes, None, _SIGNATURES), _marks(paper), foot(paper.head))


def health_workbook(paper: MonthPaper) -> bytes:
    """The same table as an Excel workbook."""
    title = f"{paper.head.centre} {HEALTH_TITLE} {paper.figures.month.text}"
    return workbook(health_tables(paper), title, _marks(paper))


def _marks(paper: MonthPaper) -> str:
    return "　".join(word for word in (mark(paper.head), "试算" if paper.unfinished else "") if word)


def _trial(paper: MonthPaper) -> list[str]:
    return [f"本表为试算：{paper.unfinished}。"] if paper.unfinished else []


def _proof(f: MonthFigures) -> list[str]:
    return [
        "已核对：各项目合计、各班型合计、逐日合计均等于总计；各承担方合计等于应收托育费。",
        f"家长自付 {f.care.paper()} + 餐费 {f.meal_fee.paper()} = 本月托育收款凭证合计 {f.receipts.paper()}。",
        "退费以红字凭证冲减，计入退费当日；小时数由分钟折算，各行四舍五入，合计按总分钟折算。",
        "时长按预约时间内的在托时间计；使用率为时段内的在托时间占开放名额时间的比例，两者的分钟数可以不同。",
    ]


def _indicators(f: MonthFigures) -> list[tuple[Cell, ...]]:
    return [
        ("托育人次", f.visits, "人次"),
        ("在托儿童", f.children, "人"),
        ("　其中：主要由祖辈照护", f.grandparents, "人"),
        ("照护时长", f.hours, "小时"),
        ("　折合", f.minutes, "分钟"),
        ("候补登记", f.turns, "次"),
        ("　其中：转为预约", f.taken, "次"),
        ("预约未到", f.no_shows, "次"),
        ("临时取消", f.late_cancels, "次"),
        ("事故记录", f.incidents, "起"),
        ("拒绝交接", f.refused, "次"),
        ("应收托育费", f.list_price, "元"),
        ("　其中：家长自付", f.care, "元"),
        ("　　　　减免承担", f.borne, "元"),
        ("餐费", f.meal_fee, "元"),
    ]


def _sums(f: MonthFigures, title: str, key: str, named: Sequence[tuple[str | date, Sum]]) -> Table:
    columns = (Column("name", key, "date" if key == "日期" else "text"), *_SUMS)
    whole = Sum("合计", f.visits, f.minutes, f.list_price, f.care, f.meal_fee)
    rows = [_sum(name, one) for name, one in named]
    return Table(title, columns, rows, _sum("合计", whole) if rows else None)


def _sum(name: str | date, one: Sum) -> tuple[Cell, ...]:
    borne = one.list_price - one.care
    return (name, one.visits, one.hours, one.minutes, one.list_price, one.care, borne, one.meal_fee)


def _uses(f: MonthFigures) -> Table:
    rows = [(one.group_name, one.session_name, one.used, one.offered, one.percent) for one in f.uses]
    used, offered = (sum(getattr(one, name) for one in f.uses) for name in ("used", "offered"))
    return Table("名额使用率", _USES, rows, ("合计", "", used, offered, percent(used, offered)) if rows else None)


def _payers(f: MonthFigures) -> Table:
    rows = [(one.payer, one.amount, upper(one.amount, prefix=True)) for one in f.payers]
    whole = total(one.amount for one in f.payers)
    return Table("费用承担", _PAYERS, rows, ("合计", whole, upper(whole, prefix=True)) if rows else None)


def _age(name: str, lines: Sequence[AgeLine]) -> tuple[Cell, ...]:
    children, boys, girls = (_total(lines, key) for key in ("children", "boys", "girls"))
    healthy, vaccinated = (_total(lines, key) for key in ("health_checked", "vaccinated"))
    shares = (percent(healthy, children), percent(vaccinated, children))
    return (name, children, boys, girls, healthy, shares[0], vaccinated, shares[1], _total(lines, "abnormal_checks"))


def _total(lines: Iterable[AgeLine], key: str) -> int:
    return sum(getattr(one, key) for one in lines)


def _unknown_sex(lines: Iterable[AgeLine]) -> list[str]:
    unknown = sum(one.children - one.boys - one.girls for one in lines)
    return [f"另有 {unknown} 名儿童性别未登记。"] if unknown else []
