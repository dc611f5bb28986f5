"""The search box against real files."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.people import service
from shequ_desk.people.pinyin import readings
from shequ_desk.people.rules import Details, Draft, Filters
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.sample import draft, id_number

DATA = Path(__file__).parents[1] / "data"
RARE: list[dict[str, str]] = json.loads((DATA / "vectors.json").read_text(encoding="utf-8"))["rare_chars"]
STANDARD = (DATA / "tgh8105.txt").read_text(encoding="utf-8").strip()
ON_ONE_FILE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.text(alphabet=st.sampled_from(STANDARD), min_size=2, max_size=5)
PHONES = st.integers(13_000_000_000, 19_999_999_999).map(str)


def found_by(database: Database, clerk: Clerk, text: str, limit: int = 12) -> list[int]:
    """Ids of the hits."""
    with database.reading(clerk) as work:
        return [hit.person_id for hit in service.search(work, text, limit)]


@ON_ONE_FILE
@given(
    name=NAMES,
    phone=PHONES,
    card=st.from_regex(r"[A-Z]{2}[0-9]{6,10}", fullmatch=True),
    birth=st.dates(date(1930, 1, 1), date(2020, 1, 1)),
    sequence=st.integers(1, 999),
    building=st.integers(1, 200).map(str),
    room=st.integers(101, 3399).map(str),
)
def test_everybody_is_found_by_every_kind_of_key(
    database: Database,
    desk: Clerk,
    name: str,
    phone: str,
    card: str,
    birth: date,
    sequence: int,
    building: str,
    room: str,
) -> None:
    number = id_number(birth, sequence)
    who = draft(name, number, phones=(phone,), cards=(card,), building=building, room=room)
    best = readings(name)[0]
    with database.work(desk) as work:
        if service.search(work, card) or any(one.certain for one in service.lookalikes(work, who)):
            return
        person = service.register(work, who, confirm_duplicates=True)
        typed = [name, name[1:], name[:2], "".join(best), "".join(one[0] for one in best)]
        typed += [number, number[-4:], number[-6:].lower(), number[:17], phone, phone[-4:], card, f"{building}-{room}"]
        for text in typed:
            assert person in [hit.person_id for hit in service.search(work, text, 60)], text


@pytest.mark.parametrize("rare", RARE, ids=lambda rare: rare["code"])
def test_rare_characters_are_found(database: Database, desk: Clerk, rare: dict[str, str]) -> None:
    char = rare["char"]
    with database.work(desk) as work:
        person = service.register(work, draft(f"张{char}"))
        service.register(work, draft("张三"))
    initials = "z" + readings(char)[0][0][0]
    assert found_by(database, desk, char) == [person]
    assert found_by(database, desk, f"zhang{readings(char)[0][0]}") == [person]
    assert person in found_by(database, desk, initials)


@pytest.mark.parametrize(
    ("surname", "initials"),
    [("仇", "q"), ("解", "x"), ("单", "s"), ("区", "o"), ("乐", "y"), ("尉迟", "yc"), ("万俟", "mq"), ("冼", "x")],
)
def test_surnames_are_found_by_their_reading(database: Database, desk: Clerk, surname: str, initials: str) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft(f"{surname}明"))
    assert found_by(database, desk, f"{initials}m") == [person]


@pytest.mark.parametrize(
    ("odd", "right", "typed"),
    [
        ("曾根海", "陈国涵", "cgh"),
        ("曾根海", "陈国涵", "c"),
        ("单田芳", "邓天放", "dtf"),
        ("解明", "金敏", "jm"),
        ("仇英", "陈颖", "cy"),
        ("区明", "钱敏", "q"),
        ("查良", "陈磊", "cl"),
        ("朴正", "浦珍", "puzh"),
    ],
)
@pytest.mark.parametrize("sorted_in", [True, False])
def test_who_reads_the_surname_so_comes_first(
    database: Database, desk: Clerk, odd: str, right: str, typed: str, sorted_in: bool
) -> None:
    with database.work(desk) as work:
        last, first = service.register(work, draft(odd)), service.register(work, draft(right))
        if sorted_in:
            service.sort_in(work)
    assert found_by(database, desk, typed) == [first, last]
    with database.work(desk) as work:
        service.visited(work, first)
        service.visited(work, last)
    assert found_by(database, desk, typed) == [first, last]


def test_odd_readings_do_not_crowd_out_the_right_one(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        crowd = [service.register(work, draft(f"曾{char}海")) for char in "根国刚高谷古固关官光广贵桂郭果"]
        service.sort_in(work)
        more = [service.register(work, draft(f"曾{char}花")) for char in "根国刚高谷古固关官光广贵桂郭果" * 2]
        right = service.register(work, draft("陈国涵"))
    assert found_by(database, desk, "cgh")[0] == right
    assert set(found_by(database, desk, "cgh", 60)) == {*crowd, *more, right}


def test_the_list_counts_odd_readings_too(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        service.register(work, draft("曾根海"))
        service.sort_in(work)
        service.register(work, draft("曾国涵"))
        assert [service.count(work, Filters(text=typed)) for typed in ("cgh", "zgh", "cengg", "zengg")] == [2] * 4


def test_recent_visitors_come_first(database: Database, desk: Clerk, clock: FixedClock) -> None:
    with database.work(desk) as work:
        people = [service.register(work, draft(f"张{char}")) for char in STANDARD[3000:3200]]
    order = [people[150], people[3], people[77]]
    for person in order:
        clock.tick(timedelta(seconds=1))
        with database.work(desk) as work:
            service.visited(work, person)
    assert found_by(database, desk, "z")[:3] == order[::-1]
    assert found_by(database, desk, "张")[:3] == order[::-1]
    assert len(set(found_by(database, desk, "z"))) == 12
    clock.tick(timedelta(seconds=1))
    with database.work(desk) as work:
        service.visited(work, people[150])
    assert found_by(database, desk, "z")[0] == people[150]


def test_a_recent_visitor_is_found_by_the_new_name_only(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("仇英"))
        service.visited(work, person)
        service.edit(work, person, Details("解珍"), 1)
    assert found_by(database, desk, "xz") == [person]
    assert found_by(database, desk, "qy") == []


@pytest.mark.parametrize("text", ["%", "_", "%y", "\\", "q_"])
def test_signs_of_a_pattern_are_plain_text(database: Database, desk: Clerk, text: str) -> None:
    with database.work(desk) as work:
        service.visited(work, service.register(work, draft("仇英")))
    assert found_by(database, desk, text) == []


def test_the_longest_name_is_found_after_a_visit(database: Database, desk: Clerk) -> None:
    name = STANDARD[1000:1050]
    with database.work(desk) as work:
        person = service.register(work, draft(name, id_number(), phones=("13800001234",)))
        service.visited(work, person)
    for text in (name, name[25:], name[49], "1234"):
        assert found_by(database, desk, text) == [person]


def test_a_few_hits_are_ordered_by_visit_too(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        people = [service.register(work, draft(f"仇{char}")) for char in "甲乙丙"]
        service.visited(work, people[2])
    assert found_by(database, desk, "qiu")[0] == people[2]
    assert set(found_by(database, desk, "qiu")) == set(people)


def test_old_visitors_beyond_the_newest_500_do_not_slow_it_down(
    database: Database, desk: Clerk, clock: FixedClock
) -> None:
    with database.work(desk) as work:
        old = service.register(work, draft("张老"))
        service.visited(work, old)
        crowd = [service.register(work, draft(f"张{char}")) for char in STANDARD[2000:2100]]
    clock.tick(timedelta(days=1))
    with database.work(desk) as work:
        for char in STANDARD[4000:4505]:
            service.visited(work, service.register(work, draft(f"李{char}")))
    hits = found_by(database, desk, "张")
    assert len(hits) == 12
    assert set(hits) <= {old, *crowd}


@pytest.mark.parametrize("text", ["", "  ", "不存在", "zzzz", "9999", "99-999", "·"])
def test_nothing_found_is_an_empty_list(database: Database, desk: Clerk, text: str) -> None:
    assert found_by(database, desk, text) == []


@ON_ONE_FILE
@given(text=st.text(max_size=70))
def test_any_text_may_be_typed(database: Database, desk: Clerk, text: str) -> None:
    assert found_by(database, desk, text) == []


def test_a_15_digit_number_finds_its_holder(database: Database, desk: Clerk) -> None:
    number = id_number(date(1940, 2, 29), 1)
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", number))
    assert found_by(database, desk, number[:6] + number[8:17]) == [person]


def test_a_hit_says_where_and_shows_no_number(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        service.register(work, draft("王芳", id_number(), building="12", room="302"))
        service.register(work, Draft("李四", no_number_reason="访客", address="青石路 1 号"))
        first, second = service.search(work, "wf")[0], service.search(work, "ls")[0]
    assert (first.where, first.age, first.sex, first.note) == ("12-302", 76, "男", "")
    assert (second.where, second.age, second.id_masked) == ("青石路 1 号", None, "")
    assert id_number() not in repr(first)


def test_an_ended_phone_finds_nobody(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", phones=("13800001234",)))
        service.add_phone(work, person, "0574-87001122", "家")
        with pytest.raises(Exception, match="已经登记"):
            service.add_phone(work, person, "138 0000 1234")
        for phone in service.get(work, person).phones:
            if phone.masked == "138****1234":
                service.end_phone(work, phone.id, work.today)
        assert service.brief(work, person).phone_masked == "0574-****1122"
    assert found_by(database, desk, "1234") == []
    assert found_by(database, desk, "1122") == [person]
