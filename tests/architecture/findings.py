"""Checks over one source file at a time; each returns its findings, an empty list when all is well."""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator

from tests.architecture.tree import Source

Check = Callable[[Source], list[str]]

MAY_DEFER_IMPORTS = ("shequ_desk/app.py", "shequ_desk/desk/jobs.py")
MAY_CATCH_ALL = MAY_DEFER_IMPORTS
MAY_ASK_FOR_NOW = ("shequ_desk/kernel/clock.py",)
MAY_SPELL_DATES = ("shequ_desk/kernel/dates.py",)
MAY_WRITE_UNAUDITED = (
    "shequ_desk/people/service/find.py",  # last visits order the search list; they are no record
    "shequ_desk/people/service/indexing.py",  # waiting search keys are derived from the resident's audited rows
)

UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
SPELLED_DATE = re.compile(r"%m ?月|%d ?日|\.month\}月\{")
WRITING_SQL = re.compile(r"\s*(update\s+\w+\s+set|delete\s+from|insert\s+into|replace\s+into)\b", re.IGNORECASE)
CLOCK_CALLS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
    "func": {"now", "current_timestamp", "current_date", "localtimestamp"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch", "currentSecsSinceEpoch"},
    "QDate": {"currentDate"},
    "QTime": {"currentTime"},
}
PROVING_CALLS = re.compile(
    r"^_*(assert|check|expect|verify|refused|raises|warns|fail|run_state_machine|waitSignal|waitUntil)"
)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: Source) -> Iterator[FunctionNode]:
    """Yield every function and method, nested ones too."""
    return (node for node in ast.walk(source.tree) if isinstance(node, FunctionNode))


def function_lines(function: FunctionNode) -> int:
    """Return the lines from `def` to the end, the docstring not counted."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def late_imports(source: Source) -> list[str]:
    """Imports inside functions, but for the two files that load behind the first window."""
    if source.path in MAY_DEFER_IMPORTS:
        return []
    return [
        source.at(node, "import inside a function")
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def broad_excepts(source: Source) -> list[str]:
    """Handlers that swallow everything; tidying up and raising again is none. Two files may have one each."""
    found = [
        source.at(node, "broad except")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _hands_on(node)
    ]
    return found[1:] if source.path in MAY_CATCH_ALL else found


def lambda_connects(source: Source) -> list[str]:
    """Signals connected to a lambda instead of a named slot."""
    return [
        source.at(call, "lambda in connect")
        for call in _calls(source)
        if _attribute(call) == "connect" and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]


def unfinished(source: Source) -> list[str]:
    """Promises instead of code: marker words in comments, unfinished methods."""
    comments = [
        f"{source.path}:{token.start[0]}: {token.string}"
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline)
        if token.type == tokenize.COMMENT and UNFINISHED.search(token.string)
    ]
    names = [
        source.at(node, node.id)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name) and node.id == "NotImplementedError"
    ]
    return comments + names


def clock_readings(source: Source) -> list[str]:
    """Anybody but kernel/clock.py asking what time it is; monotonic counters are free."""
    if source.path in MAY_ASK_FOR_NOW:
        return []
    return [
        source.at(call, f"asks for now: {ast.unparse(call.func)}")
        for call in _calls(source)
        if _attribute(call) in CLOCK_CALLS.get(_owner(call), ())
    ]


def spelled_dates(source: Source) -> list[str]:
    """Days written out beside `long_date` and `short_date`: one would say 12月05日, the other 12月5日."""
    if source.path in MAY_SPELL_DATES:
        return []
    lines = enumerate(source.text.splitlines(), 1)
    return [f"{source.path}:{place}: spells a date" for place, line in lines if SPELLED_DATE.search(line)]


def doubled_doing(source: Source) -> list[str]:
    """Titles of jobs that begin with 正在: the bar says it before each title."""
    return [
        source.at(call, "正在 twice")
        for call in _calls(source)
        if _attribute(call) == "run"
        for given in (*call.args, *(keyword.value for keyword in call.keywords))
        if ast.unparse(given).lstrip("f'\"").startswith("正在")
    ]


def bulk_writes(source: Source) -> list[str]:
    """Writes that pass by the audit: SQLAlchemy's bulk update and delete, or writing SQL as text."""
    if source.path in MAY_WRITE_UNAUDITED:
        return []
    imported = [
        source.at(node, f"imports sqlalchemy {alias.name}")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in ("update", "delete", "insert")
    ]
    called = [
        source.at(call, f"bulk write: {ast.unparse(call.func)}")
        for call in _calls(source)
        if _attribute(call) in ("update", "delete", "insert") and _owner(call) in ("__table__", "sqlalchemy", "query")
    ]
    written = [
        source.at(node, "writing SQL as text")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value)
    ]
    return imported + called + written


def foreign_imports(source: Source) -> list[str]:
    """Imports of the kernel that are neither the standard library nor the kernel itself."""
    return [
        source.at(node, f"imports {name}")
        for node in ast.walk(source.tree)
        for name in _imported(node)
        if name.split(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("shequ_desk.kernel.")
    ]


def toothless_tests(source: Source) -> list[str]:
    """Test functions that assert nothing and call nothing that does."""
    return [
        source.at(function, f"{function.name} proves nothing")
        for function in functions(source)
        if function.name.startswith("test_") and not any(_proves(node) for node in ast.walk(function))
    ]


def chinese_key_clicks(source: Source) -> list[str]:
    """Chinese text through keyClicks, which aborts the interpreter."""
    return [
        source.at(call, "keyClicks with characters outside ASCII")
        for call in _calls(source)
        if _attribute(call) == "keyClicks" and any(_is_wide(argument) for argument in call.args)
    ]


def all_findings(check: Check, files: Iterable[Source]) -> list[str]:
    """Return the findings of one check over many files."""
    return [finding for source in files for finding in check(source)]


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _attribute(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _owner(call: ast.Call) -> str:
    """Return the last name before the called attribute: `datetime` of `datetime.datetime.now()`."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(owner, ast.Call):
        return _attribute(owner)
    return owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(part) for part in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def _hands_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _proves(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        called = _attribute(node) or (node.func.id if isinstance(node.func, ast.Name) else "")
        return bool(PROVING_CALLS.match(called))
    return isinstance(node, ast.Assert)


def _is_wide(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str) and not argument.value.isascii()
