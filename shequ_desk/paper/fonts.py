"""Typefaces by role, with a fallback for every single character.

A role is a chain of faces: the first face that has a character prints it. What no face has is printed as its code
point in brackets, never as a blank or another character (domain.md §9), and `absent` says so before printing.
Faces open at first use and stay open; several threads may print at once.
"""

import threading
from pathlib import Path
from typing import Literal

from shequ_desk import bundle
from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper.truetype import Typeface

Role = Literal[
    "song", "song-bold", "hei", "hei-bold", "official-title", "official-hei", "official-kai", "official-fang"
]

SONG: Role = "song"
SONG_BOLD: Role = "song-bold"
HEI: Role = "hei"
HEI_BOLD: Role = "hei-bold"
OFFICIAL_TITLE: Role = "official-title"
OFFICIAL_HEI: Role = "official-hei"
OFFICIAL_KAI: Role = "official-kai"
OFFICIAL_FANG: Role = "official-fang"

_FILES: dict[Role, tuple[str, ...]] = {
    SONG: ("NotoSerifSC-Regular", "NotoSansSC-Regular"),
    SONG_BOLD: ("NotoSerifSC-Bold", "NotoSansSC-Bold"),
    HEI: ("NotoSansSC-Regular", "NotoSerifSC-Regular"),
    HEI_BOLD: ("NotoSansSC-Bold", "NotoSerifSC-Bold"),
    OFFICIAL_TITLE: ("NotoSerifSC-Bold", "NotoSansSC-Bold"),
    OFFICIAL_HEI: ("NotoSansSC-Bold", "NotoSerifSC-Bold"),
    OFFICIAL_KAI: ("NotoSerifSC-Regular", "NotoSansSC-Regular"),
    OFFICIAL_FANG: ("NotoSerifSC-Regular", "NotoSansSC-Regular"),
}
_BOLD: dict[Role, Role] = {SONG: SONG_BOLD, HEI: HEI_BOLD}
STANDARD: dict[Role, tuple[str, ...]] = {
    OFFICIAL_TITLE: ("FZXBSJW", "FZXBSK", "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
    OFFICIAL_HEI: ("simhei", "黑体", "FZHTK", "方正黑体_GBK"),
    OFFICIAL_KAI: ("KaiTi_GB2312", "simkai", "楷体_GB2312", "楷体", "FZKTK", "方正楷体_GBK"),
    OFFICIAL_FANG: ("FangSong_GB2312", "simfang", "仿宋_GB2312", "仿宋", "FZFSK", "方正仿宋_GBK"),
}
"""File names of the faces GB/T 9704-2012 asks for (domain.md §7.1): not ours to ship, so the PC's own are used."""
_SYSTEM = ("C:/Windows/Fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_INVISIBLE = (*range(0x200B, 0x2010), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x00AD, 0x2060, 0xFEFF)
_lock = threading.RLock()
_faces: dict[Path, Typeface] = {}
_folders: list[Path] = []
_families: dict[Role, "Family"] = {}


class _Spelling(dict[int, int | str]):
    """Translation table that learns how each character of a family is written on paper."""

    def __init__(self, family: "Family") -> None:
        super().__init__(dict.fromkeys(_INVISIBLE, ""))
        self._family = family

    def __missing__(self, code: int) -> int | str:
        written: int | str = code
        if code < 0x20 or 0x7F <= code < 0xA0:
            written = " "
        elif self._family.find(code) is None:
            written = f"[U+{code:04X}]"
        self[code] = written
        return written


class _Widths(dict[int, float]):
    """Widths in ems of the characters a family printed so far."""

    def __init__(self, family: "Family") -> None:
        super().__init__()
        self._family = family

    def __missing__(self, code: int) -> float:
        width = self[code] = self._family.place(code)[1]
        return width


class _Places(dict[int, Typeface]):
    """The face of each character a family printed so far."""

    def __init__(self, family: "Family") -> None:
        super().__init__()
        self._family = family

    def __missing__(self, code: int) -> Typeface:
        face = self[code] = self._family.place(code)[0]
        return face


class Family:
    """The chain of faces behind one role."""

    def __init__(self, role: Role) -> None:
        self._paths = _chain(role)
        self._spelling = _Spelling(self)
        self._widths = _Widths(self)
        self._places = _Places(self)
        self._found: dict[int, tuple[Typeface, float] | None] = {}

    def find(self, code: int) -> tuple[Typeface, float] | None:
        """Return the face that prints a code point and its width in ems; None when no face has it."""
        if code not in self._found:
            self._found[code] = self._search(code)
        return self._found[code]

    def _search(self, code: int) -> tuple[Typeface, float] | None:
        for path in self._paths:
            face = _open(path)
            if glyph := face.glyph(code):
                return face, face.advance(glyph) / 1000
        return None

    def spelled(self, text: str) -> str:
        """Return the text as it will be printed: control characters as spaces, missing ones as [U+2A6E0]."""
        return text.translate(self._spelling)

    def place(self, code: int) -> tuple[Typeface, float]:
        """Return face and width in ems of a character of a spelled text."""
        found = self.find(code)
        if found is None:
            raise LookupError(f"U+{code:04X} was not spelled before printing")
        return found

    def faces(self, spelled: str) -> list[Typeface]:
        """Return the face of each character of a spelled text."""
        return list(map(self._places.__getitem__, map(ord, spelled)))

    def width(self, spelled: str) -> float:
        """Return the width of a spelled text in ems."""
        return sum(map(self._widths.__getitem__, map(ord, spelled)))


def _open(path: Path) -> Typeface:
    face = _faces.get(path)
    if face is None:
        with _lock:
            face = _faces.get(path) or _faces.setdefault(path, Typeface(path))
    return face


def standard_face(role: Role) -> Path | None:
    """The PC's own font file for a role of official papers; None when it has none that can be embedded."""
    stems = STANDARD.get(role, ())
    found = {path.stem.casefold(): path for folder in _system() for path in _truetypes(folder)} if stems else {}
    return next((found[stem.casefold()] for stem in stems if stem.casefold() in found), None)


def _system() -> list[Path]:
    return [Path(name).expanduser() for name in _SYSTEM] + _folders


def _truetypes(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.[tT][tT][fF]")) if folder.is_dir() else []
    wanted = {stem.casefold() for stems in STANDARD.values() for stem in stems}
    return [path for path in found if path.stem.casefold() in wanted and _usable(path)]


def _usable(path: Path) -> bool:
    try:
        _open(path)
    except Trouble:
        return False
    return True


def _chain(role: Role) -> list[Path]:
    shipped = bundle.resources() / "fonts"
    own = standard_face(role)
    named = [*([own] if own else []), *(shipped / f"{stem}.ttf" for stem in _FILES[role])]
    rare = [path for folder in (shipped, *_folders) if folder.is_dir() for path in sorted(folder.glob("HanaMin*.ttf"))]
    return named + rare


def add_folder(folder: Path) -> None:
    """Also look in this folder, the clerk's own fonts: HanaMin*.ttf for rare characters, faces of official papers."""
    with _lock:
        _folders.append(folder)
        _families.clear()


def family(role: Role) -> Family:
    """Return the chain of a role, the same object each time."""
    known = _families.get(role)
    if known is None:
        with _lock:
            known = _families.setdefault(role, Family(role))
    return known


def bold(role: Role) -> Role:
    """Return the bold companion of a role."""
    return _BOLD.get(role, role)


def width(text: str, role: Role, size: float, spacing: float = 0.0) -> float:
    """Return the printed width in points; `spacing` points are added between characters."""
    chain = family(role)
    spelled = chain.spelled(text)
    return chain.width(spelled) * size + spacing * max(len(spelled) - 1, 0)
