"""The settings of mediation: roster, committees, sub-types, tariff, earlier figures, how cases are kept."""

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import PlumEntry
from shequ_desk.counters.mediation.page.options_section import OptionsSection
from shequ_desk.counters.mediation.page.past_section import PastSheet
from shequ_desk.desk.sections import ListSection
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING, as_role
from tests.counters.desk_kit import actions, error, fill, texts, trigger
from tests.counters.mediation.kit import new_case
from tests.counters.mediation.page.conftest import Open
from tests.counters.mediation.page.kit import Room
from tests.counters.mediation.test_statistics import BULLETIN
from tests.desk.looks import SIZES, clipped, nameless, outside, overfull


def _section(room: Room, title: str) -> ListSection:
    section = room.settings().open(title)
    assert isinstance(section, ListSection)
    return section


def _run(room: Room, tab: str, action: str, /, **fields: str) -> PlumEntry:
    trigger(_section(room, tab), action)
    sheet = room.sheet(PlumEntry)
    fill(sheet, fields)
    sheet.submit()
    return sheet


def test_a_mediator_is_added_and_leaves(room: Room) -> None:
    sheet = _run(room, "调解员", "mediators.add", name="李大姐", level="老娘舅", phone="12")
    assert error(sheet, "phone")
    fill(sheet, {"phone": "13800001234", "from_day": "2026-01-01"})
    sheet.submit()
    section = _section(room, "调解员")
    assert [line[0] for line in texts(section.table)] == ["张师傅", "李大姐"]
    section.table.select(1)
    _run(room, "调解员", "mediators.end", to_day="2026-11-20")
    assert texts(section.table)[1][-1] == "已离任"


def test_a_committee_gets_its_abbreviation_and_a_series_goes_on(room: Room, desk: Database) -> None:
    section = _section(room, "调委会")
    section.table.select(0)
    _run(room, "调委会", "committees.start", following="21")
    _run(room, "调委会", "committees.add", name="湖滨里人民调解委员会", abbreviation="湖滨")
    assert texts(section.table)[1][3] == "（2026）湖滨人调字第1号"
    with desk.reading(EVERYTHING) as work:
        first = mediation.case(work, new_case(desk))
    assert first.number == "（2026）清泉人调字第21号"


def test_a_subtype_is_offered_until_it_is_retired(room: Room, desk: Database) -> None:
    _run(room, "细类", "subtypes.add", type_code="邻里纠纷", title="宠物扰民")
    section = _section(room, "细类")
    titles = [line[1] for line in texts(section.table)]
    assert "宠物扰民" in titles
    section.table.select(titles.index("宠物扰民"))
    trigger(section, "subtypes.retire")
    with desk.reading(EVERYTHING) as work:
        assert "宠物扰民" not in mediation.subtypes(work)[2]


def test_a_rate_needs_its_document(room: Room) -> None:
    sheet = _run(room, "补贴标准", "rates.add", difficulty="一般", settled="200", unsettled="100", incomplete="50")
    assert error(sheet, "document")
    fill(sheet, {"document": "街道办〔2026〕5号"})
    sheet.submit()
    rows = texts(_section(room, "补贴标准").table)
    assert ["2026-11-21", "一般", "200.00", "100.00", "50.00", "街道办〔2026〕5号"] in rows


def test_months_before_the_program_are_entered_and_checked(room: Room, desk: Database) -> None:
    section = _section(room, "以前的数字")
    section.table.select(1)
    trigger(section, "past.edit")
    sheet = room.sheet(PastSheet)
    fill(sheet, {"total": "869", "success": "842", "failed": "20"})
    sheet.submit()
    assert "统计不平" in sheet.banner.text()
    fill(sheet, {"failed": "27"})
    sheet.submit()
    assert room.sheets(PastSheet) == []
    with desk.reading(EVERYTHING) as work:
        kept = mediation.past_figures(work, Span(Month(2026, 10)))
    assert (kept["total"], kept["success"]) == (869, 842)


def test_a_month_of_long_ago_is_entered_cleared_and_comes_out_as_published(room: Room, desk: Database) -> None:
    section = _section(room, "以前的数字")
    for month, total, more in (
        ("2016-08", 869, BULLETIN),
        ("2016年7月", 840, {}),
        ("2015.08", 1028, {}),
        ("2014", 9000, {}),
    ):
        trigger(section, "past.other")
        room.answer(month)
        sheet = room.sheet(PastSheet)
        fill(sheet, {"total": str(total), **{key: str(value) for key, value in more.items()}})
        sheet.submit()
        assert room.sheets(PastSheet) == []
    rows = [line for line in texts(section.table) if line[1] != "—"]
    assert [line[:3] for line in rows] == [
        ["2016年8月", "869", "842"],
        ["2016年7月", "840", "—"],
        ["2015年8月", "1,028", "—"],
        ["2014年", "9,000", "—"],
    ]
    with desk.reading(EVERYTHING) as work:
        found = mediation.statistics(work, Span(Month(2016, 8)))
    assert found.success_rate == "96.9%"
    assert [found.change("total", other) for other in (found.year_before, found.before)] == ["−15.5%", "+3.5%"]
    section.table.select(len(texts(section.table)) - 1)
    trigger(section, "past.edit")
    fill(room.sheet(PastSheet), {"total": ""})
    room.sheet(PastSheet).submit()
    assert [line[0] for line in texts(section.table) if line[1] != "—"] == ["2016年8月", "2016年7月", "2015年8月"]


def test_the_brackets_are_chosen_and_a_limit_out_of_bounds_is_refused(room: Room, desk: Database) -> None:
    section = room.settings().open("其他")
    assert isinstance(section, OptionsSection)
    section.brackets.choose("hex")
    section.numbers["visit_days"].setText("0")
    section.save()
    assert section.form.rows["visit_days"].error()
    section.numbers["visit_days"].setText("15")
    section.save()
    with desk.reading(EVERYTHING) as work:
        kept = mediation.options(work)
    assert (kept.brackets, kept.visit_days) == ("hex", 15)


def test_who_mediates_keeps_the_roster_and_nothing_else(open_room: Open) -> None:
    room = open_room(clerk=as_role("mediation"))
    roster, committees = _section(room, "调解员"), _section(room, "调委会")
    assert all(one.isEnabled() for one in roster.actions())
    assert not any(one.isEnabled() for one in committees.actions())
    assert actions(roster) == {"mediators.add", "mediators.edit", "mediators.end"}
    options = room.settings().open("其他")
    assert isinstance(options, OptionsSection)
    assert not options.save_button.isVisible()
    assert not options.word.isEnabled()
    assert not options.notice.isEnabled()


def test_no_tab_is_cut(open_room: Open) -> None:
    for size in SIZES:
        settings = open_room(size).settings()
        for place in range(settings.tabs.count()):
            settings.tabs.setCurrentIndex(place)
            assert clipped(settings) + outside(settings) + nameless(settings) + overfull(settings) == []
