"""收款 in the settings: the paper of the receipts."""

import pytest

from shequ_desk.till.page.printing import FORMS, form
from shequ_desk.till.page.settings_page import TillSettingsPage
from tests.desk.looks import clipped, nameless, outside
from tests.till.page.kit import Desk


@pytest.fixture
def page(desk: Desk) -> TillSettingsPage:
    """The section on show."""
    shown = TillSettingsPage(desk.context)
    desk.qtbot.addWidget(shown)
    shown.resize(1000, 620)
    shown.show()
    shown.shown()
    return shown


@pytest.mark.parametrize("chosen", FORMS)
def test_a_choice_is_kept_for_this_pc_and_shown_as_it_will_look(
    desk: Desk, page: TillSettingsPage, chosen: str
) -> None:
    page.form_box.choose(chosen)
    desk.settle()
    assert form(desk.context) == chosen
    assert page.view.pdf().startswith(b"%PDF")
    assert TillSettingsPage(desk.context).form_box.value() == chosen
    assert clipped(page) + outside(page) + nameless(page) == []


def test_the_sample_goes_to_the_printer_of_its_paper(desk: Desk, page: TillSettingsPage) -> None:
    desk.context.printing.remember("roll80", "针式")
    page.form_box.choose("roll80")
    page.print_sample()
    desk.settle()
    assert [taken[1:3] for taken in desk.printer.taken] == [("roll80", "针式")]
