"""What is written for users is true: the README's reports, the manual's index, links, keys and red lines."""

import ast
import re
from pathlib import Path

import pytest

from shequ_desk import catalogue

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs" / "manual"
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|PgDn|PgUp|Enter|Tab|[A-Z←→,]|\d)|\bF\d+\b")
SPELLED = {"←": "Left", "→": "Right", "PgDn": "PgDown", "Enter": "Return"}
RED = re.compile(r"\n\| (?:红字|核对发现) \|[^\n]*\n\|[-| ]+\|\n((?:\|[^\n]*\n?)+)")
LEFT_OPEN = re.compile(r"…+|[“”《》（）()：:，；、 ]|(?<![A-Za-z])[NM](?![A-Za-z])|某[人某日月年]|某标签")
"""What a red line says otherwise each time, and what stands around it."""
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


def red_lines(page: str) -> list[str]:
    """The red lines a page explains, one by one."""
    rows = [row for table in RED.findall(page) for row in table.strip().splitlines()]
    return [line for row in rows for line in row.split("|")[1].strip().split(" / ")]


def unsaid(lines: list[str], said: str) -> list[str]:
    """Lines with four signs or more in a row that stand nowhere in `said`."""
    return [line for line in lines if any(len(part) > 3 and part not in said for part in LEFT_OPEN.split(line))]


def spoken() -> str:
    """Every text in the program; what is filled in leaves a gap."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "shequ_desk").rglob("*.py")]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return "\n".join(text for text in texts if isinstance(text, str))


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


def test_the_red_lines_of_the_manual_are_those_of_the_program() -> None:
    pages = {path.name: red_lines(path.read_text(encoding="utf-8")) for path in MANUAL.glob("[0-9]*.md")}
    said = spoken()
    assert sum(map(len, pages.values())) > 150
    assert {name: found for name, lines in pages.items() if (found := unsaid(lines, said))} == {}


def test_a_red_line_that_nobody_says_is_found() -> None:
    page = "\n| 红字 | 怎么办 |\n|---|---|\n| 票号缺 N 个 / 某人 已于某日去世 | 报告 |\n| 班额已经满了 | 换时段 |\n"
    assert unsaid(red_lines(page), "票号缺 \n已于 \n 去世，班额") == ["班额已经满了"]
