"""The log of a case: entries, photos, corrections, the urgent report."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from shequ_desk.counters.mediation.page.entry_view import EntryView
from shequ_desk.counters.mediation.page.escalate_sheet import EscalateSheet
from shequ_desk.counters.mediation.page.log_sheet import LogSheet
from shequ_desk.store.database import Database
from tests.counters.desk_kit import CTRL, error, fill, trigger
from tests.counters.mediation.kit import (
    new_case,
    photo,
)
from tests.counters.mediation.page.kit import Room, open_case, view_of


def test_an_entry_with_photos_is_kept_and_looked_at(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "现场.jpg").write_bytes(photo())
    (tmp_path / "阴角.png").write_bytes(photo(kind="PNG", seed=2))
    page = open_case(room, new_case(desk))
    page.key(Qt.Key.Key_Return)
    sheet = room.sheet(LogSheet)
    sheet.files.take([tmp_path / "现场.jpg", tmp_path / "阴角.png"])
    sheet.files.table.select(1)
    sheet.files.giver.setText("陈某")
    sheet.files.giver.textEdited.emit("陈某")
    fill(sheet, {"text": "现场查看，照片 2 张。"})
    sheet.submit()
    room.settle()
    assert room.sheets(LogSheet) == []
    kept = view_of(page).attachments
    assert [(one.name, one.giver, one.kind_text) for one in kept] == [
        ("现场.jpg", "", "现场照片"),
        ("阴角.png", "陈某", "现场照片"),
    ]
    assert "附件 2 件" in page.log()[0]
    page.page.log.list.row_activated.emit(page.page.log.list.current())
    whole = room.sheet(EntryView)
    assert not whole.peek.pixmap().isNull()


def test_evidence_is_added_by_one_key_and_needs_no_words(room: Room, desk: Database, tmp_path: Path) -> None:
    for name, data in (("欠条.jpg", photo()), ("收据.png", photo(kind="PNG", seed=2))):
        (tmp_path / name).write_bytes(data)
    page = open_case(room, new_case(desk))
    page.key(Qt.Key.Key_O, CTRL)
    sheet = room.sheet(LogSheet)
    sheet.submit()
    assert room.sheets(LogSheet) == [sheet]
    room.settle()
    assert "还没有选证据文件" in error(sheet, "text")
    sheet.files.take([tmp_path / "欠条.jpg", tmp_path / "收据.png"])
    sheet.reject()
    assert (sheet.isVisible(), "再按一次 Esc" in sheet.banner.text()) == (True, True)
    sheet.submit()
    room.settle()
    assert room.sheets(LogSheet) == []
    view = view_of(page)
    assert (view.log[-1].kind, view.log[-1].text) == ("evidence", "收到证据材料 2 件：欠条.jpg、收据.png")
    assert {one.kind for one in view.attachments} == {"evidence"}
    assert "人民调解证据材料" in view.completeness.missing


def test_an_attachment_saved_as_a_file_leaves_its_name_out_of_the_audit(
    room: Room, desk: Database, tmp_path: Path
) -> None:
    (tmp_path / "周春山家漏水.jpg").write_bytes(photo())
    page = open_case(room, new_case(desk))
    page.page.write_log()
    sheet = room.sheet(LogSheet)
    sheet.files.take([tmp_path / "周春山家漏水.jpg"])
    fill(sheet, {"text": "现场。"})
    sheet.submit()
    room.settle()
    page.page.log.list.row_activated.emit(page.page.log.list.current())
    trigger(room.sheet(EntryView), "entry.save")
    connection = desk.bare()
    after = [row[0] for row in connection.execute("SELECT after FROM audit WHERE action = 'print'")]
    connection.close()
    assert len(after) == 1
    assert "周春山" not in after[0]


def test_a_program_named_as_a_photo_is_refused_and_the_words_stay(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"MZ\x90\x00" + bytes(2000))
    page = open_case(room, new_case(desk))
    before = len(page.log())
    page.page.write_log()
    sheet = room.sheet(LogSheet)
    sheet.files.take([tmp_path / "照片.jpg"])
    fill(sheet, {"text": "现场查看。"})
    sheet.submit()
    room.settle()
    assert sheet.isVisible()
    assert "“照片.jpg”：这是一个程序" in sheet.banner.text()
    assert sheet.text.text() == "现场查看。"
    assert len(view_of(page).log) == before
    sheet.files.drop()
    sheet.submit()
    room.settle()
    assert room.sheets(LogSheet) == []


def test_photos_dropped_on_the_sheet_are_taken(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "现场.jpg").write_bytes(photo())
    open_case(room, new_case(desk)).page.write_log()
    box, dragged = room.sheet(LogSheet).files, QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(tmp_path / "现场.jpg")), QUrl("https://example.org/x.jpg")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    box.dropEvent(QDropEvent(QPointF(5, 5), action, dragged, button, Qt.KeyboardModifier.NoModifier))
    assert [one.name for one in box.files] == ["现场.jpg"]
    assert not box.peek.pixmap().isNull()


def test_a_file_that_went_away_is_refused_by_name(room: Room, desk: Database, tmp_path: Path) -> None:
    open_case(room, new_case(desk)).page.write_log()
    room.sheet(LogSheet).files.take([tmp_path / "没有.jpg"])
    assert room.recorder.refusals[-1].message == "打不开“没有.jpg”"


def test_an_identity_card_and_a_huge_file_are_refused_when_chosen(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "身份证.jpg").write_bytes(photo())
    (tmp_path / "大.jpg").write_bytes(bytes(31_000_000))
    open_case(room, new_case(desk)).page.write_log()
    box = room.sheet(LogSheet).files
    box.take([tmp_path / "身份证.jpg", tmp_path / "大.jpg"])
    assert box.files == []
    assert ["不存图像" in one.message or "超过" in one.message for one in room.recorder.refusals] == [True, True]


def test_a_correction_is_a_new_entry_that_names_the_old(room: Room, desk: Database) -> None:
    page = open_case(room, new_case(desk))
    page.page.log.list.row_activated.emit(page.page.log.list.current())
    trigger(room.sheet(EntryView), "entry.correct")
    room.answer("受理人应为王岚")
    assert "更正第 1 笔" in page.log()[0]
    assert "已由第 2 笔更正" in page.log()[1]


def test_an_urgent_report_is_logged_and_printed(room: Room, desk: Database) -> None:
    page = open_case(room, new_case(desk))
    page.key(Qt.Key.Key_F12)
    sheet = room.sheet(EscalateSheet)
    fill(sheet, {"text": "多人聚集，已劝离。"})
    sheet.submit()
    assert error(sheet, "reported_to")
    fill(sheet, {"reported_to": "清泉派出所 李警官", "kind": "群体性事件风险"})
    sheet.submit()
    room.settle()
    room.settle()
    assert "上报" in page.log()[0]
    assert len(room.tray.papers) == 1
