"""Which papers a case has, in binding order, and on which pages they stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from shequ_desk.counters.mediation.papers import after, opening, outcome, talks
from shequ_desk.counters.mediation.papers.form import Story
from shequ_desk.counters.mediation.rules import DOCUMENTS, Attachment, CaseFile, FileItem
from shequ_desk.paper.photo import Photo, Picture
from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A4_OFFICIAL, A4_SCAN, OFFICIAL_PITCH

Read = Callable[[int, str, int], Picture]
"""Attachment id, media type and page from 0 → the picture."""

_PDF = "application/pdf"
_PHOTOS_TALL = 11 * OFFICIAL_PITCH
_OPEN = ("accepted", "investigating", "mediating")
OUTSIDE = {"cover": "卷宗封面", "contents": "卷内目录", "back": "卷宗封底"}
_FORMS = ("investigation", "evidence", "record", "explanation")
_LETTERS = {"extension": "延长调解期限申请书", "passing": "转交函", "reply": "委托调解结果反馈函"}
TITLES = {**DOCUMENTS, **_LETTERS, **OUTSIDE}

_PAPERS: dict[str, Callable[[CaseFile], list[Story]]] = {
    "application": opening.application,
    "registration": opening.registration,
    "rights": opening.rights,
    "identity": opening.identity,
    "mandate": opening.mandate,
    "referral": opening.referral,
    "investigation": talks.investigation,
    "evidence": talks.evidence,
    "extension": talks.extension,
    "record": talks.record,
    "agreement": outcome.agreement,
    "oral": outcome.oral,
    "notice": outcome.notice,
    "passing": outcome.passing,
    "reply": outcome.reply,
    "performance": after.performance,
    "visit": after.visit,
    "confirmation": after.confirmation,
    "explanation": outcome.explanation,
}
"""In binding order."""

_KEPT = {"evidence": talks.EVIDENCE, "performance": talks.PROOF}
"""Papers behind which kept photos and scans are bound."""


@dataclass(frozen=True)
class Leaf:
    """One page to be printed."""

    sheet: Sheet
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Part:
    """A paper of the file with its pages; `note` says in the contents what stands there."""

    key: str
    title: str
    leaves: Sequence[Leaf]
    note: str


def offered(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Key and title of every paper that makes sense for this case now, in binding order."""
    inside = [key for key in _PAPERS if _sensible(file, key)]
    return tuple((key, TITLES[key]) for key in ("cover", "contents", *inside, "back"))


def _sensible(file: CaseFile, key: str) -> bool:
    case = file.case
    settled = case.outcome == "success"
    wanted = {
        "mandate": any(agent.kind == "mandate" for party in case.parties for agent in party.agents),
        "referral": case.details.source == "referred",
        "investigation": case.state in _OPEN or bool(talks.entries(file, "investigate")),
        "evidence": bool(talks.shown(file, talks.EVIDENCE)),
        "extension": bool(case.extensions),
        "record": case.state in _OPEN or bool(talks.entries(file, "mediate")),
        "agreement": case.agreement is not None and case.agreement.form == "written",
        "oral": case.agreement is not None and case.agreement.form == "oral",
        "notice": case.ending is not None,
        "passing": case.passing is not None,
        "reply": case.details.source == "referred" and bool(case.outcome),
        "performance": settled,
        "visit": settled,
        "confirmation": settled and case.agreement is not None and case.agreement.form == "written",
        "explanation": bool(case.excuses or case.passing),
    }
    return wanted.get(key, True) or _wanted(_item(file, key))


def _wanted(item: FileItem | None) -> bool:
    """Whether an original was recorded, or an empty form is of use."""
    return item is not None and (bool(item.pages) or item.key in _FORMS)


def _item(file: CaseFile, key: str) -> FileItem | None:
    return next((one for one in file.case.completeness.items if one.key == key), None)


def parts(file: CaseFile, read: Read) -> list[Part]:
    """The papers that belong in the file, signed scans in the place of what the program would print."""
    return [_part(file, key, read) for key in _PAPERS if _bound(file, key)]


def _bound(file: CaseFile, key: str) -> bool:
    """Whether a paper is in the bound file: required or there, and not explained away."""
    if key in _LETTERS:
        return _sensible(file, key)
    item = _item(file, key)
    if item is None:
        return False
    excused = key in {one.key for one in file.case.excuses} and not item.pages
    return not excused and (_sensible(file, key) or bool(_scans(file, key)))


def _part(file: CaseFile, key: str, read: Read) -> Part:
    scans = _scans(file, key)
    signed = [one for one in file.case.originals if one.key == key and not one.withdrawn]
    printed = [] if scans and len(scans) == len(signed) else paper(file, key, read)
    leaves = [*printed, *(leaf for scan in scans for leaf in _scanned(file, scan, read))]
    return Part(key, TITLES[key], leaves, "扫描件" if scans else _note(file, key))


def _note(file: CaseFile, key: str) -> str:
    item = _item(file, key)
    if item is None or not (item.required or item.present):
        return ""
    if item.pages:
        return f"原件 {item.pages} 页"
    return "原件已核验" if item.present else "未入卷"


def _scans(file: CaseFile, key: str) -> list[Attachment]:
    """The kept scans of a paper's signed originals."""
    kept = {one.id: one for one in file.case.attachments}
    return [
        kept[one.attachment_id]
        for one in file.case.originals
        if one.key == key and not one.withdrawn and one.attachment_id in kept
    ]


def paper(file: CaseFile, key: str, read: Read) -> list[Leaf]:
    """One paper as the program prints it, with the photos and scans that belong behind it."""
    sheet = sheet_of(file, TITLES[key])
    leaves = [Leaf(sheet, page) for story in _PAPERS[key](file) for page in sheet.pages(story)]
    kept = talks.shown(file, _KEPT.get(key, ()))
    photos = [_photo(one, read) for one in kept if one.media != _PDF]
    leaves += [Leaf(sheet, page) for page in (sheet.pages(photos) if photos else ())]
    return [*leaves, *(leaf for one in kept if one.media == _PDF for leaf in _scanned(file, one, read))]


def sheet_of(file: CaseFile, title: str) -> Sheet:
    """The sheet papers are printed on (GB/T 9704-2012, domain.md §7.1)."""
    return Sheet(A4_OFFICIAL, title, mark(file), "official")


def mark(file: CaseFile) -> str:
    """演示 on everything made from sample data."""
    return "演示" if file.demo else ""


def _photo(one: Attachment, read: Read) -> Block:
    caption = "　".join(part for part in (one.name, one.note, f"{one.added_at:%Y-%m-%d}") if part)
    return Photo(partial(read, one.id, one.media, 0), _PHOTOS_TALL, caption)


def _scanned(file: CaseFile, one: Attachment, read: Read) -> Iterator[Leaf]:
    """A page for each page of a scan, as large as the paper allows."""
    sheet = Sheet(A4_SCAN, one.name, numbering="official", foot=mark(file))
    room = (A4_SCAN.height or 0) - A4_SCAN.top - A4_SCAN.bottom
    for page in range(max(one.pages, 1)):
        yield Leaf(sheet, [Photo(partial(read, one.id, one.media, page), room)])
