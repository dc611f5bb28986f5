"""What mediation's tests share: invented people, a case and the acts that bring it along."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from random import Random
from typing import Any

from PIL import Image
from sqlalchemy import select

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    AgreementDraft,
    CaseDetails,
    CaseDraft,
    CaseView,
    EndingDraft,
    LogDraft,
    Mediator,
    Original,
    PartyDraft,
    Signing,
    VisitDraft,
)
from shequ_desk.counters.mediation.tables import Dispute
from shequ_desk.kernel.identity import complete
from shequ_desk.kernel.money import Money
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database, Work
from tests.clerks import EVERYTHING

TODAY = date(2026, 11, 21)
DETAILS = CaseDetails("楼上漏水纠纷", 2, "三楼卫生间漏水，二楼吊顶受损。", amount=Money(480000), place="湖滨里 3 幢")
AGREED = AgreementDraft(
    form="written",
    made_on=TODAY,
    facts="三楼卫生间防水层老化。",
    content="周某修复防水层，补偿 1,200.00 元。",
    manner="转账一次付清",
    perform_by=TODAY + timedelta(days=10),
    amount=Money(120000),
)
HOPELESS = EndingDraft("hopeless", TODAY, "双方对责任分歧较大。")
_sequence = count(100)


def resident(work: Work, name: str, birth: date = date(1970, 5, 1), **more: Any) -> int:
    """Register an invented resident; returns the id."""
    number = complete(f"330200{birth:%Y%m%d}{next(_sequence) % 1000:03d}")
    return people.register(work, Draft(name=name, birth=birth, id_number=number, **more))


def two_parties() -> tuple[PartyDraft, ...]:
    """Two sides from outside, their certificates seen."""
    applicant = PartyDraft("applicant", "陈立秋", phone="13800002201", address="湖滨里 3 幢 202 室", verified=True)
    respondent = PartyDraft("respondent", "周春山", phone="13900007750", address="湖滨里 3 幢 302 室", verified=True)
    return applicant, respondent


def draft(**changes: Any) -> CaseDraft:
    """A case accepted today by the preset committee with mediator 1."""
    return replace(CaseDraft(1, TODAY, DETAILS, two_parties(), 1), **changes)


def new_case(database: Database, **changes: Any) -> int:
    """Take a case in."""
    with database.work(EVERYTHING) as work:
        return mediation.accept(work, draft(**changes))


def view(database: Database, case_id: int) -> CaseView:
    """The whole case."""
    with database.reading(EVERYTHING) as work:
        return mediation.case(work, case_id)


def act(database: Database, name: str, case_id: int, *arguments: Any) -> int:
    """Call a versioned act of the service with the stored version."""
    with database.work(EVERYTHING) as work:
        version = work.connection.execute(select(Dispute.version).where(Dispute.id == case_id)).scalar_one()
        done: int = getattr(mediation, name)(work, case_id, *arguments, version)
        return done


def original(key: str, day: date = TODAY, pages: int = 1) -> Original:
    """A signed original."""
    return Original(key, day, pages)


def talk(database: Database, case_id: int, day: date = TODAY) -> None:
    """Enter mediation with a log entry and its signed papers."""
    act(database, "move", case_id, "mediating", day, "")
    with database.work(EVERYTHING) as work:
        at = work.now.replace(year=day.year, month=day.month, day=day.day, hour=9)
        mediation.log(work, case_id, LogDraft("mediate", at, "双方各自陈述。", host="张师傅"))
    papers = [original(key, day) for key in ("application", "rights", "record")]
    act(database, "record_originals", case_id, papers)


def settle(database: Database, case_id: int, agreed: AgreementDraft = AGREED) -> None:
    """From mediation to a signed agreement."""
    talk(database, case_id, agreed.made_on)
    act(database, "draft_agreement", case_id, agreed)
    day = agreed.made_on
    act(database, "sign_agreement", case_id, Signing(day, day, day, pages=2, copies=3))


def visited(database: Database, case_id: int, day: date = TODAY) -> None:
    """A return visit that found the agreement kept, with its papers."""
    act(database, "visit", case_id, VisitDraft(day, "full", "双方满意。", satisfied=True, visitor="张师傅"))
    papers = [original("performance", day), original("visit", day)]
    act(database, "record_originals", case_id, papers)


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", seed: int = 1) -> bytes:
    """An invented picture; noise, so that it does not compress away."""
    noise = Random(seed).randbytes(width * height * 3)
    kept = BytesIO()
    Image.frombytes("RGB", (width, height), noise).save(kept, kind, quality=95)
    return kept.getvalue()


def mediator(work: Work, name: str = "张师傅", level: str = "elder") -> int:
    """One more mediator of the preset committee."""
    return mediation.save_mediator(work, Mediator(0, name, level, 1, from_day=date(2020, 1, 1)))
