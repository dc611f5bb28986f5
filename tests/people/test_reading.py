"""The card, standing on a day, masks, and how many statements they cost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service
from shequ_desk.people.rules import Filters
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.people.sample import draft, id_number
from tests.statements import statements

DAY = date(2026, 11, 21)
STEP = timedelta(days=1)


@pytest.fixture
def person_id(database: Database, desk: Clerk) -> int:
    """A resident with everything: number, phone, card, household, two tags."""
    with database.work(desk) as work:
        home = service.new_household(work, "0012", "青石路 18 弄")
        found = service.register(
            work,
            replace(
                draft("仇英", id_number(), phones=("13800001234",), cards=("ZC00123",), building="12", room="302"),
                household_id=home,
                relation="户主",
                address="青石路 18 弄",
                hukou="本社区",
            ),
        )
        service.add_tag(
            work, found, "dibao", DAY, DAY + STEP, proof="DB-330200-0001", checked_by="林晓", checked_on=DAY
        )
        service.add_tag(work, found, "duju", date(2020, 1, 1), DAY - STEP)
    return found


def test_a_card_shows_everything_masked(database: Database, desk: Clerk, person_id: int) -> None:
    with database.reading(desk) as work:
        card = service.brief(work, person_id)
    assert (card.name, card.sex, card.birth, card.age) == ("仇英", "男", date(1950, 1, 1), 76)
    assert card.id_masked == "3302**********" + id_number()[-4:]
    assert card.phone_masked == "138****1234"
    assert card.address == "青石路 18 弄 12-302"
    assert [tag.title for tag in card.tags] == ["低保"]
    assert card.tags[0].proof == "DB-********001"
    assert card.household_no == "0012"
    assert [member.name for member in card.household] == ["仇英"]


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        (DAY - STEP, {"duju"}),
        (DAY, {"dibao"}),
        (DAY + STEP, {"dibao"}),
        (DAY + 2 * STEP, set()),
        (date(2020, 1, 1), {"duju"}),
        (date(2019, 12, 31), set()),
    ],
)
def test_tags_hold_on_both_ends(database: Database, desk: Clerk, person_id: int, day: date, groups: set[str]) -> None:
    with database.reading(desk) as work:
        assert {tag.key for tag in service.standing(work, person_id, day).tags} == groups
        assert {tag.key for tag in service.tags_of(work, person_id, day)} == groups
        assert len(service.tags_of(work, person_id)) == 2


def test_statement_counts(database: Database, desk: Clerk, person_id: int) -> None:
    with database.work(desk) as work, statements(database) as sent:
        for call, most in (
            (lambda: service.standing(work, person_id, DAY), 2),
            (lambda: service.brief(work, person_id), 4),
            (lambda: service.ids_of(work, person_id), 1),
            (lambda: service.visited(work, person_id), 1),
            (lambda: service.search(work, "仇英"), 3),
            (lambda: service.search(work, "qy"), 5),
            (lambda: service.search(work, id_number()), 4),
        ):
            sent.clear()
            call()
            assert len(sent) <= most, sent


def test_no_table_is_read_from_end_to_end(database: Database, desk: Clerk, person_id: int) -> None:
    with database.work(desk) as work, statements(database) as sent:
        service.standing(work, person_id, DAY)
        service.brief(work, person_id)
        service.ids_of(work, person_id)
        service.search(work, "q")
        service.search(work, id_number())
        service.listing(work, Filters(), 0, 50)
        plans = [row[3] for sql in list(sent) for row in explained(work, sql)]
    scans = {plan.split()[1] for plan in plans if plan.startswith("SCAN") and "USING" not in plan}
    assert scans.isdisjoint({"person", "asked", "kept", "alias", "tag", "search_key"})
    assert any("ix_search_key_key_person_id" in plan for plan in plans)
    assert any("ix_visit_last_at_person_id_found_by" in plan for plan in plans)
    assert "SCAN person USING COVERING INDEX ix_person_listed" in plans


def explained(work: Work, sql: str) -> Sequence[Any]:
    """SQLite's plan of a statement, whatever its parameters."""
    blanks = (None,) * sql.count("?")
    return work.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", blanks).all()


def test_unmask_gives_the_number_for_a_reason_and_is_logged(database: Database, desk: Clerk, person_id: int) -> None:
    with database.work(desk) as work:
        assert service.unmask(work, person_id, "id_number", "代办医保") == id_number()
        assert service.unmask(work, person_id, "phone", "联系家属") == "13800001234"
    with database.reading(desk) as work:
        logged = [row.after for row in work.session.query(AuditRow).filter_by(action="unmask")]
    assert len(logged) == 2
    assert "代办医保" in logged[0]
    assert id_number() not in "".join(logged)


def test_unmask_without_a_reason_is_refused(database: Database, desk: Clerk, person_id: int) -> None:
    with database.work(desk) as work, pytest.raises(Refusal) as refused:
        service.unmask(work, person_id, "id_number", " ")
    assert refused.value.field == "reason"


def test_no_number_or_phone_is_in_the_audit(database: Database, desk: Clerk, person_id: int) -> None:
    with database.reading(desk) as work:
        written = "".join(row.before + row.after for row in work.session.query(AuditRow))
    for secret in (
        id_number(),
        id_number()[::-1].lower(),
        "13800001234",
        "DB-330200-0001",
        "ZC00123",
        "仇英",
        "qiuying",
    ):
        assert secret not in written
    assert str(person_id) in written


def test_nobody_is_a_refusal(database: Database, desk: Clerk) -> None:
    with database.reading(desk) as work:
        for ask in (service.brief, service.get, service.ids_of):
            with pytest.raises(Refusal):
                ask(work, 404)
        with pytest.raises(Refusal):
            service.standing(work, 404, DAY)


def test_the_dead_do_not_age(database: Database, desk: Clerk, person_id: int) -> None:
    with database.work(desk) as work:
        service.report_death(work, person_id, date(2026, 10, 1))
        assert service.brief(work, person_id).age == 76
        service.withdraw_death(work, person_id, "登记错人")
        service.report_death(work, person_id, date(2020, 1, 1))
        assert service.brief(work, person_id).age == 70
        assert service.get(work, person_id).reported_on == DAY
        assert service.search(work, "仇英")[0].note == "已故"
