"""Files that are either the old one or the new one, never half of each, and readable by their owner alone."""

import os
import shutil
from pathlib import Path

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


def make_private(folder: Path) -> None:
    """Make the folder with its parents; on POSIX only its owner may enter it."""
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file: temporary file beside it → fsync → rename → fsync of the folder. OSError passes through."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE_FILE)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    switch(beside, path)


def copy_durable(source: Path, target: Path) -> None:
    """Copy the content and wait until it is on the disk; the target's name is not yet safe (see sync_folder)."""
    shutil.copyfile(source, target)
    target.chmod(_PRIVATE_FILE)
    sync_file(target)


def switch(source: Path, target: Path) -> None:
    """Rename over the target and make the new name durable."""
    source.replace(target)
    sync_folder(target.parent)


def remove_durable(path: Path) -> None:
    """Take the file away for good: no power cut brings its name back."""
    path.unlink()
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be written into the existing folder: a write-protected disk, somebody else's folder."""
    return folder.is_dir() and not os.access(folder, os.W_OK)


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written on the folder's disk."""
    return shutil.disk_usage(folder).free
