"""What the drop-downs of this page offer, and one way to read the database for a page."""

from collections.abc import Sequence

from shequ_desk.people import lists, rules
from shequ_desk.people.views import AreaView

Options = list[tuple[object, str]]

_INDENT = "　"


def area_options(areas: Sequence[AreaView], nothing: str) -> Options:
    """Every place under its parent, indented by level; None stands for `nothing`."""
    return [(None, nothing), *((area.id, _INDENT * (area.level - 1) + area.title) for area in in_tree_order(areas))]


def in_tree_order(areas: Sequence[AreaView]) -> list[AreaView]:
    """Children right under their parent; a place whose parent has ended stands at the top."""
    known = {area.id for area in areas}
    below: dict[int | None, list[AreaView]] = {}
    for area in areas:
        below.setdefault(area.parent_id if area.parent_id in known else None, []).append(area)
    return _walk(below, None)


def plain(values: Sequence[str]) -> Options:
    """Words that stand for themselves."""
    return [(value, value) for value in values]


def tag_options(nothing: str | None = None) -> Options:
    """Every kind of tag; with `nothing` an entry "" in front."""
    kinds: Options = [(kind.key, f"{kind.title}（{kind.family}）") for kind in lists.tag_kinds().values()]
    return kinds if nothing is None else [("", nothing), *kinds]


def ethnic_options() -> Options:
    """All nationalities, an open one in front."""
    return [("", "未填"), *((title, f"{title}族") for title in lists.ethnic_codes().values())]


def relation_options() -> Options:
    """Relations to the head of the household."""
    return [("", "未填"), *plain(lists.relations())]


def reason_options() -> Options:
    """Why somebody has no number; "" when there is one."""
    return [("", "有证件号码"), *plain(rules.NO_NUMBER_REASONS)]


def _walk(below: dict[int | None, list[AreaView]], parent: int | None) -> list[AreaView]:
    found: list[AreaView] = []
    for area in below.get(parent, ()):
        found += [area, *_walk(below, area.id)]
    return found
