"""Seed tables of the people slice, read once from resources/people: tags, nationalities, relations, name readings."""

import csv
from dataclasses import dataclass
from functools import cache

from shequ_desk.bundle import resources


@dataclass(frozen=True)
class TagKind:
    """A group a resident can belong to. `key` stays for ever, `title` is shown; `grades` may be empty."""

    key: str
    title: str
    family: str
    grades: tuple[str, ...]


@cache
def tag_kinds() -> dict[str, TagKind]:
    """key → kind, in the order of the menu."""
    kinds = (TagKind(row["key"], row["title"], row["family"], tuple(row["grades"].split())) for row in _rows("tags"))
    return {kind.key: kind for kind in kinds}


@cache
def tag_keys() -> dict[str, str]:
    """title → key, for rosters that write the tags in words."""
    return {kind.title: kind.key for kind in tag_kinds().values()}


@cache
def ethnic_codes() -> dict[str, str]:
    """GB/T 3304 code → name without 族, "01" → "汉" (domain.md §10.3)."""
    return {row["code"]: row["title"] for row in _rows("ethnic")}


@cache
def relations() -> tuple[str, ...]:
    """Relations to the head of the household, in the order of the menu."""
    return tuple(row["title"] for row in _rows("relations"))


@cache
def area_posts() -> tuple[str, ...]:
    """Posts of a grid team."""
    return tuple(row["title"] for row in _rows("posts"))


@cache
def surname_readings() -> dict[str, tuple[str, ...]]:
    """Surname of one or two characters → readings as surname, the usual one first; syllables divided by a space."""
    return {row["surname"]: tuple(row["readings"].split("|")) for row in _rows("surnames")}


@cache
def given_readings() -> dict[str, tuple[str, ...]]:
    """Character → the readings it takes inside given names, where more than one is usual."""
    return {row["character"]: tuple(row["readings"].split("|")) for row in _rows("given")}


def _rows(name: str) -> list[dict[str, str]]:
    with (resources() / "people" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
