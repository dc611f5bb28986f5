"""Files the tests read."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
ROSTER = DATA / "roster.xlsx"
