"""What the window of the morning has loaded: nothing of pages, papers and readers that nobody opened."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.journeys.conftest import LOGIN, PASSWORD

LATER = {
    *(f"shequ_desk.counters.{name}.{part}" for name in ("canteen", "childcare", "mediation", "reports")
      for part in ("page", "papers")),
    "shequ_desk.people.page", "shequ_desk.people.roster",
    "shequ_desk.people.service.roster_write", "shequ_desk.till.page", "shequ_desk.till.papers",
    "shequ_desk.office.page.settings", "shequ_desk.cli", "shequ_desk.demo", "shequ_desk.paper.excel",
    "shequ_desk.paper.charts", "shequ_desk.people.pinyin_table", "alembic", "multiprocessing", "openpyxl",
    "pypdfium2", "pypinyin", "python_calamine", "reportlab", "segno", "xlsxwriter",
}  # fmt: skip
"""Loaded by the page, sheet or paper that needs it: 19 MB."""


def test_the_hall_has_loaded_no_page_paper_or_reader_that_nobody_opened(community: Path, tmp_path: Path) -> None:
    place = shutil.copytree(community, tmp_path / "data")
    command = [sys.executable, "-m", "tests.journeys.child_loaded", str(place), LOGIN, PASSWORD]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    hall, since = (set(line.split()) for line in done.stdout.splitlines())
    assert hall & LATER == set()
    assert since >= {name for name in LATER if name.endswith(".page")} | {"shequ_desk.paper.rehearsal"}
