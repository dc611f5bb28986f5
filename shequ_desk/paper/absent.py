"""Characters no font has. A paper names them in itself, so that whoever prints it says so first (domain.md §9)."""

import re
from collections.abc import Iterable

_SPELLED = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_NAMED = re.compile(rb"no-font((?: U\+[0-9A-F]{4,6})+)")


def spelled_out(text: str) -> list[str]:
    """The characters that stand in a printed line as their code point in brackets."""
    return [chr(int(code, 16)) for code in _SPELLED.findall(text)] if "[U+" in text else []


def named(signs: Iterable[str]) -> str:
    """'no-font U+2A6E0' for the keywords of a PDF; empty when every character has a font."""
    codes = [f"U+{ord(sign):04X}" for sign in signs]
    return " ".join(["no-font", *codes]) if codes else ""


def absent(pdf: bytes) -> list[str]:
    """The characters a finished paper could only print as code points, each once, in order of printing."""
    found = _NAMED.search(pdf)
    return [chr(int(code[2:], 16)) for code in found[1].decode("ascii").split()] if found else []
