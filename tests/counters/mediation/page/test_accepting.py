"""Taking a case in: from the hall, with strangers and firms, with those who were here before."""

from datetime import date, timedelta

from PySide6.QtCore import Qt

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.accept_sheet import AcceptSheet
from shequ_desk.counters.mediation.page.agent_sheet import AgentSheet
from shequ_desk.counters.mediation.page.party_sheet import PartySheet
from shequ_desk.desk.widgets import Banner
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.desk_kit import CTRL, error, fill, texts, trigger
from tests.counters.mediation.kit import TODAY, new_case, resident, view
from tests.counters.mediation.page.kit import Room

FACTS = {
    "title": "楼上漏水纠纷",
    "type_code": "邻里纠纷",
    "brief": "三楼漏水，二楼吊顶受损。",
    "mediator_id": "张师傅（老娘舅，在办 0 件）",
}


def _party(room: Room, sheet: AcceptSheet, side: str, **fields: str) -> PartySheet:
    trigger(sheet.parties, f"party.{side}")
    party = room.sheet(PartySheet)
    fill(party, fields)
    party.submit()
    return party


def test_from_the_hall_with_the_resident_and_a_stranger(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "尉迟秋", phones=("13700001111",), address="湖滨里", building="3", room="302")
    page = room.page()
    page.page.show_person(person, "accept")
    sheet = room.sheet(AcceptSheet)
    assert sheet.focusWidget() is sheet.fields.title
    assert texts(sheet.parties.table)[0][:2] == ["申请人", "尉迟秋"]
    _party(room, sheet, "respondent", name="周春山", phone="13900007750", address="湖滨里 3 幢 202 室")
    fill(sheet, FACTS | {"amount": "4800"})
    sheet.consent.setChecked(True)
    sheet.submit()
    room.come_back()
    assert page.page.view is not None
    assert page.page.view.number == "（2026）清泉人调字第1号"
    assert page.page.view.parties[0].address == "湖滨里 3-302"
    assert page.names() == ["尉迟某与周某 楼上漏水纠纷 已受理 （2026）清泉人调字第1号 邻里纠纷 剩 30 天"]
    assert "尉迟某" in page.words()
    assert "尉迟秋" not in page.words()
    assert "137****1111" in page.words()


def test_parties_already_named_are_not_lost_by_one_esc(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "尉迟秋")
    room.page().page.show_person(person, "accept")
    sheet = room.sheet(AcceptSheet)
    untouched = sheet.typed() == sheet.parties.names() == ["尉迟秋"]
    _party(room, sheet, "respondent", name="周春山")
    sheet.reject()
    asked = (sheet.isVisible(), "再按一次 Esc" in sheet.banner.text())
    sheet.reject()
    room.page().page.show_person(person, "accept")
    fresh = room.sheet(AcceptSheet)
    fresh.reject()
    assert (untouched, asked, fresh.isVisible()) == (True, (True, True), False)


def test_a_dead_resident_is_refused_and_the_form_stays(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈冬")
        people.report_death(work, person, TODAY - timedelta(days=1))
    room.page().page.show_person(person, "accept")
    sheet = room.sheet(AcceptSheet)
    assert "去世" in sheet.banner.text()
    assert sheet.parties.parties == []


def test_a_case_without_a_second_party_says_what_is_missing(room: Room) -> None:
    page = room.page()
    page.key(Qt.Key.Key_N, CTRL)
    sheet = room.sheet(AcceptSheet)
    _party(room, sheet, "applicant", name="陈立秋")
    fill(sheet, FACTS)
    sheet.consent.setChecked(True)
    sheet.submit()
    assert "还没有被申请人" in sheet.banner.text()
    assert sheet.fields.title.text() == "楼上漏水纠纷"
    assert page.rows() == []


def test_without_consent_there_is_no_case(room: Room) -> None:
    room.page().page.accept_case()
    sheet = room.sheet(AcceptSheet)
    _party(room, sheet, "applicant", name="陈立秋")
    _party(room, sheet, "respondent", name="周春山")
    fill(sheet, FACTS)
    sheet.submit()
    assert "明确拒绝调解" in sheet.banner.text()


def test_a_firm_has_a_code_and_an_agent(room: Room) -> None:
    room.page().page.accept_case()
    sheet = room.sheet(AcceptSheet)
    trigger(sheet.parties, "party.respondent")
    party = room.sheet(PartySheet)
    fill(party, {"kind": "单位", "name": "湖滨里物业有限公司", "uscc": "123", "head": "郑一"})
    assert not party.form.rows["birth"].isVisible()
    party.submit()
    assert "18 位" in error(party, "uscc")
    party.fields.uscc.clear()
    trigger(party, "party.agent")
    agent = room.sheet(AgentSheet)
    fill(agent, {"name": "林一舟", "relation": "律师", "scope": "代为调解"})
    agent.submit()
    assert texts(party.agents) == [["林一舟", "委托代理人", "律师", "代为调解"]]
    party.submit()
    assert "代理人 林一舟" in texts(sheet.parties.table)[0][2]


def test_the_same_resident_twice_is_refused_in_the_party_sheet(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈立秋")
    page = room.page()
    page.page.accept_case(person)
    sheet = room.sheet(AcceptSheet)
    trigger(sheet.parties, "party.respondent")
    party = room.sheet(PartySheet)
    party.take_resident(person)
    party.submit()
    assert "已经在当事人里" in error(party, "name")
    assert len(sheet.parties.parties) == 1


def test_who_was_here_before_is_shown(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈立秋")
        party = mediation.party_of(work, person, "applicant")
    other = view(desk, new_case(desk)).parties[1]
    new_case(desk, parties=(party, other), accepted_on=date(2026, 11, 1))
    room.page().page.accept_case(person)
    assert "第2号" in room.sheet(AcceptSheet).parties.before.text()


def test_a_referred_case_names_who_sent_it(room: Room) -> None:
    room.page().page.accept_case()
    sheet = room.sheet(AcceptSheet)
    assert not sheet.form.rows["referrer"].isVisible()
    fill(sheet, {"source": "接受委托移送调解"})
    assert sheet.form.rows["referrer"].isVisible()
    _party(room, sheet, "applicant", name="陈立秋")
    _party(room, sheet, "respondent", name="周春山")
    fill(sheet, FACTS | {"referrer": "公安机关"})
    sheet.consent.setChecked(True)
    sheet.submit()
    assert "单位名称" in error(sheet, "referrer_name")
    fill(sheet, {"referrer_name": "清泉派出所", "referral_no": "委调〔2026〕3号"})
    sheet.submit()
    assert not sheet.isVisible(), sheet.banner.text()


def test_a_desk_without_a_mediator_says_where_to_begin(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.end_mediator(work, 1, TODAY - timedelta(days=1))
    room.page().page.accept_case()
    shown = [one.text() for one in room.sheet(AcceptSheet).findChildren(Banner) if one.isVisible()]
    assert any("先到“设置—调解”登记一位" in text for text in shown)
