"""Small parts every page is made of. Each has an accessible name and takes its colours from the style sheet."""

from shequ_desk.desk.widgets.bars import Bar, BarRow, StatCard
from shequ_desk.desk.widgets.buttons import FigureButton, KeyButton, LinkButton, PrimaryButton, SecondaryButton
from shequ_desk.desk.widgets.cards import Banner, Card, EmptyState, KeyValueRows, dashed, rule
from shequ_desk.desk.widgets.flow import ChipFlow, FlowLayout
from shequ_desk.desk.widgets.labels import Avatar, BigNumber, Chip, ElidedLabel, KeyCap, Label, NameLabel, heading
from shequ_desk.desk.widgets.layouts import (
    Side,
    Tight,
    Yielding,
    clear,
    column,
    grid,
    own_viewport,
    row,
    scrolled,
    settle,
)
from shequ_desk.desk.widgets.segments import SegmentedChoice
from shequ_desk.desk.widgets.tiles import TileButton

__all__ = [
    "Avatar",
    "Banner",
    "Bar",
    "BarRow",
    "BigNumber",
    "Card",
    "Chip",
    "ChipFlow",
    "ElidedLabel",
    "EmptyState",
    "FigureButton",
    "FlowLayout",
    "KeyButton",
    "KeyCap",
    "KeyValueRows",
    "Label",
    "LinkButton",
    "NameLabel",
    "PrimaryButton",
    "SecondaryButton",
    "SegmentedChoice",
    "Side",
    "StatCard",
    "Tight",
    "TileButton",
    "Yielding",
    "clear",
    "column",
    "dashed",
    "grid",
    "heading",
    "own_viewport",
    "row",
    "rule",
    "scrolled",
    "settle",
]
