"""The same services without a window. Exit 0 done, 1 refused (reason in Chinese on stderr), 2 wrong usage.

With --json one object stands on stdout either way.
"""

import sys
from collections.abc import Sequence

from shequ_desk.cli import business, centre
from shequ_desk.cli.answers import tell
from shequ_desk.cli.parser import parser
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.lock import FolderLock

_COMMANDS = {
    "init": centre.init,
    "verify": centre.verify,
    "backup": centre.backup,
    "restore": centre.restore,
    "import": business.import_roster,
    "report": business.report,
    "demo": business.demo,
    "self-check": business.self_check,
}
_FOUNDING = frozenset({"init", "restore", "demo", "self-check"})
"""Commands that may begin with an empty folder."""


def main(arguments: Sequence[str]) -> int:
    """Run one command on the data folder, which no other program may have open meanwhile."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    folder, clock = DataFolder(options.data), SystemClock()
    try:
        _must_be_set_up(folder, options.command)
        with FolderLock(folder, clock):
            answer = _COMMANDS[options.command](folder, clock, options)
    except DeskError as error:
        sys.stderr.write(error.sentence + "\n")
        if options.json:
            tell({"refused": error.message, "way_out": error.way_out}, as_json=True)
        return 1
    tell(answer, options.json)
    return 0


def _must_be_set_up(folder: DataFolder, command: str) -> None:
    """Refusal before anything is made in a folder that was only mistyped."""
    if command not in _FOUNDING and not folder.is_set_up:
        raise Refusal("这个数据文件夹里还没有中心", "请先用 init 建立，或核对 --data")
