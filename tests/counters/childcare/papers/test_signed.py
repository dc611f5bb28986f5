"""Agreement and consent notice: the version in force to sign, the version signed to keep."""

from dataclasses import replace
from datetime import date

import pytest

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, DOCUMENT_KINDS, HEALTH, VACCINE, Terms
from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.kit import CLERK, aged
from tests.counters.childcare.papers.kit import CENTRE, RARE, Gathered, absent, pages, text

NEWER = Terms(AGREEMENT, "2026-二版", "一、新的条款。", date(2026, 11, 1), (RefundRule("搬离本市", 80),), 99)


def newer(data: ChildPapers) -> ChildPapers:
    """The same with a newer text of the agreement."""
    return replace(data, texts=(NEWER, *data.texts))


def test_the_agreement_names_parties_clauses_prices_and_refunds(gathered: Gathered) -> None:
    pdf = papers.agreement_pdf(gathered.new)
    wanted = (CENTRE, "王一诺", "文本版本：示例-1", "离托满三个月再入托的，须重新健康检查", "乙方（监护人签名）")
    offer = gathered.new.offer(gathered.new.day)
    prices = ("15.00元/时不足30分钟按30分钟", "80.00元/次按次12.00", "10次（公益资金承担）", "免费按次——")
    sources = [one.document for one in offer]
    refunds = ("机构原因中断服务100%", "儿童突发疾病提前接回50%", "家长自行提前接回不退费")
    assert absent(pdf, *wanted, *prices, *sources, *refunds, "日期：年月日") == []


def test_refund_rules_and_signatures_stay_together(gathered: Gathered) -> None:
    last = pages(papers.agreement_pdf(gathered.new))[-1]
    assert all(word in last for word in ("退费办法", "家长自行提前接回", "乙方（监护人签名）"))


def test_what_was_signed_is_printed_as_it_was_signed(gathered: Gathered) -> None:
    data = newer(gathered.known)
    signed = next(one for one in data.file.documents if one.kind == AGREEMENT)
    pdf = papers.agreement_pdf(data, signed)
    assert absent(pdf, "示例-1", "李国芳", "日期：2026年3月1日", RARE) == []
    assert "新的条款" not in text(pdf)


def test_the_newest_text_in_force_is_offered_to_sign(gathered: Gathered) -> None:
    data = newer(gathered.new)
    assert absent(papers.agreement_pdf(data), "2026-二版", "新的条款", "搬离本市80%") == []
    tomorrow = replace(NEWER, valid_from=date(2026, 11, 22))
    later = replace(data, texts=(tomorrow, *gathered.new.texts))
    assert later.text(AGREEMENT).version == "示例-1"


def test_prices_of_a_signed_agreement_are_those_of_its_day(gathered: Gathered) -> None:
    first, *rest = gathered.known.programmes
    old = replace(first, valid_to=date(2026, 6, 30))
    dearer = replace(first, name="新价项目", valid_from=date(2026, 7, 1), id=999)
    data = replace(gathered.known, programmes=(old, dearer, *rest))
    signed = next(one for one in data.file.documents if one.kind == AGREEMENT)
    assert "新价项目" not in text(papers.agreement_pdf(data, signed))
    assert "新价项目" in text(papers.agreement_pdf(data))


def test_the_notice_tells_purpose_rights_and_asks(gathered: Gathered) -> None:
    wanted = (
        "监护人知情同意书",
        "未满十四周岁",
        "保存期限",
        "撤回同意",
        "□同意",
        "□不同意",
        "监护人签名",
        "文本版本：示例-1",
    )
    assert absent(papers.consent_pdf(gathered.known), RARE, *wanted) == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (CONSENT, "监护人知情同意书"),
        (AGREEMENT, "托育服务协议"),
        (HEALTH, "入托健康检查和预防接种查验单"),
        (VACCINE, "入托健康检查和预防接种查验单"),
    ],
)
def test_every_missing_paper_has_a_blank(gathered: Gathered, kind: str, title: str) -> None:
    assert kind in DOCUMENT_KINDS
    assert absent(papers.blank_pdf(gathered.new, kind), title, "王一诺", "演示") == []


def test_an_unknown_kind_and_a_missing_text_are_refused(gathered: Gathered) -> None:
    with pytest.raises(Refusal, match="材料种类"):
        papers.blank_pdf(gathered.new, "passport")
    with pytest.raises(Refusal) as refused:
        papers.consent_pdf(replace(gathered.new, texts=()))
    assert refused.value.sentence == "还没有监护人知情同意书的文本 → 请主任先在“设置—托育”中录入文本"


def test_printing_from_a_file_is_logged_and_needs_the_approval(preset: Database) -> None:
    with preset.work(CLERK) as work:
        child = aged(work, 27)
    with preset.work(CLERK) as work:
        childcare.child_papers(work, child, "委托书")
    with preset.reading(CLERK) as work:
        query = "SELECT action FROM audit WHERE subject='childcare_child' AND row_key=? ORDER BY id"
        actions = [row[0] for row in work.connection.exec_driver_sql(query, (str(child),))]
    assert actions == ["open_file", "print"]
    with pytest.raises(Refusal, match="授权"), preset.work(replace(as_role("desk"), id=9)) as work:
        childcare.child_papers(work, child)
