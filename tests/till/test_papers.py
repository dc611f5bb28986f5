"""Receipts as PDF: what can be read and copied out of them again."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from shequ_desk.kernel.money import ZERO, Money, upper
from shequ_desk.paper.absent import absent
from shequ_desk.paper.qr import qr_rows
from shequ_desk.till.papers import COPIES, receipt_pdf, words
from shequ_desk.till.papers.receipt import Form
from shequ_desk.till.rules import LONGEST_NAME, LONGEST_REASON, Line, Payment, Receipt, State
from tests.till.kit import FACTS, missing_from, pages

AT = datetime(2026, 11, 21, 11, 42)
RECEIPT = Receipt(
    id=412,
    kind="CT",
    year=2026,
    serial=412,
    number="CT-2026-000412",
    day=AT.date(),
    at=AT,
    clerk_id=1,
    clerk_name="王岚",
    centre="清泉社区党群服务中心",
    window="1",
    title="老年助餐收款凭证",
    payer_name="张晖琴",
    person_id=7,
    facts=FACTS,
    lines=(Line("套餐A", 1, Money(1500), Money(700)),),
    list_total=Money(1500),
    reduction=Money(700),
    amount=Money(800),
    payment=Payment.CASH,
    received=Money(1000),
    change=Money(200),
    note="",
    check_code="a1b2c3d4e5f60718",
)
FORMS: tuple[Form, ...] = ("a5", "roll80", "roll58")
RARE = "𬀩䶮㛃𬭎"
FOOTER = "本凭证为内部收款凭证，不作发票或财政票据使用。"


def test_a5_says_what_the_design_says() -> None:
    resident, stub = pages(receipt_pdf(RECEIPT))
    for text, copy in ((resident, "第一联 居民联"), (stub, "第二联 存根")):
        assert not missing_from(
            text,
            "清泉社区党群服务中心",
            "老年助餐收款凭证",
            "日期：2026年11月21日 11:42",
            "单号：CT-2026-000412",
            *(part for fact in FACTS for part in fact),
            "项目数量单价（元）优惠（元）金额（元）",
            "套餐A115.00−7.008.00",
            "合计（大写） 人民币捌元整",
            "￥8.00",
            "收款方式：现金　收款：10.00　找零：2.00",
            "经办：王岚　收款单位（章）：",
            FOOTER + copy,
        )


@pytest.mark.parametrize("form", FORMS)
def test_every_size_holds_what_must_be_there(form: Form) -> None:
    (text,) = pages(receipt_pdf(RECEIPT, form, ("居民联",)))
    assert not missing_from(text, "CT-2026-000412", "张晖琴", "套餐A", "￥8.00", "人民币捌元整", "现金", "王岚", FOOTER)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", State)
def test_no_word_of_a_tax_invoice_stands_on_a_receipt(form: Form, state: State) -> None:
    for text in pages(receipt_pdf(replace(RECEIPT, state=state), form)):
        rest = text.replace(FOOTER, "")
        assert not [word for word in ("发票", "财政", "统一收据", "监制") if word in rest]


def test_paper_sizes() -> None:
    sizes: dict[Form, tuple[float, float | None]] = {
        "a5": (595.3, 419.5),
        "roll80": (226.8, None),
        "roll58": (164.4, None),
    }
    for form, (wide, high) in sizes.items():
        document: Any = pypdfium2.PdfDocument(receipt_pdf(RECEIPT, form))
        width, height = document[0].get_size()
        assert width == pytest.approx(wide, abs=0.2)
        assert high is None or height == pytest.approx(high, abs=0.2)
        document.close()


@pytest.mark.parametrize("form", FORMS)
def test_a_void_is_marked_on_every_copy(form: Form) -> None:
    void = replace(RECEIPT, state=State.VOID, reason="点错套餐", undone_at=AT, undone_by="李明")
    for text in pages(receipt_pdf(void, form)):
        assert text.count("作废") == 2
        assert not missing_from(text, "2026-11-21 11:42", "李明", "原因：点错套餐", "￥8.00")


@pytest.mark.parametrize("form", FORMS)
def test_a_mirror_is_negative_and_names_the_original(form: Form) -> None:
    mirror = replace(
        RECEIPT,
        number="CT-2026-000500",
        state=State.MIRROR,
        reason="金额有误",
        mirrors_number="CT-2026-000412",
        lines=(Line("套餐A", -1, Money(1500), Money(-700)),),
        amount=Money(-800),
    )
    for text in pages(receipt_pdf(mirror, form)):
        assert not missing_from(text, "红冲", "冲销原单 CT-2026-000412", "￥−8.00", "人民币（负）捌元整", "退款：8.00")


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        (Payment.WECHAT, "退款方式：微信　退款：8.00"),
        (Payment.ACCOUNT, "冲销记账：8.00（未收款，不退款）"),
        (Payment.FREE, "收款方式：免费"),
    ],
)
def test_a_mirror_gives_back_only_what_was_paid(payment: Payment, said: str) -> None:
    mirror = replace(RECEIPT, state=State.MIRROR, payment=payment, amount=Money(-800), received=ZERO)
    assert "　".join(words.paid(mirror)) == said


@pytest.mark.parametrize("state", [State.VOID, State.REVERSED])
def test_nobody_owes_what_was_taken_back(state: State) -> None:
    assert words.paid(replace(RECEIPT, state=state, payment=Payment.ACCOUNT)) == ["收款方式：记账"]


def test_the_amounts_of_a_mirror_are_red() -> None:
    mirror = replace(RECEIPT, state=State.MIRROR, amount=Money(-800))
    assert _red_pixels(receipt_pdf(mirror)) > 20
    assert _red_pixels(receipt_pdf(RECEIPT)) == 0


def _red_pixels(pdf: bytes) -> int:
    document: Any = pypdfium2.PdfDocument(pdf)
    red, green, _ = document[0].render(scale=1).to_pil().convert("RGB").split()
    document.close()
    return sum(ImageChops.subtract(red, green).histogram()[100:])


def test_a_reversed_receipt_names_its_mirror() -> None:
    gone = replace(RECEIPT, state=State.REVERSED, reason="错", undone_at=AT, mirrored_by="CT-2026-000500")
    assert not missing_from(pages(receipt_pdf(gone))[0], "已冲红", "CT-2026-000500")


@pytest.mark.parametrize("form", FORMS)
def test_a_reprint_is_marked(form: Form) -> None:
    again = replace(RECEIPT, prints=3, printed_at=datetime(2026, 11, 22, 8, 5), printed_by="李明")
    for text in pages(receipt_pdf(again, form)):
        assert not missing_from(text, "补打　第3次打印　2026-11-22 08:05　李明")
    assert "补打" not in pages(receipt_pdf(RECEIPT, form))[0]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_known_is_not_printed(form: Form) -> None:
    nobody = replace(RECEIPT, facts=(("姓名", "普通居民"), ("证件号", ""), ("餐次", "午餐")))
    for text in pages(receipt_pdf(nobody, form)):
        assert not missing_from(text, "普通居民", "午餐")
        assert "证件号" not in text


@pytest.mark.parametrize("form", FORMS)
def test_demo_papers_say_so(form: Form) -> None:
    assert all("演示" in text for text in pages(receipt_pdf(RECEIPT, form, demo=True)))
    assert "演示" not in pages(receipt_pdf(RECEIPT, form))[0]


@pytest.mark.parametrize("form", FORMS)
def test_rare_characters_are_copied_as_themselves(form: Form) -> None:
    facts = (("姓名", RARE), *FACTS[1:])
    rare = replace(RECEIPT, payer_name=RARE, facts=facts, lines=(replace(RECEIPT.lines[0], note=RARE),))
    pdf = receipt_pdf(rare, form)
    assert absent(pdf) == []
    for text in pages(pdf):
        assert text.count(RARE) == 2


@pytest.mark.parametrize("form", FORMS)
def test_what_no_font_has_is_announced_and_printed_as_its_code_point(form: Form) -> None:
    pdf = receipt_pdf(replace(RECEIPT, facts=(("姓名", "张\U000323af"),)), form)
    assert absent(pdf) == ["\U000323af"]
    assert "张[U+323AF]" in pages(pdf)[0]


def test_markup_in_data_is_only_text() -> None:
    name = '<b>张</b>&amp;<img src="/etc/passwd">'
    assert not missing_from(pages(receipt_pdf(replace(RECEIPT, facts=(("姓名", name),))))[0], name)


@pytest.mark.parametrize(("count", "per_copy"), [(1, 1), (4, 1), (8, 1), (23, 3), (60, 7)])
def test_many_lines_stay_on_numbered_pages_with_one_total(count: int, per_copy: int) -> None:
    lines = tuple(Line("套餐A", 1, Money(1500), Money(700), f"第{place:03d}人") for place in range(count))
    found = pages(receipt_pdf(replace(RECEIPT, lines=lines, amount=Money(800 * count))))
    assert len(found) == per_copy * len(COPIES)
    first = "".join(found[:per_copy])
    assert not missing_from(first, *(f"第{place:03d}人" for place in range(count)))
    assert first.count("合计（大写）") == 1
    assert all("CT-2026-000412" in text and FOOTER in text for text in found)


def test_a_long_note_below_the_total_leaves_no_page_nearly_empty() -> None:
    names = [f"{'阿卜杜勒·' * 9}买{place:02d}" for place in range(20)]
    lines = tuple(Line("套餐A", 1, Money(1500), Money(700), f"{name} 政策优惠") for name in names)
    found = pages(receipt_pdf(replace(RECEIPT, lines=lines, note="备注很长" * 30), copies=("居民联",)))
    assert not missing_from("".join(found), *names, "合计（大写）")
    assert len(found) <= 6


def test_lines_that_need_two_rows_are_counted_as_such() -> None:
    names = [f"欧阳·{'阿' * 20}{place:02d}" for place in range(23)]
    lines = tuple(Line("套餐A", 1, Money(1500), Money(700), name) for name in names)
    found = pages(receipt_pdf(replace(RECEIPT, lines=lines), copies=("居民联",)))
    assert not missing_from("".join(found), *names)
    for place, text in enumerate(found, 1):
        assert not missing_from(text, f"第{place}页共{len(found)}页", "老年助餐收款凭证", FOOTER)


@pytest.mark.parametrize("state", State)
def test_the_longest_words_stay_on_one_page_of_a_receipt(state: State) -> None:
    long = replace(
        RECEIPT,
        state=state,
        reason="错" * LONGEST_REASON,
        undone_at=AT,
        undone_by="李明",
        facts=(("姓名", "阿" * LONGEST_NAME), *FACTS[1:]),
        prints=2,
        printed_at=AT,
        printed_by="王岚",
    )
    (text,) = pages(receipt_pdf(long, copies=("居民联",)))
    assert not missing_from(text, FOOTER, "补打")


@pytest.mark.parametrize("form", FORMS[1:])
def test_no_date_of_a_mark_is_torn_on_a_roll(form: Form) -> None:
    void = replace(RECEIPT, state=State.VOID, reason="点错套餐", undone_at=AT, undone_by="李明")
    again = replace(void, prints=3, printed_at=AT, printed_by="王岚")
    document: Any = pypdfium2.PdfDocument(receipt_pdf(again, form))
    lines = document[0].get_textpage().get_text_range().splitlines()
    document.close()
    assert len([line for line in lines if "2026-11-21 11:42" in line]) == 2
    assert len([line for line in lines if "原因：点错套餐" in line]) == 1


@pytest.mark.parametrize("form", FORMS[1:])
def test_a_sum_too_wide_for_its_line_still_stands_at_the_right(form: Form) -> None:
    line = Line("集体代缴", 999, Money(9_999_999), Money(123_456_789))
    document: Any = pypdfium2.PdfDocument(receipt_pdf(replace(RECEIPT, lines=(line,), amount=line.amount), form))
    found = document[0].get_textpage()
    place = found.search(line.amount.text()).get_next()
    right = found.get_charbox(place[0] + place[1] - 1)[2]
    assert "−1,234,567.89" in found.get_text_range()
    assert right > document[0].get_width() - 20
    document.close()


@settings(max_examples=30)
@given(fen=st.integers(-99_999_999, 99_999_999), form=st.sampled_from(FORMS))
def test_figures_and_words_say_the_same(fen: int, form: Form) -> None:
    amount = Money(fen)
    text = pages(receipt_pdf(replace(RECEIPT, amount=amount), form, ("居民联",)))[0]
    assert not missing_from(text, f"￥{amount.paper()}", upper(amount, prefix=True))


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (replace(RECEIPT, payment=Payment.WECHAT), "收款方式：微信"),
        (replace(RECEIPT, payment=Payment.ACCOUNT), "收款方式：记账（未收款）"),
        (replace(RECEIPT, payment=Payment.ACCOUNT, collected_by="SK-2026-000001"), "已由SK-2026-000001收款"),
        (replace(RECEIPT, payment=Payment.FREE, amount=ZERO), "人民币零元整"),
        (replace(RECEIPT, day=date(2026, 11, 22)), "（计入2026年11月22日）"),
        (replace(RECEIPT, note="补录"), "备注：补录"),
    ],
)
def test_how_it_was_paid_is_said(receipt: Receipt, words: str) -> None:
    for form in FORMS:
        assert words in pages(receipt_pdf(receipt, form))[0]


def test_the_same_receipt_is_the_same_file() -> None:
    assert receipt_pdf(RECEIPT) == receipt_pdf(RECEIPT)


def test_the_printed_code_holds_number_and_check_code() -> None:
    document: Any = pypdfium2.PdfDocument(receipt_pdf(RECEIPT))
    image = document[0].render(scale=8).to_pil().convert("L").point(lambda grey: 255 if grey < 128 else 0)
    document.close()
    corner = image.crop((image.width * 3 // 4, image.height * 13 // 20, image.width, image.height))
    code = corner.crop(corner.getbbox())
    wanted = qr_rows("CT-2026-000412 a1b2c3d4e5f60718")
    step = code.width / len(wanted)
    printed = tuple(
        bytes(code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) == 255 for x in range(len(wanted)))
        for y in range(len(wanted))
    )
    assert printed == wanted
