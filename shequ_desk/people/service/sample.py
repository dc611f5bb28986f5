"""Invented residents for demonstrations and measurements: households on a grid tree, the same for the same seed.

The area code 330200 of their ID numbers is never issued.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from shequ_desk.kernel.identity import complete
from shequ_desk.people import keys, rules
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.tables import Area, Card, Household, Person, PhoneRow, SearchKey, Tag
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

ESTATES = ("清泉花园", "湖滨里", "桂花苑", "望江新村", "春晓家园")
_SURNAMES = "王张李陈周徐林郑吴钱孙毛朱胡叶沈俞邵应乐仇解单区翟曾任华缪宓查盖"
_MALE = "国强建军志明德海根土阿福金宝文清永兴良平云峰浩杰宇轩子涵晨"
_FEMALE = "秀英月娥桂兰阿珍惠芳彩娟静怡丽梅玲琴晖诗欣雅婷梓萱一诺可"
_RARE = ("𬀩", "䶮", "㛃", "𬭎", "翀", "犇", "喆")
_OTHER_NAMES = ("古丽娜尔·艾合买提", "扎西·次仁", "迪丽努尔·吐尔逊")
_JOBS = ("", "退休", "教师", "个体经营", "企业职工", "务工", "自由职业")
_LONG_AGO = date(2015, 1, 1)
_CHUNK = 20_000
_ROOMS = 4
_FLOORS = 6


@dataclass(frozen=True)
class _Home:
    """Where a household lives."""

    estate: str
    building: int
    room: str
    area_id: int


@dataclass(frozen=True)
class _Hand:
    """What every maker below needs: the transaction, the dice, the ID numbers given so far."""

    work: Work
    random: Random
    taken: set[str]


@needs(rules.IMPORT)
def fill(work: Work, random: Random, residents: int) -> None:
    """Write about `residents` invented people (whole households) into an empty register; deterministic by `random`."""
    areas = _tree(work)
    first = 1 + (work.session.scalar(select(func.coalesce(func.max(Person.id), 0))) or 0)
    batch: dict[type[Any], list[dict[str, Any]]] = {}
    for person in _people(_Hand(work, random, set()), residents, first, areas):
        for table, row in person:
            batch.setdefault(table, []).append(row)
        if len(batch[Person]) >= _CHUNK:
            _flush(work, batch)
    _flush(work, batch)
    work.news("people")


def _flush(work: Work, batch: dict[type[Any], list[dict[str, Any]]]) -> None:
    for table in (Household, Person, PhoneRow, Card, Tag, SearchKey):
        work.insert_many(table, batch.pop(table, ()), each=False)


def _tree(work: Work) -> list[int]:
    """街道, 村社, one 网格 an estate, one 微网格 for every three buildings; returns the ids of the 微网格."""
    street = _area(work, None, 1, "330200001", "示范街道")
    community = _area(work, street, 2, "330200001001", "清泉社区")
    small = []
    for place, estate in enumerate(ESTATES, 1):
        grid = _area(work, community, 3, f"330200001001-{place:03}", f"第 {place} 网格（{estate}）")
        small += [
            _area(
                work, grid, 4, f"330200001001-{place:03}-{part:02}", f"微网格 {part:02}（{part * 3 - 2}—{part * 3} 幢）"
            )
            for part in range(1, 7)
        ]
    return small


def _area(work: Work, parent: int | None, level: int, code: str, title: str) -> int:
    row = {"parent_id": parent, "level": level, "code": code, "title": title, "from_day": _LONG_AGO, "to_day": None}
    return work.insert(Area, row)


Rows = list[tuple[type[Any], dict[str, Any]]]


def _people(hand: _Hand, residents: int, first: int, areas: list[int]) -> Iterator[Rows]:
    made, household = 0, 0
    while made < residents:
        household += 1
        home = _home(hand.random, household, areas)
        ages = _ages(hand.random)[: residents - made]
        yield from _household(hand, first + made, household, home, ages)
        made += len(ages)


def _household(hand: _Hand, first: int, household: int, home: _Home, ages: list[int]) -> Iterator[Rows]:
    family = hand.random.choice(_SURNAMES)
    address = f"{home.estate} {home.building} 幢 {home.room}"
    row = {"id": household, "number": f"{household:04}", "address": address, "area_id": home.area_id}
    for place, age in enumerate(ages):
        rows = _person(hand, first + place, household, home, family, age, place)
        yield [(Household, row), *rows] if place == 0 else rows


def _person(hand: _Hand, person_id: int, household: int, home: _Home, family: str, age: int, place: int) -> Rows:
    birth = hand.work.today - timedelta(days=age * 365 + age // 4 + hand.random.randrange(364))
    sex = _sex(hand.random, place)
    name = _name(hand.random, family if place != 1 else hand.random.choice(_SURNAMES), sex)
    number = _id_number(birth, sex, hand.taken)
    phone = f"13800{hand.random.randrange(1_000_000):06}" if age > 12 else ""
    card = f"ZC{person_id:08}" if age >= 60 else ""
    person = {
        "id": person_id,
        "name": name,
        "sort_key": sort_key(name),
        "id_kind": "citizen",
        "id_number": number,
        "no_number_reason": "",
        "sex": sex,
        "birth": birth,
        "ethnic": "维吾尔" if "·" in name else "汉",
        "occupation": "退休" if age >= 60 else "学生" if age < 22 else hand.random.choice(_JOBS),
        "hukou": hand.random.choices(rules.HUKOU[:5], (70, 8, 8, 6, 8))[0],
        "residence": hand.random.choices(rules.RESIDENCE[:3], (90, 6, 4))[0],
        "address": home.estate,
        "building": str(home.building),
        "room": home.room,
        "area_id": home.area_id,
        "household_id": household,
        "relation": _relation(age, sex, place),
        "note": "",
        "deceased_on": None,
        "moved_out_on": None,
        "reported_on": None,
        "merged_into": None,
        "version": 1,
        "created_at": hand.work.now,
        "created_by": hand.work.clerk.id,
        "import_batch_id": None,
    }
    numbers = [found for found in (number, phone, card) if found]
    found = keys.person_keys(name, numbers, str(home.building), home.room)
    rows: Rows = [(Person, person)]
    if phone:
        rows.append((PhoneRow, _dated(hand.work, person_id, number=phone, note="")))
    if card:
        rows.append((Card, _dated(hand.work, person_id, number=card, kind="助餐卡")))
    rows += [(Tag, tag) for tag in _tags(hand, person_id, age, place)]
    return rows + [(SearchKey, {"person_id": person_id, "key": key}) for key in sorted(found)]


def _dated(work: Work, person_id: int, **values: object) -> dict[str, Any]:
    return {"person_id": person_id, "from_day": _LONG_AGO, "to_day": None, "made_at": work.now, **values}


def _tags(hand: _Hand, person_id: int, age: int, place: int) -> Iterator[dict[str, Any]]:
    chances = {"dangyuan": 0.08 if age > 25 else 0, "dibao": 0.01, "dibian": 0.01, "canji": 0.015, "tuiyi": 0.02}
    if age >= 60:
        chances |= {"duju": 0.12 if place == 0 else 0, "tekun": 0.01, "shineng": 0.03, "kongchao": 0.1}
    for key, chance in chances.items():
        if hand.random.random() < chance:
            grade = {"canji": "二级", "tekun": "分散供养", "shineng": "轻度"}.get(key, "")
            proof = f"示例〔2026〕{hand.random.randrange(1, 999)}号"
            row = {"key": key, "grade": grade, "proof": proof, "checked_by": "演示", "checked_on": hand.work.today}
            yield _dated(hand.work, person_id, **row)


def _home(random: Random, household: int, areas: list[int]) -> _Home:
    place = (household - 1) // (_ROOMS * _FLOORS)
    estate = place % len(ESTATES)
    building = place // len(ESTATES) + 1
    flat = (household - 1) % (_ROOMS * _FLOORS)
    room = f"{flat // _ROOMS + 1}{flat % _ROOMS + 1:02}"
    small = min((building - 1) // 3, 5)
    return _Home(ESTATES[estate], building, room, areas[estate * 6 + small])


def _ages(random: Random) -> list[int]:
    kind = random.random()
    if kind < 0.22:
        return [random.randint(60, 96)]
    if kind < 0.45:
        elder = random.randint(60, 90)
        return [elder, max(58, elder - random.randint(0, 6))]
    parent = random.randint(26, 56)
    ages = [parent, max(22, parent - random.randint(0, 5))]
    ages += [random.randint(0, max(1, parent - 23)) for _ in range(random.choice((0, 1, 1, 2)))]
    return ages + ([random.randint(60, 92)] if random.random() < 0.2 else [])


def _sex(random: Random, place: int) -> str:
    if place < 2:
        return ("男", "女")[place] if random.random() < 0.9 else ("女", "男")[place]
    return random.choice(("男", "女"))


def _name(random: Random, family: str, sex: str) -> str:
    kind = random.random()
    if kind < 0.004:
        return random.choice(_OTHER_NAMES)
    letters = _MALE if sex == "男" else _FEMALE
    given = "".join(random.choices(letters, k=1 if random.random() < 0.12 else 2))
    return family + (given[:-1] + random.choice(_RARE) if kind > 0.99 else given)


def _id_number(birth: date, sex: str, taken: set[str]) -> str:
    for serial in range(1 if sex == "男" else 0, 1000, 2):
        body = f"330200{birth:%Y%m%d}{serial:03}"
        if body not in taken:
            taken.add(body)
            return complete(body)
    raise ValueError(f"more than 500 people of one sex born on {birth}")


def _relation(age: int, sex: str, place: int) -> str:
    if place == 0:
        return rules.HEAD
    if place == 1:
        return "配偶"
    if age >= 58:
        return "父亲" if sex == "男" else "母亲"
    return "子" if sex == "男" else "女"
