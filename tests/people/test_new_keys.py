"""Keys of new residents wait in one row each: search finds the same before and after they are sorted in."""

from random import Random

import pytest
from sqlalchemy import func, select

from shequ_desk.people import service
from shequ_desk.people.rules import Details, Draft, Filters
from shequ_desk.people.tables import NewKeys, SearchKey, Visit
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.people.sample import draft, id_number
from tests.statements import statements

SURNAMES, GIVEN, LATIN = "张章仇单王汪", "英明一文宝丽", ("Maria Lopez", "阿依古丽·买买提", "O'Brien")
NAMES_TYPED = ("z", "zh", "张", "章", "英", "y", "qy", "chouy", "wang", "明", "maria", "lop", "o", "%", "古丽")
TYPED = (*NAMES_TYPED, "12-3", "3-", "0001", "7")


def community(work: Work, random: Random, places: range) -> list[int]:
    """Many who share names, readings, rooms and tails of numbers."""
    return [service.register(work, _somebody(random, place), True) for place in places]


def _somebody(random: Random, place: int) -> Draft:
    name = random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.randint(1, 2)))
    phone = f"138000{random.randrange(40):02}{random.randrange(20):03}"
    return draft(
        random.choice(LATIN) if place % 17 == 0 else name,
        id_number(sequence=place + 1) if place % 5 else "",
        phones=(phone,) if place % 3 else (),
        cards=(f"ZC{place:06}",) if place % 7 == 0 else (),
        building=str(random.randint(1, 12)),
        room=str(random.randint(1, 4)),
    )


def answers(work: Work) -> list[object]:
    """What search and list say to everything typed."""
    found = [[hit.person_id for hit in service.search(work, text, limit)] for text in TYPED for limit in (12, 60)]
    return [*found, *(service.count(work, Filters(text)) for text in TYPED)]


def waiting(work: Work) -> int:
    """How many residents' keys are not sorted in."""
    return work.session.scalar(select(func.count()).select_from(NewKeys)) or 0


@pytest.mark.parametrize("seed", range(4))
def test_search_finds_the_same_before_and_after(database: Database, desk: Clerk, seed: int) -> None:
    random = Random(seed)
    with database.work(desk) as work:
        people = community(work, random, range(60))
        service.sort_in(work)
        people += community(work, random, range(60, 120))
        for person_id in random.sample(people, 9):
            service.visited(work, person_id)
        assert waiting(work) == 60
        before = answers(work)
        service.sort_in(work)
        assert waiting(work) == 0
        assert answers(work) == before


def test_a_registration_touches_no_sorted_key(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work, statements(database) as sent:
        service.register(work, draft("仇英", id_number(), phones=("13800001234",)))
    written = [sql for sql in sent if not sql.startswith("SELECT")]
    assert not any(" search_key " in sql for sql in written)
    assert len(written) <= 6, written


def test_sorting_in_is_one_line_of_the_audit_and_nothing_when_nobody_waits(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        service.register(work, draft("仇英", id_number(), phones=("13800001234",)))
    with database.work(desk) as work:
        service.sort_in(work)
        service.sort_in(work)
    with database.reading(desk) as work:
        lines = work.session.scalars(select(AuditRow).where(AuditRow.subject == "search_key")).all()
        keys = work.session.scalar(select(func.count()).select_from(SearchKey))
    assert [line.action for line in lines] == ["bulk"]
    assert f'"rows":{keys}' in lines[0].after


def test_a_visit_carries_the_same_keys_before_and_after(database: Database, desk: Clerk) -> None:
    carried = []
    with database.work(desk) as work:
        person = service.register(work, draft("仇英", id_number(), phones=("13800001234",), building="12", room="302"))
        for _ in range(2):
            service.visited(work, person)
            carried.append(work.session.scalars(select(Visit.found_by)).one())
            service.sort_in(work)
    assert sorted(carried[0].split("\n")) == sorted(carried[1].split("\n"))


def test_who_waits_is_edited_and_merged_like_everybody(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = service.register(work, draft("仇英")), service.register(work, draft("解珍"))
        service.edit(work, alias, Details("单雄"), 1)
        found = [service.search(work, text) for text in ("解珍", "单雄", "sx")]
        assert [[hit.person_id for hit in hits] for hits in found] == [[], [alias], [alias]]
        service.merge(work, keep, alias, {})
        assert waiting(work) == 0
        assert [hit.person_id for hit in service.search(work, "sx")] == [keep]
