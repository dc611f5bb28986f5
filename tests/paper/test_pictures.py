"""Photos and scans on paper: upright, in their colours, as they are where that is possible."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper.photo import Photo, Picture
from shequ_desk.paper.pictures import Pictures
from tests.paper.sheets import page_texts, printed

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
RED, GREEN, WHITE = (220, 20, 20), (20, 160, 20), (255, 255, 255)


def halves(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Red on the left, green on the right."""
    image = Image.new("RGB", size, GREEN)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=RED)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    kept = BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def turned(orientation: int) -> bytes:
    """A JPEG whose camera was held aside."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(halves(), "JPEG", exif=exif)


def picture(data: bytes, media: str, page: int = 0) -> Picture:
    return Pictures(lambda _: data).picture(1, media, page)


def on_paper(data: bytes, media: str, where: Callable[[int, int], tuple[int, int]]) -> tuple[int, ...]:
    """The colour at a place of the printed picture, which is 300 points high at the top of the page."""
    found = picture(data, media)
    pdf = printed(Photo(lambda: found, 300))
    sheet = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    colour = sheet.getpixel(where(sheet.width, sheet.height))
    assert isinstance(colour, tuple)
    return colour


def near(colour: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


def left(width: int, _height: int) -> tuple[int, int]:
    return width // 2 - 60, 200


def right(width: int, _height: int) -> tuple[int, int]:
    return width // 2 + 60, 200


def above(width: int, _height: int) -> tuple[int, int]:
    return width // 2, 90


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_photo_keeps_its_colours(mode: str) -> None:
    data = saved(halves(mode=mode), "JPEG", quality=95)
    assert near(on_paper(data, JPEG, left), RED)
    assert near(on_paper(data, JPEG, right), GREEN)


def test_a_photo_is_printed_byte_for_byte() -> None:
    data = saved(halves(), "JPEG")
    assert picture(data, JPEG) == Picture(data, (400, 300), grey=False)
    grey = saved(halves(mode="L"), "JPEG")
    assert picture(grey, JPEG) == Picture(grey, (400, 300), grey=True)
    assert data in printed(Photo(lambda: picture(data, JPEG), 200))


def test_a_camera_held_aside_is_set_upright() -> None:
    assert picture(turned(6), JPEG).pixels == (300, 400)
    assert near(on_paper(turned(3), JPEG, left), GREEN)
    assert near(on_paper(turned(6), JPEG, above), RED)


def test_transparent_parts_are_white() -> None:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    assert near(on_paper(saved(image, "PNG"), PNG, left), WHITE)
    assert near(on_paper(saved(halves(mode="P"), "PNG"), PNG, right), GREEN)


def test_a_scanned_page_of_one_picture_is_taken_as_it_is() -> None:
    sheet = halves((620, 877))
    data = saved(sheet, "PDF", resolution=75)
    found = picture(data, PDF)
    assert found.pixels == (620, 877)
    assert found.jpeg in data


def test_any_other_page_is_drawn() -> None:
    pdf = printed(Photo(lambda: picture(saved(halves(), "JPEG"), JPEG), 300, "阴角"))
    found = picture(pdf, PDF)
    assert found.pixels == (1241, 1754)
    aside = BytesIO()
    document = pypdfium2.PdfDocument(saved(halves((620, 877)), "PDF", resolution=75))
    document[0].set_rotation(90)
    document.save(aside)
    wide, high = picture(aside.getvalue(), PDF).pixels
    assert wide > high


def test_a_huge_page_is_drawn_small() -> None:
    data = saved(Image.new("RGB", (100, 50), RED), "PDF", resolution=1)
    assert max(picture(data, PDF).pixels) <= 2400


def test_pages_of_a_scan_are_read_once_and_in_order() -> None:
    sheets = [Image.new("RGB", (62, 88), (place * 40, 0, 0)) for place in range(4)]
    data = saved(sheets[0], "PDF", save_all=True, append_images=sheets[1:], resolution=8)
    asked = []

    def read(number: int) -> bytes:
        asked.append(number)
        return data

    reader = Pictures(read)
    seen = [Image.open(BytesIO(reader.picture(7, PDF, page).jpeg)).getpixel((30, 40)) for page in range(4)]
    reader.close()
    assert asked == [7]
    assert [round(colour[0] / 40) for colour in seen if isinstance(colour, tuple)] == [0, 1, 2, 3]


def test_a_page_that_is_not_there_says_so() -> None:
    with pytest.raises(Trouble, match="第 3 页打不开"):
        picture(saved(halves(), "PDF"), PDF, 2)


def test_a_caption_stands_below_its_picture() -> None:
    pdf = printed(Photo(lambda: picture(saved(halves(), "JPEG"), JPEG), 300, "现场.jpg　𬀩家阴角"))
    assert "现场.jpg　𬀩家阴角" in page_texts(pdf)[0]


def test_a_long_caption_stays_on_the_page_and_whole() -> None:
    caption = "三楼卫生间阴角渗水，吊顶有水渍，双方对渗漏点位置认可。" * 6
    found = picture(saved(halves(), "JPEG"), JPEG)
    pdf = printed(Photo(lambda: found, 300, caption))
    assert "".join(page_texts(pdf)[0].split()) == caption
    sheet = pypdfium2.PdfDocument(pdf)[0]
    words = sheet.get_textpage()
    boxes = [words.get_charbox(place) for place in range(words.count_chars())]
    assert max(box[2] for box in boxes) < sheet.get_size()[0] - 30
    assert min(box[0] for box in boxes if box[2]) > 30
