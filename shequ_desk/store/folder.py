"""Where everything of one centre lives: database, key file, lock, backups, papers, logs."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import files

_NAME = "shequ-desk"


def default_path(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The user's data folder: %LOCALAPPDATA%, ~/Library/Application Support, or $XDG_DATA_HOME (~/.local/share)."""
    home = Path(environment.get("USERPROFILE" if platform == "win32" else "HOME", "") or Path.home())
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / _NAME


@dataclass(frozen=True)
class DataFolder:
    """Names inside one data folder. Nothing is created before `create`."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database file."""
        return self.path / "desk.db"

    @property
    def keys(self) -> Path:
        """The key file: the data key, wrapped per user and by the recovery key."""
        return self.path / "keys.json"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a program is open here."""
        return self.path / "desk.lock"

    @property
    def running(self) -> Path:
        """Which program has the folder open; also there after one was killed."""
        return self.path / "running.json"

    @property
    def backups(self) -> Path:
        """One folder per backup."""
        return self.path / "backups"

    @property
    def replaced(self) -> Path:
        """Files that a restore or a failed upgrade put aside."""
        return self.path / "replaced"

    @property
    def papers(self) -> Path:
        """PDFs and workbooks made for the clerk."""
        return self.path / "papers"

    @property
    def fonts(self) -> Path:
        """Rare-character fonts the centre adds itself (HanaMin*.ttf)."""
        return self.path / "fonts"

    @property
    def logs(self) -> Path:
        """Log files, redacted."""
        return self.path / "logs"

    @property
    def founding(self) -> Path:
        """There while a centre is being made; also after that was cut short."""
        return self.path / "founding"

    @property
    def is_set_up(self) -> bool:
        """Whether a centre was made here, to its end: there is a key file or a database."""
        return (self.keys.exists() or self.database.exists()) and not self.founding.exists()

    def create(self) -> None:
        """Make the folder and its rooms, private to the user. Trouble when the place cannot be written or is a file."""
        try:
            files.make_private(self.path)
            for room in (self.backups, self.papers, self.logs):
                _refuse_file(room)
                files.make_private(room)
        except OSError as error:
            raise Trouble(f"不能在这里建立数据文件夹：{self.path}", "请换一个可写的位置，或检查磁盘和权限") from error

    def put_halves_aside(self) -> None:
        """Clear the place of a founding that was cut short; nobody has seen its recovery sheet. May raise OSError."""
        if not self.founding.exists():
            return
        aside = self.replaced / "founding"
        files.make_private(aside)
        for half in (self.keys, *self.path.glob(f"{self.database.name}*")):
            if half.exists():
                half.replace(aside / half.name)
        files.remove_durable(self.founding)


def _refuse_file(room: Path) -> None:
    if room.exists() and not room.is_dir():
        raise Trouble(
            f"数据文件夹里的 {room.name} 应当是文件夹，现在是一个文件：{room}", "请把这个文件改名或移走，再打开程序"
        )
