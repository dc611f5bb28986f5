import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.masks import mask_phone
from shequ_desk.kernel.phones import check_phone, normalise_phone, split_phones

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("139-1234-0000", "13912340000"),
        ("13900861234", "13900861234"),
        ("１３９１２３４００００", "13912340000"),
        ("+86 139 1234 0000", "13912340000"),
        ("008613912340000", "13912340000"),
        ("13912340000.0", "13912340000"),
        ("1.3912345678E+10", "13912345678"),
        ("'13912340000", "13912340000"),
        ("057487123456", "0574-87123456"),
        ("(0574) 8712 3456", "0574-87123456"),
        ("0574-8712345", "0574-8712345"),
        ("01062345678", "010-62345678"),
        ("0086 574 87123456", "0574-87123456"),
        ("+86 (0574) 87123456", "0574-87123456"),
        ("+86 10 62345678", "010-62345678"),
        ("87123456", "87123456"),
        ("87123456.0", "87123456"),
    ],
)
def test_normalised(typed: str, phone: str) -> None:
    assert normalise_phone(typed) == phone


@pytest.mark.parametrize("typed", ["", "12345", "1391234000", "139123400000", "12012340000", "无", "13912340000a"])
def test_refused(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_phone(typed, field="phone")
    assert caught.value.field == "phone"
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("13800000000、13900000000", ("13800000000", "13900000000")),
        ("13800001111/057486123456", ("13800001111", "0574-86123456")),
        ("13800000000，13900000000；13800000000", ("13800000000", "13900000000")),
        ("13800000000 13900000000", ("13800000000", "13900000000")),
        ("138 0000 0000", ("13800000000",)),
        ("0574 87123456", ("0574-87123456",)),
        ("13800000000\n0574-87123456", ("13800000000", "0574-87123456")),
        ("13800000000.0", ("13800000000",)),
        ("", ()),
        (" 、 ", ()),
    ],
)
def test_split(cell: str, phones: tuple[str, ...]) -> None:
    assert split_phones(cell) == phones


@given(MOBILES)
def test_mobiles(phone: str) -> None:
    assert check_phone(phone) == phone
    assert check_phone(f"{float(phone)}") == phone
    assert mask_phone(phone) == f"{phone[:3]}****{phone[7:]}"


@given(st.text(max_size=20))
def test_normalising_never_raises(text: str) -> None:
    phone = normalise_phone(text)
    assert normalise_phone(phone) == phone


@given(st.lists(MOBILES, max_size=5, unique=True), st.sampled_from(["、", ",", "，", "；", "/", " ", "\n", " 或 "]))
def test_lists_come_apart(phones: list[str], between: str) -> None:
    assert split_phones(between.join(phones)) == tuple(phones)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("057487000000", "0574-****0000"), ("010-62345678", "010-****5678"), ("8712345", "***2345"), ("", "")],
)
def test_masks(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown
