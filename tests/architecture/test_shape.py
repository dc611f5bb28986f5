"""The shape of the code: small functions, small files, one clock, no back doors."""

import re
import statistics
from collections.abc import Sequence

import pytest

from tests.architecture import findings
from tests.architecture.findings import Check
from tests.architecture.tree import Source, sources

PROGRAM = sources("shequ_desk")
EVERYTHING = sources("shequ_desk", "migrations", "tests", "dev.py")
TESTS = sources("tests")
SLICES = [source for source in PROGRAM if not source.path.startswith("shequ_desk/store/")]
KERNEL = sources("shequ_desk/kernel")

RULES: list[tuple[Check, Sequence[Source]]] = [
    (findings.late_imports, EVERYTHING),
    (findings.broad_excepts, EVERYTHING),
    (findings.lambda_connects, EVERYTHING),
    (findings.unfinished, EVERYTHING),
    (findings.clock_readings, PROGRAM),
    (findings.spelled_dates, PROGRAM),
    (findings.doubled_doing, PROGRAM),
    (findings.bulk_writes, SLICES),
    (findings.foreign_imports, KERNEL),
    (findings.toothless_tests, TESTS),
    (findings.chinese_key_clicks, TESTS),
]

BAD: list[tuple[Check, str]] = [
    (findings.late_imports, "def f() -> None:\n    import json\n"),
    (findings.late_imports, "class A:\n    def f(self) -> None:\n        from json import loads\n"),
    (findings.broad_excepts, "try:\n    pass\nexcept Exception:\n    pass\n"),
    (findings.broad_excepts, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass\n"),
    (findings.broad_excepts, "try:\n    pass\nexcept:\n    pass\n"),
    (findings.lambda_connects, "button.clicked.connect(lambda: None)\n"),
    (findings.unfinished, "x = 1  # TODO later\n"),
    (findings.unfinished, "def f() -> None:\n    raise NotImplementedError\n"),
    (findings.clock_readings, "from datetime import datetime\nx = datetime.now()\n"),
    (findings.clock_readings, "import datetime\nx = datetime.date.today()\n"),
    (findings.clock_readings, "import time\nx = time.time()\n"),
    (findings.clock_readings, "x = QDate.currentDate()\n"),
    (findings.clock_readings, "x = select(func.now())\n"),
    (findings.spelled_dates, "x = f'{day:%m月%d日}'\n"),
    (findings.spelled_dates, "x = f'{day.month}月{day.day}日'\n"),
    (findings.doubled_doing, "jobs.run(work, done, title=f'正在生成{name}')\n"),
    (findings.doubled_doing, "self.run(work, done, '正在恢复')\n"),
    (findings.bulk_writes, "from sqlalchemy import select, update\n"),
    (findings.bulk_writes, "session.query(Resident).delete()\n"),
    (findings.bulk_writes, "session.execute(Resident.__table__.update())\n"),
    (findings.bulk_writes, "session.execute(text('DELETE FROM resident'))\n"),
    (findings.foreign_imports, "import sqlalchemy\n"),
    (findings.foreign_imports, "from shequ_desk.store import base\n"),
    (findings.toothless_tests, "def test_nothing() -> None:\n    open('x')\n"),
    (findings.chinese_key_clicks, "qtbot.keyClicks(field, '王')\n"),
]

GOOD: list[tuple[Check, str]] = [
    (findings.late_imports, "import json\n"),
    (findings.broad_excepts, "try:\n    pass\nexcept (OSError, ValueError):\n    pass\n"),
    (findings.broad_excepts, "try:\n    pass\nexcept BaseException:\n    close()\n    raise\n"),
    (findings.lambda_connects, "button.clicked.connect(self.settle)\n"),
    (findings.unfinished, "x = 'to do'  # what is left: nothing\n"),
    (findings.clock_readings, "x = work.now\ny = clock.now()\nz = time.monotonic()\nw = time.perf_counter()\n"),
    (findings.spelled_dates, "x = f'{short_date(day)} {at:%H:%M} {month.month}月'\n"),
    (findings.doubled_doing, "jobs.run(work, done, title=f'生成{name}')\nself.hint.setText('正在制作')\n"),
    (findings.bulk_writes, "from sqlalchemy import select\nseen.update(names)\nwork.session.delete(row)\n"),
    (findings.foreign_imports, "import re\nfrom shequ_desk.kernel.money import Money\n"),
    (findings.toothless_tests, "def test_refused() -> None:\n    with pytest.raises(Refusal):\n        act()\n"),
    (findings.chinese_key_clicks, "qtbot.keyClicks(field, 'wgy')\n"),
]


def _name(value: object) -> str:
    return getattr(value, "__name__", "")


@pytest.mark.parametrize(("check", "files"), RULES, ids=_name)
def test_the_tree_keeps_the_rule(check: Check, files: Sequence[Source]) -> None:
    assert findings.all_findings(check, files) == []


@pytest.mark.parametrize(("check", "text"), BAD, ids=_name)
def test_the_rule_finds_bad_code(check: Check, text: str) -> None:
    assert check(Source("shequ_desk/sample.py", text))


@pytest.mark.parametrize(("check", "text"), GOOD, ids=_name)
def test_the_rule_leaves_good_code_alone(check: Check, text: str) -> None:
    assert check(Source("shequ_desk/sample.py", text)) == []


def test_each_rule_has_a_bad_and_a_good_sample() -> None:
    rules = {check for check, _ in RULES}
    assert rules == {check for check, _ in BAD} == {check for check, _ in GOOD}


def test_the_allowed_files_may_catch_all_once_and_no_more() -> None:
    once = "try:\n    pass\nexcept Exception:\n    pass\n"
    assert findings.broad_excepts(Source("shequ_desk/app.py", once)) == []
    assert len(findings.broad_excepts(Source("shequ_desk/app.py", once * 2))) == 1


def test_lines_of_a_function_leave_out_its_docstring() -> None:
    text = 'def f() -> int:\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert [findings.function_lines(node) for node in findings.functions(Source("x.py", text))] == [2]


def test_functions_are_short() -> None:
    lengths = sorted(findings.function_lines(node) for source in PROGRAM for node in findings.functions(source))
    longest = lengths[len(lengths) * 9 // 10]
    assert (statistics.median(lengths) <= 7, longest <= 22) == (True, True), (statistics.median(lengths), longest)


def test_files_are_short() -> None:
    assert statistics.median(source.lines for source in PROGRAM if source.lines) <= 120


def test_no_file_outgrows_a_reader() -> None:
    assert [(source.path, source.lines) for source in EVERYTHING if source.lines > 450] == []


def test_every_package_folder_says_what_it_is() -> None:
    counters = [source for source in PROGRAM if re.fullmatch(r"shequ_desk/counters/\w+/__init__\.py", source.path)]
    assert [source.path for source in counters if not source.text.lstrip().startswith('"""')] == []
