"""What the drop-downs of this desk offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import LEVELS, TYPES, Mediator, type_text
from shequ_desk.desk.counter import Context

Options = list[tuple[Any, str]]


def of(words: Mapping[Any, str], nothing: str | None = None, none: Any = None) -> Options:
    """The entries of a word list; with `nothing` an entry for none of them in front."""
    options: Options = list(words.items())
    return options if nothing is None else [(none, nothing), *options]


def type_options(nothing: str | None = None) -> Options:
    """The sixteen types as printed."""
    return of({code: type_text(code) for code in TYPES}, nothing)


def mediator_words(mediators: Sequence[Mediator]) -> dict[int, str]:
    """Name, level and how many cases are on their desk."""
    return {one.id: f"{one.name}（{LEVELS[one.level]}，在办 {one.open_cases} 件）" for one in mediators}


def mediator_options(context: Context, nothing: str, but: int = 0) -> Options:
    """The mediators in office today, `but` one of them."""
    with context.database.reading(context.clerk) as work:
        serving = mediation.mediators(work, work.today)
    return of(mediator_words([one for one in serving if one.id != but]), nothing)
