"""Pages, copies, rolls, numbers at the foot, watermarks and parts."""

import re

import pypdfium2
import pytest

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG
from shequ_desk.paper.grid import Cell, Grid, Look, pairs
from shequ_desk.paper.parts import (
    Beside,
    CutLine,
    Ends,
    Gap,
    Prose,
    Qr,
    Signatures,
    SpacedTitle,
)
from shequ_desk.paper.sheet import Block, Sheet, Stack, paginate
from shequ_desk.paper.style import (
    A4,
    A4_LANDSCAPE,
    A4_OFFICIAL,
    A5_LANDSCAPE,
    HEADING,
    MM,
    ROLL_58,
    ROLL_80,
    TITLE,
    Paper,
)
from tests.paper.sheets import darkness, page_sizes, page_texts, printed

MARKUP = "<img src='/etc/passwd'/> a<b & c>d <b>粗</b> &lt; </para> %s {0} \\n"


def story() -> list[Block]:
    """One of each part."""
    return [
        Prose("清泉社区", TITLE),
        SpacedTitle("老年助餐收款凭证"),
        Ends("日期：2026年11月21日", "单号：CT-2026-000412"),
        pairs([("姓名", "张昞琴"), ("证件号", "3302**********1228"), ("餐次", "午餐")]),
        Grid([3, 1], [[Cell("套餐A"), Cell("8.00", "right", bold=True)]]),
        Gap(5),
        Beside([Ends("经办：王岚")], [Qr("CT-2026-000412", 64)], 64),
        CutLine(),
        Signatures(["制表", "审核"]),
    ]


def test_same_content_gives_the_same_bytes() -> None:
    assert printed(*story()) == printed(*story())


def test_metadata_names_the_paper_and_no_person() -> None:
    document = pypdfium2.PdfDocument(printed(*story()))
    meta = document.get_metadata_dict()
    document.close()
    assert (meta["Title"], meta["Author"], meta["Subject"]) == ("试印", "", "")
    assert meta["CreationDate"].startswith("D:2000")


def test_markup_in_data_is_printed_as_it_is() -> None:
    pdf = printed(Prose(MARKUP), Ends(MARKUP), Grid([1], [[Cell(MARKUP)]]), SpacedTitle("a<b>&"), Signatures(["<b>"]))
    text = page_texts(pdf)[0]
    assert text.count("<img src='/etc/passwd'/> a<b & c>d <b>粗</b> &lt; </para> %s {0} \\n") == 3
    assert "a<b>&" in text


def test_control_characters_in_data_cannot_leave_the_text() -> None:
    assert "甲) Tj ET Q (乙 \\" in page_texts(printed(Prose("甲) Tj ET Q (乙 \\")))[0]


@pytest.mark.parametrize(("paper", "size"), [(A4, (210, 297)), (A4_LANDSCAPE, (297, 210)), (A5_LANDSCAPE, (210, 148))])
def test_paper_sizes(paper: Paper, size: tuple[float, float]) -> None:
    pdf = printed(*[Gap(60)] * 9, paper=paper)
    assert page_sizes(pdf)[0] == pytest.approx((size[0] * MM, size[1] * MM), abs=0.01)


@pytest.mark.parametrize("paper", [ROLL_80, ROLL_58])
def test_a_roll_is_one_page_as_long_as_its_text(paper: Paper) -> None:
    lengths = [page_sizes(printed(*[Gap(20)] * count, paper=paper)) for count in (3, 200)]
    assert [len(pages) for pages in lengths] == [1, 1]
    assert [pages[0][1] for pages in lengths] == pytest.approx(
        [paper.top + paper.bottom + 20 * count for count in (3, 200)], abs=0.05
    )
    assert lengths[0][0][0] == pytest.approx(paper.width, abs=0.01)


def test_copies_on_a_roll_have_their_own_length() -> None:
    pdf = Sheet(ROLL_80, "试印").build([Gap(40)], [Gap(400)])
    heights = [height for _, height in page_sizes(pdf)]
    assert heights[1] - heights[0] == pytest.approx(360, abs=0.05)


def test_each_copy_is_a_page() -> None:
    pdf = Sheet(A5_LANDSCAPE, "试印").build([Prose("第一联 居民联")], [Prose("第二联 存根")])
    assert [text.split()[1] for text in page_texts(pdf)] == ["居民联", "存根"]


