"""One line of the residents' table as the screen shows it."""

from dataclasses import dataclass

from shequ_desk.people.views import ListRow


@dataclass(frozen=True)
class Line:
    """Texts ready for the table; `state` is 已故, 已迁出 or empty."""

    person_id: int
    name: str
    sex: str
    age: int | None
    id_masked: str
    phone_masked: str
    where: str
    hukou: str
    residence: str
    tags: str
    state: str


def line_of(found: ListRow) -> Line:
    """The screen's line of a row."""
    state = "已故" if found.deceased_on else "已迁出" if found.moved_out_on else ""
    where = " ".join(part for part in (found.address, found.building_room) if part)
    return Line(
        found.person_id,
        found.name,
        found.sex,
        found.age,
        found.id_masked or "未登记",
        found.phone_masked or "未登记",
        where,
        found.hukou,
        found.residence,
        "、".join(found.tags),
        state,
    )
