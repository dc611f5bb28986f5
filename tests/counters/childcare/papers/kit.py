"""What the paper tests share: everything gathered once from a made-up November, and reading a PDF back."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import openpyxl
import pypdfium2

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.care import Incident, MedicineGiven, MedicineOrder
from shequ_desk.counters.childcare.rules.child import ChildCard
from shequ_desk.counters.childcare.rules.door import NewDelegation
from shequ_desk.counters.childcare.rules.papers import (
    CalendarPaper,
    ChildPapers,
    DayPaper,
    MonthPaper,
    Slip,
    WallPaper,
    WeekPaper,
)
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.identity import complete
from shequ_desk.office.rules import Centre
from shequ_desk.people.service.sample import fill
from shequ_desk.store import settings
from shequ_desk.store.database import Database, Work
from tests.counters.childcare.kit import CLERK, MONDAY, TODAY, TODDLERS, aged, grandmother, morning, papers

NOVEMBER = Month(2026, 11)
RARE = "李𬀩䶮"
CENTRE = "清泉社区党群服务中心"


@dataclass(frozen=True)
class Gathered:
    """Data of every paper: of a child with a full file, of one with none, of a day, a week and a month."""

    known: ChildPapers
    new: ChildPapers
    slip: Slip
    slip_new: Slip
    day: DayPaper
    wall: WallPaper
    week: WeekPaper
    calendar: CalendarPaper
    month: MonthPaper


def gather(database: Database) -> Gathered:
    """Play a November and read what the papers need."""
    with database.work(CLERK) as work:
        settings.save(work, Centre(CENTRE, "330200001001", demo=True))
        fill(work, Random(7), 900)
    with database.work(CLERK) as work:
        childcare.demo(work, Random(7), NOVEMBER)
    with database.work(CLERK) as work:
        known, booking = _known(work)
        new = aged(work, 14, name="王一诺")
        missing = childcare.book(work, morning(work, new, group=TODDLERS))
    with database.work(CLERK) as work:
        return Gathered(
            childcare.child_papers(work, known, "入托登记表"),
            childcare.child_papers(work, new),
            childcare.booking_slip(work, booking),
            childcare.booking_slip(work, missing),
            childcare.day_paper(work, TODAY),
            childcare.wall_paper(work, MONDAY),
            childcare.week_paper(work, TODAY),
            childcare.calendar_paper(work, NOVEMBER),
            childcare.month_paper(work, NOVEMBER),
        )


def _known(work: Work) -> tuple[int, int]:
    child = aged(work, 27, name=RARE)
    papers(work, child)
    grandmother(work, child)
    childcare.save_card(work, ChildCard(child, "祖辈", "牛奶、花生", "有热性惊厥史", "李国芳", "13800000000"))
    booking = childcare.book(work, morning(work, child))
    order = MedicineOrder(child, "布洛芬混悬液", "5 毫升", "午饭后", TODAY, date(2026, 11, 25), "李国芳", True)
    number = childcare.order_medicine(work, order)
    childcare.order_medicine(work, MedicineOrder(child, "蒙脱石散", "1 袋", "16:00", TODAY, TODAY, "李国芳", True))
    childcare.give_medicine(work, MedicineGiven(number, datetime(2026, 11, 21, 10, 30), "陈老师", "王老师"))
    bumped = Incident(child, datetime(2026, 11, 20, 10, 15), "活动室", "陈老师", "与同伴相碰", "轻微红肿", "冷敷", None)
    first = childcare.report_incident(work, bumped)
    added = Incident(
        child, bumped.at, "活动室", "陈老师", "当晚回访", "红肿消退", "观察", None, "未就医", amends_id=first
    )
    childcare.report_incident(work, added)
    number_of_adult = complete("33020019800305342")
    childcare.delegate(
        work, NewDelegation(child, TODAY, "周敏", "邻居", number_of_adult, "李国芳", "回拨监护人电话", "13900000000")
    )
    return child, booking


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space taken out."""
    document: Any = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return "".join(pages(pdf))


def absent(pdf: bytes, *wanted: str) -> list[str]:
    """What cannot be found on the paper."""
    found = text(pdf)
    return [one for one in wanted if "".join(one.split()) not in found]


def sheets(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet name → rows of values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
