"""The login: first cursor, Enter, waiting, what went wrong, the recovery sheet, what it loads, how it looks."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.kernel.errors import Damage, DeskError, Refusal, Trouble
from shequ_desk.office.page.notice import Notice
from shequ_desk.office.service import Seat
from shequ_desk.store import recovery
from tests.desk.keys import press
from tests.desk.looks import clipped, nameless, outside
from tests.office.screens import LoginScreen, errors, settle, shown

HEAVY = "sqlalchemy, reportlab, pypinyin, sqlcipher3, cryptography, openpyxl"


@pytest.mark.parametrize(("last", "field"), [("", "login"), ("wanglan", "password")])
def test_the_cursor_stands_in_the_first_empty_field(qtbot: QtBot, dressed: QApplication, last: str, field: str) -> None:
    screen = LoginScreen(qtbot, last)
    focus = screen.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == field


def test_enter_asks_once_and_waits(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    screen.sign_in(" wanglan ", "Qing2026泉 ")
    screen.sign_in("wanglan", "Qing2026泉 ")
    assert screen.asked == [("wanglan", "Qing2026泉 ")]
    assert screen.window.busy()
    assert screen.window.entry.bar.isVisible()


def test_an_empty_password_is_not_sent(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    screen.sign_in("wanglan", "")
    assert screen.asked == []
    assert errors(screen.window.entry.form) == {"password": "✗ 请填写密码"}


def test_a_wrong_password_may_be_typed_over(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    screen.sign_in("wanglan", "guess")
    screen.window.show_error(Refusal("登录名或密码不对", "请再试一次", "password"))
    entry = screen.window.entry
    assert not screen.window.busy()
    assert errors(entry.form) == {"password": "✗ 登录名或密码不对 → 请再试一次"}
    assert entry.password.selectedText()
    screen.sign_in("wanglan", "Qing2026泉")
    assert len(screen.asked) == 2


def test_trouble_is_said_in_the_red_banner(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    screen.sign_in("wanglan", "Qing2026泉")
    screen.window.show_error(Trouble("找不到密钥文件", "请从备份恢复"))
    assert screen.window.entry.banner.text() == "找不到密钥文件 → 请从备份恢复"
    assert not screen.window.busy()


@pytest.mark.parametrize(
    ("letter", "shift", "noticed"), [("q", False, False), ("Q", True, False), ("Q", False, True), ("q", True, True)]
)
def test_caps_lock_is_noticed(qtbot: QtBot, dressed: QApplication, letter: str, shift: bool, noticed: bool) -> None:
    screen = LoginScreen(qtbot, "wanglan")
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        screen.window.entry.password, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, modifier, letter)
    )
    hint = screen.window.entry.form.rows["password"].hint()
    assert hint == ("大写锁定（Caps Lock）似乎开着" if noticed else "")


def test_the_recovery_sheet_with_a_new_password(qtbot: QtBot, dressed: QApplication) -> None:
    screen, key = LoginScreen(qtbot, "wanglan"), recovery.generate()
    screen.forgot(key, "wanglan", "Xinmima2026", "Xinmima2026")
    assert screen.asked == [(key, "wanglan", "Xinmima2026")]


@pytest.mark.parametrize(
    ("error", "offered"),
    [(Damage("密钥文件 keys.json 损坏"), True), (Trouble("磁盘满了"), False), (Refusal("登录名或密码不对"), False)],
)
def test_a_backup_is_offered_only_where_it_helps(
    qtbot: QtBot, dressed: QApplication, error: DeskError, offered: bool
) -> None:
    screen = LoginScreen(qtbot, "wanglan")
    spy = QSignalSpy(screen.window.restore_wanted)
    for shown_error in (Damage("先坏一次"), error):
        screen.window.show_error(shown_error)
    press(screen.window.entry.password, Qt.Key.Key_F4)
    assert screen.window.entry.restore.isVisible() == offered
    assert spy.count() == offered


@pytest.mark.parametrize(
    ("key", "password", "repeat", "field"),
    [
        ("AAAAA", "Xinmima2026", "Xinmima2026", "recovery"),
        ("", "short", "short", "password"),
        ("", "wanglan2026X", "wanglan2026X", "password"),
        ("", "Xinmima2026", "Xinmima2027", "repeat"),
    ],
)
def test_what_is_wrong_stays_in_the_form(
    qtbot: QtBot, dressed: QApplication, key: str, password: str, repeat: str, field: str
) -> None:
    screen = LoginScreen(qtbot)
    screen.forgot(key or recovery.generate(), "wanglan", password, repeat)
    assert screen.asked == []
    assert list(errors(screen.window.recovery.form)) == [field]


def test_escape_goes_back_to_the_login(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    press(screen.window, Qt.Key.Key_F2)
    assert screen.window.recovery.isVisible()
    press(screen.window.recovery.key, Qt.Key.Key_Escape)
    assert screen.window.entry.isVisible()


def test_closing_is_told(qtbot: QtBot, dressed: QApplication) -> None:
    screen = LoginScreen(qtbot)
    with qtbot.waitSignal(screen.window.closed):
        screen.window.close()


@pytest.mark.parametrize("factor", [theme.NORMAL, theme.LARGE])
def test_nothing_is_clipped_or_nameless(qtbot: QtBot, qapp: QApplication, factor: float) -> None:
    theme.apply(qapp, factor)
    screen = LoginScreen(qtbot)
    screen.window.show_error(Refusal("登录名或密码不对", "请等 10 秒再试；忘记密码请另一位管理员重设", "password"))
    settle()
    assert (clipped(screen.window), outside(screen.window), nameless(screen.window)) == ([], [], [])
    screen.window.show_error(Damage("数据文件打不开：密钥不符，或文件头部损坏", "可用恢复单和最近的备份恢复"))
    settle()
    assert (clipped(screen.window), outside(screen.window), nameless(screen.window)) == ([], [], [])
    screen.forgot("AAAAA", "wanglan", "", "")
    settle()
    assert (clipped(screen.window), outside(screen.window), nameless(screen.window)) == ([], [], [])


def test_a_notice_says_both_and_goes(qtbot: QtBot, dressed: QApplication) -> None:
    notice = Notice("程序已经打开", "请切换到已打开的窗口")
    shown(qtbot, notice)
    assert (notice.message.text(), notice.way_out.text()) == ("程序已经打开", "请切换到已打开的窗口")
    assert (clipped(notice), nameless(notice)) == ([], [])
    press(notice, Qt.Key.Key_Return)
    assert not notice.isVisible()


def test_the_login_loads_nothing_heavy() -> None:
    code = (
        "import sys, shequ_desk.office.page.login, shequ_desk.office.page.notice\n"
        f"print([name for name in '{HEAVY}'.split(', ') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_login_is_painted_before_anything_names_qt(dressed: QApplication) -> None:
    code = (
        "from PySide6 import QtCore\n"
        "from shequ_desk import app\n"
        "application = app.make_application()\n"
        "app.theme.apply(application)\n"
        "seen, window = [], app.LoginWindow('wanglan')\n"
        "window.painted.connect(lambda: seen.append(True))\n"
        "window.show()\n"
        "while not seen: application.processEvents()\n"
        "print('Qt' in vars(QtCore), window.entry.main.isVisible())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False True"


def test_qt_is_whole_before_a_job_loads_the_rest(dressed: QApplication, office_seat: Seat) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6 import QtCore\n"
        "from shequ_desk import app, loading\n"
        "seen = []\n"
        "loading._load_plain = lambda *_: seen.append('Key' in vars(vars(QtCore).get('Qt', object)))\n"
        "application = app.make_application()\n"
        "desk = app.Desk(app.DataFolder(Path(sys.argv[1])), app.SystemClock())\n"
        "desk.open()\n"
        "while not seen: application.processEvents()\n"
        "desk.shut()\n"
        "print(seen)"
    )
    run = [sys.executable, "-c", code, str(office_seat.folder.path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[True]"
