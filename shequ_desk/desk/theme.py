"""Colours, sizes, fonts and the one style sheet. Widgets that paint themselves ask here, nobody writes a colour."""

import os
import re
from functools import cache
from string import Template
from typing import Literal, NamedTuple

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from shequ_desk.bundle import resources

Tone = Literal["green", "orange", "blue", "plum", "gold", "red", "grey"]

COLOURS = {
    "ground": "#F4F2EC",
    "card": "#FFFFFF",
    "line": "#E4E0D6",
    "control": "#CFCABD",
    "field": "#FCFBF8",
    "soft": "#FAF9F5",
    "track": "#EDE9E1",
    "ink": "#22302B",
    "muted": "#5E6963",
    "faint": "#6F7873",
    "rail": "#173F36",
    "rail_on": "#1F5547",
    "marker": "#E8B04A",
    "rail_text": "#CFE0DA",
    "rail_small": "#9DB8AE",
    "saved": "#3B9A6D",
    "white": "#FFFFFF",
}


class Accent(NamedTuple):
    """A strong colour that carries white text, a pressed shade, a tint that carries the strong colour, its edge."""

    strong: str
    deep: str
    tint: str
    edge: str


ACCENTS: dict[Tone, Accent] = {
    "green": Accent("#1F6F5C", "#175648", "#E4F0EB", "#C5DED4"),
    "orange": Accent("#A44D0B", "#843D08", "#FBEBDD", "#F0D2B6"),
    "blue": Accent("#2B6CA3", "#215582", "#E3EEF7", "#C3D9EC"),
    "plum": Accent("#7A4A86", "#613A6B", "#F1E7F3", "#DEC9E3"),
    "gold": Accent("#79590A", "#5F4607", "#F8F0D8", "#E6D6A2"),
    "red": Accent("#B3382C", "#922C22", "#F9E4E1", "#EDC2BC"),
    "grey": Accent("#5E6963", "#4A534E", "#EDEBE5", "#DAD6CB"),
}

BASE_PIXELS = 14
ROW_HEIGHT = 33
PRIMARY_HEIGHT = 54
NORMAL, LARGE = 1.0, 1.25
LEADING = 1.45
"""Height of a line of text for a font of 1 px."""
FAMILY = "Noto Sans SC"

_STYLE = "QT_STYLE_OVERRIDE"
_translators: list[QTranslator] = []
_fonts: list[int] = []


@cache
def scale() -> float:
    """Return 1.0, or 1.25 in 大字模式; read back from the font that `apply` gave the application."""
    return QApplication.font().pixelSize() / BASE_PIXELS


def px(size: float) -> int:
    """Scale a length from the design (drawn at 1.0) to the current mode."""
    return round(size * scale())


def tall(height: int, text: float = BASE_PIXELS) -> int:
    """Return the height of what holds a line of `text` design pixels: the line grows with the mode, the room round it
    does not.
    """
    return height + round(text * LEADING * (scale() - 1))


def colour(name: str) -> QColor:
    """Return a colour token as QColor. Raises KeyError for an unknown token."""
    return QColor(COLOURS[name])


@cache
def font(size: float = BASE_PIXELS, bold: bool = False) -> QFont:
    """Return the application font at a design size, with tabular figures. It is shared: not to be changed."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


def choose_style() -> None:
    """Have the application born in Fusion: asking for its style afterwards makes Qt's largest class (8 ms)."""
    os.environ[_STYLE] = "fusion"


def apply(app: QApplication, factor: float = NORMAL) -> None:
    """Dress the application: Fusion, fonts, palette, style sheet, Qt's own words in Chinese.

    Widgets measure themselves when they are built, so a change of `factor` needs a new window.
    """
    if os.environ.get(_STYLE) != "fusion" and app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    _load_fonts()
    app.setFont(_base_font(factor))
    scale.cache_clear()
    font.cache_clear()
    app.setPalette(_palette())
    sheet = style_sheet(factor)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    _speak_chinese(app)


def style_sheet(factor: float) -> str:
    """Return the style sheet of resources/theme with tokens filled in and every length scaled."""
    folder = resources() / "theme"
    base = Template((folder / "desk.qss").read_text("utf-8")).substitute(COLOURS | _accent_tokens() | _pictures())
    per_tone = Template((folder / "tone.qss").read_text("utf-8"))
    toned = "".join(per_tone.substitute(COLOURS, tone=tone, **accent._asdict()) for tone, accent in ACCENTS.items())
    return re.sub(r"(padding: [^;]*)|(\d+)px", lambda hit: hit[1] or f"{_scaled(int(hit[2]), factor)}px", base + toned)


def restyle(widget: QWidget) -> None:
    """Make a changed `kind` or `tone` property visible."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _scaled(length: int, factor: float) -> int:
    return length if length <= 2 else round(length * factor)


def _accent_tokens() -> dict[str, str]:
    return {f"{tone}_{part}": value for tone, accent in ACCENTS.items() for part, value in accent._asdict().items()}


def _pictures() -> dict[str, str]:
    return {name: (resources() / "icons" / f"{name}.svg").as_posix() for name in ("arrow", "tick")}


def _load_fonts() -> None:
    if not _fonts:
        folder = resources() / "fonts"
        files = [str(folder / f"NotoSansSC-{weight}.ttf") for weight in ("Regular", "Bold")]
        _fonts.extend(QFontDatabase.addApplicationFont(file) for file in files)


def _base_font(factor: float) -> QFont:
    made = QFont()
    made.setFamilies([FAMILY, "Microsoft YaHei UI", "HanaMinA", "HanaMinB"])
    made.setPixelSize(round(BASE_PIXELS * factor))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in {
        role.Window: "ground",
        role.Base: "card",
        role.AlternateBase: "soft",
        role.Button: "card",
        role.Text: "ink",
        role.WindowText: "ink",
        role.ButtonText: "ink",
        role.ToolTipBase: "ink",
        role.ToolTipText: "white",
        role.PlaceholderText: "faint",
        role.HighlightedText: "white",
        role.Light: "white",
        role.Midlight: "soft",
        role.Mid: "line",
        role.Dark: "control",
        role.Shadow: "faint",
        role.BrightText: "white",
    }.items():
        palette.setColor(target, colour(name))
    green = QColor(ACCENTS["green"].strong)
    for target in (role.Highlight, role.Link, role.Accent):
        palette.setColor(target, green)
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, colour("faint"))
    return palette


def _speak_chinese(app: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if _translators:
        return
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _translators.append(translator)
