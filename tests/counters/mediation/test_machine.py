"""Whatever a clerk does in whatever order: no finished case lacks a required paper, no statistic breaks an identity."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    DOCUMENTS,
    AttachmentDraft,
    Binding,
    CaseView,
    EndingDraft,
    LogDraft,
    PartyDraft,
    PassDraft,
    PerformanceDraft,
    Signing,
    VisitDraft,
)
from shequ_desk.counters.mediation.rules.statistics import broken
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import recount
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.clerks import EVERYTHING
from tests.conftest import DATA_KEY, NOW
from tests.counters.mediation.kit import AGREED, DETAILS, act, draft, mediator, original, photo, two_parties, view

PAPERS = tuple(key for key in DOCUMENTS if key not in ("agreement", "oral", "notice", "binding", "identity"))
BY_OUTCOME = {"success": ("agreement", "oral"), "failed": ("notice",), "ended": ("notice",), "passed": ("explanation",)}
PHOTO = photo(64, 48)
YEAR = Span(Month(2026, 1), 12)
SOME = st.integers(0, 2)


class Clerkwork(RuleBasedStateMachine):
    """Up to a handful of cases; every act is tried whether it fits or not, and a Refusal is a fine answer."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "data"
        shutil.copytree(self.template, path)
        self.clock = FixedClock(NOW)
        self.database = Database(DataFolder(path).database, DATA_KEY, self.clock)
        self.cases: list[int] = []
        self.touched: set[int] = set()

    @initialize()
    def open_desk(self) -> None:
        with self.database.work(EVERYTHING) as work:
            mediation.preset(work)
            mediator(work)
        self.take_in("apply", "normal", verified=True)
        self.all_the_way(0, honest=True, ends=True)
        self.take_in("apply", "normal", verified=True)

    def tried(self, function: Callable[[], Any]) -> None:
        with suppress(Refusal):
            function()

    def case_at(self, place: int) -> int:
        """One of the cases, looked at again by the invariant."""
        case_id = self.cases[place % len(self.cases)]
        self.touched.add(case_id)
        return case_id

    def acted(self, place: int, name: str, *arguments: Any) -> None:
        case_id = self.case_at(place)
        self.tried(lambda: act(self.database, name, case_id, *arguments))

    @property
    def today(self) -> Any:
        return self.clock.now().date()

    @precondition(lambda self: len(self.cases) < 3)
    @rule(
        source=st.sampled_from(["own", "apply", "referred"]),
        difficulty=st.sampled_from(["simple", "hard"]),
        verified=st.booleans(),
    )
    def take_in(self, source: str, difficulty: str, verified: bool) -> None:
        referred: dict[str, Any] = {"referrer": "court", "referrer_name": "法院"} if source == "referred" else {}
        details = replace(DETAILS, source=source, difficulty=difficulty, **referred)
        parties = tuple(replace(one, verified=verified) for one in two_parties())
        with self.database.work(EVERYTHING) as work:
            self.cases.append(mediation.accept(work, draft(details=details, parties=parties, accepted_on=self.today)))

    @rule(place=SOME, state=st.sampled_from(["investigating", "mediating"]))
    def go_on(self, place: int, state: str) -> None:
        self.acted(place, "move", state, self.today, "")

    @rule(place=SOME, kind=st.sampled_from(["investigate", "mediate"]))
    def write(self, place: int, kind: str) -> None:
        case_id = self.case_at(place)
        with suppress(Refusal), self.database.work(EVERYTHING) as work:
            mediation.log(work, case_id, LogDraft(kind, work.now, "谈话。"))

    @rule(place=SOME)
    def photograph(self, place: int) -> None:
        case_id = self.case_at(place)
        with suppress(Refusal), self.database.work(EVERYTHING) as work:
            mediation.attach(work, case_id, AttachmentDraft("现场.jpg", "photo"), PHOTO)

    @rule(place=SOME, keys=st.lists(st.sampled_from(PAPERS), min_size=1, max_size=8, unique=True))
    def sign_papers(self, place: int, keys: list[str]) -> None:
        self.acted(place, "record_originals", [original(key, self.today) for key in keys])

    @rule(place=SOME, rights=st.booleans())
    def talk_it_over(self, place: int, rights: bool) -> None:
        self.go_on(place, "mediating")
        self.write(place, "mediate")
        keys = ("application", "registration", "record", *(("rights",) if rights else ()))
        self.sign_papers(place, list(keys))

    @rule(place=SOME, which=st.integers(0, 9))
    def take_back(self, place: int, which: int) -> None:
        case_id = self.case_at(place)
        lines = view(self.database, case_id).originals
        if lines:
            self.acted(place, "withdraw_original", lines[which % len(lines)].id, "登记错误")

    @rule(place=SOME, key=st.sampled_from(sorted(DOCUMENTS)))
    def explain(self, place: int, key: str) -> None:
        self.acted(place, "excuse", key, "当事人外出。")

    @rule(place=SOME, form=st.sampled_from(["oral", "written"]), at_once=st.booleans(), signed=st.booleans())
    def agree(self, place: int, form: str, at_once: bool, signed: bool) -> None:
        day = self.today
        perform_by = None if at_once else day + timedelta(days=10)
        wanted = replace(AGREED, form=form, at_once=at_once, made_on=day, perform_by=perform_by)
        self.acted(place, "draft_agreement", wanted)
        if signed:
            self.sign(place)

    @rule(place=SOME)
    def sign(self, place: int) -> None:
        self.acted(place, "sign_agreement", Signing(self.today, self.today, self.today, 2, 3))

    @rule(place=SOME, reason=st.sampled_from(["hopeless", "refused", "event"]))
    def end(self, place: int, reason: str) -> None:
        self.acted(place, "draft_ending", EndingDraft(reason, self.today, "谈不拢。"))
        self.acted(place, "end_case", original("notice", self.today))

    @rule(place=SOME)
    def pass_on(self, place: int) -> None:
        self.acted(place, "draft_pass", PassDraft("街道调委会", self.today, "跨社区。"))
        self.acted(place, "pass_on", original("explanation", self.today))

    @rule(place=SOME, state=st.sampled_from(["full", "none"]))
    def perform(self, place: int, state: str) -> None:
        self.acted(place, "perform", PerformanceDraft(state, self.today, "如约。"))
        self.acted(place, "visit", VisitDraft(self.today, state, "回访。", satisfied=True, visitor="张师傅"))

    @rule(place=SOME)
    def ask_the_court(self, place: int) -> None:
        self.acted(place, "apply_confirmation", self.today, "基层法院", True)
        self.acted(place, "record_confirmation", "confirmed", self.today, "民特1号")

    @rule(place=SOME)
    def more_people(self, place: int) -> None:
        self.acted(place, "add_party", PartyDraft("respondent", "湖滨物业", "organisation"))

    @rule(place=SOME)
    def see_certificates(self, place: int) -> None:
        case_id = self.case_at(place)
        for party in view(self.database, case_id).parties:
            self.acted(place, "verify_party", party.id)

    @rule(place=SOME, honest=st.booleans())
    def bind(self, place: int, honest: bool) -> None:
        if honest:
            meter = view(self.database, self.cases[place % len(self.cases)]).completeness
            keys = [item.key for item in meter.items if not item.present and item.key in PAPERS]
            self.acted(place, "record_originals", [original(key, self.today) for key in keys])
        self.acted(place, "archive", Binding("王岚", self.today, 20, "长期"))

    @rule(place=SOME, honest=st.booleans(), ends=st.booleans())
    def all_the_way(self, place: int, honest: bool, ends: bool) -> None:
        """From wherever the case stands to the archive in one go, with the papers or without."""
        self.talk_it_over(place, rights=True)
        if ends:
            self.end(place, "hopeless")
        else:
            self.agree(place, "written", at_once=False, signed=True)
        self.bind(place, honest)

    @rule(days=st.integers(1, 20))
    def time_goes_on(self, days: int) -> None:
        self.clock.tick(timedelta(days=days))

    @invariant()
    def no_finished_case_lacks_a_required_paper(self) -> None:
        for case_id in self.touched:
            found = view(self.database, case_id)
            if found.outcome:
                _has_what_its_outcome_stands_on(found)
            if found.state == "archived":
                assert found.completeness.missing == ()
            assert [entry.no for entry in found.log] == list(range(1, len(found.log) + 1))
        self.touched.clear()

    @invariant()
    def no_statistic_breaks_an_identity(self) -> None:
        with self.database.reading(EVERYTHING) as work:
            found = mediation.statistics(work, YEAR)
        assert broken(found.values) == ()

    def every_number_opens_its_rows(self) -> None:
        with self.database.reading(EVERYTHING) as work:
            asked = mediation.statistics_figures(mediation.statistics(work, YEAR))
            assert [recount(one, one.rows(work)) for one in asked] == [one.value for one in asked]
            views = [mediation.case(work, case_id) for case_id in self.cases]
        views = [one for one in views if one.finished_on and one.finished_on <= YEAR.last]
        counted = {one.label: one.value for one in asked}
        assert (counted["调解案件总数"], counted["转交"]) == (
            sum(row.outcome != "passed" for row in views if row.outcome),
            sum(row.outcome == "passed" for row in views),
        )

    def teardown(self) -> None:
        if self.cases:
            self.every_number_opens_its_rows()
        self.database.close()
        self.folder.cleanup()


def _has_what_its_outcome_stands_on(found: CaseView) -> None:
    there = {line.key for line in found.originals if not line.withdrawn}
    assert there & set(BY_OUTCOME[found.outcome])
    excused = {one.key for one in found.excuses}
    explained = set[str]() if found.outcome == "success" else excused
    assert (there | explained) & {"application", "registration"}
    if found.outcome in ("success", "failed"):
        assert "record" in there
    if found.outcome == "success":
        assert "rights" in there
        assert found.agreement is not None
        assert found.agreement.effective_on is not None


@pytest.mark.parametrize("runs", [12])
def test_no_order_of_acts_breaks_papers_or_figures(template: Path, runs: int) -> None:
    Clerkwork.template = template
    wanted = settings(max_examples=runs, stateful_step_count=40, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Clerkwork, settings=wanted)
    assert Clerkwork.template == template
