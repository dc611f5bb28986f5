"""Words for what the program keeps under short names: roles, and what the audit book calls tables and columns."""

import json
from functools import cache

from shequ_desk.bundle import resources

ROLE_WORDS = {
    "admin": "账号、中心设置、备份恢复；本身不办业务",
    "desk": "居民档案、助餐结算、托育预约和交接、收款与日结",
    "canteen": "助餐结算、订餐、补录、收款与日结",
    "childcare": "托育预约和交接、收款与日结",
    "mediation": "纠纷受理与调解卷",
    "director": "价格和规则、档案授权、结账签发、中心设置、查操作记录",
    "auditor": "只读：居民、助餐、托育、收款、报表、操作记录",
}

_KEYS = {"clerk_role": ("clerk_id", "role"), "setting": ("section", "name")}
"""Tables whose rows are named by codes."""


@cache
def _words() -> dict[str, dict[str, str]]:
    return _read("audit")


@cache
def _codes() -> dict[str, dict[str, str]]:
    """table.column (or the name of something noted) → code → word."""
    return _read("codes")


def _read(name: str) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((resources() / "office" / f"{name}.json").read_text("utf-8"))
    return words


def action(name: str) -> str:
    """What was done, e.g. insert → 新增; an unknown act keeps its name."""
    return _words()["actions"].get(name, name)


def subject(name: str) -> str:
    """What it was done to, e.g. receipt → 凭证; a report by its key."""
    return _words()["subjects"].get(name) or _codes()["report_paper.key"].get(name, name)


def row_key(of: str, key: str) -> str:
    """Which row of a table it was, e.g. 1/desk of clerk_role → 1/窗口."""
    columns = _KEYS.get(of)
    if columns is None:
        return key
    return "/".join(_word(of, column, part) for column, part in zip(columns, key.split("/"), strict=False))


def values(text: str, of: str) -> list[tuple[str, str]]:
    """The (name, value) pairs of one side of an audit line about a table or act; amounts in 分 as kept."""
    if not text:
        return []
    kept: dict[str, object] = json.loads(text)
    return [(_words()["columns"].get(name, name), _shown(of, name, value)) for name, value in kept.items()]


def _shown(of: str, name: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        nested = any(isinstance(one, list) for one in value)
        return ("；" if nested else "、").join(_listed(of, name, one) for one in value)
    return _word(of, name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _listed(of: str, name: str, value: object) -> str:
    return " ".join(_shown(of, name, one) for one in value) if isinstance(value, list) else _shown(of, name, value)


def _word(of: str, name: str, code: str) -> str:
    codes = _codes()
    return codes.get(f"{of}.{name}", codes.get(name, {})).get(code, code)
