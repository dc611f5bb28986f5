"""How rosters write what the desk keeps in lists: sexes, tags, 户籍, residence, relations, yes and no."""

import re
from collections.abc import Iterable
from functools import cache

from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.people import lists

NOTHING = frozenset({"", "无", "暂无", "没有", "/", "\\", "-", "--", "—", "——", "不详", "未知", "未办理", "空"})
"""Ways to write that there is nothing to say."""

YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "●", "1", "Y", "YES", "TRUE"})
NO = frozenset({"否", "×", "✗", "X", "0", "N", "NO", "FALSE"}) | NOTHING

_SEXES = {"男": "男 男性 1 M", "女": "女 女性 2 F"}
_HUKOU = {
    "本社区": "本社区 本村 本村社 本居 本地 户籍 在册 本社区户籍 户籍人口 户在人在",
    "本街道": "本街道 本镇 本乡 本镇街",
    "本区": "本区 本县 本区县",
    "本市": "本市 市内",
    "外地": "外地 外市 外省 外来 外来人口 流动人口 非本市 市外 省外 非户籍",
}
_RESIDENCE = {
    "常住": "常住 常住人口 在住 居住 自住 人户一致 户在人在",
    "暂住": "暂住 暂住人口 租住 租户 租客 借住 寄住 流动人口",
    "外出": "外出 外出务工 外出人员 空挂 空挂户 人户分离 户在人不在",
}
_RELATIONS = {
    "户主": "本人 本户主 户主本人",
    "配偶": "妻 妻子 丈夫 夫 老婆 老公 爱人",
    "子": "儿子 长子 次子 三子 独生子",
    "女": "女儿 长女 次女 三女 独生女",
    "父亲": "父 爸爸",
    "母亲": "母 妈妈",
    "孙子": "孙",
    "外孙子": "外孙",
    "儿媳": "媳妇 儿媳妇 媳",
    "兄弟": "兄 弟 哥哥 弟弟",
    "姐妹": "姐 妹 姐姐 妹妹",
    "非亲属": "租客 其他 其它",
}
_TAGS = {
    "dibao": "低保户 低保对象 低保家庭 最低生活保障",
    "tekun": "特困人员 特困供养 五保 五保户",
    "dibian": "低保边缘 低保边缘户 低边户 低边家庭 低保边缘家庭",
    "duju": "独居老人",
    "kongchao": "空巢老人",
    "shineng": "失能老人 失能人员",
    "shizhi": "失智老人",
    "canji": "残疾人 残疾人员",
    "youfu": "优抚对象",
    "tuiyi": "退伍军人 退役士兵 复员军人 转业军人",
    "junshu": "军人家属 军烈属",
    "jisheng": "计划生育特殊家庭 计生特扶 失独 失独家庭",
    "dangyuan": "中共党员 共产党员 预备党员",
    "kunjing": "困境未成年人",
    "xinshimin": "外来务工",
    "zhongdian": "重点人员 重点人群",
}
_NO_TAG = NOTHING | {"普通", "普通居民", "一般居民", "居民", "群众", "其他", "其它", "否"}
_BETWEEN = re.compile(r"[、,;/|+\s]+")


def sex_of(text: str) -> str:
    """男 or 女; "" when the words say neither."""
    return _turned("sex").get(text.upper(), "")


def hukou_of(text: str) -> str:
    """One of rules.HUKOU; "" when the words are unknown."""
    return _turned("hukou").get(text, "")


def residence_of(text: str) -> str:
    """One of rules.RESIDENCE; "" when the words are unknown."""
    return _turned("residence").get(text, "")


def relation_of(text: str) -> str:
    """The relation as the desk writes it; words it does not know stay as they are."""
    return _turned("relation").get(text, text)


def ethnic_of(text: str) -> str:
    """The nationality without 族, also by its GB/T 3304 code; "" when unknown."""
    codes = lists.ethnic_codes()
    plain = codes.get(text.zfill(2), text.removesuffix("族"))
    return plain if plain in codes.values() else ""


def tags_of(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """(tag key, grade) pairs of a cell like "失能、残疾二级", and the words that name no tag."""
    found: list[tuple[str, str]] = []
    unknown: list[str] = []
    for word in filter(None, _BETWEEN.split(half_width(text))):
        tag = _tag_of(word)
        if tag is None and word not in _NO_TAG:
            unknown.append(word)
        if tag is not None and tag[0] not in (key for key, _ in found):
            found.append(tag)
    return found, unknown


def _tag_of(word: str) -> tuple[str, str] | None:
    titles = _turned("tag")
    if word in titles:
        return titles[word], ""
    for title, key in titles.items():
        rest = word.removeprefix(title).strip("()")
        if rest != word and rest in lists.tag_kinds()[key].grades:
            return key, rest
    return None


@cache
def _turned(name: str) -> dict[str, str]:
    tables = {
        "sex": (_SEXES, ()),
        "hukou": (_HUKOU, _HUKOU),
        "residence": (_RESIDENCE, _RESIDENCE),
        "relation": (_RELATIONS, lists.relations()),
        "tag": (_TAGS, ()),
    }
    words, same = tables[name]
    found = {word: key for key, many in words.items() for word in many.split()}
    titles = lists.tag_keys() if name == "tag" else _same(same)
    return found | titles


def _same(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}
