"""The first papers of a file: application, registration, rights, certificates, mandate, letter of the referrer."""

from shequ_desk.counters.mediation.papers.form import (
    SIGNED,
    Sealed,
    Sign,
    Story,
    addressed,
    agent_text,
    between,
    boxes,
    fields,
    head,
    line,
    names,
    numbered,
    party_grids,
    side,
    signed,
    signs,
    table,
    texts,
    top,
)
from shequ_desk.counters.mediation.rules import (
    DIFFICULTIES,
    DOCUMENTS,
    PARTY_KINDS,
    REFERRERS,
    SIDES,
    CaseFile,
    Party,
    type_text,
)
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper import official
from shequ_desk.paper.parts import Prose
from shequ_desk.paper.style import OFFICIAL_HEADLINE

_TOLD = "人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"
_SOURCES = (("apply", "当事人申请"), ("own", "主动调解"), ("referred", "接受委托移送调解"))
_RIGHTS = (
    "（一）选择或者接受人民调解员；",
    "（二）接受调解、拒绝调解或者要求终止调解；",
    "（三）要求调解公开进行或者不公开进行；",
    "（四）自主表达意愿、自愿达成调解协议。",
)
_DUTIES = (
    "（一）如实陈述纠纷事实；",
    "（二）遵守调解现场秩序，尊重人民调解员；",
    "（三）尊重对方当事人行使权利。",
)
_EFFECT = (
    "经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。"
    "双方可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。调解不成的，可以依法通过仲裁、行政、司法等途径维护自己的权利。"
)


def application(file: CaseFile) -> list[Story]:
    """人民调解申请书."""
    details = file.case.details
    asked = [head("当事人申请事项："), *numbered(details.requests, 3)]
    return [
        [
            *top(file, DOCUMENTS["application"]),
            *party_grids(file),
            head("纠纷简要情况："),
            *texts(details.brief),
            *asked,
            official.paragraph(_TOLD),
            *signed(*signs(side(file, "applicant"))),
        ]
    ]


def registration(file: CaseFile) -> list[Story]:
    """人民调解受理登记表."""
    case, details = file.case, file.case.details
    kind = " · ".join(part for part in (type_text(details.type_code), details.subtype) if part)
    return [
        [
            *top(file, DOCUMENTS["registration"]),
            fields(
                [("纠纷名称", details.title)],
                [("受理日期", long_date(case.accepted_on)), ("纠纷类型", kind)],
                [("难易程度", DIFFICULTIES[details.difficulty]), ("涉及金额", f"{details.amount.paper()} 元")],
                [("案件来源", boxes(details.source, _SOURCES))],
                [("发生地点", " ".join(part for part in (file.area, details.place) if part))],
                [("人民调解员", case.mediator), ("登记人", case.accepted_by)],
                [("备注", _referred(file))],
            ),
            *party_grids(file),
            head("纠纷简要情况："),
            *texts(details.brief),
            official.paragraph("经征求双方当事人意见，当事人同意由人民调解委员会调解。"),
            *signed(*signs(case.parties), Sign("登记人（签名）"), Sealed(case.committee.name, case.accepted_on)),
        ]
    ]


def _referred(file: CaseFile) -> str:
    details = file.case.details
    if details.source != "referred":
        return ""
    number = f"，{details.referral_no}" if details.referral_no else ""
    return f"{REFERRERS[details.referrer]}委托移送：{details.referrer_name}{number}"


def rights(file: CaseFile) -> list[Story]:
    """权利义务告知书: 人民调解法 arts 4, 23, 24, 31, 33."""
    return [
        [
            *top(file, DOCUMENTS["rights"]),
            line("当事人", names(file.case.parties)),
            official.paragraph("根据《中华人民共和国人民调解法》，现将当事人在人民调解活动中的权利和义务告知如下。"),
            head("一、当事人享有下列权利（第二十三条）："),
            *(official.paragraph(one) for one in _RIGHTS),
            head("二、当事人履行下列义务（第二十四条）："),
            *(official.paragraph(one) for one in _DUTIES),
            head("三、其他事项："),
            official.paragraph("人民调解委员会调解民间纠纷，不收取任何费用。"),
            official.paragraph(_EFFECT),
            official.paragraph("以上内容已向我告知，我已知悉。"),
            *signed(*signs(file.case.parties), Sign("人民调解员（签名）")),
        ]
    ]


def identity(file: CaseFile) -> list[Story]:
    """Whose certificate was seen, when and by whom; no copy of it is in the file."""
    rows = [_seen(party) for party in file.case.parties]
    titles = ("当事人", "地位", "证件号码", "核验日期", "核验人")
    return [
        [
            *top(file, DOCUMENTS["identity"]),
            line("纠纷名称", file.case.details.title),
            table((90, 66, 150, 90, 60), titles, rows),
            official.paragraph("以上证件由核验人当面查看原件，卷内不留证件复印件和影像。"),
            *signed(Sign("核验人（签名）")),
        ]
    ]


def _seen(party: Party) -> list[str]:
    number = party.id_number if party.kind == "person" else party.uscc
    day = f"{party.verified_on:%Y-%m-%d}" if party.verified_on else ""
    return [party.name, SIDES[party.side], number, day, party.verified_by]


def mandate(file: CaseFile) -> list[Story]:
    """授权委托书, one for each party that sends an agent."""
    return [
        _mandate(file, party) for party in file.case.parties if any(agent.kind == "mandate" for agent in party.agents)
    ]


def _mandate(file: CaseFile, party: Party) -> Story:
    agents = [agent for agent in party.agents if agent.kind == "mandate"]
    who = "法定代表人" if party.kind == "organisation" else "委托人"
    scope = "；".join(agent.scope for agent in agents if agent.scope) or "　　　　　　　　　　　　　　　　"
    return [
        *top(file, DOCUMENTS["mandate"]),
        line("委托人", f"{party.name}（{PARTY_KINDS[party.kind]}）"),
        *(line("受托人", agent_text(agent)) for agent in agents),
        official.paragraph(
            f"现委托上列受托人在{between(file)}{file.case.details.title}一案的人民调解中，作为委托代理人。"
        ),
        official.paragraph(f"代理权限：{scope}"),
        official.paragraph("代理期限：自签署之日起至调解终结之日止。"),
        *signed(Sign(f"{who}{SIGNED}"), *(Sign(f"受托人{agent.name}（签名）") for agent in agents)),
    ]


def referral(file: CaseFile) -> list[Story]:
    """委托调解函 for the referring body to seal, when it has sent none of its own."""
    case, details = file.case, file.case.details
    number = details.referral_no or "（　　　　）　　　第　　　号"
    asked = f"{between(file)}{details.title}一案，经征得当事人同意，现委托你会进行调解。请将调解结果书面告知我单位。"
    return [
        [
            Prose(DOCUMENTS["referral"], OFFICIAL_HEADLINE),
            line("函号", number),
            addressed(case.committee.name),
            official.paragraph(asked),
            head("纠纷简要情况："),
            *texts(details.brief),
            Sealed(details.referrer_name, None),
            head("接收情况："),
            line("案号", case.number),
            line("接收日期", long_date(case.accepted_on)),
            Sign("接收人（签名）"),
        ]
    ]
