"""Photos and scans: what they are by their bytes, shrunk, kept encrypted under their digest, checked by verify."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import AttachmentDraft, LogDraft
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.store import blobs
from shequ_desk.store.database import Database
from shequ_desk.store.verify import verify
from tests.clerks import EVERYTHING
from tests.conftest import DATA_KEY
from tests.counters.mediation.kit import new_case, photo, view

PHOTO = AttachmentDraft("卫生间.jpg", "photo", giver="陈立秋")


def scan(pages: int = 3) -> bytes:
    """A PDF with empty pages."""
    kept = BytesIO()
    canvas = Canvas(kept)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def keep(desk: Database, case_id: int, data: bytes, draft: AttachmentDraft = PHOTO) -> tuple[int, str]:
    with desk.work(EVERYTHING) as work:
        return mediation.attach(work, case_id, draft, data)


def test_a_small_photo_is_kept_byte_for_byte_with_its_log_entry(desk: Database) -> None:
    case_id = new_case(desk)
    with desk.work(EVERYTHING) as work:
        entry = mediation.log(work, case_id, LogDraft("investigate", work.now, "现场查看。"))
    data = photo()
    attachment_id, note = keep(desk, case_id, data, replace(PHOTO, log_id=entry))
    found = view(desk, case_id).attachments[0]
    with desk.reading(EVERYTHING) as work:
        assert mediation.attachment_data(work, attachment_id) == data
    assert (found.media, found.size, found.pages, found.log_id, note) == ("image/jpeg", len(data), 1, entry, "")
    assert "人民调解证据材料" in view(desk, case_id).completeness.missing


def test_a_20_megabyte_photo_is_shrunk_and_said(desk: Database) -> None:
    data = photo(3000, 2400, "PNG")
    assert len(data) > 20 << 20
    attachment_id, note = keep(desk, new_case(desk), data)
    with desk.reading(EVERYTHING) as work:
        kept = mediation.attachment_data(work, attachment_id)
    assert note.startswith("照片已从 20.")
    assert max(Image.open(BytesIO(kept)).size) == 2000
    assert len(kept) < 5 << 20


def test_a_scan_is_kept_with_its_pages(desk: Database) -> None:
    case_id = new_case(desk)
    keep(desk, case_id, scan(), AttachmentDraft("调解记录.pdf", "scan"))
    assert [(one.media, one.pages) for one in view(desk, case_id).attachments] == [("application/pdf", 3)]


def test_the_same_bytes_are_kept_once(desk: Database) -> None:
    data = photo()
    first, second = (keep(desk, new_case(desk), data)[0] for _ in range(2))
    connection = desk.bare()
    assert first != second
    assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00" + bytes(200), "这是一个程序"),
        (b"hello", "不是照片，也不是 PDF"),
        (b"", "不是照片，也不是 PDF"),
        (photo()[:5000], "打不开"),
        (b"\xff\xd8\xff" + bytes(300), "打不开"),
        (b"%PDF-1.4 nothing", "PDF 打不开"),
        (bytes(31 << 20), "上限 30 兆"),
        (b"GIF89a" + bytes(50), "不是照片，也不是 PDF"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(desk: Database, data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        keep(desk, new_case(desk), data)
    assert refused.value.way_out


def test_a_picture_bomb_is_refused(desk: Database) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    bomb += struct.pack(">I", 4) + b"IDAT" + bytes(8)
    with pytest.raises(Refusal, match="尺寸太大"):
        keep(desk, new_case(desk), bomb)


@pytest.mark.parametrize("draft", [replace(PHOTO, name="陈立秋身份证.jpg"), replace(PHOTO, note="户口簿首页")])
def test_identity_papers_are_never_kept_as_images(desk: Database, draft: AttachmentDraft) -> None:
    with pytest.raises(Refusal, match="身份证件不存图像") as refused:
        keep(desk, new_case(desk), photo(), draft)
    assert "原件已核验" in refused.value.way_out


def test_verify_finds_an_altered_file_and_reading_it_says_so(desk: Database) -> None:
    attachment_id, _ = keep(desk, new_case(desk), photo())
    assert verify(desk, EVERYTHING, (blobs.damaged_files,)) == ()
    connection = desk.bare()
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name='frozen_blob_update'").fetchone()[0]
    connection.execute("DROP TRIGGER frozen_blob_update")
    connection.execute("UPDATE blob SET content = x'00'")
    connection.execute(trigger)
    connection.close()
    assert [found.message[:3] for found in verify(desk, EVERYTHING, (blobs.damaged_files,))] == ["附件 "]
    with pytest.raises(Trouble, match="损坏"), desk.reading(EVERYTHING) as work:
        mediation.attachment_data(work, attachment_id)


def test_kept_files_are_not_readable_in_the_file(desk: Database) -> None:
    data = photo()
    keep(desk, new_case(desk), data)
    desk.close()
    stored = b"".join(path.read_bytes() for path in desk.path.parent.glob(f"{desk.path.name}*"))
    assert DATA_KEY not in stored
    assert data[200:260] not in stored
