"""Readings and search keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.people import keys, lists
from shequ_desk.people.pinyin import readings, sort_key, syllables, ways

DATA = Path(__file__).parents[1] / "data"
VECTORS: dict[str, Any] = json.loads((DATA / "vectors.json").read_text(encoding="utf-8"))
STANDARD = [char for char in (DATA / "tgh8105.txt").read_text(encoding="utf-8") if not char.isspace()]


def plain(toned: str) -> str:
    """Pinyin without tone marks, for the vectors."""
    marks = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
    return toned.translate(marks)


@pytest.mark.parametrize("vector", VECTORS["rare_chars"], ids=lambda vector: vector["code"])
def test_rare_characters_have_their_reading(vector: dict[str, Any]) -> None:
    assert plain(vector["pinyin"]) in syllables(vector["char"])


def test_every_standard_character_has_a_reading() -> None:
    assert len(STANDARD) > 8000
    assert [char for char in STANDARD if not syllables(char)] == []


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("仇英", "qiuying"),
        ("解珍", "xiezhen"),
        ("单田", "shantian"),
        ("区明", "ouming"),
        ("乐平", "yueping"),
        ("查良", "zhaliang"),
        ("曾强", "zengqiang"),
        ("盖宁", "gening"),
        ("翟志", "zhaizhi"),
        ("任强", "renqiang"),
        ("华山", "huashan"),
        ("朴正", "piaozheng"),
        ("缪云", "miaoyun"),
        ("宓羲", "mixi"),
        ("覃海", "qinhai"),
        ("应山", "yingshan"),
        ("尉迟恭", "yuchigong"),
        ("万俟雄", "moqixiong"),
        ("单于飞", "chanyufei"),
        ("冼星", "xianxing"),
        ("吕绿", "lvlv"),
    ],
)
def test_the_surname_reading_comes_first(name: str, first: str) -> None:
    assert "".join(readings(name)[0]) == first


@pytest.mark.parametrize(
    ("name", "usual", "odd"),
    [
        ("仇英", {"qiu"}, {"chou"}),
        ("解珍", {"xie"}, {"jie"}),
        ("单田", {"shan"}, {"dan", "chan"}),
        ("区明", {"ou"}, {"qu"}),
        ("乐平", {"yue", "le"}, set()),
        ("查良", {"zha"}, {"cha"}),
        ("曾强", {"zeng"}, {"ceng"}),
        ("朴正", {"piao"}, {"pu", "po"}),
        ("翟志", {"zhai", "di"}, set()),
        ("尉迟恭", {"yu", "wei"}, set()),
        ("单于飞", {"chan", "shan"}, {"dan"}),
        ("沈一", {"shen"}, set()),
    ],
)
def test_what_is_no_reading_of_the_surname_stands_apart(name: str, usual: set[str], odd: set[str]) -> None:
    found = [{way[0] for way in some} for some in ways(name)]
    assert found[0] == usual
    assert found[1] >= odd
    assert not found[0] & found[1]


@pytest.mark.parametrize("name", ["仇英", "单于飞", "乐平", "尉迟恭", "曾乐"])
def test_every_reading_of_the_first_character_is_kept(name: str) -> None:
    assert {way[0] for way in readings(name)} >= set(syllables(name[0]))


def test_the_inside_of_a_name_is_read_both_ways() -> None:
    assert {"zhangle", "zhangyue"} <= {"".join(way) for way in readings("张乐")}


def test_surname_table_readings_are_plain_syllables() -> None:
    for surname, read in lists.surname_readings().items():
        assert all(len(way.split()) == len(surname) and way.replace(" ", "").isalpha() for way in read), surname


def test_latin_names_have_no_reading_but_sort() -> None:
    assert readings("Anna Smith") == ()
    assert sort_key("Anna Smith") == "anna smith"
    assert sort_key("仇英") == "qiu ying"


@given(st.text(alphabet=st.sampled_from(STANDARD), min_size=1, max_size=8), st.data())
def test_any_run_of_a_name_begins_a_key(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert answers(keys.person_keys(name), name[start:end])


@given(st.text(alphabet=st.sampled_from(STANDARD), min_size=1, max_size=8))
def test_pinyin_and_initials_of_the_best_reading_are_keys(name: str) -> None:
    best = readings(name)[0]
    found = keys.person_keys(name)
    assert answers(found, "".join(best))
    assert answers(found, " ".join(best))
    assert answers(found, "".join(one[0] for one in best).upper())


@pytest.mark.parametrize(
    "typed", ["12-302", "12幢302", "12栋302室", "12#302", "１２－３０２", "12-3", "12-", "12号楼302"]
)
def test_building_and_room_are_found_however_written(typed: str) -> None:
    assert answers(keys.person_keys("张三", building="12", room="302"), typed)


@pytest.mark.parametrize("typed", ["清泉花园12-302", "清泉花园 12幢302室", "东村3弄12号302室", "12座302"])
def test_a_street_before_the_room_is_no_hindrance(typed: str) -> None:
    assert answers(keys.person_keys("张三", building="12", room="302"), typed)


@pytest.mark.parametrize(
    ("building", "typed"), [("甲", "甲幢302室"), ("甲", "甲-3"), ("A", "a座302"), ("B1", "B1-302"), ("12A", "12a-302")]
)
def test_buildings_of_letters_and_signs_are_found(building: str, typed: str) -> None:
    assert answers(keys.person_keys("张三", building=building, room="302"), typed)
    assert not answers(keys.person_keys("张三", ["13800000302"]), typed)


@pytest.mark.parametrize("typed", ["0574-87654321", "574-87654321", "8765-4321", "0574 8765 4321"])
def test_a_landline_is_found_as_it_is_written(typed: str) -> None:
    found = keys.person_keys("张三", ["0574-87654321"])
    assert answers(found, typed) == (typed != "8765-4321")


@pytest.mark.parametrize("typed", ["138-0000-8001", "330200-19500101-123x"])
def test_other_numbers_may_have_hyphens(typed: str) -> None:
    assert answers(keys.person_keys("张三", ["13800008001", "33020019500101123X"]), typed)


@pytest.mark.parametrize("typed", ["1-302", "2-302", "12-30-2", "12-303"])
def test_another_room_is_not_found(typed: str) -> None:
    assert not answers(keys.person_keys("张三", building="12", room="302"), typed)


@pytest.mark.parametrize("typed", ["123X", "123x", "１２３Ｘ", "0123x", "33020019500101123x"])
def test_tails_of_numbers_are_found(typed: str) -> None:
    assert answers(keys.person_keys("张三", ["33020019500101123X"]), typed) == (typed != "0123x")


@pytest.mark.parametrize("dot", ["·", "‧", "･", "⋅", ".", ""])
def test_the_interpunct_is_found_however_typed(dot: str) -> None:
    assert answers(keys.person_keys("古丽·艾力"), f"古丽{dot}艾力")


@pytest.mark.parametrize("typed", ["anna", "smith", "anna smith", "ANNASM"])
def test_latin_names_are_found_by_each_word(typed: str) -> None:
    assert answers(keys.person_keys("Anna Smith"), typed)


@pytest.mark.parametrize("typed", ["maria", "MARÍA", "muller", "müller", "garcia", "garcia-muller", "jose"])
def test_accents_and_hyphens_need_not_be_typed(typed: str) -> None:
    assert answers(keys.person_keys("María-José García Müller"), typed)


@pytest.mark.parametrize("typed", ["", "   ", "·", " ' "])
def test_nothing_typed_asks_nothing(typed: str) -> None:
    assert keys.query(typed) is None


@given(st.text(max_size=80))
def test_any_text_can_be_typed(typed: str) -> None:
    asked = keys.query(typed)
    assert asked is None or asked.first < asked.end


def answers(found: frozenset[str], typed: str) -> bool:
    """Whether one of the keys lies in the range the text asks for."""
    asked = keys.query(typed)
    assert asked is not None
    return any(asked.first <= key < asked.end for key in found)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("吕梅", {"lvmei", ".lumei", ".lyumei"}),
        ("陈律", {"chenlv", ".chenlu", ".chenlyu"}),
        ("略强", {"lveqiang", ".lueqiang", ".lyueqiang"}),
        ("卢梅", {"lumei"}),
    ],
)
def test_the_umlaut_is_typed_in_several_ways(name: str, typed: set[str]) -> None:
    spelled = {key for key in keys.person_keys(name) if key.strip(".").isascii() and len(key.strip(".")) > 2}
    assert spelled == typed


@pytest.mark.parametrize("typed", ["lv", "lü", "lǚ", "LÜ", "lu\u0308"])
def test_the_umlaut_itself_is_the_v_of_a_keyboard(typed: str) -> None:
    query = keys.query(typed)
    assert query is not None
    assert query.first == "lv"
