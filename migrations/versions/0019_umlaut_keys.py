"""More search keys for ü, behind the full stop: yu as on a passport, u for who does not know of v (吕: lyu, lu).

A v of a Latin name (María Müller, Victor) is none. Keys that wait to be sorted in are sorted in first.
"""

import unicodedata
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0019_umlaut_keys"
down_revision = "0018_latin_keys"

LONGEST, LONGEST_LINES = 64, 600

WAITING = sa.text("SELECT person_id, found_by FROM search_new")
OF_LETTERS = sa.text(
    "SELECT k.person_id, k.key, p.name FROM search_key k, person p WHERE p.id = k.person_id AND k.key LIKE '%v%' "
    "AND (k.key >= 'a' AND k.key < '{' OR k.key >= '.a' AND k.key < '.{')"
)
STORED = sa.text("SELECT key FROM search_key WHERE person_id = :person_id")
ADD = sa.text("INSERT INTO search_key (person_id, key) VALUES (:person_id, :key)")
VISIT = sa.text("UPDATE visit SET found_by = :found_by WHERE person_id = :person_id")


def upgrade() -> None:
    bind = op.get_bind()
    waiting = bind.execute(WAITING).all()
    _add([{"person_id": one, "key": key} for one, found_by in waiting for key in found_by.split("\n")[1:]])
    op.execute("DELETE FROM search_new")
    spelled = defaultdict(set)
    for person_id, key, name in bind.execute(OF_LETTERS).all():
        if _is_spelled(key.removeprefix("."), name):
            spelled[person_id].add(key.removeprefix("."))
    for person_id, found in spelled.items():
        known = set(bind.execute(STORED, {"person_id": person_id}).scalars())
        added = _others(found, known)
        _add([{"person_id": person_id, "key": key} for key in sorted(added)])
        lines = "".join(f"\n{key}" for key in sorted(known | added))
        bind.execute(VISIT, {"person_id": person_id, "found_by": lines[:LONGEST_LINES]})


def _add(rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(ADD, rows)


def _is_spelled(key: str, name: str) -> bool:
    """Whether a key is a reading, not a piece of a Latin name."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).lower().replace("ü", "v"))
    plain = "".join(sign for sign in parts if sign.isalnum())
    return key.isascii() and key.isalpha() and not plain.isascii() and not plain.endswith(key)


def _others(spelled: set[str], known: set[str]) -> set[str]:
    found = {key.replace("v", how)[:LONGEST] for key in spelled for how in ("u", "yu")}
    return {f".{key}"[:LONGEST] for key in found if key not in known} - known
