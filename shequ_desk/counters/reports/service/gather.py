"""The report of a period put together from the sections of the counters it is handed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from shequ_desk.counters.reports.rules import READ
from shequ_desk.counters.reports.rules.closing import Line
from shequ_desk.counters.reports.rules.known import only_known
from shequ_desk.counters.reports.rules.monthly import Chapter, Drift, Monthly
from shequ_desk.counters.reports.service.notes import Words, words
from shequ_desk.kernel.dates import Month, Span, long_date
from shequ_desk.kernel.errors import DeskError
from shequ_desk.kernel.sections import Section
from shequ_desk.office import service as office
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


class Reporter(Protocol):
    """A counter, as far as reports know it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def checks(self) -> Any: ...
    @property
    def month_section(self) -> Any: ...
    @property
    def reports(self) -> Any: ...


@needs(READ)
def monthly(work: Work, reporters: Sequence[Reporter], span: Span, found: Sequence[Drift] = ()) -> Monthly:
    """Gather every section the clerk may see; one that fails is named, the others stand.

    Refusal for a period that has not come or lies before the program was used. `found` are numbers of closed months
    that count differently now.
    """
    *_, whole = growing(work, reporters, span, found)
    return whole


@needs(READ)
def growing(work: Work, reporters: Sequence[Reporter], span: Span, found: Sequence[Drift] = ()) -> Iterator[Monthly]:
    """The report again after each section, the whole one last. Refusal as `monthly`."""
    office.must_lie_in_use(work, span)
    centre, written, since = settings.load(work, Centre), words(work, span), office.begun(work)
    grown = Monthly(span, centre.name, centre.demo, work.now, (), tuple(found), _opened(work, span))
    for one in reporters:
        made = chapter(work, one, span, written.get(one.key, Words()))
        if made.section:
            made = replace(made, section=only_known(made.section, span, since, work.today))
        if made.section or made.failure:
            grown = replace(grown, chapters=(*grown.chapters, made))
            yield grown
    yield grown


@needs(READ)
def chapter(work: Work, reporter: Reporter, span: Span, written: Words) -> Chapter:
    """One counter's part; a failure becomes its sentence."""
    section: Section | None = None
    failure = ""
    try:
        section = reporter.month_section(work, span)
    except DeskError as error:
        failure = error.sentence
    except (ArithmeticError, LookupError, ValueError) as error:
        failure = f"数据有误（{type(error).__name__}），请联系系统管理员"
    return Chapter(reporter.key, section.title if section else reporter.title, section, failure, *written)


@needs(READ)
def checks(work: Work, reporters: Sequence[Reporter], month: Month) -> tuple[Line, ...]:
    """出表前核对 of every counter; the same sentence of two counters is one line."""
    found: dict[str, Line] = {}
    for reporter in reporters:
        for check in reporter.checks(work, month):
            found.setdefault(check.text, Line(check.text, check.holds, reporter.key, check.action))
    return tuple(found.values())


def _opened(work: Work, span: Span) -> tuple[str, ...]:
    """What stands apart because the program was taken into use inside the period."""
    opening = settings.load(work, Opening)
    since = opening.since
    if since is None or since not in span or since == span.first:
        return ()
    if opening == Opening(since):
        return (f"本程序自{long_date(since)}启用，此前的数字不在本表内。",)
    counts = f"就餐 {opening.meals} 份，公益套餐 {opening.public_meals} 份"
    money = f"原价 {opening.price.text()} 元，补贴 {opening.subsidy.text()} 元，自付 {opening.paid.text()} 元"
    return (f"本程序自{long_date(since)}启用；此前手工数（未计入上表）：{counts}，{money}。",)
