"""The month's papers at their edges: the last day before its close, meals of earlier months in this month's books."""

from dataclasses import replace
from datetime import date, datetime

from shequ_desk.counters.canteen import papers
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Order, Payer, Portion, Rule
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.office.rules import Opening
from shequ_desk.people import service as people
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from tests.counters.canteen.kit import CLERK, free, lunch, resident
from tests.till.kit import missing_from, pages

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
LAST = datetime(2026, 10, 31, 8, 30)


def test_the_last_day_is_not_over_before_its_close(preset: Database, clock: FixedClock) -> None:
    clock.set(LAST)
    assert _unfinished(preset) == ("统计到10月31日，本月尚未结束",) * 2
    with preset.work(CLERK) as work:
        canteen.settle(work, free(1, 1))
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    assert _unfinished(preset) == ("", "")


def test_a_month_is_over_on_the_next_day(preset: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 1, 8, 30))
    assert _unfinished(preset) == ("", "")


def test_papers_of_days_before_the_program_are_no_settlement(database: Database, clock: FixedClock) -> None:
    with database.work(CLERK) as work:
        canteen.preset(work)
        canteen.settle(work, free(1, 1))
        assert [(one.day, one.used) for one in canteen.public_ledger(work, NOVEMBER).days] == [(work.today, 1)]
        papers = [paper(work, OCTOBER) for paper in (canteen.settlement, canteen.public_ledger)]
    assert [paper.unfinished for paper in papers] == ["2026年10月在启用本程序之前，没有记录"] * 2


def test_what_a_wrong_clock_wrote_is_in_its_month(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        settings.save(work, Opening())
    clock.set(LAST)
    with preset.work(CLERK) as work:
        canteen.settle(work, free(1, 1))
        assert (canteen.settlement(work, OCTOBER).meals, canteen.public_ledger(work, OCTOBER).used) == (1, 1)


def test_the_payer_reads_the_reason_of_a_discount_and_nobody_else(preset: Database) -> None:
    with preset.work(CLERK) as work:
        rule = Rule(
            "特困免费", "percent", 100, (Payer("区", 1),), date(2026, 1, 1), categories=("tekun",), welfare=True
        )
        canteen.add_rule(work, rule)
        guest = resident(work, "郑国富", date(1944, 4, 1))
        people.add_tag(work, guest, "tekun", date(2026, 1, 1), proof="文号 1")
        canteen.settle(work, Order((Portion(1, guest), Portion(1, resident(work, "应阿福", date(1944, 4, 1)))), "午"))
        found = canteen.settlement(work, NOVEMBER)
    with preset.reading(replace(CLERK, permissions=CLERK.permissions - {"people.unmask"})) as work:
        hidden = canteen.settlement(work, NOVEMBER)
    assert {(row.name, row.category, row.group) for row in found.rows} == {
        ("郑国富", "政策优惠", "特困免费"),
        ("应阿福", "80+", "80+"),
    }
    assert hidden == replace(found.masked, heading=hidden.heading)
    assert missing_from("".join(pages(papers.settlement_pdf(found))), "特困免费", "80+") == []
    for paper in (papers.settlement_pdf(found.masked), papers.posting_pdf(found)):
        assert missing_from("".join(pages(paper)), "特困免费", "政策优惠") == ["特困免费"]


def test_meals_of_an_earlier_month_are_named_on_the_row(preset: Database, clock: FixedClock) -> None:
    clock.set(LAST)
    with preset.work(CLERK) as work:
        guests = [resident(work, name, date(1940, 1, 1)) for name in ("应阿福", "仇阿福", "安阿福")]
        settled = [canteen.settle(work, lunch(1, guest)).number for guest in guests]
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    clock.set(datetime(2026, 11, 2, 11, 0))
    with preset.work(CLERK) as work:
        canteen.reverse_meals(work, settled[0], "点错")
        canteen.backfill(work, lunch(1, guests[1]), datetime(2026, 10, 30, 11, 0))
        for slot in "午晚":
            canteen.settle(work, Order(tuple(Portion(1, guest) for guest in guests), slot))
        rows = canteen.settlement(work, NOVEMBER).rows
    noted = {row.name: (row.meals, row.note) for row in rows}
    assert noted == {"应阿福": (1, "含以前月份红冲"), "仇阿福": (3, "含以前月份补录"), "安阿福": (2, "")}


def test_a_row_of_no_portions_may_still_hold_money(preset: Database, clock: FixedClock) -> None:
    clock.set(LAST)
    limited = Rule("每月十元", "off", 900, (Payer("区", 1),), date(2026, 1, 1), limit="month", limit_unit="fen")
    with preset.work(CLERK) as work:
        guest = resident(work, "应阿福", date(1990, 1, 1))
        canteen.add_rule(work, replace(limited, limit_amount=1000))
        settled = [canteen.settle(work, lunch(1, guest)).number for _ in range(2)]
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    clock.set(datetime(2026, 11, 2, 11, 0))
    with preset.work(CLERK) as work:
        canteen.reverse_meals(work, settled[1], "点错")
        canteen.settle(work, lunch(1, guest))
        found = canteen.settlement(work, NOVEMBER)
    (row,) = found.rows
    assert (row.meals, row.price, row.subsidy, row.pay) == (0, ZERO, Money(800), Money(-800))
    assert (found.subsidy, found.pay, found.payers[0].amount) == (Money(800), Money(-800), Money(800))


def _unfinished(database: Database) -> tuple[str, str]:
    with database.reading(CLERK) as work:
        return canteen.settlement(work, OCTOBER).unfinished, canteen.public_ledger(work, OCTOBER).unfinished
