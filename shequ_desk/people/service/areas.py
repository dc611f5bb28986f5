"""The tree 街道–村社–网格–微网格 and who holds the posts of a grid. Places end, they are never deleted."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.names import check_name
from shequ_desk.people import lists
from shequ_desk.people.rules import LEVELS, READ, WRITE, check_period
from shequ_desk.people.service import shared
from shequ_desk.people.service.contacts import phone_number
from shequ_desk.people.tables import Area, AreaPost
from shequ_desk.people.views import AreaView, PostView
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_area = Area.__table__
_post = AreaPost.__table__
_ALL = select(_area).order_by(_area.c.level, _area.c.code, _area.c.id)


@needs(READ)
def areas(work: Work, day: date | None = None) -> tuple[AreaView, ...]:
    """Every place valid on `day` (today unless told), parents before children."""
    asked = day or work.today
    views: dict[int, AreaView] = {}
    for row in shared.rows(work, _ALL, {}):
        views[row.id] = _view(row, views.get(row.parent_id))
    return tuple(view for view in views.values() if view.from_day <= asked and (view.to_day or asked) >= asked)


@needs(READ)
def area_path(work: Work, area_id: int | None) -> str:
    """Titles from 街道 down to this place, joined by a space; "" for None."""
    return path_of(work, area_id)


@needs(WRITE)
def add_area(work: Work, title: str, parent_id: int | None = None, code: str = "", from_day: date | None = None) -> int:
    """A new place below `parent_id` (None: a 街道), from a day (today); returns its id. At most four levels.

    Refusal without a title, with one that stands there already, or below a 微网格.
    """
    level = 1 if parent_id is None else _existing(work, parent_id).level + 1
    if level > len(LEVELS):
        raise Refusal("微网格下面不能再分", "请选择网格作为上级", "parent")
    row = {
        "parent_id": parent_id,
        "level": level,
        "code": code.strip(),
        "title": _free_title(work, title, parent_id),
        "from_day": from_day or work.today,
    }
    work.news("people")
    return work.insert(Area, row)


@needs(WRITE)
def change_area(work: Work, area_id: int, title: str, parent_id: int | None, code: str = "") -> None:
    """Correct the title or code of a place, or hang it below another one; who lives there stays with it.

    What it was before is in the audit. Refusal as in `add_area`, and unless the new parent is one level above.
    """
    row = _existing(work, area_id)
    above = None if parent_id is None else _existing(work, parent_id).level
    if above is not None and above != row.level - 1:
        raise Refusal("上级不对", f"{LEVELS[row.level - 1]}只能放在{LEVELS[row.level - 2]}下面", "parent")
    row.title = _free_title(work, title, parent_id, area_id)
    row.parent_id, row.code = parent_id, code.strip()
    work.session.flush()
    work.news("people")


@needs(WRITE)
def end_area(work: Work, area_id: int, to_day: date) -> None:
    """`to_day` is the last day of the place. Refusal while a place below it goes on."""
    row = _existing(work, area_id)
    below = select(_area.c.title).where(
        _area.c.parent_id == area_id, or_(_area.c.to_day.is_(None), _area.c.to_day > to_day)
    )
    found = shared.rows(work, below, {})
    if found:
        raise Refusal(f"下级“{found[0].title}”还在使用", "请先停用下级", "to_day")
    check_period(row.from_day, to_day)
    row.to_day = to_day
    work.session.flush()
    work.news("people")


@needs(READ)
def posts(work: Work, area_id: int | None = None) -> tuple[PostView, ...]:
    """Who holds the posts today, of one place or of all: the call list. Team members' phones are shown in full."""
    query = select(_post).where(or_(_post.c.to_day.is_(None), _post.c.to_day >= work.today))
    if area_id is not None:
        query = query.where(_post.c.area_id == area_id)
    found = shared.rows(work, query.order_by(_post.c.area_id, _post.c.id), {})
    return tuple(PostView(r.id, r.area_id, r.post, r.name, r.phone, r.from_day, r.to_day) for r in found)


@needs(WRITE)
def give_post(work: Work, area_id: int, post: str, name: str, phone: str = "") -> int:
    """Somebody takes a post of a grid (网格长 …) from today; returns the row id. Refusal for an unknown post."""
    _existing(work, area_id)
    if post not in lists.area_posts():
        raise Refusal("没有这个岗位", f"可选：{'、'.join(lists.area_posts())}", "post")
    row = {
        "area_id": area_id,
        "post": post,
        "name": check_name(name, "name"),
        "phone": phone_number(phone) if phone.strip() else "",
        "from_day": work.today,
    }
    work.news("people")
    return work.insert(AreaPost, row)


@needs(WRITE)
def end_post(work: Work, post_id: int, to_day: date) -> None:
    """`to_day` is the last day in the post. Refusal when it ended before."""
    row = work.session.get(AreaPost, post_id)
    if row is None or row.to_day is not None:
        raise Refusal("这个岗位已经卸任或不存在", "请刷新后再看")
    check_period(row.from_day, to_day)
    row.to_day = to_day
    work.session.flush()
    work.news("people")


def path_of(work: Work, area_id: int | None) -> str:
    """`area_path` for services that have checked another right."""
    titles: list[str] = []
    while area_id is not None:
        row = work.session.get_one(Area, area_id)
        titles.insert(0, row.title)
        area_id = row.parent_id
    return " ".join(titles)


def below(area_id: int) -> Any:
    """A subquery of the ids of a place and everything under it."""
    tree = select(_area.c.id).where(_area.c.id == area_id).cte("tree", recursive=True)
    return select(tree.union_all(select(_area.c.id).where(_area.c.parent_id == tree.c.id)).c.id)


def _existing(work: Work, area_id: int) -> Area:
    row = work.session.get(Area, area_id)
    if row is None or row.to_day is not None:
        raise Refusal("没有这个网格，或已停用", "请重新选择", "area")
    return row


def _free_title(work: Work, title: str, parent_id: int | None, area_id: int = 0) -> str:
    """The title to be stored. Refusal when it is empty, or when another place in use has it under the same parent."""
    plain = title.strip()
    if not plain:
        raise Refusal("没有填写名称", "请填写街道、村社或网格的名称", "title")
    same = select(_area.c.id).where(
        _area.c.title == plain,
        _area.c.id != area_id,
        _area.c.parent_id.is_(None) if parent_id is None else _area.c.parent_id == parent_id,
        or_(_area.c.to_day.is_(None), _area.c.to_day >= work.today),
    )
    if shared.rows(work, same, {}):
        raise Refusal(f"同一上级下已有“{plain}”", "请核对是否同一处，或换一个名称", "title")
    return plain


def _view(row: Any, parent: AreaView | None) -> AreaView:
    path = f"{parent.path} {row.title}" if parent else row.title
    return AreaView(row.id, row.parent_id, row.level, row.code, row.title, path, row.from_day, row.to_day)
