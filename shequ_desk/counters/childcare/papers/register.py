"""入托登记表, 健康检查和接种查验单, 接送授权委托书 and the one-time 委托书."""

from shequ_desk.counters.childcare.papers.look import (
    DATED,
    PLAIN,
    TEXT,
    day_text,
    facts,
    form,
    heading,
    moment_text,
    signing,
    table,
)
from shequ_desk.counters.childcare.rules.child import ChildCard, ChildFile
from shequ_desk.counters.childcare.rules.documents import CARER_KINDS, Document
from shequ_desk.counters.childcare.rules.door import CONFIRMATIONS, Delegation, PickupPerson
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.paper.parts import Gap, Prose

_RULE = "接送人须年满 18 周岁，接送时出示本人身份证件原件，由工作人员核对姓名和证件尾号。"


def registration_pdf(papers: ChildPapers) -> bytes:
    """入托登记表: the child, who cares for it, its health, the papers in the file, who may fetch it."""
    file, card = papers.file, papers.file.card or ChildCard(papers.file.child_id, "")
    guardians = [[one.name, one.relation, one.phone_masked] for one in file.guardians]
    documents = [_document(one) for one in file.documents if one.stands(papers.day)]
    adults = [_adult(one) for one in file.pickups if one.holds(papers.day)]
    story = [
        facts((*_who(file), ("月龄", f"{file.age}（{papers.day}）"))),
        facts(
            (
                ("住址", file.address),
                ("平时主要照护", card.carer_kind or _choices(CARER_KINDS)),
                ("过敏与禁忌", card.allergies),
                ("健康情况", card.health),
            ),
            1,
        ),
        facts((("紧急联系人", card.contact), ("联系电话", card.contact_phone))),
        heading("监护人"),
        table(("姓名", "与儿童的关系", "联系电话"), (2, 2, 3), guardians, max(2 - len(guardians), 0)),
        heading("入托材料"),
        table(
            ("材料", "日期", "有效期至", "签署人", "文本版本"), (2.4, 2, 2, 2, 1.6), documents, 0 if documents else 4
        ),
        heading("有权接送的成年人"),
        table(("姓名", "关系", "证件尾号", "联系电话", "有效期"), (2, 1.5, 1.5, 2.2, 3.4), adults, 0 if adults else 3),
        signing(("监护人签名", "登记人签名"), (DATED, "")),
    ]
    return form(papers.head, "入托登记表", "", story)


def checkup_pdf(papers: ChildPapers) -> bytes:
    """入托健康检查和预防接种查验单, to be filled in by the doctor (管理规范 11)."""
    said = "儿童入托前应当经医疗卫生机构健康检查合格，并查验预防接种证；离托三个月以上再入托的，须重新检查。"
    rows = [
        ["健康检查", "□ 合格　□ 不合格，建议："],
        ["传染病接触史", "□ 无　□ 有，说明："],
        ["过敏史和既往病史", "□ 无　□ 有，说明："],
        ["预防接种证", "□ 已查验，按程序接种　□ 需补种："],
        ["结论", "□ 可以入托　□ 暂缓入托，原因："],
    ]
    checks = table(("项目", "结果", "检查人"), (2, 5.5, 1.8), [[*row, ""] for row in rows])
    story = [
        Prose(said, TEXT),
        Gap(4),
        facts(_who(papers.file)),
        Gap(8),
        checks,
        signing(
            ("医疗卫生机构（盖章）", "检查医师签名"), (DATED, ""), ("托育机构查验人签名", "监护人签名"), (DATED, "")
        ),
    ]
    return form(papers.head, "入托健康检查和预防接种查验单", "", story)


def authority_pdf(papers: ChildPapers) -> bytes:
    """接送授权委托书: the guardian's list of adults who may fetch the child, with room for more."""
    name, relation = papers.guardian()
    rows = [[*_adult(one), ""] for one in papers.file.pickups if one.holds(papers.day)]
    titles = ("姓名", "关系", "证件尾号", "联系电话", "有效期", "本人签名")
    story = [
        Prose(_said(papers, name, relation, "授权下列成年人接送，授权期内有效，可随时书面撤回。"), TEXT),
        Gap(4),
        table(titles, (1.8, 1.3, 1.5, 2.2, 3.2, 1.8), rows, max(4 - len(rows), 1)),
        Gap(4),
        Prose(f"{_RULE}不在名单内的人来接，须由监护人当面签字或经回拨电话确认，一次有效。", PLAIN),
        signing(("委托人（监护人）签名", "经办人签名"), (DATED, "")),
    ]
    return form(papers.head, "接送授权委托书", "", story)


def delegation_pdf(papers: ChildPapers, delegation: Delegation | None = None) -> bytes:
    """一次性接送委托书 as it was written down, or a blank one."""
    one = delegation
    name, relation = (one.guardian, "") if one else papers.guardian()
    items = (
        ("受托人姓名", one.name if one else ""),
        ("与儿童的关系", one.relation if one else ""),
        ("证件尾号", one.id_tail if one else ""),
        ("联系电话", one.phone if one else ""),
        ("接送日期", day_text(one.day) if one else ""),
        ("登记时间", moment_text(one.at) if one else ""),
        ("确认方式", one.confirmed_how if one else _choices(CONFIRMATIONS)),
    )
    number = f"登记号：{one.id}　登记人：{one.clerk_name}" if one else ""
    used = [Prose(f"已于{moment_text(one.used_at)}使用，委托终止。", PLAIN)] if one and one.used_at else []
    story = [
        Prose(_said(papers, name, relation, "本次不能亲自接送，委托下列成年人接走，一次有效。"), TEXT),
        Gap(4),
        facts(items),
        Gap(4),
        Prose(_RULE, PLAIN),
        *used,
        signing(("委托人（监护人）签名", "受托人签名"), ("经办人签名", "核对人签名"), (DATED, "")),
    ]
    return form(
        papers.head, "一次性接送委托书", "　".join(part for part in (papers.head.centre, number) if part), story
    )


def _who(file: ChildFile) -> tuple[tuple[str, str], ...]:
    return (
        ("儿童姓名", file.name),
        ("性别", file.sex),
        ("出生日期", day_text(file.birth)),
        ("证件号码", file.id_masked),
    )


def _said(papers: ChildPapers, name: str, relation: str, said: str) -> str:
    who = f"{name}（{relation}）" if relation else name or "＿＿＿＿＿＿＿＿"
    return f"本人{who}是儿童{papers.file.name}（{day_text(papers.file.birth)}出生）的监护人，{said}"


def _document(one: Document) -> list[str]:
    signer = f"{one.signer}（{one.relation}）" if one.signer else ""
    return [one.title, str(one.signed_on), str(one.valid_to or "—"), signer, one.version]


def _adult(one: PickupPerson) -> list[str]:
    until = f"{one.first} 至 {one.last}" if one.last else f"{one.first} 起"
    return [one.name, one.relation, one.id_tail, one.phone, until]


def _choices(words: tuple[str, ...]) -> str:
    return "　".join(f"□ {word}" for word in words)
