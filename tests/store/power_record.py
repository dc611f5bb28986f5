"""Every write, sync and delete SQLite makes in a folder, in order, taken at its own file layer.

The driver's library shows SQLite's `sqlite3_vfs`: its `xOpen` is replaced, and each file it opens gets `xWrite`,
`xTruncate` and `xSync` that first do the real thing and then note it. Needs nothing but the driver.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from sqlcipher3 import _sqlite3

_POINTER = ctypes.c_void_p
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, _POINTER)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int)
_FILE_METHODS = (
    "close read write truncate sync size lock unlock reserved control sector device "
    "shm_map shm_lock shm_barrier shm_unmap fetch unfetch"
)
_alive: list[object] = []
"""What SQLite points to must stay, even after the recording: a file may be open still."""


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), *((name, _POINTER) for name in _FILE_METHODS.split())]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("version", "file_size", "longest_path")),
        *((name, _POINTER) for name in ("next", "name", "data", "open", "delete")),
    ]


@dataclass(frozen=True)
class Act:
    """One thing done to a file. A write has `data` from `offset` on; a truncation cuts at `offset`.

    `saved` is no act of SQLite: here the program said that commit number `offset` is saved.
    """

    kind: Literal["write", "truncate", "sync", "delete", "saved"]
    path: str = ""
    offset: int = 0
    data: bytes = b""


class Recorder:
    """While it is entered, `acts` grows by what is done to files opened meanwhile below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.acts: list[Act] = []
        self._folder = str(folder)
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._vfs = library.sqlite3_vfs_find(None).contents
        self._was = self._vfs.open, self._vfs.delete

    def __enter__(self) -> "Recorder":
        self._vfs.open = self._kept(_OPEN, self._opening(_OPEN(self._vfs.open)))
        self._vfs.delete = self._kept(_DELETE, self._deleting(_DELETE(self._vfs.delete)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._vfs.open, self._vfs.delete = self._was

    def saved(self, number: int) -> None:
        """The program has just said that commit `number` is saved."""
        self.acts.append(Act("saved", offset=number))

    def _opening(self, real: Any) -> Callable[..., int]:
        def opened(vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
            answer = int(real(vfs, name, file, flags, out))
            path = ctypes.string_at(name).decode() if name else ""
            if not answer and path.startswith(self._folder):
                self._watch(_File.from_address(file), path)
            return answer

        return opened

    def _deleting(self, real: Any) -> Callable[..., int]:
        def deleted(vfs: int, name: int, durable: int) -> int:
            return self._noted(real(vfs, name, durable), Act("delete", ctypes.string_at(name).decode()))

        return deleted

    def _watch(self, file: _File, path: str) -> None:
        real = file.methods.contents
        write, truncate, sync = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

        def written(this: int, data: int, size: int, offset: int) -> int:
            act = Act("write", path, offset, ctypes.string_at(data, size))
            return self._noted(write(this, data, size, offset), act)

        def truncated(this: int, size: int) -> int:
            return self._noted(truncate(this, size), Act("truncate", path, size))

        def synced(this: int, flags: int) -> int:
            return self._noted(sync(this, flags), Act("sync", path))

        own = _Methods.from_buffer_copy(real)
        own.write, own.truncate = self._kept(_WRITE, written), self._kept(_TRUNCATE, truncated)
        own.sync = self._kept(_SYNC, synced)
        _alive.append(own)
        file.methods = ctypes.pointer(own)

    def _noted(self, answer: int, act: Act) -> int:
        if not answer:
            self.acts.append(act)
        return answer

    @staticmethod
    def _kept(kind: Any, function: Callable[..., int]) -> int | None:
        callback = kind(function)
        _alive.append(callback)
        return ctypes.cast(callback, _POINTER).value
