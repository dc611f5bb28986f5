"""How a case ends on paper: agreement, oral agreement, notice, letters, explanation."""

from collections.abc import Iterator

from shequ_desk.counters.mediation.papers.form import (
    Sealed,
    Sign,
    Story,
    addressed,
    between,
    fields,
    head,
    line,
    moment,
    names,
    numbered,
    party_grids,
    signed,
    signs,
    texts,
    top,
    words,
)
from shequ_desk.counters.mediation.rules import (
    DOCUMENTS,
    END_REASONS,
    OUTCOMES,
    PERFORMANCES,
    Agreement,
    CaseFile,
    copies_by_law,
    type_text,
)
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper import official
from shequ_desk.paper.sheet import Block

_NUMERALS = "〇一二三四五六七八九十"


def agreement(file: CaseFile) -> list[Story]:
    """人民调解协议书 (人民调解法 art 29)."""
    return [_agreement(file, made) for made in (file.case.agreement,) if made and made.form == "written"]


def _agreement(file: CaseFile, made: Agreement) -> Story:
    case = file.case
    return [
        *top(file, DOCUMENTS["agreement"]),
        *party_grids(file),
        head("纠纷主要事实、争议事项："),
        *texts(made.facts),
        head("经调解，自愿达成如下协议："),
        *numbered(made.content),
        *_money(made),
        head("履行方式、期限："),
        *texts(_manner(made)),
        official.paragraph(f"本协议一式{_copies(file, made)}份，当事人各执一份，人民调解委员会留存一份。"),
        *signed(
            *signs(case.parties),
            Sign(f"人民调解员{case.mediator}（签名）"),
            Sign("记录人（签名）", 1),
            Sealed(case.committee.name, made.sealed_on),
        ),
    ]


def _copies(file: CaseFile, made: Agreement) -> str:
    count = made.copies or copies_by_law(len(file.case.parties))
    return _NUMERALS[count] if count < len(_NUMERALS) else str(count)


def _money(made: Agreement) -> Iterator[Block]:
    if made.amount:
        yield official.paragraph(f"协议涉及金额：{words(made.amount)}。")


def _manner(made: Agreement) -> str:
    until = (
        f"履行期限：{long_date(made.perform_by)}前。" if made.perform_by else "即时履行完毕。" if made.at_once else ""
    )
    return f"履行方式：{made.manner.rstrip('。')}。{until}"


def oral(file: CaseFile) -> list[Story]:
    """人民调解口头协议登记表: as the agreement, without the parties' signatures."""
    return [_oral(file, made) for made in (file.case.agreement,) if made and made.form == "oral"]


def _oral(file: CaseFile, made: Agreement) -> Story:
    case = file.case
    done = PERFORMANCES[case.performances[-1].state] if case.performances else "已履行" if made.at_once else "未履行"
    return [
        *top(file, DOCUMENTS["oral"]),
        fields(
            [("纠纷名称", case.details.title)],
            [("纠纷类型", type_text(case.details.type_code)), ("协议日期", long_date(made.made_on))],
            [("调解地点", case.details.place), ("涉及金额", f"{made.amount.paper()} 元")],
            [("调解结果", OUTCOMES["success"]), ("履行情况", done)],
        ),
        *party_grids(file),
        head("纠纷主要事实、争议事项："),
        *texts(made.facts),
        head("达成的口头协议内容："),
        *numbered(made.content),
        head("履行方式、期限："),
        *texts(_manner(made)),
        *signed(Sign(f"人民调解员{case.mediator}（签名）"), Sealed(case.committee.name, made.made_on)),
    ]


