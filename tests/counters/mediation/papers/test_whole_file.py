"""卷: one PDF of cover, contents, papers, scans in place and back cover."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation.rules import DOCUMENTS, AttachmentDraft, Binding, Original, PassDraft
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store.database import Database
from tests.counters.mediation.kit import TODAY, act, new_case, original, photo, settle, visited
from tests.counters.mediation.papers.kit import (
    attached,
    file_of,
    investigated,
    joined,
    paper,
    pictures,
    plain,
    scan,
    settled,
    whole,
)
from tests.paper.sheets import page_texts

_ROW = re.compile(r"^\d+ (\D+) (\d+)", re.MULTILINE)
_PRINTED = {"人民调解证据材料": "人民调解证据材料清单", "司法确认有关材料": "司法确认申请书"}


def listed(pages: list[str]) -> dict[str, int]:
    """Title → page as the contents have them."""
    contents = next(page for page in pages if "卷内目录" in page)
    return {title.strip(): int(page) for title, page in _ROW.findall(contents)}


def numbered(pages: list[str]) -> dict[int, str]:
    """The page number at the foot → the words of that page."""
    found = ((re.search(r"— (\d+) —", page), joined([page])) for page in pages)
    return {int(mark.group(1)): text for mark, text in found if mark}


def test_the_contents_name_the_pages_where_papers_begin(desk: Database) -> None:
    case_id = settled(desk)
    act(desk, "apply_confirmation", case_id, TODAY, "宁波市海曙区人民法院", True)
    pages = page_texts(whole(desk, case_id))
    entries, at = listed(pages), numbered(pages)
    assert len(entries) > 10
    assert list(entries.values()) == sorted(entries.values())
    for title, page in entries.items():
        if title != DOCUMENTS["rights"]:
            assert at[page].startswith(_PRINTED.get(title, title)), title
    assert list(at) == list(range(1, len(at) + 1))


def test_cover_contents_and_back_carry_no_number(desk: Database) -> None:
    case_id = settled(desk)
    pages = page_texts(whole(desk, case_id))
    count = papers.file_pages(file_of(desk, case_id))
    assert len(pages) == count + 3
    assert [place for place, page in enumerate(pages) if "— " not in page] == [0, 1, len(pages) - 1]
    assert f"本卷共{count}页" in joined(pages[-1:])
    assert "卷名陈𬀩秋与周春山等2人楼上漏水纠纷" in joined(pages[:1])


def test_scans_stand_in_place_of_what_would_be_printed(desk: Database) -> None:
    case_id = settled(desk)
    pdf = whole(desk, case_id)
    place = listed(page_texts(pdf))[DOCUMENTS["rights"]] + 1
    assert pictures(pdf)[place] == 1
    assert "如实陈述纠纷事实" not in plain(pdf)
    assert "权利义务告知书3扫描件" in joined(page_texts(pdf)[1:2])


def test_a_second_original_without_scan_keeps_the_printed_paper(desk: Database) -> None:
    case_id = settled(desk)
    act(desk, "record_originals", case_id, [original("rights", TODAY)])
    text = plain(whole(desk, case_id))
    assert "如实陈述纠纷事实" in text


def test_photos_two_to_a_page_and_scans_behind_the_list(desk: Database) -> None:
    found = pictures(paper(desk, investigated(desk), "evidence"))
    assert found == [0, 2, 1, 1, 1]


def test_a_scan_that_is_signed_evidence_is_not_bound_twice(desk: Database) -> None:
    case_id = new_case(desk)
    kept = attached(desk, case_id, AttachmentDraft("清单.jpg", "evidence"), photo())
    act(desk, "record_originals", case_id, [Original("evidence", TODAY, 1, 1, kept)])
    assert sum(pictures(whole(desk, case_id))) == 1


def test_progress_counts_every_page_and_a_wish_to_stop_is_heard(desk: Database) -> None:
    case_id = investigated(desk)
    heard: list[tuple[int, int]] = []
    pdf = whole(desk, case_id, lambda done, pages: heard.append((done, pages)))
    pages = len(page_texts(pdf))
    assert heard == [(done, pages) for done in range(1, pages + 1)]
    heard.clear()
    assert whole(desk, case_id, lambda done, pages: heard.append((done, pages)), lambda: len(heard) == 3) == b""
    assert len(heard) == 3


def test_the_back_points_to_the_explanation_when_there_is_one(desk: Database) -> None:
    plain_case, passed = new_case(desk), new_case(desk)
    act(desk, "record_originals", passed, [original("application"), original("rights")])
    act(desk, "draft_pass", passed, PassDraft("清泉街道人民调解委员会", TODAY, "涉及多个社区。"))
    act(desk, "pass_on", passed, original("explanation"))
    backs = [joined(page_texts(whole(desk, case_id))[-1:]) for case_id in (plain_case, passed)]
    assert ["无特殊情况" in back for back in backs] == [True, False]
    assert "见《卷宗情况说明》" in backs[1]


def test_rare_characters_are_printed_and_found_again(desk: Database) -> None:
    text = plain(whole(desk, settled(desk)))
    assert text.count("陈𬀩秋") > 20


def test_the_same_file_is_the_same_bytes(desk: Database) -> None:
    case_id = settled(desk)
    assert whole(desk, case_id) == whole(desk, case_id)


def test_demonstration_is_marked_on_every_page(desk: Database) -> None:
    pages = page_texts(whole(desk, settled(desk), demo=True))
    assert [place for place, page in enumerate(pages) if "演示" not in page] == []


def test_what_was_explained_is_not_bound_and_what_lacks_is_said(desk: Database) -> None:
    case_id = settled(desk)
    before = page_texts(whole(desk, case_id))
    assert "人民调解证据材料" in listed(before)
    assert "未入卷" in before[1]
    act(desk, "excuse", case_id, "performance", "当事人未留凭证")
    pages = page_texts(whole(desk, case_id))
    assert DOCUMENTS["performance"] not in listed(pages)
    assert DOCUMENTS["explanation"] in listed(pages)
    assert "缺《履行情况记录》：当事人未留凭证" in plain(whole(desk, case_id))


def test_an_archived_file_says_who_bound_it_and_what_was_counted(desk: Database) -> None:
    case_id = new_case(desk, accepted_on=TODAY - timedelta(days=2))
    settle(desk, case_id)
    visited(desk, case_id)
    act(desk, "archive", case_id, Binding("王岚", TODAY, 40, "长期"))
    text = plain(whole(desk, case_id))
    assert "立卷人王岚立卷日期2026年11月21日保管期限长期" in text
    assert "立卷时登记40页" in text
    assert "未入卷" not in text


def test_a_photo_that_was_altered_stops_the_paper(desk: Database) -> None:
    case_id = new_case(desk)
    attached(desk, case_id, AttachmentDraft("现场.jpg", "photo"), photo())
    connection = desk.bare()
    connection.execute("DROP TRIGGER frozen_blob_update")
    connection.execute("UPDATE blob SET content = x'00'")
    connection.close()
    with pytest.raises(Trouble, match="损坏"):
        paper(desk, case_id, "evidence")


def test_pages_are_counted_without_reading_a_photo(desk: Database) -> None:
    file = file_of(desk, investigated(desk))
    more = replace(file.case.attachments[-1], pages=9)
    case = replace(file.case, attachments=(*file.case.attachments[:-1], more))
    assert papers.file_pages(replace(file, case=case)) == papers.file_pages(file) + 7


def test_a_scan_of_many_pages_stays_in_order(desk: Database) -> None:
    case_id = new_case(desk)
    kept = attached(desk, case_id, AttachmentDraft("申请书.pdf", "scan"), scan(5))
    act(desk, "record_originals", case_id, [Original("application", TODAY, 5, 1, kept)])
    pdf = whole(desk, case_id)
    assert pictures(pdf)[2:7] == [1] * 5
    assert listed(page_texts(pdf))[DOCUMENTS["rights"]] == 6
