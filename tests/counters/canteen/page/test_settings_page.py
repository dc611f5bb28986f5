"""The canteen's settings as a director uses them: both Ningbo tariffs are entered as data alone."""

import json
from datetime import date
from pathlib import Path

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.calendar_sections import ClosedSection
from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.options_section import OptionsSection
from shequ_desk.counters.canteen.page.public_section import PublicSection
from shequ_desk.counters.canteen.page.rule_section import RuleSheet
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.desk.fields import FieldRow
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Banner, KeyButton
from shequ_desk.kernel.money import Money
from shequ_desk.office.tables import HolidayRow
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.canteen.kit import CLERK, lunch, resident
from tests.counters.canteen.page.conftest import Open
from tests.counters.canteen.page.kit import Desk
from tests.counters.desk_kit import fill, texts, trigger
from tests.desk.looks import SIZES, clipped, nameless, outside, overfull

VECTORS = json.loads((Path(__file__).parents[3] / "data" / "vectors.json").read_text("utf-8"))
SINCE = "2026-01-01"
TODAY = date(2026, 11, 21)
NAMES = "土金木水火山石田"
_EXAMPLES = {"套餐": "套餐 A", "规则": "80 周岁以上"}
TABS = ("套餐与价格", "优惠规则", "餐次时间", "停餐日", "公益套餐", "每日菜单", "其他")


def end_sample_rules(desk: Desk) -> None:
    """Let the preset rules end before today, as a director would before entering the local tariff."""
    for place in range(3):
        section = desk.settings().section("优惠规则")
        section.table.select(place)
        desk.settings().run("优惠规则", "rules.end", last_day="2026-11-20")


def test_the_wanan_tariff_is_entered_as_data(desk: Desk, preset: Database) -> None:
    settings = desk.settings()
    end_sample_rules(desk)
    for name, price in (("万安 A", "15"), ("万安 B", "20"), ("万安 C", "25")):
        settings.add_set(name, price, SINCE)
    wanan = {"valid_from": SINCE, "form": "立减", "payers": "区 50 社区 50"}
    settings.add_rule(name="60–79 周岁", age_from="60", age_to="79", value="5.00", **wanan)
    settings.add_rule(name="80 周岁以上", age_from="80", value="6.00", **wanan)
    for place, case in enumerate(VECTORS["canteen_wanan_cents"]):
        with preset.work(CLERK) as work:
            ids = {one.name: one.id for one in canteen.sets_on(work, TODAY, "午")}
            guest = resident(work, f"应{NAMES[place]}", date(2026 - case["age"], 11, 21))
            paid = canteen.settle(work, lunch(ids[f"万安 {case['plan']}"], guest)).pay
        assert paid == Money(case["pay"]), case


def test_the_lvmei_tariff_is_entered_as_data(desk: Desk, preset: Database) -> None:
    settings = desk.settings()
    end_sample_rules(desk)
    settings.add_set("绿梅套餐", "12", SINCE)
    settings.add_rule(
        name="60 周岁以上 8 元", valid_from=SINCE, form="一口价", value="8", age_from="60", payers="运营方 1"
    )
    settings.add_rule(
        ["户籍（不选为不限） 本社区", "户籍（不选为不限） 本区"],
        name="江北户籍每天 4 元",
        valid_from=SINCE,
        form="一口价",
        value="4",
        age_from="60",
        payers="区 50 运营方 50",
        limit="每日",
        limit_amount="1",
    )
    for place, case in enumerate(VECTORS["canteen_lvmei_cents"]):
        with preset.work(CLERK) as work:
            plate = next(one.id for one in canteen.sets_on(work, TODAY, "午") if one.name == "绿梅套餐")
            guest = resident(work, f"缪{NAMES[place]}", date(1950, 5, 1), "本区")
            for _ in range(case["meals_already_today"]):
                canteen.settle(work, lunch(plate, guest))
            assert canteen.settle(work, lunch(plate, guest)).pay == Money(case["pay"])


def test_a_new_price_acts_from_its_day(desk: Desk, preset: Database) -> None:
    section = desk.settings().section("套餐与价格")
    section.table.select(0)
    sheet = desk.settings().run("套餐与价格", "sets.price", price="16.00", valid_from="2026-11-22")
    assert not sheet.isVisible()
    with preset.reading(CLERK) as work:
        asked = [canteen.sets_on(work, date(2026, 11, day), "午")[0].price.text() for day in (21, 22)]
    assert asked == ["15.00", "16.00"]
    assert "2026-11-22 起 16.00" in texts(section.table)[0][6]


