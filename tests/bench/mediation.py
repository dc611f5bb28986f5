"""20,000 cases: the list as it opens, a search, the year's table."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    GRANTS,
    OUTCOMES,
    REFERRERS,
    SOURCES,
    TYPES,
    Filters,
    Mediator,
)
from shequ_desk.counters.mediation.tables import Dispute, LogRow, OriginalRow, PartyRow, StepRow
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.office.service import Seat
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from tests.bench.figures import Line, spread, times

CASES = 20_000
YEAR = 2026
_FIRST = date(YEAR - 1, 1, 1)


def cases(seat: Seat, count: int = CASES) -> list[Line]:
    """Fill the file with invented cases over two years, then read it as the page does."""
    clerk = mediating(seat.clerk)
    with seat.database.work(clerk) as work:
        _fill(work, count)
    return [_list(seat.database, clerk, count), _search(seat.database, clerk), _year(seat.database, clerk)]


def mediating(clerk: Clerk) -> Clerk:
    """The clerk with the mediation right besides."""
    return Clerk(clerk.id, clerk.login, clerk.name, clerk.roles, clerk.permissions | GRANTS["mediation"])


def _list(database: Database, clerk: Clerk, count: int) -> Line:
    def one(_: int) -> None:
        with database.reading(clerk) as work:
            mediation.cases(work, Filters())
            mediation.count_cases(work, Filters())

    one(0)
    return Line(f"case list, {count:,} cases", spread(times(60, one)), "first 200 lines and the count", "≤ 100 ms")


def _search(database: Database, clerk: Clerk) -> Line:
    def one(place: int) -> None:
        with database.reading(clerk) as work:
            mediation.cases(work, Filters(text=("漏水", "陈一百", "第1234号", "没有这个词")[place % 4]))

    one(0)
    return Line("case search by any text", spread(times(20, one)), "title, parties, brief, log", "")


def _year(database: Database, clerk: Clerk) -> Line:
    def one(_: int) -> None:
        with database.reading(clerk) as work:
            mediation.statistics(work, Span(Month(YEAR, 1), 12))

    one(0)
    return Line("the year's mediation table", spread(times(20, one)), "with 环比 and 同比", "≤ 500 ms")


def _fill(work: Work, count: int) -> None:
    mediation.preset(work)
    host = mediation.save_mediator(work, Mediator(0, "张师傅", "elder", 1, from_day=_FIRST))
    dice = Random(869)
    made = [_case(dice, number, host) for number in range(1, count + 1)]
    work.insert_many(Dispute, made, each=False)
    work.insert_many(PartyRow, [_party(case, side) for case in made for side in (0, 1)], each=False)
    for table, values in ((StepRow, _step), (LogRow, _log), (OriginalRow, _original)):
        work.insert_many(table, [values(case, work) for case in made], each=False)


def _case(dice: Random, number: int, host: int) -> dict[str, Any]:
    accepted = _FIRST + timedelta(days=number * 690 // CASES)
    outcome = dice.choices((*OUTCOMES, ""), (90, 3, 2, 1, 4))[0]
    source = dice.choice(tuple(SOURCES))
    settled = outcome == "success"
    return {
        "id": number,
        "committee_id": 1,
        "committee_kind": "village",
        "year": accepted.year,
        "seq": number,
        "number": f"（{accepted.year}）清泉人调字第{number}号",
        "title": dice.choice(("楼上漏水纠纷", "物业费纠纷", "噪声纠纷")),
        "type_code": dice.choice(tuple(TYPES)),
        "subtype": "",
        "source": source,
        "referrer": dice.choice(tuple(REFERRERS)) if source == "referred" else "",
        "referrer_name": "",
        "referral_no": "",
        "brief": "双方就责任和赔偿数额有争议，多次协商未果，申请调解。" * 3,
        "requests": "要求赔偿损失。",
        "amount": Money(dice.randrange(1_000_000)),
        "place": "清泉花园",
        "area_id": None,
        "difficulty": dice.choice(("simple", "normal", "hard")),
        "accepted_on": accepted,
        "accepted_at": datetime.combine(accepted, time(12)),
        "accepted_by": "王岚",
        "mediator_id": host,
        "state": {"success": "archived", "": "mediating"}.get(outcome, outcome),
        "parties": 2,
        "parties_shown": "陈某与周某",
        "rights_notice": True,
        "extended_to": None,
        "outcome": outcome,
        "finished_on": accepted + timedelta(days=20) if outcome else None,
        "form": dice.choice(("oral", "written")) if settled else "",
        "agreed_amount": Money(dice.randrange(1_000_000)) if settled else ZERO,
        "effective_on": accepted + timedelta(days=20) if settled else None,
        "perform_by": None,
        "next_visit": None,
        "performance": "full" if settled else "",
        "confirmation": "",
        "archived_on": None,
        "bound_by": "",
        "file_pages": 0,
        "retention": "",
        "version": 1,
    }


def _party(case: dict[str, Any], side: int) -> dict[str, Any]:
    name = f"{'陈周'[side]}{'一二三四五六七八九'[case['id'] % 9]}{'百千万'[case['id'] % 3]}"
    empty = dict.fromkeys(("sex", "ethnic", "occupation", "id_number", "phone", "address", "uscc", "head"), "")
    return empty | {
        "id": case["id"] * 2 + side,
        "case_id": case["id"],
        "position": side,
        "side": ("applicant", "respondent")[side],
        "kind": "person",
        "person_id": None,
        "name": name,
        "birth": None,
        "representative": False,
        "verified_on": None,
        "verified_by": "",
        "agents": [],
        "made_at": datetime.combine(case["accepted_on"], time(12)),
    }


def _of(case: dict[str, Any], work: Work) -> dict[str, Any]:
    return {"id": case["id"], "case_id": case["id"], "at": work.now, "clerk_name": "王岚"}


def _step(case: dict[str, Any], work: Work) -> dict[str, Any]:
    return _of(case, work) | {"state": "accepted", "day": case["accepted_on"], "note": ""}


def _log(case: dict[str, Any], work: Work) -> dict[str, Any]:
    text = "双方各自陈述，对渗漏点位置认可，对赔偿数额还有分歧，约定下周再谈。" * 4
    words = {"place": "社区调解室", "people": "", "host": "张师傅", "recorder": "王岚", "corrects_id": None}
    return _of(case, work) | words | {"no": 1, "kind": "mediate", "happened_at": work.now, "text": text}


def _original(case: dict[str, Any], work: Work) -> dict[str, Any]:
    values = {"paper": "application", "signed_on": case["accepted_on"], "pages": 1, "copies": 1}
    return _of(case, work) | values | {"attachment_id": None, "withdraws_id": None, "reason": ""}
