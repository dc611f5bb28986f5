"""结账 and 签发: what is frozen stays, others' writing begins it anew, different people sign, red needs a reason."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.counter import COUNTER as CANTEEN
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page import closing
from shequ_desk.counters.reports.page.closing import MONTHLY, closer, signer, withdrawer
from shequ_desk.counters.reports.rules.monthly import document_of, paired
from shequ_desk.desk.counter import Counter
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import Section
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.people.service.sample import fill
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from shequ_desk.till.counter import counter_of
from tests.clerks import EVERYTHING, as_role
from tests.conftest import DATA_KEY, NOW

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
COUNTERS = (CANTEEN, counter_of((CANTEEN,)))


@pytest.fixture(scope="module")
def made(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a centre with an October of meals, all days closed; made once."""
    path = tmp_path_factory.mktemp("closing") / "data"
    shutil.copytree(template, path)
    database = Database(DataFolder(path).database, DATA_KEY, FixedClock(NOW))
    with database.work(EVERYTHING) as work:
        settings.save(work, Centre("清泉社区党群服务中心", "330200001001"))
        settings.save(work, Opening(since=OCTOBER.first))
        fill(work, Random(7), 120)
    with database.work(EVERYTHING) as work:
        canteen.demo(work, Random(7), OCTOBER)
    database.close()
    return path


