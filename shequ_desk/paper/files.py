"""File names for saved papers, safe on Windows and Linux whatever a resident or a canteen is called."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
_LONGEST = 120
_UNNAMED = "未命名"


def safe_file_name(text: str, suffix: str = "") -> str:
    """Return a file name made of `text` and `suffix` (".pdf"): one path component, at most 120 UTF-8 bytes.

    Forbidden signs become full-width look-alikes or spaces, invisible characters go, reserved Windows names get a
    trailing underscore, and an empty name becomes 未命名.
    """
    visible = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = " ".join(_FORBIDDEN.sub(_widened, visible).split()).strip(". ")
    name = _RESERVED.sub(r"\1_", name)
    return (_shortened(name, _LONGEST - len(suffix.encode())) or _UNNAMED) + suffix


def _widened(match: re.Match[str]) -> str:
    sign = match.group()
    return chr(ord(sign) + 0xFEE0) if sign.isprintable() else " "


def _shortened(name: str, room: int) -> str:
    return name.encode()[:room].decode(errors="ignore").strip(". ")
