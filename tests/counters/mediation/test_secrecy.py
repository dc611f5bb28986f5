"""Content is for the mediation right and the director; others learn that a case exists, 系统管理 nothing at all."""

import inspect
import json
from datetime import date

import pytest
from sqlalchemy import select

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import Filters, LogDraft, PartyDraft
from shequ_desk.counters.mediation.service import hall
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from shequ_desk.store.tables import AuditRow
from tests.clerks import EVERYTHING, as_role
from tests.counters.mediation.kit import DETAILS, TODAY, act, draft, new_case, resident, settle, two_parties

HIDDEN = ("amount", "agreed_amount", "court", "paper_no", "type_code", "subtype", "birth", "occupation", "uscc")
ABOUT_A_CASE = ("mediation_case", "mediation_party", "mediation_agreement", "mediation_confirmation")
OUTSIDE = ("desk", "canteen", "childcare", "auditor")
SECRETS = ("漏水纠纷", "吊顶", "陈立秋", "周春山", "湖滨里", "人调字", "当面承认", "13800002201")


@pytest.fixture
def person(desk: Database) -> int:
    """A resident who is a party of a case with a log entry."""
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈立秋")
        case_id = mediation.accept(work, draft(parties=(PartyDraft("applicant", person_id=person), two_parties()[1])))
        mediation.log(work, case_id, LogDraft("mediate", work.now, "周春山当面承认。"))
    return person


@pytest.mark.parametrize("role", OUTSIDE)
def test_others_see_that_a_case_exists_and_nothing_of_it(desk: Database, person: int, role: str) -> None:
    with desk.reading(as_role(role)) as work:
        shown = hall.timeline(work, person)
        assert len(shown) == 1
        assert not [word for word in SECRETS if word in repr(shown)]
        for asked in (hall.tiles, hall.reminders):
            with pytest.raises(Refusal):
                asked(work, person)
        for listed in (hall.due, hall.figures_today, hall.due_items):
            with pytest.raises(Refusal):
                listed(work)
        with pytest.raises(Refusal):
            mediation.cases(work, Filters())


def test_administration_sees_nothing(desk: Database, person: int) -> None:
    with desk.reading(as_role("admin")) as work, pytest.raises(Refusal):
        hall.timeline(work, person)


def test_the_director_reads_and_does_not_act(desk: Database, person: int) -> None:
    director = as_role("director")
    with desk.reading(director) as work:
        assert mediation.cases(work, Filters())[0].title == DETAILS.title
        assert "楼上漏水纠纷" in hall.timeline(work, person)[0].text
        assert [one.action for one in hall.tiles(work, person)] == ["case:1"]
    with pytest.raises(Refusal), desk.work(director) as work:
        mediation.accept(work, draft())


def test_the_mediator_reads_and_acts(desk: Database) -> None:
    with desk.work(as_role("mediation")) as work:
        case_id = mediation.accept(work, draft())
        assert mediation.case(work, case_id).accepted_by == "测试员"
        with pytest.raises(Refusal):
            mediation.save_options(work, mediation.options(work))


def test_no_function_of_the_service_lets_an_outsider_in(desk: Database) -> None:
    offered = [getattr(mediation, name) for name in mediation.__all__]
    guarded = {f.__name__: f.__needs__ for f in offered if "work" in inspect.signature(f).parameters}
    for role in (*OUTSIDE, "admin"):
        held = {name for name, needed in guarded.items() if needed in as_role(role).permissions}
        assert held <= {"timeline"}


def test_the_audit_book_keeps_the_secret(desk: Database, person: int) -> None:
    connection = desk.bare()
    rows = connection.execute("SELECT subject, before, after FROM audit WHERE subject LIKE 'mediation%'")
    text = repr(rows.fetchall())
    connection.close()
    assert "mediation_case" in text
    assert not [word for word in SECRETS if word in text and word != "人调字"]


def test_money_courts_and_kinds_of_dispute_are_no_matter_of_the_audit_book(desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    act(desk, "apply_confirmation", case_id, TODAY, "海曙区人民法院", True)
    asked = select(AuditRow.before, AuditRow.after).where(AuditRow.subject.in_(ABOUT_A_CASE))
    with desk.reading(EVERYTHING) as work:
        lines = [json.loads(text) for row in work.connection.execute(asked) for text in row if text]
    shown = {(name, line[name]) for line in lines for name in HIDDEN if name in line}
    assert {name for name, _ in shown} >= {"amount", "agreed_amount", "court", "type_code"}
    assert {value for _, value in shown if value != ""} == {"***"}


def test_lists_are_found_by_word_party_type_mediator_and_day(desk: Database, person: int) -> None:
    new_case(desk)
    with desk.reading(EVERYTHING) as work:
        asked = [
            Filters(text="承认"),
            Filters(text="周春山 漏水"),
            Filters(text="（2026）清泉人调字第2号"),
            Filters(text="第２号"),
            Filters(person_id=person),
            Filters(type_code=2, mediator_id=1, group="open"),
            Filters(first=date(2026, 11, 22)),
            Filters(text="100%"),
            Filters(group="archived"),
        ]
        assert [mediation.count_cases(work, one) for one in asked] == [1, 2, 1, 1, 1, 2, 0, 0, 0]
        assert [len(mediation.cases(work, one)) for one in asked] == [1, 2, 1, 1, 1, 2, 0, 0, 0]
