"""Every paper of a case, filled from the record, with places to sign."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import DOCUMENTS, EndingDraft, EscalationDraft, PartyDraft, PassDraft
from shequ_desk.kernel.identity import mask_id
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING, as_role
from tests.counters.mediation.kit import (
    AGREED,
    HOPELESS,
    TODAY,
    act,
    new_case,
    original,
    resident,
    settle,
    talk,
    two_parties,
)
from tests.counters.mediation.papers.kit import DETAILS, file_of, investigated, joined, paper, plain, settled
from tests.paper.sheets import page_sizes, page_texts


def test_the_application_says_who_asks_what_of_whom(desk: Database) -> None:
    text = plain(paper(desk, investigated(desk), "application"))
    for words in (
        "人民调解申请书（2026）清泉人调字第1号",
        "陈𬀩秋",
        "年龄58",
        "委托代理人陈小雨（女儿，13800002233；代为承认、放弃、变更请求）",
        "被申请人之2单位名称湖滨里物业服务有限公司",
        "2.赔偿吊顶损失4,800.00元",
        "已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解",
        "申请人陈𬀩秋（签名、盖章或按指印）：",
    ):
        assert words in text
    assert "被申请人周春山（签名" not in text


def test_the_registration_marks_the_source(desk: Database) -> None:
    text = plain(paper(desk, investigated(desk), "registration"))
    assert "□当事人申请□主动调解■接受委托移送调解" in text
    assert "公安机关委托移送：清泉派出所，清公委〔2026〕12号" in text
    assert "被申请人湖滨里物业服务有限公司（盖章）：" in text


def test_rights_and_duties_are_those_of_the_law(desk: Database) -> None:
    text = plain(paper(desk, investigated(desk), "rights"))
    rights = ("选择或者接受人民调解员", "接受调解、拒绝调解或者要求终止调解", "公开进行或者不公开进行", "自主表达意愿")
    duties = ("如实陈述纠纷事实", "遵守调解现场秩序，尊重人民调解员", "尊重对方当事人行使权利")
    assert [words for words in (*rights, *duties, "不收取任何费用") if words not in text] == []


def test_certificates_are_seen_never_copied(desk: Database) -> None:
    text = plain(paper(desk, investigated(desk), "identity"))
    assert "陈𬀩秋申请人2026-11-21" in text
    assert "不留证件复印件和影像" in text


def test_the_number_of_a_resident_is_whole_for_who_may_see_it_and_masked_for_others(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈立秋")
        number = people.unmask(work, person, "id_number", "核对")
    sides = (PartyDraft("applicant", person_id=person, verified=True), two_parties()[1])
    case_id = new_case(desk, parties=sides)
    seen = plain(paper(desk, case_id, "identity"))
    masked = plain(paper(desk, case_id, "identity", as_role("mediation")))
    assert f"陈立秋申请人{number}" in seen
    assert number not in masked
    assert f"陈立秋申请人{mask_id(number)}" in masked


def test_mandate_and_letter_of_the_referrer(desk: Database) -> None:
    case_id = investigated(desk)
    mandate, referral = plain(paper(desk, case_id, "mandate")), plain(paper(desk, case_id, "referral"))
    assert "受托人陈小雨（签名）" in mandate
    assert "代理权限：代为承认、放弃、变更请求" in mandate
    assert "函号：清公委〔2026〕12号清泉人民调解委员会：" in referral
    assert "清泉派出所（印章）" in referral


def test_an_investigation_with_what_was_corrected_later(desk: Database) -> None:
    text = plain(paper(desk, investigated(desk), "investigation"))
    assert "时间：2026年11月5日10时42分地点：302室参加人：楼组长吴阿姨" in text
    assert text.index("阴角渗水") < text.index("渗水点应为西北角")
    assert "记录人王岚（签名）" in text


def test_without_a_talk_an_empty_form_to_take_along(desk: Database) -> None:
    case_id = new_case(desk)
    for key in ("investigation", "record"):
        text = plain(paper(desk, case_id, key))
        assert DOCUMENTS[key] in text
        assert "年月日时分" in text


def test_the_record_ends_with_the_agreement_or_with_what_is_left(desk: Database) -> None:
    agreed = plain(paper(desk, settled(desk), "record"))
    assert "2026年11月11日达成协议：1.周春山于十日内修复防水层2.周春山补偿" in agreed
    case_id = new_case(desk, accepted_on=TODAY - timedelta(days=3))
    talk(desk, case_id)
    act(desk, "draft_ending", case_id, HOPELESS)
    failed = plain(paper(desk, case_id, "record"))
    assert "无法达成调解协议。双方对责任分歧较大。已告知当事人可以通过仲裁、行政、诉讼途径解决" in failed


def test_the_agreement_counts_a_copy_for_everybody_and_one_for_the_committee(desk: Database) -> None:
    text = plain(paper(desk, settled(desk), "agreement"))
    assert "本协议一式四份，当事人各执一份，人民调解委员会留存一份" in text
    assert "1,200.00元（大写：人民币壹仟贰佰元整）" in text
    assert "履行期限：2026年11月21日前" in text
    signers = ("申请人陈𬀩秋", "被申请人周春山", "被申请人湖滨里物业服务有限公司", "人民调解员张师傅")
    assert [who for who in signers if f"{who}（" not in text] == []
    assert text.endswith("清泉人民调解委员会（印章）2026年11月11日—2—")


@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("一、", "二、"), ("（一）", "（二）"), ("第一条", "第二条"), ("①", "②"), ("1）", "2）")]
)
def test_terms_the_clerk_numbered_are_not_numbered_again(desk: Database, marks: tuple[str, str]) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    content = f"{marks[0]}周某修复防水层；\n{marks[1]}周某补偿 1,200.00 元。"
    act(desk, "draft_agreement", case_id, replace(AGREED, content=content))
    assert joined([content]) in plain(paper(desk, case_id, "agreement"))


def test_terms_that_begin_with_an_amount_are_numbered(desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, replace(AGREED, content="1.5 万元由周某补偿；\n30 日内付清。"))
    assert "1.1.5万元由周某补偿；2.30日内付清。" in plain(paper(desk, case_id, "agreement"))


def test_an_oral_agreement_is_registered_without_signatures_of_the_parties(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id, replace(AGREED, form="oral", at_once=True, perform_by=None))
    text = plain(paper(desk, case_id, "oral"))
    assert "人民调解口头协议登记表" in text
    assert "即时履行完毕" in text
    assert "按指印" not in text
    assert "oral" in dict(papers.offered(file_of(desk, case_id)))
    assert "agreement" not in dict(papers.offered(file_of(desk, case_id)))


@pytest.mark.parametrize("reason", ["refused", "event", "other"])
def test_the_notice_names_reason_and_ways_out(desk: Database, reason: str) -> None:
    case_id = new_case(desk)
    act(desk, "draft_ending", case_id, EndingDraft(reason, TODAY, "一方不再到场。", ("仲裁", "诉讼")))
    text = plain(paper(desk, case_id, "notice"))
    assert "现决定终止调解" in text
    assert "可以依法通过仲裁途径、诉讼途径解决纠纷" in text
    assert "收到人周春山（签名、盖章或按指印）" in text


def test_a_case_passed_on_has_letter_reply_and_explanation(desk: Database) -> None:
    case_id = new_case(desk, details=DETAILS)
    act(desk, "draft_pass", case_id, PassDraft("清泉街道人民调解委员会", TODAY, "涉及多个小区。"))
    assert "清泉街道人民调解委员会：" in plain(paper(desk, case_id, "passing"))
    act(desk, "record_originals", case_id, [original("registration"), original("referral"), original("application")])
    act(desk, "pass_on", case_id, original("explanation"))
    assert "1.本案于2026年11月21日转交清泉街道人民调解委员会：涉及多个小区。" in plain(
        paper(desk, case_id, "explanation")
    )
    reply = plain(paper(desk, case_id, "reply"))
    assert "清泉派出所：你单位（清公委〔2026〕12号）委托" in reply
    assert "本案已转交清泉街道人民调解委员会处理。" in reply


def test_both_sides_ask_for_more_time(desk: Database) -> None:
    case_id = investigated(desk)
    act(desk, "extend", case_id, TODAY + timedelta(days=40), True, True, "等待鉴定")
    text = plain(paper(desk, case_id, "extension"))
    assert "延长至2026年12月31日" in text
    assert "被申请人周春山（签名" in text


def test_performance_and_visit(desk: Database) -> None:
    case_id = settled(desk)
    assert "2026-11-16部分履行1,200.00元已转账" in plain(paper(desk, case_id, "performance"))
    visit = plain(paper(desk, case_id, "visit"))
    assert "协议编号（2026）清泉人调字第1号" in visit
    assert "当事人意见满意" in visit


def test_persons_and_organisations_ask_the_court_together(desk: Database) -> None:
    case_id = settled(desk)
    blank = plain(paper(desk, case_id, "confirmation"))
    act(desk, "apply_confirmation", case_id, TODAY, "宁波市海曙区人民法院", True)
    text = plain(paper(desk, case_id, "confirmation"))
    for words in (
        "申请人1：姓名陈𬀩秋性别女民族汉族出生日期1968年3月4日",
        "申请人3：单位名称湖滨里物业服务有限公司信用代码",
        "法定代表人周大年",
        "协议于2026年11月11日生效",
        "没有恶意串通、规避法律的行为",
        "此致宁波市海曙区人民法院",
        "申请人周春山（签名、盖章或按指印）",
    ):
        assert words in text
    assert "此致人民法院" in blank


def test_what_makes_sense_is_offered_in_binding_order(desk: Database) -> None:
    fresh = [key for key, _ in papers.offered(file_of(desk, new_case(desk)))]
    assert fresh == [
        *("cover", "contents", "application", "registration", "rights", "identity", "investigation", "record", "back")
    ]
    done = [key for key, _ in papers.offered(file_of(desk, settled(desk)))]
    assert done[-5:] == ["reply", "performance", "visit", "confirmation", "back"]
    assert {"mandate", "referral", "evidence", "agreement"} <= set(done)


def test_every_paper_offered_prints_on_official_paper(desk: Database) -> None:
    case_id = settled(desk)
    for key, title in papers.offered(file_of(desk, case_id)):
        pdf = paper(desk, case_id, key)
        assert {(round(wide), round(high)) for wide, high in page_sizes(pdf)} == {(595, 842)}, key
        expected = {"cover": "人民调解卷宗", "back": "本卷共", "confirmation": "司法确认申请书"}.get(key, title)
        assert expected in plain(pdf), key


def test_an_urgent_report_has_whole_names_and_what_was_done(desk: Database) -> None:
    case_id = investigated(desk)
    with desk.work(EVERYTHING) as work:
        urgent = EscalationDraft("crowd", work.now, "清泉派出所 李警官", "多人聚集，已劝离。")
        entry = mediation.escalate(work, case_id, urgent)
    text = plain(papers.escalation_pdf(file_of(desk, case_id), entry))
    assert "清泉派出所李警官：" in text
    assert "第二十五条" in text
    assert "多人聚集，已劝离。" in text
    assert "13900007750" in text


def test_signatures_never_stand_on_a_page_without_words(desk: Database) -> None:
    for length in range(1, 12):
        details = replace(
            DETAILS, brief="三楼渗水，二楼受损。" * 12, requests="\n".join("赔偿损失" for _ in range(length))
        )
        last = page_texts(paper(desk, new_case(desk, details=details), "application"))[-1]
        assert "规定告知我" in joined([last])


def test_the_seal_never_stands_alone_however_many_sign(desk: Database) -> None:
    parties = tuple(PartyDraft("respondent", f"周{place}", phone="13900007750") for place in "一二三四五六")
    for terms in range(1, 12):
        case_id = new_case(desk, parties=(two_parties()[0], *parties))
        talk(desk, case_id)
        content = "\n".join("双方互不追究其他责任。" for _ in range(terms))
        act(desk, "draft_agreement", case_id, replace(AGREED, content=content))
        pages = [joined([page]) for page in page_texts(paper(desk, case_id, "agreement"))]
        assert "记录人（签名）" in pages[-1]
        assert "清泉人民调解委员会（印章）" in pages[-1]
        (first,) = (page for page in pages if "申请人陈立秋（签名" in page)
        assert "留存一份。" in first


def test_many_who_sign_leave_no_page_half_empty(desk: Database) -> None:
    parties = tuple(PartyDraft("respondent", f"周{place}", phone="13900007750") for place in "一二三四五六七八九")
    case_id = new_case(desk, parties=(two_parties()[0], *parties))
    pages = [joined([page]) for page in page_texts(paper(desk, case_id, "visit"))]
    assert "回访情况" in pages[0]
    assert "被回访人陈立秋（签名" in pages[0]


def test_a_long_name_of_an_organisation_is_broken_not_shrunk(desk: Database) -> None:
    name = "宁波市海曙区湖滨里第二期商品房住宅小区业主大会筹备组及物业管理委员会"
    party = PartyDraft("applicant", name, kind="organisation", verified=True)
    case_id = new_case(desk, parties=(party, two_parties()[1]))
    lines = page_texts(paper(desk, case_id, "application"))[-1].splitlines()
    assert f"申请人{name}（盖章）：" in joined(lines)
    assert [line.strip() for line in lines if "盖章）" in line] == ["（盖章）："]
