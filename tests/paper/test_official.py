"""Official papers: the PC's own standard faces when there are any, older fonts too; tables on whole lines."""

import struct
from datetime import date
from pathlib import Path

import pytest

from shequ_desk import bundle
from shequ_desk.paper import fonts, official
from shequ_desk.paper.charts import Bars, Series
from shequ_desk.paper.fonts import OFFICIAL_FANG, OFFICIAL_TITLE
from shequ_desk.paper.official import OnGrid
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.style import A4_OFFICIAL, OFFICIAL_PITCH, Style
from shequ_desk.paper.truetype import Typeface
from tests.paper.sheets import page_texts, printed

SHIPPED = bundle.resources() / "fonts" / "NotoSansSC-Regular.ttf"
WORDS = "仿宋体正文社区服务月报，2026年10月"


def old_font(place: Path) -> Path:
    """A font as it was made before full Unicode: its only character map is the short one (format 4)."""
    data = bytearray(SHIPPED.read_bytes())
    places = [12 + 16 * n for n in range(struct.unpack_from(">H", data, 4)[0])]
    tables = {bytes(data[start : start + 4]): start for start in places}
    base = struct.unpack_from(">L", data, tables[b"cmap"] + 8)[0]
    for place_of in range(struct.unpack_from(">H", data, base + 2)[0]):
        offset = base + struct.unpack_from(">L", data, base + 8 + 8 * place_of)[0]
        if struct.unpack_from(">H", data, offset)[0] == 12:
            struct.pack_into(">H", data, offset, 99)
    place.write_bytes(data)
    return place


@pytest.fixture
def own_faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the clerk's own fonts."""
    monkeypatch.setattr(fonts, "_folders", [])
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    monkeypatch.setattr(fonts, "_families", {})
    fonts.add_folder(tmp_path)
    return tmp_path


def test_an_older_font_has_the_same_glyphs_as_the_new_one(tmp_path: Path) -> None:
    old, new = Typeface(old_font(tmp_path / "old.ttf")), Typeface(SHIPPED)
    codes = [*range(0x20, 0x3000), *range(0x4E00, 0x9FA6, 7)]
    assert [old.glyph(code) for code in codes] == [new.glyph(code) for code in codes]


def test_the_pcs_own_face_is_used_and_embedded(own_faces: Path) -> None:
    old_font(own_faces / "simfang.ttf")
    assert ("正文", "仿宋体", "simfang.ttf") in official.standard_fonts()
    assert ("标题", "小标宋体", "") in official.standard_fonts()
    pdf = printed(official.paragraph(WORDS), paper=A4_OFFICIAL)
    assert b"+simfang" in pdf
    assert WORDS in page_texts(pdf)[0]


def test_a_face_named_in_chinese_gets_a_plain_name_in_the_file(own_faces: Path) -> None:
    old_font(own_faces / "仿宋_GB2312.ttf")
    pdf = printed(official.paragraph(WORDS), paper=A4_OFFICIAL)
    assert WORDS in page_texts(pdf)[0]
    assert "仿宋".encode() not in pdf


def test_a_broken_face_is_passed_over(own_faces: Path) -> None:
    (own_faces / "simfang.ttf").write_bytes(b"no font at all")
    assert fonts.standard_face(OFFICIAL_FANG) is None
    assert WORDS in page_texts(printed(official.paragraph(WORDS), paper=A4_OFFICIAL))[0]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("清泉社区党群服务中心", ["清泉社区党群服务中心"]),
        (
            "宁波市海曙区南门街道尹江岸社区党群服务中心（邻里中心）",
            ["宁波市海曙区南门街道", "尹江岸社区党群服务中心", "（邻里中心）"],
        ),
        ("甲乙丙丁戊己" * 4, ["甲乙丙丁戊己" * 2, "甲乙丙丁戊己" * 2]),
    ],
    ids=["short", "brackets", "long"],
)
def test_a_title_is_broken_by_sense(unit: str, lines: list[str]) -> None:
    text = page_texts(printed(*official.headline([unit, "2026年11月社区服务月报"]), paper=A4_OFFICIAL))[0]
    assert text.split() == [*lines, "2026年11月社区服务月报"]


def test_without_own_faces_the_shipped_ones_stand(own_faces: Path) -> None:
    assert own_faces.is_dir()
    assert [file for _, _, file in official.standard_fonts()] == ["", "", "", ""]
    assert WORDS in page_texts(printed(Prose(WORDS, Style(role=OFFICIAL_TITLE))))[0]


@pytest.mark.parametrize("points", [1.0, 28.9, 29.0, 100.0])
def test_a_block_takes_whole_lines(points: float) -> None:
    high = OnGrid(Gap(points)).height(400)
    assert high >= points - 0.02
    assert high / OFFICIAL_PITCH == pytest.approx(round(high / OFFICIAL_PITCH))


def test_zeros_and_rare_names_stand_in_a_chart() -> None:
    bars = Bars(["张𬀩家园", "第二网格"], [Series("本月", [0, 0])], "份")
    text = page_texts(printed(bars))[0]
    assert "张𬀩家园" in text
    assert text.count("0") >= 2


def test_unit_and_date_stand_under_each_other() -> None:
    text = page_texts(printed(official.Undersigned("清泉社区党群服务中心", date(2026, 11, 2)), paper=A4_OFFICIAL))[0]
    assert text.split() == ["清泉社区党群服务中心", "2026年11月2日"]


def test_attachments_are_numbered_without_punctuation() -> None:
    text = page_texts(printed(*official.attachments(["人次表", "费用表"]), paper=A4_OFFICIAL))[0]
    assert "附件：1.人次表" in text
    assert "2.费用表" in text
