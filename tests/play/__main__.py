"""python -m tests.play --out DIR: fill a demonstration folder, play one lunch, keep pictures and papers.

With --window the counter is opened for a person instead.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from shequ_desk import demo
from shequ_desk.app import Desk
from shequ_desk.kernel.clock import Clock, FixedClock, SystemClock
from shequ_desk.store.folder import DataFolder
from tests.play.lunch import play

LOGIN, PASSWORD = "demo", "Lunch-330203"
LUNCH_TIME = datetime(2026, 11, 20, 11, 42)


def options_of() -> argparse.Namespace:
    """`out`, `window`: what was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="tests.play")
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--window", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Play, or open the window."""
    options = options_of()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory(prefix="shequ-demo-") as place:
        folder = DataFolder(Path(place))
        clock: Clock = SystemClock() if options.window else FixedClock(LUNCH_TIME)
        sys.stdout.write("正在造一个演示社区（约 3000 名居民、三个月助餐）……\n")
        sys.stdout.flush()
        demo.fill(folder, clock, demo.Plan(), LOGIN, PASSWORD).database.close()
        return _open(application, folder, clock) if options.window else _play(folder, clock, options.out)


def _open(application: QApplication, folder: DataFolder, clock: Clock) -> int:
    desk = Desk(folder, clock)
    desk.open()
    sys.stdout.write(f"演示账号 {LOGIN}，密码 {PASSWORD}（按 Ctrl+L 锁定后要用）\n")
    sys.stdout.flush()
    QTimer.singleShot(0, _signer(desk))
    code = application.exec()
    desk.shut()
    return code


def _signer(desk: Desk) -> Callable[[], None]:
    def sign_in() -> None:
        assert desk.login is not None
        desk.login.submitted.emit(LOGIN, PASSWORD)

    return sign_in


def _play(folder: DataFolder, clock: Clock, out: Path) -> int:
    made = play(folder, clock, out, LOGIN, PASSWORD)
    for path in made:
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"共 {len(made)} 个文件，在 {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
