"""The tree of places and the posts of a grid."""

from datetime import date

from shequ_desk.people import service as people
from shequ_desk.people.page.areas_sheet import AddAreaSheet, AreasSheet, ChangeAreaSheet, PostSheet
from shequ_desk.people.page.small_sheets import EndSheet
from tests.people.page.pages import Desk


def _add(shown: Desk, sheet: AreasSheet, title: str) -> None:
    sheet.add_area()
    form = shown.sheet(AddAreaSheet)
    form.area_title.setText(title)
    form.submit()
    shown.settle()


def test_four_levels_are_built_from_nothing(shown: Desk) -> None:
    shown.page.areas()
    sheet = shown.sheet(AreasSheet)
    for place, title in enumerate(("示范街道", "清泉社区", "第 1 网格", "微网格 01")):
        _add(shown, sheet, title)
        sheet.places.select(place)
    with shown.context.database.reading(shown.context.clerk) as work:
        assert people.areas(work)[-1].path == "示范街道 清泉社区 第 1 网格 微网格 01"


def test_a_post_is_given_and_ended(residents: int, shown: Desk) -> None:
    shown.page.areas()
    sheet = shown.sheet(AreasSheet)
    sheet.places.select(2)
    sheet.add_post()
    form = shown.sheet(PostSheet)
    form.name.setText("赵组长")
    form.phone.setText("13800001111")
    form.submit()
    shown.settle()
    assert sheet.posts.rows.row_at(0).name == "赵组长"
    sheet.posts.select(0)
    sheet.end_post()
    shown.sheet(EndSheet).submit()
    with shown.context.database.reading(shown.context.clerk) as work:
        assert [post.to_day for post in people.posts(work)] == [date(2026, 11, 21)]


def test_a_place_with_places_below_is_not_ended(residents: int, shown: Desk) -> None:
    shown.page.areas()
    sheet = shown.sheet(AreasSheet)
    sheet.places.select(0)
    sheet.end_area()
    end = shown.sheet(EndSheet)
    end.submit()
    assert "下级" in end.form.rows["to_day"].error()


def test_a_grid_is_renamed_and_hung_elsewhere(shown: Desk) -> None:
    with shown.context.database.work(shown.context.clerk) as work:
        street = people.add_area(work, "示范街道")
        first, second = (people.add_area(work, title, street) for title in ("清泉社区", "湖滨社区"))
        people.add_area(work, "第1网隔", first)
    shown.page.areas()
    sheet = shown.sheet(AreasSheet)
    sheet.places.select(2)
    sheet.change_area()
    form = shown.sheet(ChangeAreaSheet)
    assert (form.area_title.value(), form.parent_box.optional()) == ("第1网隔", first)
    form.area_title.setText("第1网格")
    form.parent_box.choose(second)
    form.submit()
    shown.settle()
    with shown.context.database.reading(shown.context.clerk) as work:
        assert people.areas(work)[-1].path == "示范街道 湖滨社区 第1网格"
