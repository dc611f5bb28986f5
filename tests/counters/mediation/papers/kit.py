"""Cases with something to print in every paper, and papers read back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
from PIL import Image

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import (
    Agent,
    AttachmentDraft,
    CaseDetails,
    CaseFile,
    LogDraft,
    Original,
    PartyDraft,
    PerformanceDraft,
    Signing,
    VisitDraft,
)
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import AGREED, TODAY, act, new_case, original, photo
from tests.paper.sheets import page_texts

ACCEPTED = TODAY - timedelta(days=20)
TALKED = TODAY - timedelta(days=14)
AGREED_ON = TODAY - timedelta(days=10)
DETAILS = CaseDetails(
    "楼上漏水纠纷",
    2,
    "三楼卫生间防水层老化渗水，二楼吊顶和墙面受损。",
    source="referred",
    referrer="police",
    referrer_name="清泉派出所",
    referral_no="清公委〔2026〕12号",
    requests="修复卫生间防水层\n赔偿吊顶损失 4,800.00 元",
    amount=Money(480000),
    place="湖滨里 3 幢",
)
PARTIES = (
    PartyDraft(
        "applicant",
        "陈𬀩秋",
        sex="女",
        ethnic="汉族",
        birth=date(1968, 3, 4),
        phone="13800002201",
        address="湖滨里 3 幢 202 室",
        verified=True,
        agents=(Agent("陈小雨", "mandate", "女儿", "13800002233", "代为承认、放弃、变更请求"),),
    ),
    PartyDraft("respondent", "周春山", phone="13900007750", address="湖滨里 3 幢 302 室", verified=True),
    PartyDraft("respondent", "湖滨里物业服务有限公司", kind="organisation", head="周大年", address="湖滨里社区一楼"),
)


def scan(pages: int) -> bytes:
    """A scanned PDF, one picture a page."""
    sheets = [Image.new("RGB", (620, 877), (250, 248, 240 - place)) for place in range(pages)]
    kept = BytesIO()
    sheets[0].save(kept, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    return kept.getvalue()


def attached(desk: Database, case_id: int, draft: AttachmentDraft, data: bytes) -> int:
    """Keep a file with the case; its id."""
    with desk.work(EVERYTHING) as work:
        return mediation.attach(work, case_id, draft, data)[0]


def investigated(desk: Database) -> int:
    """Referred, looked into with three photos and a receipt of two pages, one entry corrected, in mediation."""
    case_id = new_case(desk, parties=PARTIES, details=DETAILS, accepted_on=ACCEPTED)
    act(desk, "move", case_id, "investigating", ACCEPTED, "")
    with desk.work(EVERYTHING) as work:
        at = work.now - timedelta(days=16)
        seen = LogDraft("investigate", at, "阴角渗水，吊顶有水渍。", "302 室", "楼组长吴阿姨", "张师傅", "王岚")
        entry = mediation.log(work, case_id, seen)
        mediation.correct(work, case_id, entry, "渗水点应为西北角。")
    for place in range(3):
        attached(desk, case_id, AttachmentDraft(f"现场{place}.jpg", "photo", "阴角", "陈𬀩秋"), photo(seed=place))
    attached(desk, case_id, AttachmentDraft("收据.pdf", "evidence", "", "陈𬀩秋"), scan(2))
    act(desk, "move", case_id, "mediating", TALKED, "")
    with desk.work(EVERYTHING) as work:
        at = work.now - timedelta(days=14)
        mediation.log(work, case_id, LogDraft("mediate", at, "双方各自陈述。", "调解室", "吴阿姨", "张师傅", "王岚"))
    return case_id


def settled(desk: Database) -> int:
    """The same case with a signed agreement, a scanned 告知书, performance and a return visit."""
    case_id = investigated(desk)
    kept = attached(desk, case_id, AttachmentDraft("告知书.pdf", "scan"), scan(1))
    signed = [original(key, AGREED_ON) for key in ("application", "referral", "mandate", "record")]
    act(desk, "record_originals", case_id, [*signed, Original("rights", AGREED_ON, 1, 1, kept)])
    content = "周春山于十日内修复防水层\n周春山补偿陈𬀩秋 1,200.00 元"
    draft = replace(AGREED, made_on=AGREED_ON, perform_by=TODAY, content=content)
    act(desk, "draft_agreement", case_id, draft)
    act(desk, "sign_agreement", case_id, Signing(AGREED_ON, AGREED_ON, AGREED_ON, pages=2, copies=4))
    act(desk, "perform", case_id, PerformanceDraft("part", TODAY - timedelta(days=5), "1,200.00 元已转账"))
    act(desk, "visit", case_id, VisitDraft(TODAY, "full", "不再渗水。", satisfied=True, visitor="张师傅"))
    return case_id


def file_of(desk: Database, case_id: int) -> CaseFile:
    """The case as papers see it."""
    with desk.reading(EVERYTHING) as work:
        return mediation.case_file(work, case_id)


def paper(desk: Database, case_id: int, key: str, clerk: Clerk = EVERYTHING) -> bytes:
    """One paper alone, as a clerk prints it."""
    with desk.reading(clerk) as work:
        file = mediation.case_file(work, case_id)
        return papers.paper_pdf(file, key, lambda number: mediation.attachment_data(work, number))


def whole(
    desk: Database,
    case_id: int,
    progress: Callable[[int, int], None] = lambda _done, _pages: None,
    cancelled: Callable[[], bool] = lambda: False,
    demo: bool = False,
) -> bytes:
    """The whole file."""
    with desk.reading(EVERYTHING) as work:
        file = replace(mediation.case_file(work, case_id), demo=demo)
        return papers.whole_pdf(file, lambda number: mediation.attachment_data(work, number), progress, cancelled)


def plain(pdf: bytes) -> str:
    """All words of a paper, lines and blanks joined."""
    return joined(page_texts(pdf))


def joined(texts: Sequence[str]) -> str:
    """Without blanks and line ends."""
    return "".join("".join(texts).split())


def pictures(pdf: bytes) -> list[int]:
    """How many images stand on each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [[one for one in page.get_objects() if isinstance(one, pypdfium2.PdfImage)] for page in document]
        return [len(images) for images in found]
    finally:
        document.close()
