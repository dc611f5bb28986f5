"""Admission over instants equals a minute-by-minute oracle, on random stays, ages and staffing."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_desk.counters.childcare.rules.admission import Capacity, Duty, Presence, obstacle, places, rejected, used

_START, _END = 480, 600
MINUTES = st.integers(_START, _END)


@st.composite
def presences(draw: st.DrawFn) -> Presence:
    start = draw(st.integers(_START, _END - 1))
    ratio = draw(st.sampled_from((3, 5, 7)))
    return Presence(start, draw(st.integers(start + 1, _END)), ratio, draw(st.booleans()))


@st.composite
def duties(draw: st.DrawFn) -> tuple[Duty, ...]:
    """Sessions one after another, with gaps, with and without drop-in children."""
    edges = sorted(draw(st.sets(MINUTES, min_size=2, max_size=6)))
    spans = itertools.pairwise(edges)
    made = [Duty(first, last, draw(st.integers(0, 3)), draw(st.booleans())) for first, last in spans]
    return tuple(one for one in made if draw(st.integers(0, 4)))


@st.composite
def capacities(draw: st.DrawFn) -> Capacity:
    mates = tuple(one for one in draw(st.lists(presences(), max_size=3)) if one.drop_in)
    room = draw(st.one_of(st.none(), st.sampled_from((2, 4, 6))))
    ratio = draw(st.sampled_from((0, 3, 5, 7)))
    return Capacity(draw(st.integers(1, 6)), ratio, draw(duties()), room, mates)


def _oracle(capacity: Capacity, present: list[Presence], asked: Presence) -> bool:
    return all(_minute_holds(capacity, present, asked, minute) for minute in range(asked.start, asked.end))


def _minute_holds(capacity: Capacity, present: list[Presence], asked: Presence, minute: int) -> bool:
    duty = [one for one in capacity.duties if one.start <= minute < one.end]
    here = [*(one for one in present if one.start <= minute < one.end), asked]
    carers = sum(one.carers for one in duty)
    strictest = capacity.ratio or min(one.ratio for one in here)
    mates = sum(one.start <= minute < one.end for one in capacity.room_mates)
    drop_ins = sum(one.drop_in for one in here) + mates
    return (
        any(one.drop_in or not asked.drop_in for one in duty)
        and len(here) <= capacity.limit
        and carers * strictest >= len(here)
        and (capacity.room is None or not asked.drop_in or drop_ins <= capacity.room)
    )


@settings(max_examples=400)
@given(capacities(), st.lists(presences(), max_size=8), presences())
def test_admission_equals_the_oracle(capacity: Capacity, present: list[Presence], asked: Presence) -> None:
    assert (obstacle(capacity, present, asked) is None) == _oracle(capacity, present, asked)


@settings(max_examples=200)
@given(st.lists(presences(), max_size=8), st.tuples(MINUTES, MINUTES))
def test_used_is_the_most_at_once(present: list[Presence], edges: tuple[int, int]) -> None:
    span = Duty(min(edges), max(edges), 1)
    counts = [sum(one.start <= minute < one.end for one in present) for minute in range(span.start, span.end)]
    assert used(present, span) == max(counts, default=0)


@settings(max_examples=200)
@given(capacities(), st.lists(presences(), max_size=10))
def test_who_came_first_keeps_the_place(capacity: Capacity, present: list[Presence]) -> None:
    out = rejected(capacity, present)
    kept: list[Presence] = []
    for place, one in enumerate(present):
        admitted = _oracle(capacity, kept, one)
        assert admitted == (place not in out)
        kept += [one] if admitted else []


@given(st.integers(1, 20), st.sampled_from((3, 5, 7)), st.integers(0, 4), st.sampled_from((None, 2, 6)))
def test_as_many_are_admitted_as_the_board_shows_places(limit: int, ratio: int, carers: int, room: int | None) -> None:
    span = Duty(_START, _END, carers)
    capacity = Capacity(limit, ratio, (span,), room)
    kept: list[Presence] = []
    one = Presence(_START, _END, ratio)
    while obstacle(capacity, kept, one) is None:
        kept.append(one)
    assert len(kept) == places(capacity, span)


def test_the_mixed_class_takes_the_strictest_child_present() -> None:
    capacity = Capacity(18, 0, (Duty(_START, _END, 1),))
    older = [Presence(_START, _END, 7)] * 5
    assert obstacle(capacity, older, Presence(_START, _END, 7)) is None
    found = obstacle(capacity, older, Presence(_START, _END, 5))
    assert found is not None
    assert (found.kind, found.children, found.needed, found.carers) == ("carers", 6, 2, 1)


def test_an_empty_mixed_class_offers_what_its_youngest_would_leave() -> None:
    mixed = Capacity(18, 0, (Duty(_START, _END, 2),))
    span = Presence(_START, _END)
    assert [places(mixed, span), places(mixed, span, [Presence(_START, _END, 7)])] == [10, 14]


def test_full_day_children_leave_a_small_room_to_those_who_drop_in() -> None:
    room = Capacity(20, 7, (Duty(_START, _END, 3),), room=2)
    standing = [Presence(_START, _END, 7, drop_in=False)] * 5
    one = Presence(_START, _END, 7)
    assert obstacle(room, [*standing, one], one) is None
    found = obstacle(room, [*standing, one, one], one)
    assert found is not None
    assert (found.kind, found.children, found.most) == ("room", 3, 2)
    assert obstacle(room, [*standing, one, one], standing[0]) is None
