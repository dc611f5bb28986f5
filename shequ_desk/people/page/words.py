"""What fields of a record are called and how their values read."""

from collections.abc import Mapping
from dataclasses import dataclass

from shequ_desk.people import service as people
from shequ_desk.store.database import Work

TITLES = {
    "name": "姓名",
    "id_number": "证件号码",
    "sex": "性别",
    "birth": "出生日期",
    "ethnic": "民族",
    "occupation": "职业",
    "hukou": "户籍",
    "residence": "居住",
    "address": "住址",
    "building": "楼幢",
    "room": "室",
    "area_id": "网格",
    "household_id": "所在的户",
    "relation": "与户主关系",
    "note": "备注",
    "deceased_on": "去世日期",
    "moved_out_on": "迁出日期",
}


@dataclass(frozen=True)
class Words:
    """Values as words; `areas` are the paths of the places by id, `houses` the household numbers by id."""

    areas: Mapping[int, str]
    houses: Mapping[int, str]

    def title(self, key: str) -> str:
        """What a field is called."""
        return TITLES[key]

    def say(self, key: str, value: object) -> str:
        """How a value reads; nothing is 未填."""
        if key == "area_id" and isinstance(value, int):
            return self.areas.get(value, "已停用的网格")
        if key == "household_id" and isinstance(value, int):
            return self.houses.get(value, "已登记的户")
        return str(value) if value else "未填"


def read_words(work: Work, *household_ids: int | None) -> Words:
    """Look the places and the households up."""
    houses = {each: people.household(work, each) for each in household_ids if each is not None}
    return Words(
        {area.id: area.path for area in people.areas(work)},
        {each: f"户号 {house.number or '未编'}" for each, house in houses.items()},
    )
