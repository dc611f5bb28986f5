"""The fields of a resident's details, shared by registering and editing; they know lists, not rules."""

from collections.abc import Sequence

from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit, NameEdit
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.names import code_points
from shequ_desk.people.page.choices import (
    area_options,
    ethnic_options,
    plain,
    relation_options,
)
from shequ_desk.people.rules import HUKOU, RESIDENCE, SEXES, Details
from shequ_desk.people.views import AreaView


class CountedName(NameEdit):
    """A name that says how many characters it has while it is typed: 𬀩 is one."""

    def live(self) -> str:
        """Return the count and what looks odd about the name."""
        if not self.plain():
            return ""
        return "；".join(part for part in (f"{code_points(self.plain())} 个字", super().live()) if part)


class PersonFields:
    """The editors of `Details` and the lines they stand on."""

    def __init__(self, clock: Clock) -> None:
        self.name = CountedName("name")
        self.sex = ChoiceBox("sex", "性别", plain(SEXES))
        self.birth = DayEdit("birth", "出生日期", clock)
        self.ethnic = ChoiceBox("ethnic", "民族", ethnic_options())
        self.occupation = LineEdit("occupation", "职业")
        self.hukou = ChoiceBox("hukou", "户籍", plain(HUKOU))
        self.residence = ChoiceBox("residence", "居住", plain(RESIDENCE))
        self.area = ChoiceBox("area", "网格 / 微网格", [(None, "未分网格")])
        self.address = LineEdit("address", "住址", "小区或路名")
        self.building = LineEdit("building", "楼幢", "12")
        self.room = LineEdit("room", "室", "302")
        self.relation = ChoiceBox("relation", "与户主关系", relation_options())
        self.note = LineEdit("note", "备注")
        self.sex.choose("未知")
        self.hukou.choose("未知")

    def offer_areas(self, areas: Sequence[AreaView]) -> None:
        """Fill the tree of places."""
        self.area.set_options(area_options(areas, "未分网格"))

    def show(self, details: Details, area_path: str) -> None:
        """Fill every field; what the lists do not offer (a relation of a roster, an ended place) is kept as it is."""
        for box, value in self._boxes(details):
            box.show_stored(value, value)
        self.area.show_stored(details.area_id, f"{area_path}（已停用）")
        for edit, text in self._lines(details):
            edit.setText(text)
        self.birth.set_value(details.birth)

    def values(self) -> dict[str, object]:
        """Return what was typed by names of `Details`, without the household. Refusal when a field is unreadable."""
        return {
            "name": self.name.value(),
            "sex": self.sex.optional(),
            "birth": self.birth.optional(),
            "ethnic": self.ethnic.optional(),
            "occupation": self.occupation.value(),
            "hukou": self.hukou.optional(),
            "residence": self.residence.optional(),
            "address": self.address.value(),
            "building": self.building.value(),
            "room": self.room.value(),
            "area_id": self.area.optional(),
            "relation": self.relation.optional(),
            "note": self.note.value(),
        }

    def _boxes(self, details: Details) -> list[tuple[ChoiceBox, str]]:
        return [
            (self.sex, details.sex),
            (self.ethnic, details.ethnic),
            (self.hukou, details.hukou),
            (self.residence, details.residence),
            (self.relation, details.relation),
        ]

    def _lines(self, details: Details) -> list[tuple[LineEdit, str]]:
        return [
            (self.name, details.name),
            (self.occupation, details.occupation),
            (self.address, details.address),
            (self.building, details.building),
            (self.room, details.room),
            (self.note, details.note),
        ]
