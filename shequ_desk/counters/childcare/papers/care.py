"""委托喂药单 and 事故记录, as written down or blank (domain.md §4)."""

from collections.abc import Iterable
from dataclasses import replace

from shequ_desk.counters.childcare.papers.look import (
    BOX,
    DATED,
    PLAIN,
    TEXT,
    facts,
    form,
    heading,
    moment_text,
    signing,
    table,
)
from shequ_desk.counters.childcare.rules.ages import age_text, months_on
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.sheet import Block

_DOSE_ROWS = 8
_TOLD = ("经过", "伤情", "处理措施", "就医情况", "后续处理")
_WIDE = replace(BOX, row=66)
_BOXED, _BELOW = 300, "见下"
_ORDERED = (
    "本人是该儿童的监护人，因儿童需按医嘱服药，委托机构工作人员按下列内容代为喂药。药品为原包装、在有效期内，"
    "已写明儿童姓名；本人对所写内容的真实性负责。"
)
_CHECKED = "喂药前由两人核对姓名、药名、剂量、时间和有效期；儿童出现不适立即停药并通知监护人。"


def medicine_pdf(papers: ChildPapers, order: MedicineOrder | None = None) -> bytes:
    """委托喂药单 with its doses: an order already written down, or a blank one to sign."""
    one = order
    days = f"{one.first} 至 {one.last}" if one else ""
    items = (
        ("儿童姓名", papers.file.name),
        ("月龄", papers.file.age),
        ("药名", one.drug if one else ""),
        ("每次剂量", one.dose if one else ""),
        ("喂药时间", one.times if one else ""),
        ("起止日期", days),
        ("原包装", "是" if one else "□ 是"),
        ("监护人", one.guardian if one else papers.guardian()[0]),
        ("说明", one.note if one else ""),
    )
    written = f"登记号：{one.id}　{moment_text(one.at)}　{one.clerk_name}" if one else ""
    given = [
        [moment_text(dose.at), dose.given_by, dose.checked_by, ""]
        for dose in papers.doses
        if one is not None and dose.order_id == one.id
    ]
    story = [
        Prose(_ORDERED, TEXT),
        Gap(4),
        facts(items),
        Gap(4),
        Prose(_CHECKED, PLAIN),
        signing(("监护人签名", "接收人签名"), (DATED, "")),
        heading("喂药记录"),
        table(("时间", "喂药人", "核对人", "备注"), (3, 2, 2, 3), given, max(_DOSE_ROWS - len(given), 0)),
    ]
    return form(papers.head, "委托喂药单", "　".join(part for part in (papers.head.centre, written) if part), story)


def incident_pdf(papers: ChildPapers, incident: Incident | None = None) -> bytes:
    """事故记录 with what was added to it later, or a blank one."""
    one = incident
    born = papers.file.birth
    age = age_text(months_on(born, one.at.date())) if one else papers.file.age
    short = (
        ("儿童姓名", papers.file.name),
        ("月龄", age),
        ("发生时间", moment_text(one.at) if one else ""),
        ("地点", one.place if one else ""),
        ("当班人员", one.carer if one else ""),
        ("通知监护人", moment_text(one.told_at) if one else ""),
    )
    number = f"登记号：{one.id}　{moment_text(one.written_at)}　{one.clerk_name}" if one else ""
    story = [
        facts(short),
        *_told(one),
        *_additions(one, papers.file.incidents),
        Gap(4),
        Prose("记录一经登记不得涂改；后续情况另行补充登记并附于本页。", PLAIN),
        signing(("当班人员签名", "机构负责人签名"), ("监护人签名", "记录人签名"), (DATED, "")),
    ]
    return form(papers.head, "事故记录", "　".join(part for part in (papers.head.centre, number) if part), story)


def _told(one: Incident | None) -> list[Block]:
    """What happened; a text too long for a box stands below it, so that it can go on over pages."""
    if one is None:
        return [facts([(title, "") for title in _TOLD], 1, _WIDE)]
    told = list(zip(_TOLD, (one.what, one.injury, one.measures, one.hospital, one.follow_up), strict=True))
    long = [(title, text) for title, text in told if len(text) > _BOXED]
    boxed = [(title, _BELOW if len(text) > _BOXED else text) for title, text in told]
    return [facts(boxed, 1), *(block for title, text in long for block in (heading(title), Prose(text, TEXT)))]


def _additions(one: Incident | None, known: Iterable[Incident]) -> list[Block]:
    added = [each for each in known if one is not None and each.amends_id == one.id]
    story: list[Block] = [heading("补充登记")] if added else []
    for each in sorted(added, key=lambda found: found.id):
        story.append(Prose(f"{moment_text(each.written_at)}　登记号：{each.id}　{each.clerk_name}", PLAIN))
        story += _told(each)
    return story
