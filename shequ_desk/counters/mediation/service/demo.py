"""Made-up cases in every state through the real acts, the same for the same dice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import func, select

from shequ_desk.counters.mediation.rules import (
    GRANTS,
    PREVENTION,
    SETTINGS,
    AgreementDraft,
    Binding,
    CaseDetails,
    CaseDraft,
    EndingDraft,
    LogDraft,
    Mediator,
    Original,
    PartyDraft,
    PassDraft,
    PerformanceDraft,
    Signing,
    VisitDraft,
)
from shequ_desk.counters.mediation.service.accept import accept
from shequ_desk.counters.mediation.service.after import perform, visit
from shequ_desk.counters.mediation.service.edit import assign, move
from shequ_desk.counters.mediation.service.ending import (
    draft_agreement,
    draft_ending,
    draft_pass,
    end_case,
    pass_on,
    sign_agreement,
)
from shequ_desk.counters.mediation.service.logbook import log
from shequ_desk.counters.mediation.service.papers_in import archive, record_originals
from shequ_desk.counters.mediation.service.past import add_prevention
from shequ_desk.counters.mediation.service.preset import preset
from shequ_desk.counters.mediation.service.roster import mediators, save_mediator
from shequ_desk.counters.mediation.service.scenes import SCENES, Scene
from shequ_desk.counters.mediation.service.shared import row_of
from shequ_desk.counters.mediation.tables import CommitteeRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.limits import Holidays
from shequ_desk.kernel.money import Money
from shequ_desk.office.service.holidays import holidays
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ROSTER = (("陈立", "grid"), ("张师傅", "elder"), ("胡建国", "street"))
_ENDS = ("success", "success", "failed", "success", "success", "ended", "success", "passed")
_DAY = timedelta(days=1)
_TIDY = 0.8
_ALL, _BRISK = 99, 9
_HALF_WAY = ((0, 1), (1, 6), (2, 9), (3, 12), (5, 17))
"""Acts still taken, and days ago: taken in, investigated, in mediation, agreed, visited."""


@dataclass
class _Case:
    """One case while it is played; `day` is where its story has come to, `acts` how many it may still take."""

    work: Work
    random: Random
    scene: Scene
    id: int
    day: date
    until: date
    host: str
    acts: int
    rest: Holidays

    @property
    def version(self) -> int:
        """What is stored now."""
        return row_of(self.work, self.id).version

    def later(self, least: int, most: int) -> bool:
        """Let days pass to a working day; False when the story has come to the present."""
        self.day += timedelta(days=self.random.randint(least, most) if self.acts > _BRISK else 1)
        while self.rest.is_rest(self.day):
            self.day += _DAY
        self.acts -= 1
        if self.day > self.until or self.acts < 0:
            return False
        self.work.now = datetime.combine(self.day, time(self.random.randint(9, 16), self.random.randint(0, 59)))
        return True

    def paper(self, key: str, pages: int = 1) -> Original:
        """A signed original of the day."""
        return Original(key, self.day, pages)

    def sign(self, *keys: str) -> None:
        """Record signed originals of the day."""
        record_originals(self.work, self.id, [self.paper(key) for key in keys], self.version)

    def write(self, kind: str, text: str) -> None:
        """Write the log."""
        people = "楼组长 吴雪珍" if kind == "mediate" else "网格员 陈立"
        log(self.work, self.id, LogDraft(kind, self.work.now, text, "社区调解室", people, self.host))


@needs(SETTINGS)
def demo(work: Work, random: Random, month: Month) -> None:
    """About one case for every 400 residents in the month, played up to today; surveys and prevention beside them.

    Does nothing in an empty register.
    """
    preset(work, month.first.replace(month=1, day=1))
    clerk, present = work.clerk, work.now
    work.clerk = replace(clerk, permissions=clerk.permissions | GRANTS["mediation"])
    try:
        _fill(work, random, month)
    finally:
        work.clerk, work.now = clerk, present
    work.news("mediation")


def _fill(work: Work, random: Random, month: Month) -> None:
    until, rest = work.today, holidays(work)
    people = _residents(work)
    hosts = _hosts(work, month)
    if len(people) < 2:
        return
    for place, (day, acts) in enumerate(_days(random, month, until, rest, max(3, len(people) // 600))):
        scene = SCENES[(place + month.month * 3) % len(SCENES)]
        case_id, host = _take_in(work, random, scene, day, people, hosts)
        case = _Case(work, random, scene, case_id, day, until, host, acts, rest)
        case.sign("application" if row_of(work, case_id).source == "apply" else "registration", "rights")
        _play(case, _ENDS[case_id % len(_ENDS)] if acts == _ALL else "success", hosts)
        work.now = datetime.combine(until, time(9))
    _prevent(work, random, month, until)


def _residents(work: Work) -> Sequence[int]:
    grown = Person.birth < work.today.replace(year=work.today.year - 25, day=1)
    here = (Person.deceased_on.is_(None), Person.moved_out_on.is_(None), Person.merged_into.is_(None))
    return list(work.session.scalars(select(Person.id).where(grown, *here).order_by(Person.id)))


def _hosts(work: Work, month: Month) -> dict[str, Mediator]:
    """Level → mediator; the roster is made once."""
    if not mediators(work):
        committee = work.connection.execute(select(func.min(CommitteeRow.id))).scalar_one()
        since = date(month.year - 1, 1, 1)
        for name, level in _ROSTER:
            save_mediator(work, Mediator(0, name, level, committee, from_day=since))
    return {one.level: one for one in mediators(work)}


def _days(random: Random, month: Month, until: date, rest: Holidays, number: int) -> list[tuple[date, int]]:
    """Days of acceptance in order, each with how many acts follow; of the present month some stay half-way."""
    days = [day for day in month.days() if day <= until and not rest.is_rest(day)] or [min(month.first, until)]
    found = [(random.choice(days), _ALL) for _ in range(number)]
    if until in month:
        shown = [(until - timedelta(days=back), acts) for acts, back in _HALF_WAY]
        found += [(rest.next_working_day(day), acts) for day, acts in shown if day in month]
    return sorted(day for day in found if day[0] <= until)


def _take_in(
    work: Work, random: Random, scene: Scene, day: date, people: Sequence[int], hosts: dict[str, Mediator]
) -> tuple[int, str]:
    applicant, respondent = random.sample(people, 2)
    second = PartyDraft("respondent", person_id=respondent, verified=True)
    if scene.organisation:
        second = PartyDraft("respondent", scene.organisation, "organisation", head="吴海生", verified=True)
    parties = (PartyDraft("applicant", person_id=applicant, verified=True), second)
    work.now = datetime.combine(day, time(random.randint(8, 16), random.randint(0, 59)))
    details = CaseDetails(
        scene.title,
        scene.type_code,
        scene.brief,
        source=random.choice(("apply", "apply", "own")),
        subtype=scene.subtype,
        requests=scene.request,
        amount=Money.yuan(scene.amount),
        place=f"清泉花园 {random.randint(1, 18)} 幢",
        difficulty=scene.difficulty,
    )
    host = hosts["grid" if scene.difficulty == "simple" else "elder"]
    return accept(work, CaseDraft(host.committee_id, day, details, parties, host.id)), host.name


def _play(case: _Case, end: str, hosts: dict[str, Mediator]) -> None:
    """Investigate, mediate, end; each only when its day has come."""
    if end == "ended" and case.later(2, 5):
        _end(case, "refused", "被申请人明确拒绝调解。")
        return
    if not case.later(1, 3):
        return
    move(case.work, case.id, "investigating", case.day, "", case.version)
    case.write("investigate", case.scene.seen)
    case.sign("investigation")
    if not case.later(2, 6):
        return
    move(case.work, case.id, "mediating", case.day, "", case.version)
    case.write("mediate", case.scene.said)
    if end == "passed":
        _pass(case, hosts)
    elif case.later(3, 9):
        _conclude(case, end)


def _conclude(case: _Case, end: str) -> None:
    case.write("mediate", "再次调解，逐项核对各方意见。")
    case.sign("record")
    if end == "failed":
        _end(case, "hopeless", "双方对责任比例分歧较大，经多次调解不能达成一致。")
        return
    _agree(case)
    if not case.later(5, 9):
        return
    perform(case.work, case.id, PerformanceDraft("full", case.day, "协议内容已经履行。"), case.version)
    if not case.later(5, 12):
        return
    found = VisitDraft(case.day, "full", "双方关系缓和，无新的矛盾。", satisfied=True, visitor=case.host)
    visit(case.work, case.id, found, case.version)
    case.sign("visit", *(() if case.scene.difficulty == "simple" else ("performance",)))
    if case.later(1, 6) and case.random.random() < _TIDY:
        archive(case.work, case.id, Binding("王岚", case.day, 12, "长期"), case.version)


def _agree(case: _Case) -> None:
    at_once = case.scene.difficulty == "simple"
    perform_by = None if at_once else case.day + timedelta(days=10)
    form = "oral" if at_once else "written"
    wanted = AgreementDraft(
        form,
        case.day,
        case.scene.brief,
        case.scene.settled,
        "当场履行" if at_once else "按约定日期一次付清",
        perform_by=perform_by,
        amount=Money.yuan(case.scene.paid),
        at_once=at_once,
        visit_on=case.day + timedelta(days=20),
    )
    draft_agreement(case.work, case.id, wanted, case.version)
    sign_agreement(case.work, case.id, Signing(case.day, case.day, case.day, pages=2, copies=3), case.version)


def _end(case: _Case, reason: str, note: str) -> None:
    draft_ending(case.work, case.id, EndingDraft(reason, case.day, note), case.version)
    end_case(case.work, case.id, case.paper("notice"), case.version)
    if case.later(2, 6):
        archive(case.work, case.id, Binding("王岚", case.day, 9 if reason == "hopeless" else 6, "长期"), case.version)


def _pass(case: _Case, hosts: dict[str, Mediator]) -> None:
    assign(case.work, case.id, hosts["street"].id, "涉及多个社区，请街道指导", case.version)
    if not case.later(1, 3):
        return
    case.sign("record")
    receiver = PassDraft("清泉街道人民调解委员会", case.day, "案情涉及多个社区，经双方同意移交街道调解。")
    draft_pass(case.work, case.id, receiver, case.version)
    pass_on(case.work, case.id, case.paper("explanation"), case.version)


def _prevent(work: Work, random: Random, month: Month, until: date) -> None:
    for day in (month.first + timedelta(days=shift) for shift in (6, 13, 20, 27)):
        if day <= until:
            work.now = datetime.combine(day, time(17))
            add_prevention(work, day, "survey_times", random.randint(2, 5), "网格巡查")
            add_prevention(work, day, "prevented", random.randint(0, 2) + 1, f"{PREVENTION['prevented'][:4]}，当场化解")
    work.now = datetime.combine(until, time(9))