def test_a_changed_rule_is_a_new_version(desk: Desk, preset: Database) -> None:
    section = desk.settings().section("优惠规则")
    section.table.select(2)
    trigger(section, "rules.change")
    sheet = desk.sheet(RuleSheet)
    fill(sheet, {"value": "8.00", "valid_from": "2026-12-01"})
    sheet.submit()
    assert not sheet.isVisible()
    rows = [row for row in texts(section.table) if row[0] == "3"]
    assert [(row[3], row[6], row[7]) for row in rows] == [
        ("立减 8.00 元", "2026-12-01", "—"),
        ("立减 7.00 元", "2026-01-01", "2026-11-30"),
    ]


def test_what_is_settled_cannot_be_priced_again(desk: Desk, preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, None))
    desk.settings().section("套餐与价格").table.select(0)
    sheet = desk.settings().run("套餐与价格", "sets.price", price="16", valid_from="2026-11-21")
    assert "已有按原价结算的餐" in sheet.form.rows["valid_from"].error()


def test_a_rule_without_payers_is_refused_beside_the_field(desk: Desk) -> None:
    section = desk.settings().section("优惠规则")
    trigger(section, "rules.add")
    sheet = desk.sheet(RuleSheet)
    fill(sheet, {"name": "试", "value": "3", "payers": "市"})
    sheet.submit()
    assert sheet.isVisible()
    assert "看不懂由谁承担" in sheet.form.rows["payers"].error()


@pytest.mark.parametrize(
    ("tab", "act", "name"), [("套餐与价格", "sets.add", "套餐"), ("优惠规则", "rules.add", "规则")]
)
def test_an_empty_sheet_asks_for_the_name_first(desk: Desk, tab: str, act: str, name: str) -> None:
    trigger(desk.settings().section(tab), act)
    sheet = desk.sheet(Sheet)
    sheet.submit()
    form = sheet.findChildren(FieldRow)
    assert [row.error() for row in form if row.error()] == [f"✗ 请填写{name}名称 → 例如：{_EXAMPLES[name]}"]


@pytest.mark.parametrize("size", SIZES)
def test_saving_the_options_is_on_show(open_desk: Open, size: tuple[int, int, float]) -> None:
    desk = open_desk(size)
    page = desk.settings().page
    section = page.open("其他")
    assert isinstance(section, OptionsSection)
    section.operator.setText("另一家运营方")
    desk.qtbot.wait(20)
    frame = page.parentWidget()
    assert frame is not None
    assert section.save_button.mapTo(frame, section.save_button.rect().bottomLeft()).y() < frame.height()


def test_hours_closed_days_quota_and_menu(desk: Desk, preset: Database) -> None:
    settings = desk.settings()
    hours = {"slot": "午餐", "opens": "1100", "closes": "13:00", "valid_from": "2026-11-22"}
    settings.run("餐次时间", "hours.change", **hours)
    settings.run("停餐日", "closed.weekday", weekday="星期日", valid_from="2026-11-22", reason="周日休息")
    section = settings.section("每日菜单")
    section.table.select(0)
    settings.run("每日菜单", "menu.edit", dishes_午="红烧肉\n青菜")
    public = settings.page.open("公益套餐")
    assert isinstance(public, PublicSection)
    trigger(public.quota, "quota.change")
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"portions": "50"})
    sheet.submit()
    with preset.reading(CLERK) as work:
        lunch_hours = next(one for one in canteen.hours_on(work, date(2026, 11, 22)) if one.slot == "午")
        found = (
            lunch_hours.text,
            canteen.closed_on(work, date(2026, 11, 22)),
            canteen.menu(work, TODAY)["午"],
            canteen.quota_on(work, date(2026, 11, 22)).portions,
        )
    assert found == ("午餐 11:00–13:00", "周日休息", "红烧肉\n青菜", 50)
    assert isinstance(settings.section("停餐日"), ClosedSection)


