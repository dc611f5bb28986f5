"""Search keys of new residents are sorted in beside the work."""

from datetime import timedelta

from sqlalchemy import select

from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.people.tables import NewKeys
from tests.journeys.driver import Driver


def test_the_hourly_job_sorts_new_search_keys_in(seated: Driver) -> None:
    seat = seated.shell.seat
    with seat.database.work(seat.clerk) as work:
        person = people.register(work, Draft("仇英", no_number_reason="访客"))
    seated.desk.clock.tick(timedelta(hours=2))  # type: ignore[attr-defined]
    seated.shell._hourly.timeout.emit()
    seated.settle()
    with seat.database.reading(seat.clerk) as work:
        assert work.connection.execute(select(NewKeys)).all() == []
        assert person in [hit.person_id for hit in people.search(work, "仇英")]


def test_many_new_residents_are_sorted_in_before_the_hour_is_over(seated: Driver) -> None:
    seat = seated.shell.seat
    for place in range(100):
        with seat.database.work(seat.clerk) as work:
            people.register(work, Draft(f"仇{chr(0x4E00 + place)}", no_number_reason="访客"))
    seated.settle()
    with seat.database.reading(seat.clerk) as work:
        assert work.connection.execute(select(NewKeys)).all() == []
        assert len(people.search(work, "仇", 300)) >= 100
