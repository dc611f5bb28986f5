"""The first run: by keyboard alone, what is wrong and where, the recovery key typed back, a replaced PC."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.widgets import KeyButton
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.kernel.money import Money
from shequ_desk.office.rules import Founding
from shequ_desk.store import recovery
from tests.desk.keys import press
from tests.desk.looks import SIZES, clipped, nameless, outside
from tests.office.kit import CENTRE, PASSWORD, Office
from tests.office.screens import WizardScreen, errors, settle


@pytest.fixture
def screen(qtbot: QtBot, office: Office) -> WizardScreen:
    """The wizard on its first step."""
    return WizardScreen(qtbot, office)


def founded(qtbot: QtBot, screen: WizardScreen) -> Founding:
    """Press Enter on the last question and return the answers."""
    with qtbot.waitSignal(screen.window.founding_ready) as asked:
        screen.enter()
    assert asked.args is not None
    answers = asked.args[0]
    assert isinstance(answers, Founding)
    return answers


def test_enter_after_enter_gives_the_answers(qtbot: QtBot, screen: WizardScreen) -> None:
    screen.answer_centre()
    screen.answer_admin()
    answers = founded(qtbot, screen)
    assert answers.centre == CENTRE
    assert (answers.login, answers.name, answers.password) == ("wanglan", "王岚", PASSWORD)
    assert (answers.next_receipt, answers.opening.price) == (1, Money(0))
    assert screen.window.waiting()


def test_figures_from_paper_are_taken_along(qtbot: QtBot, screen: WizardScreen) -> None:
    screen.answer_centre()
    screen.answer_admin()
    step = screen.window.opening
    for editor, text in ((step.receipt, "413"), (step.meals, "640"), (step.price, "9600"), (step.paid, "9600")):
        editor.setText(text)
    answers = founded(qtbot, screen)
    assert (answers.next_receipt, answers.opening.meals, answers.opening.paid) == (413, 640, Money(960_000))


def test_each_step_holds_until_it_is_right(screen: WizardScreen) -> None:
    screen.enter()
    assert list(errors(screen.window.centre.form)) == ["name"]
    screen.window.centre.name.setText(CENTRE.name)
    screen.window.centre.code.setText("33021200300")
    screen.enter()
    assert list(errors(screen.window.centre.form)) == ["code"]
    screen.answer_centre()
    screen.answer_admin()
    screen.window.opening.price.setText("100")
    screen.enter()
    assert list(errors(screen.window.opening.form)) == ["price"]
    assert not screen.window.waiting()


def test_the_code_explains_itself_and_chooses_town_or_village(screen: WizardScreen) -> None:
    step = screen.window.centre
    step.code.setText("330212103215")
    assert "村委会 215" in step.form.rows["code"].hint()
    assert step.kind.value() == "rural"
    step.code.setText(CENTRE.code)
    assert step.form.rows["code"].hint() == "县 330212 · 街道 003 · 居委会（社区） 007"
    assert step.kind.value() == "urban"


def test_two_different_passwords_stay_on_the_second_step(screen: WizardScreen) -> None:
    screen.answer_centre()
    step = screen.window.admin
    for editor, text in ((step.login, "wanglan"), (step.name, "王岚"), (step.password, PASSWORD), (step.repeat, "x")):
        editor.setText(text)
    screen.enter()
    assert list(errors(step.form)) == ["repeat"]
    assert screen.window.at() is step


def test_a_late_refusal_jumps_to_its_step(screen: WizardScreen) -> None:
    screen.answer_centre()
    screen.answer_admin()
    screen.enter()
    screen.window.show_error(Refusal("密码里不能含有登录名", field="password"))
    assert screen.window.at() is screen.window.admin
    assert list(errors(screen.window.admin.form)) == ["password"]
    screen.window.show_error(Trouble("磁盘已满", "请清出空间"))
    assert screen.window.banner.text() == "磁盘已满 → 请清出空间"


def test_escape_goes_one_step_back(screen: WizardScreen) -> None:
    screen.answer_centre()
    press(screen.window.admin.login, Qt.Key.Key_Escape)
    assert screen.window.at() is screen.window.centre


def test_the_key_is_typed_back_from_paper(qtbot: QtBot, screen: WizardScreen, office: Office) -> None:
    key, card = recovery.generate(), screen.window.recovery.card
    office.context.printing.remember("A4", "办公室 A4")
    screen.window.show_recovery(key)
    assert "-".join(label.text() for label in card.groups) == key
    (reveal,) = card.findChildren(KeyButton, "recovery.reveal")
    assert not reveal.isEnabled()
    with qtbot.waitSignal(card.kept, timeout=10_000):
        press(screen.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert office.printer.printed == [("A4", "办公室 A4")]
    assert key[:5] not in [label.text() for label in card.groups]
    assert reveal.isEnabled()
    card.edit.setText(recovery.generate())
    screen.enter()
    assert "不一样" in errors(card.form)["recovery"]
    card.edit.setText(key.lower().replace("-", ""))
    with qtbot.waitSignal(screen.window.finished):
        screen.enter()


def test_a_founded_centre_cannot_be_gone_back_from(screen: WizardScreen) -> None:
    screen.window.show_recovery(recovery.generate())
    press(screen.window.recovery.card.edit, Qt.Key.Key_Escape)
    assert screen.window.at() is screen.window.recovery


def test_leaving_without_the_sheet_is_asked_about(qtbot: QtBot, screen: WizardScreen, office: Office) -> None:
    screen.window.show_recovery(recovery.generate())
    screen.window.close()
    assert screen.window.isVisible()
    with qtbot.waitSignal(screen.window.closed):
        office.recorder.answer()
    assert not screen.window.isVisible()


def test_a_replaced_pc_asks_for_folder_and_key(qtbot: QtBot, screen: WizardScreen, tmp_path: Path) -> None:
    key, window = recovery.generate(), screen.window
    press(window.centre.name, Qt.Key.Key_F2)
    assert window.at() is window.restore
    screen.enter()
    assert list(errors(window.restore.form)) == ["folder"]
    window.restore.folder.setText(str(tmp_path))
    window.restore.key.setText(key)
    with qtbot.waitSignal(window.restore_asked) as asked:
        screen.enter()
    assert asked.args == [str(tmp_path), key]
    window.show_error(Refusal("这个文件夹里没有备份", field="folder"))
    assert list(errors(window.restore.form)) == ["folder"]


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_no_step_is_clipped_or_nameless(
    qtbot: QtBot, qapp: QApplication, office: Office, width: int, height: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    screen = WizardScreen(qtbot, office)
    screen.window.resize(min(screen.window.width(), width), min(screen.window.height(), height))
    assert (screen.window.width() <= width, screen.window.height() <= height) == (True, True)
    found = []
    for step in (screen.answer_centre, screen.answer_admin, screen.enter):
        settle()
        found += [*clipped(screen.window), *outside(screen.window), *nameless(screen.window)]
        step()
    screen.window.show_recovery(recovery.generate())
    settle()
    found += [*clipped(screen.window), *outside(screen.window), *nameless(screen.window)]
    assert found == []
