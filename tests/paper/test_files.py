"""File names of saved papers: whatever somebody is called, one harmless name (P18)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.paper.files import safe_file_name

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@given(st.text(max_size=300))
def test_any_text_becomes_one_harmless_component(text: str) -> None:
    name = safe_file_name(text, ".pdf")
    stem = name.removesuffix(".pdf")
    assert name.endswith(".pdf")
    assert stem
    assert not set(name) & set('<>:"/\\|?*')
    assert all(char.isprintable() or char == " " for char in name)
    assert stem.split(".")[0].strip().lower() not in RESERVED
    assert stem[0] not in ". "
    assert stem[-1] not in ". "
    assert len(name.encode()) <= 120


@given(st.text(max_size=60))
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    once = safe_file_name(text)
    assert safe_file_name(once) == once


@given(st.text(alphabet="张三𬀩·/\\:. ab\u202e", min_size=1, max_size=40))
def test_the_system_accepts_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("saved")
    path = folder / safe_file_name(text, ".pdf")
    path.write_bytes(b"%PDF")
    assert [each.name for each in folder.iterdir()] == [path.name]
    assert path.parent == folder


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("收据 CT-2026-000412 张𬀩", "收据 CT-2026-000412 张𬀩"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("a:b?*", "a：b？＊"),
        ("  . ", "未命名"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
    ],
)
def test_examples(text: str, name: str) -> None:
    assert safe_file_name(text) == name
    assert Path(name).name == name
