"""Every character of a name is printed, and copied from the PDF as itself (P20)."""

import re
import threading
from pathlib import Path

import pytest

from shequ_desk import bundle
from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper import fonts
from shequ_desk.paper.absent import absent
from shequ_desk.paper.fonts import HEI, SONG, SONG_BOLD
from shequ_desk.paper.parts import Prose
from shequ_desk.paper.style import BODY, Style
from shequ_desk.paper.truetype import Typeface
from tests.paper.sheets import darkness, page_texts, printed

STANDARD = (Path(__file__).parents[1] / "data" / "tgh8105.txt").read_text(encoding="utf-8").split()
RARE = "𬀩䶮㛃𬭎𣲗𬇙𨱇𫖮𬱖鿍"
NO_FONT = "\U0003134a"


@pytest.fixture(scope="module")
def standard() -> str:
    text = "".join(STANDARD)
    assert len(text) == 8105
    return text


@pytest.mark.parametrize("role", [SONG, SONG_BOLD, HEI])
def test_all_standard_characters_are_printed_and_copied_exactly(standard: str, role: fonts.Role) -> None:
    pdf = printed(Prose(standard, Style(role=role)))
    assert absent(pdf) == []
    assert re.sub(r"\s", "", "".join(page_texts(pdf))) == standard


def test_rare_name_is_found_in_the_text() -> None:
    assert f"张{RARE}" in page_texts(printed(Prose(f"姓名：张{RARE}")))[0]


def test_missing_character_is_announced_and_printed_as_its_code_point() -> None:
    pdf = printed(Prose(f"张{NO_FONT}{NO_FONT}三\ue000"))
    assert absent(pdf) == [NO_FONT, "\ue000"]
    assert "张[U+3134A][U+3134A]三[U+E000]" in page_texts(pdf)[0]


def test_invisible_and_control_characters_are_no_missing_glyphs() -> None:
    pdf = printed(Prose("张\u200b三\ufe00\t李"))
    assert absent(pdf) == []
    assert "张三 李" in page_texts(pdf)[0]


def test_a_lone_surrogate_is_printed_as_code_point() -> None:
    assert "[U+D842]" in page_texts(printed(Prose("张\ud842")))[0]


def test_fallback_takes_only_the_characters_the_first_face_lacks() -> None:
    chain = fonts.family(SONG)
    serif, sans = (Typeface(bundle.resources() / "fonts" / f"Noto{kind}SC-Regular.ttf") for kind in ("Serif", "Sans"))
    sans_only = next(code for code in range(0x21, 0x20000) if sans.glyph(code) and not serif.glyph(code))
    assert chain.place(ord("张"))[0].name == "NotoSerifSC-Regular"
    assert chain.place(sans_only)[0].name == "NotoSansSC-Regular"
    assert f"张{chr(sans_only)}三" in page_texts(printed(Prose(f"张{chr(sans_only)}三")))[0]


def test_every_font_in_the_file_is_embedded() -> None:
    pdf = printed(Prose("张三 <Helvetica>", BODY))
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") == 1
    assert b"/Type1" not in pdf


def test_widths_count_the_code_point_box_and_spacing() -> None:
    assert fonts.width("张三", SONG, 10) == pytest.approx(20)
    assert fonts.width("张三", SONG, 10, spacing=5) == pytest.approx(25)
    assert fonts.width(NO_FONT, SONG, 10) == pytest.approx(fonts.width("[U+3134A]", SONG, 10))


def test_a_printed_character_leaves_ink_where_a_space_does_not() -> None:
    blank = darkness(printed(Prose(" ")))[2]
    assert min(blank) == 255
    assert all(min(darkness(printed(Prose(char)))[2]) < 128 for char in (*RARE, NO_FONT))


def test_faces_open_once_when_many_threads_print() -> None:
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(printed(Prose(RARE)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert len(set(results)) == 1


def test_a_broken_font_file_is_a_trouble(tmp_path: Path) -> None:
    for content in (b"", b"\0" * 400, b"OTTO" + b"\1" * 60):
        broken = tmp_path / "HanaMinA.ttf"
        broken.write_bytes(content)
        with pytest.raises(Trouble, match="HanaMinA"):
            Typeface(broken)
    with pytest.raises(Trouble):
        Typeface(tmp_path / "absent.ttf")


def test_clerks_own_folder_is_searched_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_folders", [])
    monkeypatch.setattr(fonts, "_families", {})
    (tmp_path / "HanaMinB.ttf").write_bytes((bundle.resources() / "fonts" / "NotoSansSC-Bold.ttf").read_bytes())
    fonts.add_folder(tmp_path)
    assert fonts.family(SONG).find(ord(NO_FONT)) is None
    assert fonts.family(SONG).place(ord("张"))[0].name == "NotoSerifSC-Regular"
