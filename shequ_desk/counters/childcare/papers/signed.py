"""What guardians sign before the first stay: 托育服务协议 and 监护人知情同意书, in the version that is in force."""

from collections.abc import Sequence

from shequ_desk.counters.childcare.papers.look import (
    DATED,
    DENSE,
    PLAIN,
    TEXT,
    clauses,
    day_text,
    facts,
    form,
    heading,
    signing,
    table,
)
from shequ_desk.counters.childcare.papers.register import checkup_pdf
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, DOCUMENT_KINDS, Document, Terms
from shequ_desk.counters.childcare.rules.offer import UNITS, Programme
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.kernel.errors import Refusal
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.sheet import Block, Stack

_PRICES = ("项目", "单价", "计时取整", "餐费（元/餐）", "年度免费")
_PRICE_WEIGHTS = (1.6, 1.4, 2.4, 1.6, 2.4)
_REFUNDS = ("退费情形", "退还已收费用的比例")


def agreement_pdf(papers: ChildPapers, document: Document | None = None) -> bytes:
    """托育服务协议 with fees and refund rules: the version signed with `document`, or the one in force to be signed.

    Refusal when no text was entered.
    """
    text = papers.text(AGREEMENT, document)
    story = [
        _parties(papers, document),
        Gap(4),
        *clauses(text.text),
        *_price_list(papers.offer(document.signed_on if document else papers.day)),
        *_refund_list(text),
        signing(
            ("甲方（盖章）", "乙方（监护人签名）"),
            ("甲方经办人签名", "联系电话"),
            (_dated(document), _dated(document)),
        ),
    ]
    return form(papers.head, DOCUMENT_KINDS[AGREEMENT], _version(papers, text), story)


def consent_pdf(papers: ChildPapers, document: Document | None = None) -> bytes:
    """监护人知情同意书 for the data of a child under 14 (个人信息保护法 31), as `agreement_pdf`."""
    text = papers.text(CONSENT, document)
    name, relation = papers.guardian(document)
    said = (
        f"本人是儿童{papers.file.name}的监护人，已阅读并理解上述告知内容，同意{papers.head.centre}按上述目的、方式和范围"
        "处理儿童和本人的个人信息，其中包括儿童的健康等敏感个人信息。"
    )
    story = [
        facts(
            (
                ("儿童姓名", papers.file.name),
                ("出生日期", day_text(papers.file.birth)),
                ("监护人", name),
                ("与儿童的关系", relation),
            )
        ),
        Gap(6),
        *clauses(text.text),
        Gap(6),
        Prose(said, TEXT),
        Prose("（请监护人本人选择）　□ 同意　　□ 不同意", TEXT),
        signing(("监护人签名", "经办人签名"), (_dated(document), "")),
    ]
    return form(papers.head, DOCUMENT_KINDS[CONSENT], _version(papers, text), story)


def blank_pdf(papers: ChildPapers, kind: str) -> bytes:
    """The blank of a paper that is missing before a stay; health check and vaccination share one. Refusal: no text."""
    if kind not in DOCUMENT_KINDS:
        raise Refusal("请选择材料种类", "、".join(DOCUMENT_KINDS.values()), "kind")
    return {AGREEMENT: agreement_pdf, CONSENT: consent_pdf}.get(kind, checkup_pdf)(papers)


def _version(papers: ChildPapers, text: Terms) -> str:
    return f"{papers.head.centre}　文本版本：{text.version}（{text.valid_from}起）"


def _parties(papers: ChildPapers, document: Document | None) -> Block:
    name, relation = papers.guardian(document)
    return facts(
        (
            ("甲方（机构）", papers.head.centre),
            ("乙方（监护人）", name),
            ("儿童姓名", papers.file.name),
            ("与儿童的关系", relation),
            ("性别", papers.file.sex),
            ("出生日期", day_text(papers.file.birth)),
        )
    )


def _dated(document: Document | None) -> str:
    return DATED if document is None else f"日期：{day_text(document.signed_on)}"


def _price_list(programmes: Sequence[Programme]) -> list[Block]:
    if not programmes:
        return []
    rows = [_price(one) for one in programmes]
    note = "以上为签订时公布的价格；价格调整时提前公示，按在托当日公布的价格收取。政策减免在结算时按当日规定计算。"
    grid = table(_PRICES, _PRICE_WEIGHTS, rows, look=DENSE)
    return [heading("收费标准"), grid, Gap(3), *(Prose(text, PLAIN) for text in (*_sources(programmes), note))]


def _sources(programmes: Sequence[Programme]) -> list[str]:
    """Where the prices were published, each source once."""
    names: dict[str, list[str]] = {}
    for one in programmes:
        names.setdefault(one.document.strip(), []).append(one.name)
    return [f"{'、'.join(own)}的收费依据：{source}。" for source, own in names.items() if source]


def _price(one: Programme) -> list[str]:
    step = f"不足 {one.rounding} 分钟按 {one.rounding} 分钟" if one.unit == "hour" else "按次"
    free = f"{one.free_visits} 次（{one.free_payer}承担）" if one.free_visits else "—"
    price = f"{one.price.text()} {UNITS[one.unit]}" if one.price else "免费"
    return [one.name, price, step, one.meal_price.text() if one.meal_price else "—", free]


def _refund_list(text: Terms) -> list[Block]:
    if not text.refunds:
        return []
    rows = [[one.reason, f"{one.percent}%" if one.percent else "不退费"] for one in text.refunds]
    return [Stack([heading("退费办法"), table(_REFUNDS, (3.0, 2.0), rows, look=DENSE)])]
