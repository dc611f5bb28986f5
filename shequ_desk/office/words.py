"""Words for what the program keeps under short names: roles, and what the audit book calls tables and columns."""

import json
from functools import cache

from shequ_desk.bundle import resources

ROLE_WORDS = {
    "admin": "账号、中心设置、备份恢复；本身不办业务",
    "desk": "居民档案、助餐结算、收款与日结",
    "canteen": "助餐结算、菜单、优惠规则、收款",
    "childcare": "托育预约与签到",
    "mediation": "纠纷受理与调解卷",
    "director": "审批签发、中心设置、查操作记录",
    "auditor": "只读：操作记录与核对",
}


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((resources() / "office" / "audit.json").read_text("utf-8"))
    return words


def action(name: str) -> str:
    """What was done, e.g. insert → 新增; an unknown act keeps its name."""
    return _words()["actions"].get(name, name)


def subject(name: str) -> str:
    """What it was done to, e.g. receipt → 凭证."""
    return _words()["subjects"].get(name, name)


def values(text: str) -> list[tuple[str, str]]:
    """The (name, value) pairs of one side of an audit line; amounts in 分 as kept."""
    if not text:
        return []
    kept: dict[str, object] = json.loads(text)
    return [(_words()["columns"].get(name, name), _shown(value)) for name, value in kept.items()]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
