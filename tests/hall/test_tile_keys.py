"""Keys of tiles when a resident has more of them than the rail has keys."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from shequ_desk.desk.counter import Tile
from shequ_desk.desk.widgets import TileButton
from shequ_desk.hall.page import HallPage
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from tests.clerks import EVERYTHING
from tests.desk.around import Around
from tests.hall.test_hall_page import COUNTER, around

__all__ = ["around"]
NAMES = ("居民档案", "预订明日", "案一", "案二", "案三", "记账收款", "案四", "案五")


def test_every_tile_beyond_the_rail_has_a_key_of_its_own(qtbot: QtBot, around: Around) -> None:
    tiles = [Tile(name, "", "green", "" if place else "F2", name) for place, name in enumerate(NAMES)]
    page = HallPage(around.context(EVERYTHING), [replace(COUNTER, tiles=lambda _work, _person: tiles)])
    qtbot.addWidget(page)
    with around.database.work(EVERYTHING) as work:
        person = people.register(work, Draft("周小满", birth=None, no_number_reason="其他"))
    page.show_person(person)
    keys = [tile.key() for tile in page.findChildren(TileButton)]
    assert sorted(keys) == sorted(["F2", "F9", "F10", "F11", "F12", "F6", "Ctrl 1", "Ctrl 2"])
    assert page.take_key("F6")
    page.start_tile("Ctrl+2")
    assert [action for _key, _person, action in around.opened] == ["记账收款", "案五"]
    assert not page.take_key("")


def test_a_counter_that_takes_a_key_for_the_rail_has_it(qtbot: QtBot, around: Around) -> None:
    page = HallPage(around.context(EVERYTHING), [replace(COUNTER, shortcut="F6")])
    qtbot.addWidget(page)
    assert [action.shortcut().toString() for action in page.actions()][:5] == ["F9", "F10", "F11", "F12", "Ctrl+1"]
