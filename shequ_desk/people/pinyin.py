"""Readings of a name: surname readings first, every reading of the first character, the usual ones inside.

The table is loaded by the first name that is read (people/pinyin_table.py): searching needs none.
Syllables are lower-case ASCII; ü is v, as on every Chinese keyboard.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from shequ_desk.kernel import late
from shequ_desk.people import lists

Syllables = tuple[str, ...]
_MOST = 8
_TABLE = "shequ_desk.people.pinyin_table"


@lru_cache(maxsize=256)
def readings(name: str) -> tuple[Syllables, ...]:
    """Ways to read a normalised name, best first, each a tuple of syllables; () when it has no Han characters.

    "仇英" gives ("qiu", "ying") before ("chou", "ying"); "尉迟恭" gives ("yu", "chi", "gong") first. Every reading of
    the first character is there; readings of the other characters are added up to 8 ways in all.
    """
    han = [char for char in name if syllables(char)]
    if not han:
        return ()
    ways = [*_plain_ways(han), *islice(_other_ways(han), _MOST)]
    return tuple(dict.fromkeys(ways))


def warm(_progress: object, _cancelled: object) -> None:
    """A job that loads the table before a form that registers somebody needs it."""
    late.load(_TABLE)


def sort_key(name: str) -> str:
    """How a name sorts in a list: its best reading, syllables divided by spaces; a Latin name as it is."""
    ways = readings(name)
    return (" ".join(ways[0]) if ways else name.lower())[:64]


@lru_cache(maxsize=8192)
def syllables(char: str) -> Syllables:
    """Every reading of one character, the commonest first, without tones; () when it is no Han character."""
    toned = late.load(_TABLE).TABLE.get(ord(char), "")
    return tuple(dict.fromkeys(_toneless(one) for one in toned.split(",") if one))


def _plain_ways(han: list[str]) -> Iterator[Syllables]:
    for head in _heads(han):
        yield head + tuple(_inside(char)[0] for char in han[len(head) :])


def _other_ways(han: list[str]) -> Iterator[Syllables]:
    head = next(_heads(han))
    for tail in product(*(_inside(char) for char in han[len(head) :])):
        yield head + tail


def _heads(han: list[str]) -> Iterator[Syllables]:
    table = lists.surname_readings()
    for compound in table.get("".join(han[:2]), ()) if len(han) > 1 else ():
        yield tuple(compound.split())
    for reading in dict.fromkeys((*table.get(han[0], ()), *syllables(han[0]))):
        yield (reading,)


def _inside(char: str) -> Syllables:
    return lists.given_readings().get(char) or syllables(char)[:1]


def _toneless(syllable: str) -> str:
    bare = syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    letters = unicodedata.normalize("NFD", bare).replace("ê", "e")
    return "".join(char for char in letters if "a" <= char <= "z")
