"""The recovery sheet and the trial page, read back from the PDF."""

from datetime import date

import pytest

from shequ_desk.desk.printing import PAPERS
from shequ_desk.office.papers import recovery_sheet, trial_page
from shequ_desk.store import recovery
from tests.conftest import NOW
from tests.paper.sheets import page_sizes, page_texts


def test_the_sheet_is_one_page_with_every_group_and_the_centre() -> None:
    key = recovery.generate()
    pages = page_texts(recovery_sheet("清泉社区党群服务中心", key, date(2026, 11, 21)))
    assert len(pages) == 1
    for group in key.split("-"):
        assert group in pages[0]
    assert "清泉社区党群服务中心" in pages[0]
    assert "2026年11月21日" in pages[0]
    assert "保管人" in pages[0]
    assert "演示" not in pages[0]
    assert [line for line in pages[0].splitlines() if 0 < len(line.strip()) < 3 and not line.strip().isdigit()] == []


def test_a_demo_says_so() -> None:
    assert "演示" in page_texts(recovery_sheet("清泉", recovery.generate(), date(2026, 11, 21), demo=True))[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_trial_page_has_the_width_of_its_paper(paper: str) -> None:
    pdf = trial_page(paper, PAPERS[paper].title, NOW)
    assert page_sizes(pdf)[0][0] == pytest.approx(PAPERS[paper].width * 72 / 25.4, abs=1)
    assert "40 毫米" in page_texts(pdf)[0].replace("\n", "")
