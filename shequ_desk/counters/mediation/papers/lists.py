"""Lists: allowances to be signed for, cases for display; and the report of what cannot wait."""

from collections.abc import Sequence

from shequ_desk.counters.mediation.papers.form import (
    Sealed,
    Sign,
    addressed,
    fields,
    head,
    moment,
    party_grids,
    signed,
    texts,
    top,
)
from shequ_desk.counters.mediation.papers.plan import sheet_of
from shequ_desk.counters.mediation.rules import (
    DIFFICULTIES,
    OUTCOMES,
    AllowanceList,
    AllowanceRow,
    CaseFile,
    CaseRow,
    type_text,
)
from shequ_desk.kernel.figures import Cell, Column, Table
from shequ_desk.kernel.money import upper
from shequ_desk.paper import official
from shequ_desk.paper.listing import Closing, Heading, table_paper
from shequ_desk.paper.workbook import workbook

ALLOWANCE = "人民调解以案定补发放表"
SIGNATURES = ("制表", "审核", "调委会负责人", "社区负责人（盖章）")
_ALLOWANCE = (
    Column("no", "序号", "int"),
    Column("mediator", "调解员"),
    Column("number", "案号", "number_text"),
    Column("parties", "当事人"),
    Column("difficulty", "难易"),
    Column("outcome", "结果"),
    Column("finished_on", "结案日期", "date"),
    Column("papers", "卷宗"),
    Column("amount", "补贴（元）", "money"),
    Column("note", "说明"),
)
_BY_MEDIATOR = (
    Column("mediator", "调解员"),
    Column("cases", "件数", "int"),
    Column("amount", "补贴（元）", "money"),
    Column("words", "大写金额"),
    Column("sign", "领款人签名"),
)
_DISPLAY = (
    Column("no", "序号", "int"),
    Column("number", "案号", "number_text"),
    Column("parties", "当事人"),
    Column("type", "纠纷类型"),
    Column("accepted_on", "受理日期", "date"),
    Column("mediator", "调解员"),
    Column("chip", "状态"),
    Column("finished_on", "结案日期", "date"),
)


def allowance_tables(found: AllowanceList) -> tuple[Table, ...]:
    """The cases, then each mediator's sum with a place to sign, for paper and workbook alike."""
    rows = [_allowed(place, row) for place, row in enumerate(found.rows, 1)]
    blank: list[Cell] = [""] * 5
    cases = Table("补贴明细", _ALLOWANCE, rows, ("合计", "", *blank, "", found.amount, "") if rows else None)
    sums = [(name, count, amount, upper(amount, prefix=True), "") for name, count, amount in found.sums]
    whole = ("合计", len(found.rows), found.amount, upper(found.amount, prefix=True), "")
    return (cases, Table("按调解员", _BY_MEDIATOR, sums, whole)) if rows else (cases,)


def _allowed(place: int, row: AllowanceRow) -> tuple[Cell, ...]:
    case = row.case
    words = (DIFFICULTIES[case.difficulty], OUTCOMES[case.outcome], case.finished_on, f"{case.done}/{case.papers}")
    return (place, case.mediator, case.number, case.parties, *words, row.amount, row.note)


def allowance_pdf(found: AllowanceList) -> bytes:
    """The list of a month with the sum in words and places to sign."""
    notes = [f"补贴依据：{'；'.join(found.documents)}。" if found.documents else "还没有录入补贴标准。"]
    notes.append("卷宗栏为已入卷项数与应有项数；资料不齐的按标准中“资料不齐”一档计。")
    heading = Heading(ALLOWANCE, f"{found.centre}　{found.month.text}", "单位：元")
    closing = Closing(notes, found.amount if found.rows else None, SIGNATURES)
    return table_paper(heading, allowance_tables(found), closing, "演示" if found.demo else "")


def allowance_workbook(found: AllowanceList) -> bytes:
    """The same tables as an Excel workbook."""
    return workbook(
        allowance_tables(found), f"{found.centre} {ALLOWANCE} {found.month.text}", "演示" if found.demo else ""
    )


def display_pdf(title: str, subtitle: str, rows: Sequence[CaseRow], demo: bool) -> bytes:
    """Cases for display: 周某, no address, neither the name of the dispute nor its amount."""
    closing = Closing((f"共 {len(rows)} 件。",))
    return table_paper(Heading(title, subtitle), (_display("", rows),), closing, "演示" if demo else "")


def display_workbook(title: str, rows: Sequence[CaseRow], demo: bool) -> bytes:
    """The same list as an Excel workbook."""
    return workbook((_display(title, rows),), "", "演示" if demo else "")


def _display(title: str, rows: Sequence[CaseRow]) -> Table:
    return Table(title, _DISPLAY, [_displayed(place, row) for place, row in enumerate(rows, 1)])


def _displayed(place: int, row: CaseRow) -> tuple[Cell, ...]:
    return (place, row.number, row.parties, row.type_text, row.accepted_on, row.mediator, row.chip, row.finished_on)


def escalation_pdf(file: CaseFile, entry_id: int) -> bytes:
    """紧急情况报告 from a log entry (人民调解法 art 25): to whom it was reported, what, when, about whom."""
    case, details = file.case, file.case.details
    entry = next(one for one in case.log if one.id == entry_id)
    story = [
        *top(file, "紧急情况报告"),
        addressed(entry.people),
        official.paragraph(
            f"{case.committee.name}在办理下列纠纷时发现紧急情况，已于{moment(entry.at)}先行报告，"
            "现依照《中华人民共和国人民调解法》第二十五条书面报告如下。"
        ),
        head("紧急情况和已采取的措施："),
        *texts(entry.text),
        head("纠纷基本情况："),
        fields(
            [("纠纷名称", details.title)],
            [("纠纷类型", type_text(details.type_code)), ("涉及金额", f"{details.amount.paper()} 元")],
            [("发生地点", " ".join(part for part in (file.area, details.place) if part))],
            [("人民调解员", case.mediator), ("报告人", entry.clerk)],
        ),
        *party_grids(file),
        *texts(details.brief),
        *signed(Sealed(case.committee.name, entry.at.date()), Sign("接报人（签名）")),
    ]
    return sheet_of(file, "紧急情况报告").build(story)
