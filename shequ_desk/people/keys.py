"""The keys a resident is found by, and what a typed text asks of them. Every search is one prefix range over them.

| typed | key | why a prefix suffices |
|---|---|---|
| characters | every tail of the name (张三丰, 三丰, 丰) | a run of the name begins one of its tails |
| letters | full pinyin and initials of every reading; Latin names from each word | both are typed from the start |
| digits | ID number, phones, cards, written backwards | the last digits are typed, four or more of them |
| 12-302 | building and room joined by "-" | typed from the start, a street before it is left out |

Readings that the first character does not have as a surname (曾 as ceng) and other ways to type ü (吕 as lu, lyu) stand
behind a full stop, which no typed text keeps: a second range, whose residents come after the others.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shequ_desk.kernel.identity import upgrade_15
from shequ_desk.kernel.names import HAN, normalise
from shequ_desk.people.pinyin import Syllables, ways

LONGEST = 64
LONGEST_LINES = 600
_ID_PREFIX = 6
_ODD = "."
_END = "\U0010ffff"
_JOINERS = re.compile(r"[栋幢座号楼单元#/—–－-]+")
_ROOM = re.compile(r"(?:\d+[a-z]?-\d*[a-z]?|[a-z]\d{0,2}-\d+[a-z]?)(?:-\d*[a-z]?)*")
_ADDRESS = re.compile(rf"(?:.*[^\da-z-])?(?P<room>{_ROOM.pattern})|(?P<named>[^\W\da-z]-\d.*)")
_NUMBER = re.compile(r"(?:[\d-]*\d{5}[\d-]*|(?:-*\d){10,})-?x?")
_HAN = re.compile(f"[{HAN}]")
_LIKE_SIGNS = re.compile(r"[\\%_]")
_ESCAPED = r"\\\g<0>"
_NOISE = re.compile(r"[\s·'’.-]+")
_BETWEEN_WORDS = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class Query:
    """A range of keys: `first` ≤ key < `end`.

    `number` holds six or more typed digits, which may begin an ID number; 15 digits are upgraded (domain.md §1.1).
    """

    first: str
    end: str
    number: str = ""

    @property
    def odd(self) -> "Query | None":
        """The same letters among readings that are no surname's; None for a text of anything else."""
        letters = "a" <= self.first[:1] <= "z"
        return _prefix(_ODD + self.first) if letters else None

    @property
    def pattern(self) -> str:
        """The LIKE pattern, escaped by a backslash, of lines (`as_lines`) with a key in the range."""
        return f"%\n{_LIKE_SIGNS.sub(_ESCAPED, self.first)}%"


def person_keys(name: str, numbers: Iterable[str] = (), building: str = "", room: str = "") -> frozenset[str]:
    """All keys of a resident. `numbers` are the ID number, phone and card numbers; `name` is normalised."""
    keys = {*_name_keys(name), *map(_backwards, numbers)}
    if building and room:
        keys.add(_room_key(f"{building}-{room}"))
    return frozenset(key[:LONGEST] for key in keys if key)


def as_lines(found: Iterable[str], most: int | None = None) -> str:
    """Keys as one text, each after a line break, cut at `most` characters."""
    return "".join(f"\n{key}" for key in sorted(found))[:most]


def of_lines(lines: str) -> list[str]:
    """The keys `as_lines` made a text of."""
    return lines.split("\n")[1:]


def query(text: str) -> Query | None:
    """What a typed text asks for; None when nothing can be searched for."""
    folded = _folded(text)
    if room := _room_of(folded):
        return _prefix(room)
    bare = _bare(folded)
    if any(char.isdigit() for char in bare) and not _HAN.search(bare):
        return _digits(_backwards(bare), bare)
    return _prefix(bare) if bare else None


def _room_of(folded: str) -> str:
    """The room a text asks for, whatever street stands before it; "" for numbers of phones, people and cards."""
    as_room = _room_key(folded)
    found = None if _NUMBER.fullmatch(as_room) else _ADDRESS.fullmatch(as_room)
    return (found["room"] or found["named"]) if found else ""


def _digits(backwards: str, forwards: str) -> Query:
    return Query(backwards[:LONGEST], backwards[:LONGEST] + _END, _as_id_number(forwards))


def _as_id_number(typed: str) -> str:
    if len(typed) < _ID_PREFIX or not (typed.isascii() and typed[:-1].isdigit()):
        return ""
    return upgrade_15(typed) if len(typed) == 15 and typed.isdigit() else typed.upper()


def _prefix(text: str) -> Query:
    return Query(text[:LONGEST], text[:LONGEST] + _END)


def _name_keys(name: str) -> Iterator[str]:
    folded = _folded(name)
    bare = _bare(folded)
    usual, odd = ways(bare)
    if not usual:
        for spelling in {folded, _plain(name)}:
            words = _BETWEEN_WORDS.split(spelling)
            yield from (_bare("".join(words[start:])) for start in range(len(words)))
        return
    yield from (bare[start:] for start in range(len(bare)))
    typed, other = frozenset(_spelled(usual)), frozenset(_spelled(odd))
    yield from typed
    yield from (_ODD + key for key in (*other, *_without_v(typed | other)) if key not in typed)


def _spelled(found: Iterable[Syllables]) -> Iterator[str]:
    for way in found:
        yield "".join(way)
        yield "".join(syllable[0] for syllable in way)


def _without_v(spelled: Iterable[str]) -> Iterator[str]:
    """ü as on a passport, and as typed by who does not know of v: lyu and lu beside lv. No other syllable has a v."""
    for key in spelled:
        if "v" in key:
            yield from (key.replace("v", "yu"), key.replace("v", "u"))


def _folded(text: str) -> str:
    return _plain(_with_v(unicodedata.normalize("NFKC", normalise(text)).lower()))


def _with_v(text: str) -> str:
    """ü as v, whatever tone it bears (lǚ)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace("u\u0308", "v"))


def _plain(text: str) -> str:
    """Lower case without accents, as a keyboard writes a foreign name: Müller is muller (and mvller) too."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFKC", "".join(sign for sign in parts if not unicodedata.combining(sign)))


def _bare(text: str) -> str:
    return _NOISE.sub("", text)


def _backwards(number: str) -> str:
    return re.sub(r"[^0-9a-z]", "", number.lower())[::-1]


def _room_key(text: str) -> str:
    return _JOINERS.sub("-", text.replace(" ", "").lower().removesuffix("室"))
