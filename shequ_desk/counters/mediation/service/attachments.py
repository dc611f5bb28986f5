"""Photos and scans of a case, kept encrypted in the store."""

from shequ_desk.counters.mediation.rules import READ, WORK, AttachmentDraft, Mediation, Prepared, check_attachment
from shequ_desk.counters.mediation.service.shared import add, refuse_archived, row_of
from shequ_desk.counters.mediation.tables import AttachmentRow, LogRow
from shequ_desk.kernel import late
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store import blobs, settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CONTENT = "shequ_desk.store.content"


def prepare(wanted: Mediation, data: bytes) -> Prepared:
    """The file as it will be kept, ready for `attach`: slow for large photos, so do it before the transaction.

    The type is read from the bytes. Refusal: not a photo or PDF, does not open, too large.
    """
    content = late.load(_CONTENT)
    limits = content.Limits(wanted.upload_megabytes, wanted.stored_megabytes, wanted.photo_pixels)
    kept = content.accept(data, limits)
    return Prepared(kept.data, kept.media, kept.pages, kept.note)


@needs(WORK)
def attach(work: Work, case_id: int, draft: AttachmentDraft, data: bytes | Prepared) -> tuple[int, str]:
    """Keep a file with the case; answers its id and what was done to it ('照片已从 … 压缩到 …', or '').

    Bytes are prepared here, as `prepare` says. Refusal also: an identity paper, archived.
    """
    refuse_archived(row_of(work, case_id))
    check_attachment(draft)
    if draft.log_id is not None:
        _entry(work, case_id, draft.log_id)
    kept = data if isinstance(data, Prepared) else prepare(settings.load(work, Mediation), data)
    values = {
        **vars(draft),
        "media": kept.media,
        "size": len(kept.data),
        "pages": kept.pages,
        "sha256": blobs.keep(work, kept.data),
    }
    work.news("mediation")
    return add(work, AttachmentRow, case_id, values), kept.note


@needs(READ)
def attachment_data(work: Work, attachment_id: int) -> bytes:
    """The bytes as kept. Refusal when there are none, Trouble when they were altered."""
    row = work.session.get(AttachmentRow, attachment_id)
    if row is None:
        raise Refusal("没有找到这份附件", "请刷新后再看")
    return blobs.read(work, row.sha256)


def _entry(work: Work, case_id: int, log_id: int) -> None:
    entry = work.session.get(LogRow, log_id)
    if entry is None or entry.case_id != case_id:
        raise Refusal("没有找到附件所属的记录", "请刷新后再看", "log_id")
