"""A case's whole file of some sixty pages with twenty photos as one PDF, as the papers sheet makes it."""

from datetime import timedelta
from io import BytesIO
from random import Random

from PIL import Image
from sqlalchemy import select

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    AttachmentDraft,
    CaseDetails,
    CaseDraft,
    Committee,
    LogDraft,
    Mediator,
    Original,
    PartyDraft,
)
from shequ_desk.counters.mediation.tables import Dispute
from shequ_desk.office.service import Seat
from shequ_desk.store.database import Work
from tests.bench.figures import Line, spread, times
from tests.bench.mediation import mediating

PHOTOS = 20
_TALKS = 17
_SCANNED = 12
_SAID = "双方各自陈述，对渗漏点位置认可，对赔偿数额还有分歧，约定下周再谈。" * 8


def whole(seat: Seat) -> Line:
    """Reading the case, decrypting the photos, laying out, writing; progress is heard page by page."""
    clerk = mediating(seat.clerk)
    with seat.database.work(clerk) as work:
        case_id = _case(work)
    heard: list[tuple[int, int]] = []
    made: list[bytes] = []

    def one(_place: int) -> None:
        with seat.database.reading(clerk) as work:
            file = mediation.case_file(work, case_id)

            def data(attachment_id: int) -> bytes:
                return mediation.attachment_data(work, attachment_id)

            made.append(papers.whole_pdf(file, data, lambda done, pages: heard.append((done, pages)), lambda: False))

    one(0)
    spent = spread(times(5, one))
    size = f"{heard[-1][1]} pages, {PHOTOS} photos, {len(made[-1]) / (1 << 20):.0f} MB"
    return Line("a case's whole file as PDF", spent, size, "≤ 5 s")


def _case(work: Work) -> int:
    begun = work.today - timedelta(days=_TALKS)
    committee = mediation.save_committee(work, Committee(0, "湖滨里人民调解委员会", "湖滨"))
    host = mediation.save_mediator(work, Mediator(0, "张师傅", "elder", committee, from_day=begun))
    sides = (PartyDraft("applicant", "陈立秋", verified=True), PartyDraft("respondent", "周春山", verified=True))
    details = CaseDetails("楼上漏水纠纷", 2, _SAID)
    case_id = mediation.accept(work, CaseDraft(committee, begun, details, sides, host))
    mediation.move(work, case_id, "investigating", begun, "", _version(work, case_id))
    mediation.move(work, case_id, "mediating", begun, "", _version(work, case_id))
    for place in range(_TALKS):
        at = work.now - timedelta(days=_TALKS - place)
        mediation.log(work, case_id, LogDraft(("investigate", "mediate")[place % 2], at, _SAID, "社区调解室"))
    dice = Random(20)
    for place in range(PHOTOS):
        mediation.attach(work, case_id, AttachmentDraft(f"现场{place}.jpg", "photo"), _photo(dice))
    scan, _ = mediation.attach(work, case_id, AttachmentDraft("申请书.pdf", "scan"), _scan(dice))
    signed = Original("application", begun, _SCANNED, attachment_id=scan)
    mediation.record_originals(work, case_id, (signed,), _version(work, case_id))
    return case_id


def _version(work: Work, case_id: int) -> int:
    return work.connection.execute(select(Dispute.version).where(Dispute.id == case_id)).scalar_one()


def _photo(dice: Random, width: int = 2000, height: int = 1500) -> bytes:
    """About 1 MB, as a shrunk photo of a phone is."""
    coarse = Image.frombytes("RGB", (width // 5, height // 5), dice.randbytes(width * height * 3 // 25))
    kept = BytesIO()
    coarse.resize((width, height), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=85)
    return kept.getvalue()


def _scan(dice: Random) -> bytes:
    """Twelve pages of A4 with 200 dots to the inch."""
    pages = [Image.frombytes("L", (165, 234), dice.randbytes(165 * 234)).resize((1654, 2339)) for _ in range(_SCANNED)]
    kept = BytesIO()
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return kept.getvalue()
