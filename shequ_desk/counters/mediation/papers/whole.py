"""One paper alone, or the whole file as one document: cover, contents, papers and scans in place, back cover."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from shequ_desk.counters.mediation.papers import cover
from shequ_desk.counters.mediation.papers.form import Story
from shequ_desk.counters.mediation.papers.plan import OUTSIDE, TITLES, Leaf, Part, Read, paper, parts, sheet_of
from shequ_desk.counters.mediation.rules import CaseFile
from shequ_desk.kernel import late
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.photo import Picture

Data = Callable[[int], bytes]
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_PICTURES = "shequ_desk.paper.pictures"


def paper_pdf(file: CaseFile, key: str, data: Data) -> bytes:
    """One paper alone, to be signed; `key` as `offered` names it. Trouble when a kept photo was altered."""
    reader = late.load(_PICTURES).Pictures(data)
    try:
        leaves = _outside(file, key) if key in OUTSIDE else paper(file, key, reader.picture)
        return _printed(TITLES[key], [leaves], never, _unheard)
    finally:
        reader.close()


def whole_pdf(file: CaseFile, data: Data, progress: Progress, cancelled: Cancelled) -> bytes:
    """The file as one PDF, pages numbered through; b'' when cancelled. `progress` hears pages done and all pages."""
    reader = late.load(_PICTURES).Pictures(data)
    try:
        return _printed(file.case.number, _sections(file, reader.picture), cancelled, progress)
    finally:
        reader.close()


def file_pages(file: CaseFile) -> int:
    """How many numbered pages the whole file has: without cover, contents and back cover."""
    return _count(parts(file, _unread))


def never() -> bool:
    """Nobody cancels a single paper."""
    return False


def _unheard(_done: int, _pages: int) -> None:
    """Nobody watches a single paper."""


def _unread(number: int, _media: str, _page: int) -> Picture:
    raise AssertionError(f"picture {number} is not printed to count pages")


def _sections(file: CaseFile, read: Read) -> list[list[Leaf]]:
    """The document in sections; page numbers run through the one in the middle alone."""
    bound = parts(file, read)
    inside = [leaf for part in bound for leaf in part.leaves]
    front = _plain(file, cover.cover(file)) + _plain(file, cover.contents(file, _entries(bound)))
    return [front, inside, _plain(file, cover.back(file, len(inside)))]


def _outside(file: CaseFile, key: str) -> list[Leaf]:
    if key == "cover":
        return _plain(file, cover.cover(file))
    bound = parts(file, _unread)
    story = cover.contents(file, _entries(bound)) if key == "contents" else cover.back(file, _count(bound))
    return _plain(file, story)


def _plain(file: CaseFile, story: Story) -> list[Leaf]:
    """Pages without a number."""
    sheet = replace(sheet_of(file, ""), numbering="none")
    return [Leaf(sheet, page) for page in sheet.pages(story)]


def _entries(bound: Sequence[Part]) -> list[cover.Entry]:
    entries, page = [], 1
    for part in bound:
        entries.append((part.title, page, part.note))
        page += len(part.leaves)
    return entries


def _count(bound: Sequence[Part]) -> int:
    return sum(len(part.leaves) for part in bound)


def _printed(title: str, sections: Sequence[Sequence[Leaf]], cancelled: Cancelled, progress: Progress) -> bytes:
    pen, done, pages = Pen(), 0, sum(len(section) for section in sections)
    for section in sections:
        for number, leaf in enumerate(section, 1):
            if cancelled():
                return b""
            leaf.sheet.print(pen, leaf.blocks, number, len(section))
            done += 1
            progress(done, pages)
    return pen.finish(title)
