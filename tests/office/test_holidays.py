"""The holiday table: what a notice says is read, kept, counted with, and written down."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from shequ_desk.kernel.dates import limit_days, limit_months
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service
from shequ_desk.office.holiday_list import Holiday, check_year, read_list
from shequ_desk.store.database import Database
from shequ_desk.store.tables import AuditRow
from tests.clerks import EVERYTHING, NOBODY, as_role

NOTICE_2026 = """
国务院办公厅关于2026年部分节假日安排的通知
　　经国务院批准，现将2026年元旦、春节等放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日
"""
NEXT_YEAR = "2027-02-06 休 春节\n2027-02-07 休 春节\n2027-02-20 班 春节"


def test_the_shipped_table_is_what_the_notice_says(database: Database) -> None:
    with database.reading(EVERYTHING) as work:
        kept = {(one.day, one.rest, one.name) for one in service.holiday_rows(work)}
    assert kept == {(one.day, one.rest, one.name) for one in read_list(NOTICE_2026, 2026)}
    assert (sum(rest for _, rest, _ in kept), len(kept)) == (33, 39)


def test_everybody_counts_with_it_and_knows_where_it_ends(database: Database) -> None:
    with database.reading(NOBODY) as work:
        table = service.holidays(work)
    assert limit_days(date(2026, 9, 1), 30, table) == date(2026, 10, 8)
    assert limit_months(date(2026, 1, 14), 1, table) == date(2026, 2, 14)
    assert (table.covers(2026), table.covers(2027)) == (True, False)


def test_a_year_is_replaced_whole_and_written_down(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        service.replace_year(work, 2027, read_list(NEXT_YEAR, 2027, "国办发明电"))
    with database.work(EVERYTHING) as work:
        service.replace_year(work, 2027, read_list("2月6日至7日 休 春节\n2月21日(周日) 班 春节", 2027, "更正"))
        table = service.holidays(work)
    with database.reading(EVERYTHING) as work:
        acts = [row.action for row in work.session.scalars(select(AuditRow).where(AuditRow.subject == "holiday"))]
    assert table.covers(2026)
    assert [day for day in sorted(table.working) if day.year == 2027] == [date(2027, 2, 21)]
    assert sorted(acts) == ["delete", "insert", "insert", "insert", "insert", "update", "update"]


def test_one_day_is_added_corrected_and_taken_out(database: Database) -> None:
    day = date(2026, 12, 31)
    with database.work(EVERYTHING) as work:
        service.set_holiday(work, Holiday(day, True, "市里放假"))
        service.set_holiday(work, Holiday(day, True, " 本市放假 ", "市府办通知"))
        assert service.holidays(work).is_rest(day)
        assert service.holiday_rows(work)[-1] == Holiday(day, True, "本市放假", "市府办通知")
        service.remove_holiday(work, day)
        assert not service.holidays(work).is_rest(day)
        with pytest.raises(Refusal, match="没有登记"):
            service.remove_holiday(work, day)


@pytest.mark.parametrize("role", ["desk", "canteen", "mediation", "auditor"])
def test_only_director_and_administrator_change_it(database: Database, role: str) -> None:
    one = Holiday(date(2026, 12, 31), True, "放假")
    with database.work(as_role(role)) as work:
        with pytest.raises(Refusal, match="没有办理这一项的权限"):
            service.set_holiday(work, one)
        with pytest.raises(Refusal, match="没有办理这一项的权限"):
            service.remove_holiday(work, date(2026, 1, 1))
        with pytest.raises(Refusal, match="没有办理这一项的权限"):
            service.replace_year(work, 2027, read_list(NEXT_YEAR, 2027))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有认出"),
        ("春节：2月15日至23日放假，共8天", "写的是 8 天，日期有 9 天"),
        ("春节：2月15日（周一）至23日（周一）放假", "是星期日，原文写周一"),
        ("2月30日 休", "日历上没有"),
        ("2月15日至5月1日 休 春节", "不像一段假期"),
        ("2月16日 休 春节\n2月16日 休 春节", "写了两次"),
        ("2月16日 休 春节\n2月17日 春节", "没有写是休还是班"),
        ("2月16日 休 春节\n2月18日 班 春节", "本来就上班"),
        ("2月16日 休", "请填写节日名称"),
        ("2月16日 休 春节\n2024年2月10日 休 春节", "不在 2026 年"),
    ],
)
def test_a_text_that_does_not_agree_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_list(text, 2026)


def test_new_year_may_begin_in_the_old_year() -> None:
    found = read_list("一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert [one.day.isoformat() for one in found] == ["2022-12-31", "2023-01-01", "2023-01-02"]
    assert {one.name for one in found} == {"元旦"}


def test_a_decree_quoted_in_the_notice_is_no_holiday() -> None:
    text = "根据2024年11月10日《国务院关于修改〈全国年节及纪念日放假办法〉的决定》，自2025年1月1日起增加2天。\n"
    found = read_list(text + "一、元旦：1月1日（周三）放假1天，不调休。", 2025)
    assert [one.day for one in found] == [date(2025, 1, 1)]


@given(st.dates(date(2001, 1, 1), date(2190, 12, 1)), st.integers(0, 9))
def test_a_span_has_every_day_once(first: date, more: int) -> None:
    last = min(date.fromordinal(first.toordinal() + more), date(first.year, 12, 31))
    text = f"{first.isoformat()}至{last.isoformat()} 休 假期"
    assert [one.day.toordinal() for one in read_list(text, first.year)] == [
        *range(first.toordinal(), last.toordinal() + 1)
    ]


def test_a_holiday_over_the_turn_of_the_year_ends_in_the_next() -> None:
    found = [one.day for one in read_list("12月31日至1月2日 休 元旦\n10月1日 休 国庆节", 2026)]
    assert found == [date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


def test_a_notice_reaches_a_week_into_the_years_beside_it() -> None:
    check_year(2026, [Holiday(day, True, "元旦") for day in (date(2025, 12, 25), date(2026, 1, 1), date(2027, 1, 7))])
    for far in (date(2025, 12, 24), date(2027, 1, 8)):
        with pytest.raises(Refusal, match="不在 2026 年"):
            check_year(2026, [Holiday(day, True, "元旦") for day in (far, date(2026, 1, 1))])
