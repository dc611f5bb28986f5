"""Search keys of readings that are no surname's (曾 as ceng) move behind a full stop: they answer after the others.

Keys that wait to be sorted in are sorted in first.
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0017_odd_readings"
down_revision = "0016_unsign"

LONGEST, LONGEST_LINES = 64, 600
ALSO = dict(
    one.split(" ", 1)
    for one in (
        *("乐 le", "翟 di", "盖 gai", "宓 fu", "覃 tan", "黑 hei", "秘 mi", "尉 wei yu", "隗 kui", "牟 mou"),
        *("祭 ji", "郇 xun", "郗 chi", "澹 dan", "谌 shen", "省 xing", "费 bi", "强 jiang", "库 ku", "万 wan"),
        "单 shan",
    )
)
"""Readings as a surname besides the one people are sorted by."""

WAITING = sa.text("SELECT person_id, found_by FROM search_new")
LETTERS = sa.text(
    "SELECT k.person_id, k.key, p.name, p.sort_key FROM search_key k, person p "
    "WHERE p.id = k.person_id AND k.key >= 'a' AND k.key < '{'"
)
SORT_IN = sa.text("INSERT INTO search_key (person_id, key) VALUES (:person_id, :key)")
MOVE = sa.text("UPDATE search_key SET key = :moved WHERE person_id = :person_id AND key = :key")
VISITS = sa.text("SELECT person_id, found_by FROM visit")
VISIT = sa.text("UPDATE visit SET found_by = :found_by WHERE person_id = :person_id")


def upgrade() -> None:
    bind = op.get_bind()
    lines = bind.execute(WAITING).all()
    _write(SORT_IN, [{"person_id": one, "key": key} for one, found_by in lines for key in found_by.split("\n")[1:]])
    op.execute("DELETE FROM search_new")
    odd = [(person_id, key) for person_id, key, name, sort_key in bind.execute(LETTERS) if _is_odd(key, name, sort_key)]
    _write(MOVE, [{"person_id": one, "key": key, "moved": _moved(key)} for one, key in odd])
    of_person = defaultdict(set)
    for person_id, key in odd:
        of_person[person_id].add(key)
    visits = [(one, found_by) for one, found_by in bind.execute(VISITS) if one in of_person]
    _write(VISIT, [{"person_id": one, "found_by": _lines(found_by, of_person[one])} for one, found_by in visits])


def _write(statement: sa.TextClause, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(statement, rows)


def _is_odd(key: str, name: str, sort_key: str) -> bool:
    """Whether a key of letters reads the first character otherwise than the surname; never of a Latin name."""
    if name.lower().startswith(sort_key) or len(sort_key) == LONGEST:
        return False
    head, *rest = sort_key.split()
    surnames = (head, *ALSO.get(name[0], "").split())
    if len(key) == len(rest) + 1:
        return not key.startswith(tuple(one[0] for one in surnames))
    return key.endswith("".join(rest)) and key.removesuffix("".join(rest)) not in surnames


def _moved(key: str) -> str:
    return f".{key}"[:LONGEST]


def _lines(found_by: str, odd: set[str]) -> str:
    found = sorted(_moved(key) if key in odd else key for key in found_by.split("\n")[1:])
    return "".join(f"\n{key}" for key in found)[:LONGEST_LINES]