def test_watermark_is_on_every_page_and_can_be_read() -> None:
    pdf = Sheet(A5_LANDSCAPE, "试印", watermark="作废").build([Prose("第一联")], [Prose("第二联")])
    assert all("作废" in text for text in page_texts(pdf))
    width, height, grey = darkness(pdf)
    middle = grey[width * (height // 2) : width * (height // 2 + 1)]
    assert 150 < min(middle) < 240


def test_page_numbers_of_tables() -> None:
    pdf = Sheet(A4, "试印", numbering="table", foot="打印：王岚").build([Gap(500), Gap(500), Gap(500)])
    assert [text.split("打印：王岚")[1].strip() for text in page_texts(pdf)] == [
        f"第 {number} 页 共 3 页" for number in (1, 2, 3)
    ]


def test_official_page_numbers_are_right_on_odd_and_left_on_even_pages() -> None:
    pdf = Sheet(A4_OFFICIAL, "试印", numbering="official").build([Gap(600), Gap(600)])
    document = pypdfium2.PdfDocument(pdf)
    lefts = [page.get_textpage().get_charbox(0)[0] for page in document]
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert texts == ["— 1 —", "— 2 —"]
    assert lefts[0] > A4.width / 2 > lefts[1]
    assert lefts[1] == pytest.approx(A4_OFFICIAL.left + 14, abs=1)


def test_the_line_below_a_page_stands_away_from_its_number() -> None:
    pdf = Sheet(A4_OFFICIAL, "试印", numbering="official", foot="演示").build([Gap(600), Gap(600)])
    lefts = [[lines[sign] for sign in ("演", "—")] for lines in left_edges(pdf)]
    (odd_mark, odd_number), (even_mark, even_number) = lefts
    assert odd_mark < odd_number - 200
    assert even_mark > even_number + 200


def left_edges(pdf: bytes) -> list[dict[str, float]]:
    """For each page: character → how far left it stands, the first of each."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            signs = text.get_text_range()
            found.append({sign: text.get_charbox(signs.index(sign))[0] for sign in dict.fromkeys(signs.strip())})
        return found


def test_headings_move_on_with_what_follows() -> None:
    heading, body = Prose("二、情况", HEADING), Gap(100)
    pages = paginate([Gap(620), heading, body], A4.inner, 700)
    assert pages[1] == [heading, body]


def test_signatures_do_not_stand_alone_on_a_new_page() -> None:
    rows = [[Cell(str(number))] for number in range(20)]
    signing = Stack([Gap(10), Signatures(["制表"])], clings=True)
    room = Grid([1], rows).height(300) + 5
    pages = paginate([Grid([1], rows), signing], 300, room)
    assert [len(page) for page in pages] == [1, 2]
    assert pages[1][0].height(300) == pytest.approx(2 * Grid([1], rows[:1]).height(300))


@pytest.mark.parametrize(
    ("labels", "heights"),
    [
        (["送餐人"], 1),
        (["制表", "审核", "社区负责人", "运营方（盖章）"], 1),
        (["制表", "审核", "调委会负责人", "社区负责人（盖章）", "街道分管领导（签字盖章）"], 2),
        (["清泉街道社区老年助餐服务中心及社会事务办公室联合盖章" * 2], 1),
    ],
)
def test_every_place_to_sign_has_the_same_room(labels: list[str], heights: int) -> None:
    signing = Signatures(labels)
    rules = _lines(printed(signing))
    lengths = [right - left for left, right in rules]
    assert len(rules) == len(labels)
    assert max(lengths) - min(lengths) < 0.1
    assert 56 <= min(lengths) <= 182
    assert len(labels) == 1 or max(right for _, right in rules) <= A4.left + A4.inner + 1
    assert signing.height(A4.inner) == heights * signing.height(1000)


def _lines(pdf: bytes) -> list[tuple[float, float]]:
    """Left and right end of everything drawn on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [one.get_bounds() for one in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
        return [(left, right) for left, _, right, _ in found]
    finally:
        document.close()


def test_an_oversized_block_gets_its_own_page_and_nothing_hangs() -> None:
    pages = paginate([Gap(10), Gap(2000), Gap(10)], 300, 700)
    assert [len(page) for page in pages] == [1, 1, 1]


def test_long_prose_goes_on_without_losing_a_character() -> None:
    text = "社区居民，" * 900
    assert re.sub(r"\s", "", "".join(page_texts(printed(Prose(text))))) == text


def test_heading_rows_repeat_and_every_row_is_printed_once() -> None:
    rows = [[Cell(f"行{number:03d}"), Cell("8.00", "right")] for number in range(150)]
    texts = page_texts(printed(Grid([1, 1], [[Cell("姓名"), Cell("金额")], *rows], head=1)))
    assert all(text.startswith("姓名 金额") for text in texts)
    assert re.findall(r"行(\d{3})", "".join(texts)) == [f"{number:03d}" for number in range(150)]


def test_deep_heading_cells_leave_their_place_below() -> None:
    head = [[Cell("姓名", down=2), Cell("餐次", span=2), Cell("金额", down=2)], [Cell("早"), Cell("中")]]
    grid = Grid([1, 1, 1, 1], [*head, [Cell("张三"), Cell("1"), Cell("2"), Cell("3.00")]], head=2)
    text = page_texts(printed(grid))[0]
    assert text.index("早") < text.index("中") < text.index("张三")
    assert grid.height(400) == pytest.approx(3 * grid.look.row)


def test_long_cells_wrap_and_long_numbers_shrink() -> None:
    name, amount = "努尔·买买提·阿不都热合曼·艾力", "99,999,999,999.99"
    grid = Grid([1, 1], [[Cell(name), Cell(amount, "right")]])
    text = page_texts(printed(grid, paper=ROLL_58))[0]
    assert name in text.replace("\n", "")
    assert fonts.width(amount, SONG, grid.look.size) > ROLL_58.inner / 2 - 2 * grid.look.pad
    assert amount in text


def test_a_grid_without_rules_draws_none() -> None:
    ruled, plain = (printed(Grid([1], [[Cell("")]], look=look)) for look in (Look(), Look(rule=0.0)))
    assert min(darkness(ruled)[2]) < 128
    assert min(darkness(plain)[2]) == 255


def test_narrow_paper_puts_the_right_end_below() -> None:
    assert (
        page_texts(printed(Ends("日期：2026年11月21日 11:42", "单号：CT-2026-000412"), paper=ROLL_58))[0].count("\n")
        == 1
    )


def test_the_code_is_drawn_at_the_right_edge() -> None:
    width, height, grey = darkness(printed(Qr("CT-2026-000412 A1B2C3D4E5F6", 64)), scale=1)
    dark = [place % width for place, value in enumerate(grey) if value < 100]
    assert len(grey) == width * height
    assert max(dark) == pytest.approx(A4.width - A4.right, abs=2)
    assert min(dark) == pytest.approx(A4.width - A4.right - 64, abs=2)
