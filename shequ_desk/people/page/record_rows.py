"""The dated things of a record as table lines, and which columns they stand in."""

from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.figures import Column
from shequ_desk.people.views import CardView, GuardianView, Member, PersonView, PhoneView, TagView

TAG_COLUMNS = (
    Column("title", "标签"),
    Column("grade", "等级"),
    Column("period", "起止", "number_text"),
    Column("proof", "证明", weight=2),
    Column("checked", "核验", weight=2),
    Column("state", "状态"),
)
PHONE_COLUMNS = (Column("title", "电话", "number_text"), Column("grade", "说明", weight=2), Column("state", "状态"))
CARD_COLUMNS = (Column("title", "卡号", "number_text"), Column("grade", "卡种", weight=2), Column("state", "状态"))
GUARDIAN_COLUMNS = (Column("title", "监护人"), Column("grade", "关系 · 电话", weight=2), Column("state", "状态"))
MEMBER_COLUMNS = (
    Column("title", "姓名"),
    Column("grade", "关系", weight=2),
    Column("period", "年龄"),
    Column("state", "状态"),
)

VALID, ENDED = "有效", "已停用"


@dataclass(frozen=True)
class Dated:
    """A line; `open` says whether it can still be ended."""

    row_id: int
    title: str
    grade: str
    period: str
    state: str
    open: bool
    proof: str = ""
    checked: str = ""


def tags(view: PersonView, today: date) -> list[Dated]:
    """Valid ones first."""
    return _valid_first([_tag(tag, today) for tag in view.tags])


def phones(view: PersonView) -> list[Dated]:
    """Valid ones first."""
    return _valid_first([_dated(phone, phone.masked, phone.note) for phone in view.phones])


def cards(view: PersonView) -> list[Dated]:
    """Valid ones first."""
    return _valid_first([_dated(card, card.number, card.kind) for card in view.cards])


def guardians(view: PersonView) -> list[Dated]:
    """Valid ones first."""
    return _valid_first([_dated(one, one.name, _joined(one.relation, one.phone_masked)) for one in view.guardians])


def members(view: PersonView) -> list[Dated]:
    """The others of the household; `row_id` is the person id."""
    return [_member(member) for member in view.household if member.person_id != view.id]


def _tag(tag: TagView, today: date) -> Dated:
    valid = tag.from_day <= today and (tag.to_day is None or tag.to_day >= today)
    state = VALID if valid else "未开始" if tag.from_day > today else "已到期"
    checked = _joined(tag.checked_by, tag.checked_on.isoformat() if tag.checked_on else "")
    return Dated(
        tag.id,
        tag.title,
        tag.grade,
        f"{tag.from_day} 至 {tag.to_day or '长期'}",
        state,
        tag.to_day is None or tag.to_day >= today,
        tag.proof,
        checked,
    )


def _dated(one: PhoneView | CardView | GuardianView, title: str, grade: str) -> Dated:
    state = VALID if one.to_day is None else f"至 {one.to_day}"
    return Dated(one.id, title, grade, "", state, one.to_day is None)


def _member(member: Member) -> Dated:
    state = "已故" if member.deceased_on else "已迁出" if member.moved_out_on else "在住"
    age = "不详" if member.age is None else f"{member.age} 岁"
    return Dated(member.person_id, member.name, member.relation or "未填", age, state, False)


def _valid_first(rows: list[Dated]) -> list[Dated]:
    return sorted(rows, key=lambda one: (one.state != VALID, not one.open))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
