"""Registration, health check, who may fetch, medicine, incidents, the slip: filled in, and blank to write on."""

from dataclasses import replace
from datetime import datetime

import pytest

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.kit import CLERK, aged, morning
from tests.counters.childcare.papers.kit import RARE, Gathered, absent, text


def test_registration_tells_health_carer_papers_and_adults(gathered: Gathered) -> None:
    pdf = papers.registration_pdf(gathered.known)
    child = (RARE, "27月", "祖辈", "牛奶、花生", "有热性惊厥史", "13800000000")
    wanted = ("托育服务协议2026-03-01—李国芳（母）示例-1", "健康检查表2026-03-012027-03-01", "张昉琴外婆", "监护人签名")
    assert absent(pdf, *child, *wanted) == []


def test_registration_never_prints_a_whole_id_number(gathered: Gathered) -> None:
    found = text(papers.registration_pdf(gathered.known))
    assert gathered.known.file.id_masked in found
    assert "**********" in gathered.known.file.id_masked


def test_withdrawn_papers_and_ended_adults_are_left_out(gathered: Gathered) -> None:
    file, day = gathered.known.file, gathered.known.day
    documents = tuple(replace(one, withdrawn_on=day) for one in file.documents)
    pickups = tuple(replace(one, last=datetime(2026, 11, 1).date()) for one in file.pickups)
    data = replace(gathered.known, file=replace(file, documents=documents, pickups=pickups))
    found = text(papers.registration_pdf(data))
    assert "李国芳（母）" not in found
    assert "张昉琴" not in found


def test_the_health_form_asks_the_doctor(gathered: Gathered) -> None:
    wanted = ("王一诺", "健康检查□合格", "预防接种证□已查验", "□暂缓入托", "医疗卫生机构（盖章）", "离托三个月以上")
    assert absent(papers.checkup_pdf(gathered.new), *wanted) == []


def test_authority_lists_adults_with_tail_and_leaves_room(gathered: Gathered) -> None:
    (adult,) = gathered.known.file.pickups
    pdf = papers.authority_pdf(gathered.known)
    assert absent(pdf, f"张昉琴外婆{adult.id_tail}", "2026-11-21起", "年满18周岁", "委托人（监护人）签名") == []


def test_a_one_time_delegation_names_who_how_and_when(gathered: Gathered) -> None:
    (one,) = gathered.known.file.delegations
    pdf = papers.delegation_pdf(gathered.known, one)
    wanted = ("本人李国芳是儿童", RARE, "周敏", "邻居", one.id_tail, "2026年11月21日", "回拨监护人电话", "一次有效")
    assert absent(pdf, *wanted) == []
    used = papers.delegation_pdf(gathered.known, replace(one, used_at=datetime(2026, 11, 21, 16, 5)))
    assert absent(used, "已于2026年11月21日16:05使用，委托终止") == []


def test_a_blank_delegation_offers_the_ways_to_confirm(gathered: Gathered) -> None:
    pdf = papers.delegation_pdf(gathered.new)
    assert absent(pdf, "□监护人当面签字", "□回拨监护人电话", "□监护人视频确认", "受托人签名") == []


def test_medicine_lists_its_own_doses_only(gathered: Gathered) -> None:
    orders = {one.drug: one for one in gathered.known.file.medicines}
    given = text(papers.medicine_pdf(gathered.known, orders["布洛芬混悬液"]))
    other = text(papers.medicine_pdf(gathered.known, orders["蒙脱石散"]))
    assert all(word in given for word in ("布洛芬混悬液", "5毫升", "原包装是", "2026年11月21日10:30陈老师王老师"))
    assert "陈老师王老师" not in other
    assert absent(papers.medicine_pdf(gathered.new), "□是", "两人核对", "喂药记录") == []


def test_an_incident_carries_what_was_added_later(gathered: Gathered) -> None:
    first = next(one for one in gathered.known.file.incidents if not one.amends_id)
    pdf = papers.incident_pdf(gathered.known, first)
    wanted = ("2026年11月20日10:15", "与同伴相碰", "冷敷", "补充登记", "当晚回访", "未就医", "监护人签名")
    assert absent(pdf, *wanted) == []


def test_a_blank_incident_has_room_and_no_additions(gathered: Gathered) -> None:
    found = text(papers.incident_pdf(gathered.known))
    assert "处理措施" in found
    assert "补充登记" not in found.replace("另行补充登记", "")


def test_long_texts_go_on_over_pages(gathered: Gathered) -> None:
    first = next(one for one in gathered.known.file.incidents if not one.amends_id)
    long = replace(first, what="孩子在活动室奔跑，" * 300, measures="立即冷敷并观察，" * 150)
    found = text(papers.incident_pdf(gathered.known, long))
    assert found.count("活动室奔跑") > 280
    assert found.count("冷敷并观察") > 140
    assert "监护人签名" in found


def test_the_slip_tells_time_price_and_that_all_is_there(gathered: Gathered) -> None:
    pdf = papers.slip_pdf(gathered.slip)
    wanted = (RARE, "27月", "2026年11月23日星期一", "上午8:30–11:30", "托大班·计时托", "计时托15.00元/时", "45.00元")
    assert absent(pdf, *wanted, "入托材料齐全", "12小时") == []


def test_the_slip_names_every_missing_paper(gathered: Gathered) -> None:
    pdf = papers.slip_pdf(gathered.slip_new)
    assert absent(pdf, "监护人知情同意书（未满14周岁", "托育服务协议（", "健康检查表（", "预防接种证查验（") == []


def test_a_slip_needs_a_booking_and_the_approval(preset: Database) -> None:
    with preset.work(CLERK) as work:
        booking = childcare.book(work, morning(work, aged(work, 27)))
        with pytest.raises(Refusal, match="没有这个预约"):
            childcare.booking_slip(work, booking + 1)
    with pytest.raises(Refusal, match="授权"), preset.reading(replace(as_role("desk"), id=9)) as work:
        childcare.booking_slip(work, booking)


@pytest.mark.parametrize(
    "name", ["registration_pdf", "authority_pdf", "delegation_pdf", "medicine_pdf", "incident_pdf"]
)
def test_the_same_record_is_the_same_file(gathered: Gathered, name: str) -> None:
    make = getattr(papers, name)
    data: ChildPapers = gathered.known
    assert make(data) == make(data)
