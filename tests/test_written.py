"""What is written for users is true: the README's reports, the manual's index, links and keys."""

import re
from pathlib import Path

import pytest

from shequ_desk import catalogue

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs" / "manual"
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|PgDn|PgUp|Enter|Tab|[A-Z←→,]|\d)|\bF\d+\b")
SPELLED = {"←": "Left", "→": "Right", "PgDn": "PgDown", "Enter": "Return"}
ROOMS = {
    "任何地方": "shequ_desk",
    "助餐": "shequ_desk/counters/canteen/page",
    "收款": "shequ_desk/till/page",
    "托育": "shequ_desk/counters/childcare/page",
    "调解": "shequ_desk/counters/mediation/page",
    "居民": "shequ_desk/people/page",
    "报表": "shequ_desk/counters/reports/page",
    "设置": "shequ_desk",
}


def sections() -> dict[str, str]:
    """The page of keys, section by section."""
    text = (MANUAL / "13-keys.md").read_text(encoding="utf-8")
    return {re.split(r"[（\n]", part)[0]: part for part in text.split("\n## ")[1:]}


def unknown_keys(section: str, code: str) -> list[str]:
    """Keys a section names that nothing in the code answers to, but for the page's own in its heading.

    A run of figures (Alt+1 …) is one key with a number in it.
    """
    own, _, text = section.partition("\n")
    runs = re.findall(r'f"((?:Ctrl|Alt)\+)\{', code)
    keys = [_spelled(key) for key in KEY.findall(text) if key not in own]
    return [key for key in keys if not _answered(key, code, runs)]


def _spelled(key: str) -> str:
    for written, said in SPELLED.items():
        key = key.replace(written, said)
    return key


def _answered(key: str, code: str, runs: list[str]) -> bool:
    return f'"{key}"' in code or key == "Shift+Tab" or (key[-1].isdigit() and key[:-1] in runs)


def test_the_readme_lists_every_report_under_its_period() -> None:
    rows = re.findall(r"^\| `--(\w+) [^`]+` \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    told = {(period, key) for period, names in rows for key in re.findall(r"`([a-z-]+)`", names)}
    assert told == {(report.period, report.key) for report in catalogue.REPORTS.values()}


def test_the_manual_names_every_page_of_it() -> None:
    index = (MANUAL / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\((\d\d-[\w-]+\.md)\)", index)) == sorted(
        path.name for path in MANUAL.glob("[0-9]*.md")
    )


def test_links_lead_somewhere() -> None:
    papers = [*ROOT.glob("*.md"), *MANUAL.glob("*.md")]
    links = [(paper, link) for paper in papers for link in re.findall(r"\]\(([^)#:]+)\)", paper.read_text("utf-8"))]
    assert len(links) > 50
    assert [(paper.name, link) for paper, link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("section", ROOMS)
def test_the_keys_of_the_manual_are_the_keys_of_the_pages(section: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / ROOMS[section]).rglob("*.py"))
    assert unknown_keys(sections()[section], code) == []


def test_every_section_of_keys_is_looked_at() -> None:
    assert set(sections()) - set(ROOMS) == {"输入的窍门"}


def test_a_key_that_nobody_answers_to_is_found() -> None:
    assert unknown_keys("居民（F2）\n| F2、Ctrl+T、F9、Alt+←、Alt+2", '"F9" "Alt+Left" f"Alt+{place}"') == ["Ctrl+T"]