def test_the_days_off_of_the_holiday_table_are_closed_by_one_key(desk: Desk, preset: Database) -> None:
    days = [(date(2028, 1, 1), True, "元旦"), (date(2028, 2, 6), True, "春节"), (date(2028, 1, 3), False, "元旦")]
    with preset.work(CLERK) as work:
        for day, rest, name in days:
            work.insert(HolidayRow, {"day": day, "rest": rest, "name": name, "proof": "通知"})
        canteen.close_date(work, date(2028, 2, 6), "检修")
    section = desk.settings().section("停餐日")
    trigger(section, "closed.holidays")
    desk.answer()
    with preset.reading(CLERK) as work:
        reasons = [canteen.closed_on(work, day) for day, _, _ in days]
        assert (reasons, canteen.closed_on(work, date(2026, 10, 8))) == (["元旦", "检修", ""], "")
        assert [day for day, _ in canteen.holidays_ahead(work) if day.year == 2028] == []
    trigger(section, "closed.holidays")
    assert len(desk.recorder.questions) == 1


def test_occupations_come_and_go(desk: Desk, preset: Database) -> None:
    public = desk.settings().page.open("公益套餐")
    assert isinstance(public, PublicSection)
    public.occupations.table.select(0)
    public.occupations.retire()
    with preset.reading(CLERK) as work:
        assert "保洁员" not in [one.name for one in canteen.occupations(work)]


def test_options_are_kept(desk: Desk, preset: Database) -> None:
    options = desk.settings().page.open("其他")
    assert isinstance(options, OptionsSection)
    options.operator.setText("邻里餐饮")
    options.birthday.choose(True)
    options.posting_days.setText("99")
    options.save()
    assert options.form.rows["posting_days"].error()
    options.posting_days.setText("5")
    options.save()
    with preset.reading(CLERK) as work:
        stored = canteen.options(work)
    assert (stored.operator, stored.birthday_strict, stored.posting_days) == ("邻里餐饮", True, 5)


def test_changes_not_saved_stay_until_they_are_given_up(desk: Desk) -> None:
    page = desk.settings().page
    options = page.open("其他")
    assert isinstance(options, OptionsSection)
    stored = options.posting_days.text()
    options.posting_days.setText("9")
    page.open("停餐日")
    desk.window.show_page("canteen")
    desk.window.show_page("settings")
    page.open("其他")
    assert (options.posting_days.text(), stored != "9") == ("9", True)
    assert [banner.text() for banner in options.findChildren(Banner) if banner.isVisible()] == [
        "改动还没有保存 → 按 Ctrl S 保存，按 Esc 放弃"
    ]
    desk.window.go_back()
    assert (options.posting_days.text(), desk.window.current_key()) == (stored, "settings")
    options.operator.setText("邻里餐饮")
    desk.window.go_back()
    assert options.operator.text() == "邻里餐饮"
    options.save()
    assert not any(banner.isVisible() for banner in options.findChildren(Banner))


def test_who_may_not_change_rules_only_reads(open_desk: Open) -> None:
    settings = open_desk(clerk=as_role("canteen")).settings()
    section = settings.section("优惠规则")
    assert len(texts(section.table)) == 3
    assert [one.objectName() for one in section.findChildren(KeyButton)] == []
    section.open_row(section.table.current())
    assert not [sheet for sheet in settings.desk.window.findChildren(Sheet) if sheet.isVisible()]
    options = settings.page.open("其他")
    assert [one.isVisible() for one in options.findChildren(KeyButton)] == [False]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_clipped(open_desk: Open, size: tuple[int, int, float]) -> None:
    desk = open_desk(size)
    page = desk.settings().page
    assert isinstance(page, CanteenSettingsPage)
    for title in TABS:
        page.open(title)
        desk.qtbot.wait(10)
        assert clipped(page) + outside(page) + nameless(page) + overfull(page) == [], title


@pytest.mark.parametrize("size", SIZES)
def test_the_rule_sheet_fits(open_desk: Open, size: tuple[int, int, float]) -> None:
    desk = open_desk(size)
    trigger(desk.settings().section("优惠规则"), "rules.add")
    desk.qtbot.wait(10)
    sheet = desk.sheet(RuleSheet)
    assert clipped(sheet) + nameless(sheet) == []
    assert (sheet.height() <= size[1], sheet.width() <= size[0]) == (True, True)
