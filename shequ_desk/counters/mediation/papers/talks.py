"""What was looked into and talked about: investigation, evidence, mediation."""

from collections.abc import Iterator, Sequence

from shequ_desk.counters.mediation.papers.form import (
    SIGNED,
    Ruled,
    Sign,
    Story,
    between,
    head,
    line,
    moment,
    names,
    numbered,
    party_grids,
    signed,
    signs,
    table,
    texts,
    top,
)
from shequ_desk.counters.mediation.rules import DOCUMENTS, END_REASONS, Attachment, CaseFile, LogEntry
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper import official
from shequ_desk.paper.sheet import Block

EVIDENCE = ("photo", "evidence", "other")
PROOF = ("proof",)
_TIME_TO_FILL = "　　　　年　　月　　日　　时　　分"
_TOLD = (
    "调解员向当事人告知了人民调解的原则、当事人的权利和义务，介绍了调解员和记录人的身份；"
    "当事人对调解员和参加人：□无异议　□有异议。"
)


def entries(file: CaseFile, kind: str) -> list[LogEntry]:
    """The log's entries of a kind, in the order they happened."""
    return sorted((one for one in file.case.log if one.kind == kind), key=lambda one: (one.at, one.no))


def shown(file: CaseFile, kinds: Sequence[str]) -> list[Attachment]:
    """The kept files of some kinds, but for scans that stand for a signed original."""
    scans = {one.attachment_id for one in file.case.originals if not one.withdrawn}
    return [one for one in file.case.attachments if one.kind in kinds and one.id not in scans]


def investigation(file: CaseFile) -> list[Story]:
    """人民调解调查记录, one for each talk; without any an empty one to take along."""
    return [_looked(file, one) for one in entries(file, "investigate") or (None,)]


def _looked(file: CaseFile, entry: LogEntry | None) -> Story:
    return [
        *top(file, DOCUMENTS["investigation"]),
        line("时间", moment(entry.at) if entry else _TIME_TO_FILL),
        line("地点", entry.place if entry else ""),
        line("参加人", entry.people if entry else ""),
        line("被调查人", ""),
        line("纠纷名称", f"{between(file)}{file.case.details.title}"),
        head("调查情况："),
        *_told(file, entry, 9),
        *signed(
            Sign(f"被调查人{SIGNED}"),
            Sign(f"调查人{entry.host if entry else ''}（签名）", 1),
            Sign(f"记录人{entry.recorder if entry else ''}（签名）", 1),
        ),
    ]


def _told(file: CaseFile, entry: LogEntry | None, blank: int) -> Iterator[Block]:
    """An entry's words and what mends them."""
    if entry is None:
        yield Ruled(blank)
        return
    yield from texts(entry.text)
    for later in file.case.log:
        if later.corrects == entry.id:
            yield official.paragraph(f"{later.text}（{moment(later.at)}，{later.clerk}）")


def record(file: CaseFile) -> list[Story]:
    """人民调解记录, one for each talk; the last one ends with what came of it."""
    talks = entries(file, "mediate") or (None,)
    return [_talk(file, one, place == len(talks)) for place, one in enumerate(talks, 1)]


def _talk(file: CaseFile, entry: LogEntry | None, last: bool) -> Story:
    return [
        *top(file, DOCUMENTS["record"]),
        line("时间", moment(entry.at) if entry else _TIME_TO_FILL),
        line("地点", entry.place if entry else ""),
        line("事由", f"{between(file)}{file.case.details.title}"),
        line("当事人", names(file.case.parties)),
        line("参加人", entry.people if entry else ""),
        official.paragraph(_TOLD),
        head("调解过程（各方陈述、核实情况）："),
        *_told(file, entry, 8),
        *(_result(file) if last else ()),
        *signed(
            *signs(file.case.parties),
            Sign("参加人（签名）", 1),
            Sign(f"人民调解员{entry.host if entry else file.case.mediator}（签名）", 1),
            Sign(f"记录人{entry.recorder if entry else ''}（签名）", 1),
        ),
    ]


def _result(file: CaseFile) -> Iterator[Block]:
    """The terms with the warning that goes with them, or why there are none and what is left to do."""
    case = file.case
    yield head("调解结果：")
    if case.agreement is not None:
        yield official.paragraph(f"当事人于{long_date(case.agreement.made_on)}达成协议：")
        yield from numbered(case.agreement.content)
        yield official.paragraph("已告知当事人：调解协议具有法律约束力，不履行协议应承担相应的责任。")
    elif case.ending is not None:
        yield official.paragraph(f"{END_REASONS[case.ending.reason]}。{case.ending.note}")
        yield official.paragraph(f"已告知当事人可以通过{'、'.join(case.ending.remedies)}途径解决。")
    else:
        yield Ruled(3)


def evidence(file: CaseFile) -> list[Story]:
    """人民调解证据材料: the list; the photos and scans themselves follow it."""
    rows = [
        [str(place), one.name, one.kind_text, one.giver, str(one.copies), str(one.pages), f"{one.added_at:%Y-%m-%d}"]
        for place, one in enumerate(shown(file, EVIDENCE), 1)
    ]
    titles = ("序号", "名称", "来源", "提供人", "份数", "页数", "日期")
    return [
        [
            *top(file, f"{DOCUMENTS['evidence']}清单"),
            line("纠纷名称", file.case.details.title),
            table((34, 150, 66, 66, 34, 34, 74), titles, rows or [[""] * len(titles)] * 3),
            *signed(Sign(f"提供人{SIGNED}"), Sign("接收人（签名）")),
        ]
    ]


def extension(file: CaseFile) -> list[Story]:
    """延长调解期限申请书: longer than a month only when both sides ask (宁波市人民调解条例 art 27)."""
    return [
        [
            *top(file, "延长调解期限申请书"),
            *party_grids(file),
            official.paragraph(
                f"{file.case.details.title}一案于{long_date(file.case.accepted_on)}受理。双方当事人共同要求将调解期限"
                f"延长至{long_date(one.until)}。"
            ),
            official.paragraph(f"理由：{one.reason}"),
            *signed(*signs(file.case.parties), Sign("人民调解员（签名）")),
        ]
        for one in file.case.extensions
    ]