def notice(file: CaseFile) -> list[Story]:
    """终止调解通知书 (宁波市人民调解条例 arts 23, 27), with the receipt the parties sign."""
    case, ending = file.case, file.case.ending
    if ending is None:
        return []
    told = "、".join(f"{one}途径" for one in ending.remedies)
    return [
        [
            *top(file, DOCUMENTS["notice"]),
            addressed(names(case.parties)),
            official.paragraph(
                f"你们之间的{case.details.title}，本人民调解委员会于{long_date(case.accepted_on)}受理。"
                f"因{END_REASONS[ending.reason]}，现决定终止调解。"
            ),
            official.paragraph(f"具体情况：{ending.note}"),
            official.paragraph(f"终止调解后，当事人可以依法通过{told}解决纠纷，维护自己的合法权益。"),
            official.paragraph("特此通知。"),
            *signed(Sign(f"人民调解员{case.mediator}（签名）", 1), Sealed(case.committee.name, ending.day)),
            *signed(head("送达情况："), *signs(case.parties, "收到人")),
        ]
    ]


def passing(file: CaseFile) -> list[Story]:
    """转交函: to whom the case is passed on, and why."""
    case, passed = file.case, file.case.passing
    if passed is None:
        return []
    return [
        [
            *top(file, "转交函"),
            addressed(passed.receiver),
            official.paragraph(
                f"{between(file)}{case.details.title}一案，本人民调解委员会于{long_date(case.accepted_on)}受理，"
                f"案号{case.number}。现转交你单位处理，请予接收。"
            ),
            official.paragraph(f"转交原因：{passed.note}"),
            head("纠纷简要情况："),
            *texts(case.details.brief),
            *party_grids(file),
            *signed(Sealed(case.committee.name, passed.day), Sign("接收人（签名）")),
        ]
    ]


def reply(file: CaseFile) -> list[Story]:
    """委托调解结果反馈函: who referred the case is told what came of it (宁波市人民调解条例 art 19)."""
    case, details = file.case, file.case.details
    number = f"（{details.referral_no}）" if details.referral_no else ""
    return [
        [
            *top(file, "委托调解结果反馈函"),
            addressed(details.referrer_name),
            official.paragraph(
                f"你单位{number}委托本人民调解委员会调解的{between(file)}{details.title}一案，"
                f"于{long_date(case.accepted_on)}受理。现将调解结果函告如下。"
            ),
            *_outcome(file),
            *signed(Sealed(case.committee.name, case.finished_on)),
        ]
    ]


def _outcome(file: CaseFile) -> Iterator[Block]:
    case = file.case
    if case.passing is not None:
        yield official.paragraph(f"本案已转交{case.passing.receiver}处理。")
    elif case.ending is not None:
        yield official.paragraph(f"{OUTCOMES[case.outcome]}。{END_REASONS[case.ending.reason]}；{case.ending.note}")
    elif case.agreement is not None:
        yield official.paragraph(f"{OUTCOMES[case.outcome]}。协议内容：")
        yield from numbered(case.agreement.content)


def explanation(file: CaseFile) -> list[Story]:
    """卷宗情况说明: what is missing and why, what was put right, where the case went."""
    case = file.case
    return [
        [
            *top(file, DOCUMENTS["explanation"]),
            line("纠纷名称", f"{between(file)}{case.details.title}"),
            head("需要说明的情况："),
            *texts("\n".join(_explained(file)), 6),
            *signed(Sign("说明人（签名）", 1), Sealed(case.committee.name, None)),
        ]
    ]


def _explained(file: CaseFile) -> list[str]:
    case = file.case
    told = [f"缺《{one.title}》：{one.reason}（{long_date(one.day)}记）" for one in case.excuses]
    told += [f"《{one.title}》登记有误，已撤回：{one.withdrawn}" for one in case.originals if one.withdrawn]
    told += [f"{moment(one.at)}{one.text}" for one in case.log if one.corrects is not None]
    if case.passing is not None:
        told.append(f"本案于{long_date(case.passing.day)}转交{case.passing.receiver}：{case.passing.note}")
    return [f"{place}.{text}" for place, text in enumerate(told, 1)]
