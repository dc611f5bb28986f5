"""After the agreement: performance, return visits, judicial confirmation."""

from collections.abc import Sequence

from shequ_desk.counters.mediation.papers.form import (
    FORM,
    Sign,
    Story,
    fields,
    head,
    line,
    names,
    numbered,
    signed,
    signs,
    table,
    texts,
    top,
)
from shequ_desk.counters.mediation.rules import CONFIRMATIONS, DOCUMENTS, PERFORMANCES, CaseFile, Party, Visit
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper import official
from shequ_desk.paper.grid import Cell, Grid
from shequ_desk.paper.official import OnGrid
from shequ_desk.paper.parts import Prose
from shequ_desk.paper.sheet import Block, Stack
from shequ_desk.paper.style import OFFICIAL_FLUSH, OFFICIAL_HEADLINE

_DAY_TO_FILL = "　　　　年　　月　　日"
_PROMISE = (
    "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；"
    "如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和其他法律责任。"
)


def performance(file: CaseFile) -> list[Story]:
    """履行情况记录."""
    case = file.case
    rows = [[f"{one.day:%Y-%m-%d}", PERFORMANCES[one.state], one.text, one.clerk] for one in case.performances]
    until = case.agreement.perform_by if case.agreement else None
    return [
        [
            *top(file, DOCUMENTS["performance"]),
            line("当事人", names(case.parties)),
            line("约定的履行期限", long_date(until) if until else "即时履行"),
            head("协议内容："),
            *numbered(case.agreement.content if case.agreement else ""),
            table((74, 66, 242, 60), ("日期", "履行情况", "说明", "记录人"), rows or [[""] * 4] * 3),
            *signed(*signs(case.parties), Sign("人民调解员（签名）")),
        ]
    ]


def visit(file: CaseFile) -> list[Story]:
    """人民调解回访记录, one for each visit; before the first an empty one to take along."""
    return [_visit(file, one) for one in file.case.visits or (None,)]


def _visit(file: CaseFile, one: Visit | None) -> Story:
    case = file.case
    found = [("履行情况", PERFORMANCES[one.performance] if one else "")]
    found.append(("当事人意见", ("满意" if one.satisfied else "不满意") if one else ""))
    after = f"下次回访：{long_date(one.next_on)}" if one and one.next_on else ""
    return [
        *top(file, DOCUMENTS["visit"]),
        fields(
            [("当事人", names(case.parties))],
            [("协议编号", case.number)],
            [("回访事由", case.details.title)],
            [("回访日期", long_date(one.day) if one else _DAY_TO_FILL), ("回访人", one.visitor if one else "")],
            found,
        ),
        head("回访情况（履行情况、当事人意见、有无诉讼、隐患和措施）："),
        *texts(one.text if one else "", 8),
        *texts(after),
        *signed(*signs(case.parties, "被回访人"), Sign("回访人（签名）")),
    ]


def confirmation(file: CaseFile) -> list[Story]:
    """司法确认申请书, both parties together (人民调解法 art 33, 法释〔2011〕5号), and the court's answer."""
    case, made, asked = file.case, file.case.agreement, file.case.confirmation
    court = asked.court if asked else ""
    effective = made.effective_on if made else None
    day = long_date(effective) if effective else _DAY_TO_FILL
    return [
        [
            Prose("司法确认申请书", OFFICIAL_HEADLINE),
            line("调解协议编号", case.number),
            *(_applicant(party, place) for place, party in enumerate(case.parties, 1)),
            head("请求事项："),
            official.paragraph(f"请求依法确认{case.committee.name}主持达成的{case.number}调解协议有效。"),
            head("事实和理由："),
            official.paragraph(
                f"申请人因{case.details.title}，经{case.committee.name}主持调解，达成调解协议，协议于{day}生效。内容如下："
            ),
            *numbered(made.content if made else ""),
            official.paragraph(_PROMISE),
            Stack([official.paragraph("此致"), Prose(court or "　　　　　　　　　　人民法院", OFFICIAL_FLUSH)]),
            *signed(*signs(case.parties, "申请人")),
            line("附", f"调解协议书一份；{names(case.parties)}身份证明"),
            *_answer(file),
        ]
    ]


def _applicant(party: Party, place: int) -> Block:
    rows = _person(party) if party.kind == "person" else _organisation(party)
    grid = Grid((72, 149, 72, 149), rows, look=FORM)
    return Stack([head(f"申请人{place}："), OnGrid(grid)])


def _person(party: Party) -> list[list[Cell]]:
    born = long_date(party.birth) if party.birth else ""
    return [
        [Cell("姓名"), Cell(party.name), Cell("性别"), Cell(party.sex)],
        [Cell("民族"), Cell(party.ethnic), Cell("出生日期"), Cell(born)],
        [Cell("身份证号"), Cell(party.id_number), Cell("联系方式"), Cell(party.phone)],
        [Cell("住址"), Cell(party.address, span=3)],
    ]


def _organisation(party: Party) -> list[list[Cell]]:
    return [
        [Cell("单位名称"), Cell(party.name, span=3)],
        [Cell("信用代码"), Cell(party.uscc), Cell("联系方式"), Cell(party.phone)],
        [Cell("法定代表人"), Cell(party.head), Cell("职务"), Cell(party.occupation)],
        [Cell("住所"), Cell(party.address, span=3)],
    ]


def _answer(file: CaseFile) -> Sequence[Block]:
    """What the court decided."""
    asked = file.case.confirmation
    if asked is None:
        return ()
    day = f"，{long_date(asked.result_on)}" if asked.result_on else ""
    number = f"，{asked.paper_no}" if asked.paper_no else ""
    result = "" if asked.result == "applied" else f"，{CONFIRMATIONS[asked.result]}"
    return (line("办理情况", f"{long_date(asked.applied_on)}申请{result}{day}{number}"),)
