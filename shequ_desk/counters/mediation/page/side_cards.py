"""The right column: parties, the file with what is missing, the limits that run."""

import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from shequ_desk.counters.mediation.rules.cases import CaseView
from shequ_desk.counters.mediation.rules.deadlines import UNCOUNTED, Deadline
from shequ_desk.counters.mediation.rules.file import Completeness, FileItem
from shequ_desk.counters.mediation.rules.lists import SIDES
from shequ_desk.counters.mediation.rules.parties import Party
from shequ_desk.desk.theme import Tone, px
from shequ_desk.desk.widgets import Card, ElidedLabel, Label, Yielding, clear, column, row, scrolled

_MOST, _LONG = 3, 6
_LEAST = 48
"""Design pixels of the parties, of the file and of the limits, where there are many."""
_ROOM = re.compile(r"\S*\d\s*室?$")


class PartiesCard(Card):
    """Who is in the case, a line each."""

    def __init__(self, *beside: QWidget) -> None:
        super().__init__("当事人", *beside, spacing=6)
        self._lines, lines = column(spacing=4), QWidget()
        lines.setLayout(self._lines)
        self._area = Yielding(lines, px(_LEAST))
        self.add(self._area)

    def show_parties(self, view: CaseView | None) -> None:
        """Replace the lines."""
        clear(self._lines)
        parties = view.parties if view else ()
        for party in parties[:_MOST]:
            self._lines.addLayout(_party_line(party))
        if len(parties) > _MOST:
            self._lines.addWidget(Label(f"另有 {len(parties) - _MOST} 人", "small"))
        self._area.settle()


class FileCard(Card):
    """一案一卷: the papers it needs, those that lack in grey with the word."""

    def __init__(self, *beside: QWidget) -> None:
        self.meter = Label("", "muted")
        super().__init__("卷宗", *beside, self.meter, spacing=6)
        self._lines = column(spacing=5)
        holder = QWidget()
        holder.setLayout(column(self._lines, None, spacing=0))
        self.area = scrolled(holder)
        self.area.setMinimumHeight(px(_LEAST))
        self.add(self.area)

    def show_file(self, file: Completeness | None) -> None:
        """Replace the lines and the meter."""
        clear(self._lines)
        self.meter.setText(f"{file.done} / {file.total}" if file else "")
        self.meter.setAccessibleName(f"卷宗 已入卷 {file.done} 项，共 {file.total} 项" if file else "卷宗")
        for item in file.items if file else ():
            self._lines.addLayout(_file_line(item))


class LimitsCard(Card):
    """The limits that still run, the nearest first."""

    def __init__(self, *beside: QWidget) -> None:
        super().__init__("期限", *beside, tone="plum", spacing=4)
        self.title.set_ink("plum")
        self._lines, lines = column(spacing=6), QWidget()
        lines.setLayout(self._lines)
        self._area = Yielding(lines, px(_LEAST))
        self.add(self._area)

    def show_limits(self, view: CaseView | None) -> None:
        """Replace the lines."""
        clear(self._lines)
        limits = sorted(view.deadlines, key=_last) if view else ()
        for limit in limits:
            self._lines.addWidget(_limit_block(limit, whole=len(limits) == 1))
        if not limits:
            self._lines.addWidget(Label("没有在走的期限" if view else "还没有选案件", "muted"))
        self._area.settle()


def _party_line(party: Party) -> QBoxLayout:
    """What is known of a party stands beside a name, under a long one."""
    where = _ROOM.search(party.address)
    seen = "" if party.verified_on else "证件未核验"
    about = " · ".join(
        part for part in (SIDES[party.side], where[0] if where else "", party.phone_masked, seen) if part
    )
    long = len(party.shown) > _LONG
    name, facts = Label(party.shown, "strong", wrap=long), Label(about, "small", wrap=True)
    line = column(name, facts, spacing=0) if long else row(name, facts, spacing=6)
    line.setStretch(1, 1)
    return line


def _file_line(item: FileItem) -> QHBoxLayout:
    kind = "text" if item.present else "muted"
    title, state = ElidedLabel(item.title, kind), Label(item.text, "small")
    state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    title.setAccessibleName(f"{item.title} {item.text}")
    return row(title, state, spacing=6)


def _limit_block(limit: Deadline, whole: bool) -> QWidget:
    """One limit; what it means stands beneath only when there is no other."""
    block, title = QWidget(), limit.title.removesuffix("期限")
    ink: Tone | None = "red" if limit.days_left < 0 else None
    lines: list[Label] = [ElidedLabel(f"{title}至 {limit.last:%m-%d} {limit.left_text}", "strong", ink)]
    if whole:
        lines.append(Label(limit.text, "small", wrap=True))
    if not limit.counted:
        lines.append(Label(UNCOUNTED, "small", "gold"))
    block.setToolTip(limit.text)
    block.setLayout(column(*lines, spacing=1))
    return block


def _last(limit: Deadline) -> date:
    return limit.last
