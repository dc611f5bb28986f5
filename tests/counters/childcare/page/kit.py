"""Page objects of childcare, and a nursery like the one drawn: three classes, an after-school class, families."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from shequ_desk.counters.childcare.page.settings_page import ChildcareSettingsPage
from shequ_desk.counters.childcare.rules.ages import AGE_CLASSES, SCHOOL
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, HEALTH, VACCINE, Document, Terms
from shequ_desk.counters.childcare.rules.door import NewPickup
from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.offer import AFTER_SCHOOL, FULL, HOURLY, Group, Programme, Room, Session
from shequ_desk.kernel.identity import complete
from shequ_desk.kernel.money import Money
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from tests.clerks import EVERYTHING
from tests.counters.canteen.kit import resident
from tests.counters.desk_kit import Desk
from tests.desk.keys import press

SINCE = date(2026, 1, 1)
SATURDAY = date(2026, 11, 21)
CLERK = EVERYTHING
SIX = (0, 1, 2, 3, 4, 5)
GRANDMOTHER = complete("33020019620304122")


def nursery(work: Work) -> None:
    """The offer as drawn, and the approval of the clerk with every right."""
    room = childcare.save_room(work, Room(valid_from=SINCE, name="托育室", area=21000, drop_in_rule=False))
    for place, one in enumerate(AGE_CLASSES):
        group = Group(
            valid_from=SINCE,
            name=one.name,
            kind=one.name,
            age_from=one.first,
            age_to=one.end,
            limit=one.limit,
            ratio=one.ratio,
            room_no=room,
            position=place,
        )
        no = childcare.save_group(work, group)
        for name, starts, ends in (("上午", time(8, 30), time(11, 30)), ("下午", time(13, 30), time(17))):
            _session(work, no, name, starts, ends, SIX)
        _session(work, no, "午间", time(11, 30), time(13, 30), SIX, drop_in=False)
    school = Group(
        valid_from=SINCE, name="四点半课堂", kind=SCHOOL, age_from=72, age_to=156, limit=15, ratio=15, position=9
    )
    _session(work, childcare.save_group(work, school), "", time(16), time(18), (0, 1, 2, 3, 4))
    _programmes(work)
    childcare.save_terms(work, Terms(AGREEMENT, "2026-1", "托育服务协议正文", SINCE, (RefundRule("因病", 100),)))
    childcare.save_terms(work, Terms(CONSENT, "2026-1", "告知同意书正文", SINCE))
    childcare.approve(work, CLERK.id, SINCE, None, "托育窗口日常办理")


def child(work: Work, name: str, birth: date, papers: bool = True) -> int:
    """An invented child with guardian, grandmother, and (unless told otherwise) every paper."""
    child_id = resident(work, name, birth)
    mother = resident(work, f"{name[0]}国芳", date(1992, 3, 4))
    people.add_guardian(work, child_id, "母", guardian_id=mother)
    if papers:
        for kind in (CONSENT, AGREEMENT):
            document = Document(0, child_id, kind, date(2026, 9, 1), None, f"{name[0]}国芳", "母", mother)
            childcare.add_document(work, document)
        for kind in (HEALTH, VACCINE):
            childcare.add_document(work, Document(0, child_id, kind, date(2026, 9, 1), date(2027, 3, 1)))
    childcare.add_pickup(work, NewPickup(child_id, "张昕琴", "外婆", GRANDMOTHER, first=SINCE))
    return child_id


def group_no(work: Work, name: str) -> int:
    """The number of a group by its name."""
    return next(one.no for one in childcare.groups(work) if one.name == name)


def booked(work: Work, child_id: int, group: str, session: str, day: date = SATURDAY) -> int:
    """Book a child into a session by names."""
    number = group_no(work, group)
    found = next(one for one in childcare.sessions(work, day, number) if one.name == session)
    return childcare.book(work, NewBooking(child_id, 0, day, found.no))


@dataclass
class Care:
    """The childcare page by keyboard."""

    desk: Desk
    page: ChildcarePage

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        press(None, key, modifier)
        QApplication.processEvents()

    def enter(self) -> None:
        """Enter where the focus is."""
        self.key(Qt.Key.Key_Return)

    def pick(self, text: str) -> None:
        """Find a child and take the first hit."""
        self.page.find_child()
        self.page.book.finder.setText(text)
        self.enter()

    def cell(self) -> tuple[str, str, str]:
        """Group, session and word of the cell under the frame."""
        found = self.page.board.chosen()
        assert found is not None
        return found[0].group.name, found[0].session.name, found[1].word

    def state(self) -> str:
        """The block under the fee."""
        return self.page.book.fields.state.text()

    def rows(self) -> list[list[str]]:
        """Today's list once the news were read."""
        QApplication.processEvents()
        table = self.page.today.table
        model = table.rows
        return [
            [str(model.data(model.index(place, column))) for column in range(model.columnCount())]
            for place in range(model.rowCount())
        ]


def care(desk: Desk) -> Care:
    """The childcare page on show."""
    page = desk.window.show_page("childcare")
    assert isinstance(page, ChildcarePage)
    return Care(desk, page)


def settings(desk: Desk) -> ChildcareSettingsPage:
    """The settings page on show."""
    page = desk.window.show_page("settings")
    assert isinstance(page, ChildcareSettingsPage)
    return page


def _session(
    work: Work, group: int, name: str, starts: time, ends: time, days: tuple[int, ...], drop_in: bool = True
) -> None:
    session = Session(
        valid_from=SINCE, group_no=group, name=name, starts=starts, ends=ends, weekdays=days, carers=1, drop_in=drop_in
    )
    childcare.save_session(work, session)


def _programmes(work: Work) -> None:
    numbers = tuple(group_no(work, one.name) for one in AGE_CLASSES)
    school = (group_no(work, "四点半课堂"),)
    for place, (name, kind, groups, price, unit) in enumerate(
        (
            ("计时托", HOURLY, numbers, 1500, "hour"),
            ("全日托", FULL, numbers, 6000, "session"),
            ("四点半课堂", AFTER_SCHOOL, school, 500, "session"),
        )
    ):
        programme = Programme(
            valid_from=SINCE,
            name=name,
            kind=kind,
            group_nos=groups,
            price=Money(price),
            unit=unit,
            position=place,
        )
        childcare.save_programme(work, programme)
