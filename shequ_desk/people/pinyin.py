"""Readings of a name: the surname's, apart from them every other of the first character, the usual ones inside.

The table is loaded by the first name that is read (people/pinyin_table.py): searching needs none.
Syllables are lower-case ASCII; ü is v, as on every Chinese keyboard.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from shequ_desk.kernel import late
from shequ_desk.people import lists

Syllables = tuple[str, ...]
_MOST = 8
_TABLE = "shequ_desk.people.pinyin_table"


@lru_cache(maxsize=256)
def ways(name: str) -> tuple[tuple[Syllables, ...], tuple[Syllables, ...]]:
    """Ways to read a normalised name, each a tuple of syllables: the surname read as a surname, best first, with up to
    8 readings of the other characters; then its first character read otherwise. Both () without Han characters.

    "仇英" gives ("qiu", "ying") and, apart, ("chou", "ying"); "尉迟恭" gives ("yu", "chi", "gong") first.
    """
    han = [char for char in name if syllables(char)]
    if not han:
        return (), ()
    usual = dict.fromkeys([*_plain_ways(han, _surnames(han)), *islice(_other_ways(han), _MOST)])
    every = _plain_ways(han, ((reading,) for reading in syllables(han[0])))
    return tuple(usual), tuple(way for way in every if way not in usual)


def readings(name: str) -> tuple[Syllables, ...]:
    """All `ways` to read a normalised name, best first; () when it has no Han characters."""
    usual, odd = ways(name)
    return usual + odd


def warm(_progress: object, _cancelled: object) -> None:
    """A job that loads the table before a form that registers somebody needs it."""
    late.load(_TABLE)


def sort_key(name: str) -> str:
    """How a name sorts in a list: its best reading, syllables divided by spaces; a Latin name as it is."""
    usual, _odd = ways(name)
    return (" ".join(usual[0]) if usual else name.lower())[:64]


@lru_cache(maxsize=8192)
def syllables(char: str) -> Syllables:
    """Every reading of one character, the commonest first, without tones; () when it is no Han character."""
    toned = late.load(_TABLE).TABLE.get(ord(char), "")
    return tuple(dict.fromkeys(_toneless(one) for one in toned.split(",") if one))


def _plain_ways(han: list[str], heads: Iterable[Syllables]) -> Iterator[Syllables]:
    for head in heads:
        yield head + tuple(_inside(char)[0] for char in han[len(head) :])


def _other_ways(han: list[str]) -> Iterator[Syllables]:
    head = next(_surnames(han))
    for tail in product(*(_inside(char) for char in han[len(head) :])):
        yield head + tail


def _surnames(han: list[str]) -> Iterator[Syllables]:
    table = lists.surname_readings()
    for compound in table.get("".join(han[:2]), ()) if len(han) > 1 else ():
        yield tuple(compound.split())
    for reading in table.get(han[0]) or syllables(han[0])[:1]:
        yield (reading,)


def _inside(char: str) -> Syllables:
    return lists.given_readings().get(char) or syllables(char)[:1]


def _toneless(syllable: str) -> str:
    bare = syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    letters = unicodedata.normalize("NFD", bare).replace("ê", "e")
    return "".join(char for char in letters if "a" <= char <= "z")
