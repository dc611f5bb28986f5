"""Any list becomes a table of exactly its rows, in its order; too long or empty ones are refused."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from shequ_desk.desk.rows import RowsView, Source
from shequ_desk.desk.rows.export import MOST, table_of
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money

COLUMNS = (Column("name", "姓名"), Column("amount", "金额", "money"))


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    name: str
    amount: Money


def _fetch(offset: int, limit: int) -> Sequence[Line]:
    return [Line(f"居民{place}", Money(place)) for place in range(offset, offset + limit)]


@pytest.fixture
def view(qtbot: QtBot) -> RowsView:
    made = RowsView(COLUMNS, "本餐流水")
    qtbot.addWidget(made)
    return made


def test_a_paged_list_is_exported_whole(view: RowsView) -> None:
    view.show_source(Source(1234, _fetch))
    table = table_of(view)
    assert (table.title, table.columns, len(table.rows)) == ("本餐流水", COLUMNS, 1234)
    assert table.rows[0] == ("居民0", Money(0))
    assert table.rows[-1] == ("居民1233", Money(1233))


def test_plain_tuples_are_exported_as_they_are(view: RowsView) -> None:
    view.show_rows([("周小满", Money(800))])
    assert list(table_of(view).rows) == [("周小满", Money(800))]


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_empty_and_endless_lists_are_refused(view: RowsView, count: int) -> None:
    view.show_source(Source(count, _fetch))
    with pytest.raises(Refusal):
        table_of(view)
