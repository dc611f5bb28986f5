"""Which column of a roster is what, guessed from its title; the clerk confirms or changes it."""

import re
from collections.abc import Mapping, Sequence

from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.people import lists
from shequ_desk.people.roster.cells import Cell, text_of

TAG_PREFIX = "tag:"
"""A column that says yes or no to one tag maps to "tag:" and the tag's key."""

REASON_TITLE = "退回原因"
SERIALS = ("序号", "编号", "序", "No", "NO.")
"""Titles of the column that only counts the rows."""

FIELDS: dict[str, str] = {
    "name": "姓名",
    "id_number": "证件号码",
    "sex": "性别",
    "birth": "出生日期",
    "phone": "电话",
    "grid": "网格",
    "address": "地址",
    "building": "楼幢",
    "room": "室号",
    "household": "户号",
    "relation": "与户主关系",
    "tags": "人员类别",
    "card": "卡号",
    "ethnic": "民族",
    "occupation": "职业",
    "hukou": "户籍",
    "residence": "居住状态",
    "note": "备注",
    "guardian": "监护人姓名",
    "guardian_relation": "监护人关系",
    "guardian_phone": "监护人电话",
    "guardian_number": "监护人证件号码",
}
"""What a column may be mapped to, with its title for the clerk; besides, `tag_fields()`."""

OF_HOUSEHOLD = frozenset({"grid", "address", "building", "room", "household"})
"""Fields a merged cell gives to every row it covers."""

_TITLES: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "居民姓名", "人员姓名", "成员姓名", "老人姓名", "名字"),
    "id_number": (
        "证件号码",
        "证件号",
        "身份证",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "公民身份证号",
        "公民身份证号码",
        "居民身份证号",
        "居民身份证号码",
    ),
    "sex": ("性别",),
    "birth": ("出生日期", "出生年月", "出生年月日", "出生时间", "生日"),
    "phone": ("电话", "联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "联系号码", "本人电话"),
    "grid": ("网格", "所属网格", "网格名称", "所在网格", "微网格", "所属微网格"),
    "address": (
        "地址",
        "住址",
        "家庭住址",
        "家庭地址",
        "现住址",
        "现居住地址",
        "居住地址",
        "居住地",
        "详细地址",
        "楼幢室",
        "房号",
        "门牌",
        "门牌号",
        "房屋地址",
        "小区楼幢",
        "小区",
    ),
    "building": ("楼幢", "楼栋", "幢", "栋", "幢号", "楼号", "栋号"),
    "room": ("室", "室号", "房间号", "户室"),
    "household": ("户号", "户编号", "家庭编号", "户籍号", "户序号", "户口簿号"),
    "relation": ("与户主关系", "户主关系", "家庭关系", "关系", "与户主的关系", "成员关系", "称谓"),
    "tags": (
        "人员类别",
        "人群类别",
        "类别",
        "人员类型",
        "人群分类",
        "人群标签",
        "标签",
        "人员属性",
        "特殊人群",
        "身份类别",
    ),
    "card": ("卡号", "助餐卡", "助餐卡号", "市民卡", "市民卡号", "就餐卡号"),
    "ethnic": ("民族",),
    "occupation": ("职业", "从业情况", "就业情况", "工作"),
    "hukou": ("户籍", "户籍性质", "户籍情况", "户籍状态", "户口所在", "户籍所在"),
    "residence": ("居住状态", "居住情况", "居住类型", "人户情况", "居住性质"),
    "note": ("备注", "备注说明", "说明"),
    "guardian": ("监护人", "监护人姓名", "法定监护人", "家长", "家长姓名"),
    "guardian_relation": ("监护关系", "监护人关系", "监护人与本人关系", "监护人称谓"),
    "guardian_phone": (
        "监护人电话",
        "监护人联系电话",
        "监护人电话号码",
        "监护人手机",
        "监护人手机号",
        "监护人手机号码",
        "监护人联系方式",
        "家长电话",
        "家长联系电话",
        "家长手机",
        "家长手机号",
    ),
    "guardian_number": (
        "监护人身份证",
        "监护人身份证号",
        "监护人身份证号码",
        "监护人证件号",
        "监护人证件号码",
        "监护人公民身份号码",
        "家长身份证",
        "家长身份证号",
        "家长身份证号码",
    ),
}
_BY_TITLE = {title: field for field, titles in _TITLES.items() for title in titles}
_OTHER_TAG_TITLES = {"低保户": "dibao", "特困人员": "tekun", "低保边缘": "dibian", "残疾人": "canji"}
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")
_NOISE = re.compile(r"[\s*#:、.·\u200b\ufeff]+")
_OF_WHOM = re.compile(r"^(家庭成员|成员|居民|人员|老人|本人)")
_ASKING = re.compile(r"^(是否|是不是|有无)为?")


def tag_fields() -> dict[str, str]:
    """Mapping targets of yes/no columns, with their titles."""
    return {TAG_PREFIX + key: kind.title for key, kind in lists.tag_kinds().items()}


def field_of(title: Cell) -> str:
    """The field a column title names, "" when it is none the desk keeps."""
    plain = _ASKING.sub("", _NOISE.sub("", _ASIDE.sub("", half_width(text_of(title)))))
    for known in (plain, _OF_WHOM.sub("", plain).rstrip("0123456789")):
        if found := _BY_TITLE.get(known):
            return found
    tag = lists.tag_keys().get(plain) or _OTHER_TAG_TITLES.get(plain)
    return TAG_PREFIX + tag if tag else ""


def fields_of(titles: Sequence[Cell]) -> dict[int, str]:
    """Column number → field, each field once: the first column that names it."""
    found: dict[int, str] = {}
    for place, title in enumerate(titles):
        field = field_of(title)
        if field and field not in found.values():
            found[place] = field
    return found


def is_useful(fields: Mapping[int, str]) -> bool:
    """Whether a row of titles can be the header: names, and one thing more to tell people apart."""
    kept = set(fields.values())
    return "name" in kept and len(kept) >= 2
