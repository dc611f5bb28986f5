"""The left column of the hall: the resident's card, the household, the reminders."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from shequ_desk.desk.counter import Tone
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import (
    Avatar,
    Banner,
    Card,
    ChipFlow,
    ElidedLabel,
    KeyValueRows,
    Label,
    NameLabel,
    column,
    heading,
    row,
    rule,
)
from shequ_desk.people.views import Brief, Member

TAG_TONES: dict[str, Tone] = {"独居": "red", "低保": "gold", "特困": "gold", "低边": "gold", "失能": "red"}
_SHOWN_TAGS, _SHOWN_MEMBERS = 6, 4
_RELATION = 100


def person_card(brief: Brief) -> Card:
    """Name, sex, age, tags and the masked facts of a resident."""
    who = column(NameLabel(brief.name), Label(_who(brief), "small"), spacing=0)
    card = Card()
    card.add(row(Avatar(brief.name), who, None, spacing=12), _chips(brief))
    card.add(KeyValueRows(_facts(brief), label_width=48))
    return card


def household_card(brief: Brief) -> Card:
    """The people of the same household, with their relation and age."""
    card = Card()
    number = Label(f"户号 {brief.household_no}" if brief.household_no else "", "small")
    card.add(heading("家庭", number))
    others = [member for member in brief.household if member.person_id != brief.id]
    if not others:
        card.add(Label("未登记家庭成员", "small"))
    for member in others[:_SHOWN_MEMBERS]:
        card.add(_member(member), rule())
    if len(others) > _SHOWN_MEMBERS:
        card.add(Label(f"另有 {len(others) - _SHOWN_MEMBERS} 人，按 F2 看全部", "small"))
    return card


def reminder_card(reminders: tuple[str, ...]) -> Banner:
    """What to tell this resident today."""
    banner = Banner("gold", "提醒")
    banner.show_text("\n".join(reminders))
    return banner


def _who(brief: Brief) -> str:
    parts = [brief.sex, f"{brief.age} 周岁" if brief.age is not None else "年龄不详"]
    return " · ".join(part for part in parts if part)


def _chips(brief: Brief) -> ChipFlow:
    chips = [*_states(brief), *((tag.title, TAG_TONES.get(tag.title, "grey")) for tag in brief.tags)]
    if len(chips) > _SHOWN_TAGS:
        chips = [*chips[: _SHOWN_TAGS - 1], (f"另有 {len(chips) - _SHOWN_TAGS + 1} 个标签", "grey")]
    return ChipFlow(chips)


def _states(brief: Brief) -> list[tuple[str, Tone]]:
    if brief.deceased_on:
        return [(f"已故 {brief.deceased_on:%Y-%m-%d}", "red")]
    if brief.moved_out_on:
        return [(f"已迁出 {brief.moved_out_on:%Y-%m-%d}", "red")]
    if brief.age is not None and brief.age >= 60:
        return [(f"{brief.age // 10 * 10} 周岁以上", "orange")]
    return []


def _facts(brief: Brief) -> list[tuple[str, str]]:
    return [
        ("身份证", brief.id_masked or "未登记"),
        ("手机", brief.phone_masked or "未登记"),
        ("住址", brief.address or "未登记"),
        ("户籍", " · ".join(part for part in (brief.hukou, brief.residence) if part) or "未登记"),
    ]


def _member(member: Member) -> QHBoxLayout:
    """Name and relation in one line; a long name gives way, the relation stays whole as far as it is no text."""
    name, relation = ElidedLabel(member.name), ElidedLabel(_relation(member), "small")
    name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    relation.setMinimumWidth(min(relation.sizeHint().width(), px(_RELATION)))
    return row(name, 12, relation)


def _relation(member: Member) -> str:
    state = "已故" if member.deceased_on else "已迁出" if member.moved_out_on else ""
    age = f"{member.age} 岁" if member.age is not None else ""
    return " · ".join(part for part in (member.relation, age, state) if part)
