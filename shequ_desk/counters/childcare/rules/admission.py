"""Whether one more child may come: class limit, carers and room at every instant; domain.md §4.

All times are minutes since midnight and intervals half-open, so that one leaves as the next comes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from shequ_desk.counters.childcare.rules.ages import carers_needed


class Interval(Protocol):
    """Anything with minutes `start` and `end`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Presence:
    """A child's stay. `ratio` is what its age asks for (a mixed class takes the strictest), `drop_in` counts for a room
    under the area rule."""

    start: int
    end: int
    ratio: int = 7
    drop_in: bool = True


@dataclass(frozen=True)
class Duty:
    """Carers on duty; `drop_in` false where only full-day children stay."""

    start: int
    end: int
    carers: int
    drop_in: bool = True


@dataclass(frozen=True)
class Capacity:
    """The limits of a class on one day. `ratio` 0: the strictest of the children present. `room` is None without
    the area rule; `room_mates` are drop-in children of other classes in the same room."""

    limit: int
    ratio: int
    duties: tuple[Duty, ...]
    room: int | None = None
    room_mates: tuple[Presence, ...] = ()

    def carers_at(self, minute: int) -> int:
        """Carers on duty at the minute."""
        return sum(one.carers for one in self.duties if _at(one, minute))


@dataclass(frozen=True)
class Obstacle:
    """Why a stay is not admitted: `kind` closed, limit, carers or room, from which minute, and the numbers behind it.

    `children` would be present, `most` may be; `carers` are on duty where `needed` are.
    """

    kind: str
    minute: int
    children: int
    most: int
    carers: int = 0
    needed: int = 0


def obstacle(capacity: Capacity, present: Sequence[Presence], asked: Presence) -> Obstacle | None:
    """The first instant at which `asked` does not fit beside those `present`; None when it is admitted."""
    for minute in _instants(asked, present, capacity):
        found = _obstacle_at(capacity, present, asked, minute)
        if found is not None:
            return found
    return None


def used(present: Iterable[Presence], span: Interval) -> int:
    """The most children present together at an instant of the span."""
    inside = [one for one in present if overlaps(one, span)]
    edges = sorted([*((max(one.start, span.start), 1) for one in inside), *((one.end, -1) for one in inside)])
    return max(accumulate(step for _, step in edges), default=0)


def places(capacity: Capacity, span: Interval, present: Sequence[Presence] = ()) -> int:
    """How many children the span holds: the least of limit, carers × ratio and room over its instants."""
    inside = [one for one in present if overlaps(one, span)]
    ratio = capacity.ratio or min((one.ratio for one in inside), default=_EMPTY_MIXED)
    starts = {span.start, *(one.start for one in capacity.duties if span.start < one.start < span.end)}
    held = min(capacity.limit, min(capacity.carers_at(minute) for minute in starts) * ratio)
    return held if capacity.room is None else min(held, capacity.room)


def rejected(capacity: Capacity, present: Sequence[Presence]) -> tuple[int, ...]:
    """Places in `present` of those that would not have been admitted one after another."""
    kept: list[Presence] = []
    out = []
    for place, one in enumerate(present):
        if obstacle(capacity, kept, one) is None:
            kept.append(one)
        else:
            out.append(place)
    return tuple(out)


def overlaps(one: Interval, other: Interval) -> bool:
    """Whether two half-open intervals share an instant."""
    return max(one.start, other.start) < min(one.end, other.end)


_EMPTY_MIXED = 5
"""Children per carer while a mixed class is empty: the strictest age it takes is 18 months, 1:5."""


def _instants(asked: Presence, present: Sequence[Presence], capacity: Capacity) -> list[int]:
    """Every minute of the stay at which anything begins or carers change."""
    edges = {one.start for one in (*present, *capacity.room_mates)}
    edges |= {edge for one in capacity.duties for edge in (one.start, one.end)}
    return sorted({asked.start, *(edge for edge in edges if asked.start < edge < asked.end)})


def _obstacle_at(capacity: Capacity, present: Sequence[Presence], asked: Presence, minute: int) -> Obstacle | None:
    here = [one for one in present if _at(one, minute)] + [asked]
    children = len(here)
    if not _open_at(capacity, asked, minute):
        return Obstacle("closed", minute, children, 0)
    if children > capacity.limit:
        return Obstacle("limit", minute, children, capacity.limit)
    ratio = capacity.ratio or min(one.ratio for one in here)
    carers, needed = capacity.carers_at(minute), carers_needed(children, ratio)
    if needed > carers:
        return Obstacle("carers", minute, children, carers * ratio, carers, needed)
    return _room_obstacle(capacity, here, asked, minute)


def _room_obstacle(capacity: Capacity, here: list[Presence], asked: Presence, minute: int) -> Obstacle | None:
    if capacity.room is None or not asked.drop_in:
        return None
    together = sum(one.drop_in for one in here) + _count(capacity.room_mates, minute)
    return Obstacle("room", minute, together, capacity.room) if together > capacity.room else None


def _open_at(capacity: Capacity, asked: Presence, minute: int) -> bool:
    return any(_at(one, minute) and (one.drop_in or not asked.drop_in) for one in capacity.duties)


def _at(one: Interval, minute: int) -> bool:
    return one.start <= minute < one.end


def _count(present: Iterable[Presence], minute: int) -> int:
    return sum(_at(one, minute) for one in present)
