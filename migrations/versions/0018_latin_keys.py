"""Search keys of foreign names lose hyphens and accents (Jean-Luc Müller: jeanlucmuller), as they are typed now."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0018_latin_keys"
down_revision = "0017_odd_readings"

LONGEST, LONGEST_LINES = 64, 600
LATIN = 0x250

NAMES = sa.text("SELECT id, name FROM person")
STORED = sa.text("SELECT key FROM search_key WHERE person_id = :person_id")
ADD = sa.text("INSERT INTO search_key (person_id, key) VALUES (:person_id, :key)")
REMOVE = sa.text("DELETE FROM search_key WHERE person_id = :person_id AND key = :key")


def upgrade() -> None:
    bind = op.get_bind()
    for person_id, name in bind.execute(NAMES).all():
        gone, added = _differences(name) if ord(name[0]) < LATIN else (set(), set())
        if gone or added:
            _move(person_id, gone, added)
            for table in ("search_new", "visit"):
                _rewrite(table, person_id, gone, added)


def _move(person_id: int, gone: set[str], added: set[str]) -> None:
    bind = op.get_bind()
    stored = set(bind.execute(STORED, {"person_id": person_id}).scalars())
    for key in sorted(gone & stored):
        bind.execute(REMOVE, {"person_id": person_id, "key": key})
    for key in sorted(added - stored) if stored else ():
        bind.execute(ADD, {"person_id": person_id, "key": key})


def _rewrite(table: str, person_id: int, gone: set[str], added: set[str]) -> None:
    of_person = {"person_id": person_id}
    found_by = op.get_bind().execute(sa.text(f"SELECT found_by FROM {table} WHERE person_id = :person_id"), of_person)
    for (lines,) in found_by.all():
        keys = sorted((set(lines.split("\n")[1:]) - gone) | added)
        text = "".join(f"\n{key}" for key in keys)
        text = text[:LONGEST_LINES] if table == "visit" else text
        update = sa.text(f"UPDATE {table} SET found_by = :found_by WHERE person_id = :person_id")
        op.get_bind().execute(update, of_person | {"found_by": text})


def _differences(name: str) -> tuple[set[str], set[str]]:
    """Keys that are no more, and new ones."""
    folded = unicodedata.normalize("NFKC", name).lower().replace("ü", "v")
    old = _tails(folded, r"\s+", r"[\s·'’.]+")
    new = {key for text in (folded, name) for key in _tails(_plain(text), r"[\s-]+", r"[\s·'’.-]+")}
    return old - new, new - old


def _tails(text: str, between: str, noise: str) -> set[str]:
    words = re.split(between, text.strip())
    return {re.sub(noise, "", "".join(words[start:]))[:LONGEST] for start in range(len(words))} - {""}


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFKC", "".join(sign for sign in parts if not unicodedata.combining(sign)))
