"""Nothing is clipped, everything is named, Tab goes round: at every size, in every state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.rows import WholeRow
from shequ_desk.desk.widgets import KeyButton
from shequ_desk.people import lists
from shequ_desk.people import service as people
from shequ_desk.people.page import small_sheets as small
from shequ_desk.people.page.merge_sheet import MergeSheet
from shequ_desk.people.rules import Filters, Odd
from tests.desk import looks
from tests.people.page.pages import MARGIN_H, Desk, RegisterForm
from tests.people.sample import draft, id_number


def _somebody(desk: Desk) -> int:
    with desk.context.database.reading(desk.context.clerk) as work:
        return people.listing(work, Filters(age_from=60), 0, 1)[0].person_id


def _list(desk: Desk) -> None:
    assert desk.page.list.total


def _record(desk: Desk) -> None:
    desk.open(_somebody(desk))


def _refused(desk: Desk) -> None:
    form = RegisterForm(desk)
    form.fill("仇英", "33020019500101001")
    form.enter()


def _tag(desk: Desk) -> None:
    desk.open(_somebody(desk))
    desk.page.record._open(small.TagSheet)


def _merge(desk: Desk) -> None:
    desk.open(_somebody(desk))
    desk.page.record.merge()


def _areas(desk: Desk) -> None:
    desk.page.areas()


def _import(desk: Desk) -> None:
    desk.page.import_roster()


def _doubtful(desk: Desk) -> None:
    """Registered by a colleague: this clerk may confirm."""
    colleague = replace(desk.context.clerk, id=99, name="欧阳敏")
    with desk.context.database.work(colleague) as work:
        odd = Odd(as_printed="与身份证原件逐位核对一致")
        person_id = people.register(work, replace(draft("王芬", "330200195001010000"), odd=odd))
    desk.open(person_id)


def _shared(desk: Desk) -> None:
    known = desk.register(draft("仇英", id_number()))
    assert known
    form = RegisterForm(desk)
    form.fill("李秀英", id_number())
    form.enter()


def _crowded(desk: Desk, year: int) -> int:
    """A long word in the name, every tag, a long note."""
    person = desk.register(
        replace(draft("Maximiliana Wolfeschlegelstein", id_number(date(year, 1, 1))), note="送餐" * 40)
    )
    _tagged(desk, person)
    return person


def _long_list(desk: Desk) -> None:
    desk.register(draft("阿卜杜热依木·买买提明·阿卜杜拉·吐尔逊江·艾尔肯", id_number(sequence=13)))
    desk.settle()


def _long_record(desk: Desk) -> None:
    desk.open(_crowded(desk, 1951))
    desk.page.record.tags.select(0)


def _merged(desk: Desk) -> None:
    other = _somebody(desk)
    desk.open(_crowded(desk, 1952))
    desk.page.record.merge()
    desk.sheet(MergeSheet).finder.picked.emit(other)


STATES = [
    _list,
    _long_list,
    _record,
    _long_record,
    _refused,
    _tag,
    _merge,
    _merged,
    _areas,
    _import,
    _doubtful,
    _shared,
]


def _sideways(root: QWidget) -> list[str]:
    areas = [area for area in root.findChildren(QScrollArea) if area.isVisible()]
    return [f"sideways {area.viewport().width()}" for area in areas if area.horizontalScrollBar().maximum()]


LOOKS = (looks.clipped, looks.outside, looks.nameless, looks.doubled, looks.overfull, looks.unsaid, _sideways)


@pytest.mark.parametrize("size", looks.SIZES, ids=str)
def test_no_text_is_clipped_and_every_control_is_named(
    size: tuple[int, int, float], context: Context, recorder: Recorder, residents: int, qapp: QApplication
) -> None:
    width, height, factor = size
    theme.apply(qapp, factor)
    found = {state.__name__: _flaws(context, recorder, width, height, state) for state in STATES}
    assert found == {state.__name__: [] for state in STATES}


def test_tab_reaches_every_field_of_the_form(residents: int, shown: Desk) -> None:
    form = RegisterForm(shown)
    shown.settle()
    reached = looks.tab_order(form.sheet)
    assert [field for field in form.sheet.findChildren(QLineEdit) if field.isVisible() and field not in reached] == []
    assert reached.index(form.sheet.id_number) < reached.index(form.sheet.fields.name)
    assert form.sheet.main in reached


def _flaws(context: Context, recorder: Recorder, width: int, height: int, state: Callable[[Desk], None]) -> list[str]:
    desk = Desk(context, recorder, width, height)
    state(desk)
    desk.settle()
    found = [flaw for root in (desk.page, *desk.sheets()) for look in LOOKS for flaw in look(root)]
    desk.close()
    return found


def test_a_long_record_does_not_make_the_list_scroll(shown: Desk) -> None:
    before = shown.page.minimumSizeHint().height()
    person = shown.register(replace(draft("阿卜杜热依木·买买提明·阿卜杜拉·吐尔逊江", id_number()), note="送餐" * 40))
    _tagged(shown, person)
    shown.open(person)
    shown.settle()
    of_record = shown.page.minimumSizeHint().height()
    shown.page.back()
    shown.settle()
    assert before <= shown.page.minimumSizeHint().height() < of_record


def test_the_buttons_of_a_long_record_stay_on_show_on_the_smallest_screen_in_large_text(
    context: Context, recorder: Recorder, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.LARGE)
    desk = Desk(context, recorder, 1280, 680)
    _long_record(desk)
    desk.settle()
    verbs = [button for button in desk.page.record.findChildren(KeyButton) if button.isVisible()]
    low = [one.text() for one in verbs if one.mapTo(desk.page, one.rect().bottomLeft()).y() >= 680 - MARGIN_H]
    assert ({"修改档案", "合并档案", "看电话"} <= {one.text() for one in verbs}, low) == (True, [])
    assert desk.page.record.tags.viewport().height() >= 2 * theme.tall(theme.ROW_HEIGHT)
    desk.close()


def test_in_large_text_the_name_of_a_tag_is_whole_and_what_is_left_out_stands_below(
    context: Context, recorder: Recorder, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.LARGE)
    desk = Desk(context, recorder)
    person = desk.register(draft("仇英", id_number()))
    _tagged(desk, person)
    desk.open(person)
    desk.settle()
    table = desk.page.record.tags
    assert [title for title, _text in table.unseen()] == ["核验"]
    assert "核验：王岚" in next(label.text() for label in desk.page.record.findChildren(WholeRow))
    desk.close()


def _tagged(desk: Desk, person: int) -> None:
    with desk.context.database.work(desk.context.clerk) as work:
        for key, kind in lists.tag_kinds().items():
            grade = kind.grades[0] if kind.grades else ""
            proof = ("甬民〔2026〕12号救助", "王岚", date(2026, 11, 1))
            people.add_tag(work, person, key, date(2026, 1, 1), date(2027, 12, 31), grade, *proof)