@pytest.fixture
def october(made: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A copy of it, opened."""
    shutil.copytree(made, tmp_path / "october")
    opened = Database(DataFolder(tmp_path / "october").database, DATA_KEY, clock)
    yield opened
    opened.close()


def close(
    database: Database, month: Month = OCTOBER, reason: str = "", counters: tuple[Counter, ...] = COUNTERS
) -> None:
    """Close as the page's job does."""
    closer(database, EVERYTHING, counters, month, reason)(_nothing, _never)


def _nothing(_done: int, _whole: int) -> None:
    """No bar to move."""


def _never() -> bool:
    return False


def paper(database: Database, key: str, month: Month = OCTOBER, clerk: Clerk = EVERYTHING) -> bytes:
    """The frozen bytes of a paper."""
    with database.reading(clerk) as work:
        found = reports.frozen(work, month, key)
    assert found is not None
    return found.pdf


def test_closed_papers_stay_the_same_after_new_data(october: Database, clock: FixedClock) -> None:
    close(october)
    first = {key: paper(october, key) for key in (MONTHLY, "canteen-settlement", "canteen-public")}
    with october.work(EVERYTHING) as work:
        guest = next(one for one in canteen.settlement(work, OCTOBER).rows)
        number = canteen.timeline(work, guest.person_ids[0])[0].number
        canteen.reverse_meals(work, number, "登记错人")
    clock.tick(timedelta(days=3))
    assert {key: paper(october, key) for key in first} == first
    assert all(content.startswith(b"%PDF") for content in first.values())


def test_a_correction_appears_in_the_next_month_naming_the_original(october: Database) -> None:
    close(october)
    with october.work(EVERYTHING) as work:
        guest = next(one for one in canteen.settlement(work, OCTOBER).rows)
        number = canteen.timeline(work, guest.person_ids[0])[0].number
        canteen.reverse_meals(work, number, "登记错人")
    with october.reading(EVERYTHING) as work:
        document = document_of(reports.monthly(work, COUNTERS, Span(NOVEMBER)))
    (adjusted,) = (table for table in document.tables if "更正" in table.title)
    assert number in [row[4] for row in adjusted.rows]


@pytest.mark.parametrize(
    ("month", "said"),
    [(NOVEMBER, "还没有结束"), (Month(2026, 12), "还没有结束"), (Month(2026, 9), "在启用本程序之前")],
    ids=["running", "unborn", "before"],
)
def test_months_that_cannot_be_closed(october: Database, month: Month, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        close(october, month)


def test_a_month_closes_once_and_in_order(october: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 12, 3, 9, 0))
    with pytest.raises(Refusal, match="2026年10月还没有结账"):
        close(october, NOVEMBER)
    close(october)
    with pytest.raises(Refusal, match="已经结账"):
        close(october)
    close(october, NOVEMBER)
    with october.reading(EVERYTHING) as work:
        assert [one.month for one in reports.closed_months(work)] == [NOVEMBER, OCTOBER]


def test_an_open_day_is_a_red_line_and_needs_a_reason(october: Database, clock: FixedClock) -> None:
    red = replace(CANTEEN, checks=_red, reports=(), key="red")
    with pytest.raises(Refusal, match="1 项核对未通过，须写明原因"):
        close(october, counters=(*COUNTERS, red))
    desk = replace(EVERYTHING, permissions=EVERYTHING.permissions - {"reports.override"})
    with pytest.raises(Refusal, match="还有 1 项核对未通过：第 17 号逾期无结果"):
        closer(october, desk, (*COUNTERS, red), OCTOBER, "等鉴定")(_nothing, _never)
    close(october, OCTOBER, "等待司法鉴定", (*COUNTERS, red))
    with october.reading(EVERYTHING) as work:
        found = reports.frozen(work, OCTOBER, MONTHLY)
    assert found is not None
    assert "等待司法鉴定" in _text(found.pdf)


def _red(*_: object) -> tuple[Check, ...]:
    return (Check("第 17 号逾期无结果", holds=False),)


def _text(pdf: bytes) -> str:
    document = PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    finally:
        document.close()


def _sell(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        work.note("print", "test", "x")


def test_others_writing_meanwhile_begins_the_close_anew(october: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = _writing_beside(october, monkeypatch, times=1)
    close(october)
    assert len(tries) == 2


def test_a_close_that_never_gets_quiet_changes_nothing(october: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    _writing_beside(october, monkeypatch, times=99)
    with pytest.raises(Conflict, match="一直有人在登记"):
        close(october)
    with october.reading(EVERYTHING) as work:
        assert reports.closed_months(work) == ()


def _writing_beside(database: Database, monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Somebody writes whenever the close prints its monthly report, so many times."""
    tries: list[int] = []
    original = closing.printed

    def printed(document: object) -> object:
        tries.append(1)
        if len(tries) <= times:
            _sell(database)
        return original(document)  # type: ignore[arg-type]

    monkeypatch.setattr(closing, "printed", printed)
    return tries


def _account(database: Database, number: int, name: str, *roles: str) -> Clerk:
    with database.work(EVERYTHING) as work:
        work.insert(ClerkRow, {"id": number, "login": name, "name": name, "active": True, "since": work.now})
        for role in roles:
            work.insert(ClerkRole, {"clerk_id": number, "role": role})
    return replace(as_role(*roles), id=number, login=name, name=name)


def test_three_people_sign_and_their_names_are_on_the_paper(october: Database) -> None:
    maker, checker, director = (
        _account(october, 11, "王岚", "desk"),
        _account(october, 12, "陈立", "desk"),
        _account(october, 13, "周敏", "director"),
    )
    close(october)
    editions = [paper(october, MONTHLY)]
    for clerk, step in ((maker, "制表"), (checker, "审核"), (director, "签发")):
        assert signer(october, clerk, OCTOBER)(_nothing, _never) == step
        editions.append(paper(october, MONTHLY))
    assert len(set(editions)) == 4
    text = _text(editions[-1])
    assert all(
        f"{step}：{name}　2026年11月21日" in text
        for step, name in (("制表", "王岚"), ("审核", "陈立"), ("签发", "周敏"))
    )
    with october.reading(EVERYTHING) as work:
        assert reports.closed_months(work)[0].next_step == ""


def test_one_person_may_not_sign_twice_while_another_could(october: Database) -> None:
    maker = _account(october, 11, "王岚", "desk")
    _account(october, 12, "陈立", "desk")
    close(october)
    signer(october, maker, OCTOBER)(_nothing, _never)
    with pytest.raises(Refusal, match="审核要由另一人签"):
        signer(october, maker, OCTOBER)(_nothing, _never)


def test_a_village_office_of_one_signs_alone_and_the_paper_says_so(october: Database) -> None:
    alone = _account(october, 11, "王岚", "admin", "desk", "director")
    close(october)
    steps = [signer(october, alone, OCTOBER)(_nothing, _never) for _ in range(3)]
    assert steps == ["制表", "审核", "签发"]
    assert "审核：王岚（兼）" in _text(paper(october, MONTHLY))


def test_signing_asks_for_its_right_and_a_closed_month(october: Database) -> None:
    desk = _account(october, 11, "王岚", "desk")
    with pytest.raises(Refusal, match="还没有结账"):
        signer(october, desk, OCTOBER)(_nothing, _never)
    close(october)
    with pytest.raises(Refusal, match="没有办理这一项的权限"):
        signer(october, as_role("auditor"), OCTOBER)(_nothing, _never)


def test_whole_numbers_stay_with_who_may_see_them(october: Database) -> None:
    close(october)
    masked = replace(EVERYTHING, permissions=EVERYTHING.permissions - {"people.unmask"})
    with pytest.raises(Refusal, match="没有办理这一项的权限"):
        paper(october, "canteen-settlement", clerk=masked)
    assert paper(october, "canteen-posting", clerk=masked)


@pytest.mark.parametrize("role", ["desk", "canteen", "childcare", "mediation", "auditor", "admin"])
def test_only_the_director_closes(october: Database, role: str) -> None:
    with pytest.raises(Refusal, match="没有办理这一项的权限"):
        closer(october, as_role(role), COUNTERS, OCTOBER, "")(_nothing, _never)


def _moving(counts: dict[Month, int]) -> Counter:
    """A counter whose number of a month may change after it closed."""

    def section(_work: object, span: Span) -> Section:
        count = Figure(counts.get(span.start, 0), "件", lambda _: Table("", (), []), "履行")
        return Section("调解", headline=("履行", count), prose=(("履行", count, "件。"),))

    return replace(CANTEEN, key="moving", month_section=section, checks=lambda *_: (), reports=())


def _told(database: Database, counters: tuple[Counter, ...], month: Month) -> list[tuple[str, int, int]]:
    with database.reading(EVERYTHING) as work:
        return [(one.period, int(one.was), int(one.now)) for one in reports.drifts(work, counters, month)]  # type: ignore[arg-type]


def test_every_closed_month_of_the_year_that_drifted_is_told_once(october: Database, clock: FixedClock) -> None:
    december = NOVEMBER.next
    counts = {OCTOBER: 5, NOVEMBER: 7}
    counters = (_moving(counts),)
    clock.set(datetime(2026, 12, 3, 9, 0))
    close(october, OCTOBER, "", counters)
    close(october, NOVEMBER, "", counters)
    assert _told(october, counters, december) == []
    counts |= {OCTOBER: 6, NOVEMBER: 8}
    assert _told(october, counters, december) == [("2026年10月", 5, 6), ("2026年11月", 7, 8)]
    clock.set(datetime(2027, 1, 3, 9, 0))
    close(october, december, "", counters)
    assert "2026年10月" in _text(paper(october, MONTHLY, december))
    assert _told(october, counters, december.next) == []
    counts[OCTOBER] = 5
    assert _told(october, counters, december.next) == [("2026年10月", 5, 5)]
    assert _told(october, counters, Month(2027, 2)) == []


def _columns(values: dict[str, int]) -> Counter:
    """A counter whose table gives several numbers the label of their row, as 应收 and 自付 of one programme."""

    def section(_work: object, span: Span) -> Section:
        cells = tuple(Figure(Money(values[key]), "元", lambda _: Table("", (), []), "半日托") for key in ("due", "own"))
        columns = (Column("due", "应收（元）", "money"), Column("own", "自付（元）", "money"))
        return Section("托育", ("应收", cells[0]), (), tables=(Table("收费", columns, [cells]),))

    return replace(CANTEEN, key="columns", month_section=section, checks=lambda *_: (), reports=())


def test_numbers_that_share_a_label_are_each_compared_with_themselves(october: Database) -> None:
    values = {"due": 476_000, "own": 0}
    counters = (_columns(values),)
    close(october, OCTOBER, "", counters)

    def told() -> list[tuple[str, int | Money, int | Money]]:
        with october.reading(EVERYTHING) as work:
            return [(one.label, one.was, one.now) for one in reports.drifts(work, counters, NOVEMBER)]

    assert told() == []
    values["own"] = 5_000
    assert told() == [("半日托（第3处）", Money(0), Money(5_000))]


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ([5], [5], [("数", 5, 5)]),
        ([5, 5], [6, 6], [("数", 5, 6)]),
        ([5, 5, 0], [5, 6, 0], [("数（第1处）", 5, 5), ("数（第2处）", 5, 6), ("数（第3处）", 0, 0)]),
        ([5, 0], [5, 5, 0], [("数（第1处）", 5, 5), ("数（第2处）", 0, 0)]),
        ([5, 0], [0], [("数", 5, 0)]),
        ([5], [], []),
    ],
)
def test_pairs_of_one_label(was: list[int], now: list[int], found: list[tuple[str, int, int]]) -> None:
    assert paired("数", was, now) == found


def withdraw(database: Database, clerk: Clerk, reason: str = "签错了月份") -> str:
    """Take a signature of October back as the page's job does."""
    return withdrawer(database, clerk, OCTOBER, reason)(_nothing, _never)


def test_before_it_is_issued_a_signature_is_taken_back_by_its_signer_and_given_by_another(october: Database) -> None:
    maker, checker = _account(october, 11, "王岚", "desk"), _account(october, 12, "陈立", "desk")
    close(october)
    signer(october, maker, OCTOBER)(_nothing, _never)
    signer(october, checker, OCTOBER)(_nothing, _never)
    with pytest.raises(Refusal, match="审核是陈立签的，只能由本人撤回"):
        withdraw(october, maker)
    with pytest.raises(Refusal, match="请写明为什么撤回"):
        withdraw(october, checker, " ")
    assert [withdraw(october, checker), withdraw(october, maker)] == ["审核", "制表"]
    assert "王岚" not in _text(paper(october, MONTHLY)).split("制表：")[1]
    assert signer(october, checker, OCTOBER)(_nothing, _never) == "制表"
    assert "制表：陈立" in _text(paper(october, MONTHLY))
    with october.reading(EVERYTHING) as work:
        (closed,) = reports.closed_months(work)
        reasons = work.session.scalars(select(AuditRow.after).where(AuditRow.subject == "report_unsign")).all()
    assert (closed.next_step, closed.last_signer) == ("审核", checker.id)
    assert ["签错了月份" in text for text in reasons] == [True, True]


def test_what_was_issued_or_never_signed_is_not_taken_back(october: Database) -> None:
    alone = _account(october, 11, "王岚", "admin", "desk", "director")
    with pytest.raises(Refusal, match="还没有结账"):
        withdraw(october, alone)
    close(october)
    with pytest.raises(Refusal, match="还没有人签字"):
        withdraw(october, alone)
    for _ in range(3):
        signer(october, alone, OCTOBER)(_nothing, _never)
    with pytest.raises(Refusal, match="已经签发，签字不能撤回"):
        withdraw(october, alone)
