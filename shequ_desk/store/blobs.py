"""Kept files: their bytes lie in the encrypted database, once, under their SHA-256."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store.database import Work
from shequ_desk.store.tables import BlobRow
from shequ_desk.store.verify import Finding

_BLOB = BlobRow.__table__.c


def keep(work: Work, content: bytes) -> str:
    """Keep the bytes; answers their SHA-256 in hex. The same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    known = work.connection.execute(select(_BLOB.sha256).where(_BLOB.sha256 == digest)).scalar()
    if known is None:
        work.insert(BlobRow, {"sha256": digest, "size": len(content), "content": content})
    return digest


def read(work: Work, digest: str) -> bytes:
    """The bytes kept under a digest. Trouble when they are not what was kept."""
    content = work.connection.execute(select(_BLOB.content).where(_BLOB.sha256 == digest)).scalar()
    if content is None or not _is(content, digest):
        raise Trouble("这份附件已损坏", "请用纸质原件重新扫描，并在“备份与恢复”中查看最近的备份")
    return bytes(content)


def damaged_files(work: Work) -> Iterator[Finding]:
    """A finding for every kept file whose bytes no longer match; read one at a time."""
    for digest in work.connection.execute(select(_BLOB.sha256).order_by(_BLOB.sha256)).scalars().all():
        content = work.connection.execute(select(_BLOB.content).where(_BLOB.sha256 == digest)).scalar_one()
        if not _is(content, digest):
            yield Finding(f"附件 {digest[:12]} 的内容被改动", "请核对纸质原件，从备份恢复后再用")


def _is(content: bytes, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() == digest
