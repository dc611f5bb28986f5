"""The mediation desk: the cases at the left, the chosen one whole, its parties, file and limits at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.accept_sheet import AcceptSheet
from shequ_desk.counters.mediation.page.acts import acts_of
from shequ_desk.counters.mediation.page.acts_sheet import ActsSheet
from shequ_desk.counters.mediation.page.allowance_sheet import AllowanceSheet
from shequ_desk.counters.mediation.page.case_list import LATE, CaseListCard
from shequ_desk.counters.mediation.page.entry_view import EntryView
from shequ_desk.counters.mediation.page.escalate_sheet import EscalateSheet
from shequ_desk.counters.mediation.page.find_sheet import FindSheet
from shequ_desk.counters.mediation.page.head_card import HeadCard
from shequ_desk.counters.mediation.page.log_card import LogCard, LogLine
from shequ_desk.counters.mediation.page.log_sheet import EVIDENCE, LogSheet
from shequ_desk.counters.mediation.page.making import export_list, print_report
from shequ_desk.counters.mediation.page.papers_sheet import PapersSheet
from shequ_desk.counters.mediation.page.parties_sheet import PartiesSheet
from shequ_desk.counters.mediation.page.prevention_sheet import PreventionSheet
from shequ_desk.counters.mediation.page.roster_sheet import RosterSheet
from shequ_desk.counters.mediation.page.side_cards import FileCard, LimitsCard, PartiesCard
from shequ_desk.counters.mediation.page.starting import open_act
from shequ_desk.counters.mediation.page.stats_sheet import StatsSheet
from shequ_desk.counters.mediation.rules import REPORT, WORK, CaseView
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import px
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import KeyButton, Side, column, grid, row

_LEAST = 428
_TOPICS = ("mediation", "people", "settings")
_OF_CASE = tuple(f"mediation.{act}" for act in ("log", "evidence", "papers", "acts", "escalate", "parties"))


class MediationPage(Page):
    """It reads fields, calls the service and shows rows; it holds no rule."""

    EXPORTS = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._held = context.clerk.permissions
        self.view: CaseView | None = None
        self.cases = CaseListCard(context, self._case_acts(), self._desk_acts())
        turn()
        self.head = HeadCard(*self._head_acts())
        self.log = LogCard()
        turn()
        self.parties = PartiesCard(*self._party_acts())
        self.file, self.limits = FileCard(*self._file_acts()), LimitsCard()
        turn()
        self._lay_out()
        self.cases.chosen.connect(self._on_chosen)
        self.log.list.row_activated.connect(self._on_entry)

    def shown(self) -> None:
        """Read the cases; the cursor stands in the list, so that ↑ ↓ and Enter work at once."""
        self.cases.read()
        self.cases.list.setFocus()

    def refresh(self, topic: str) -> None:
        """Somebody wrote something down."""
        if topic in _TOPICS:
            self.cases.read()
            self._read()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Start what the hall asks for: a new case with the resident, one case, the overdue ones, their cases."""
        if action == "accept":
            self.accept_case(person_id)
        elif action.startswith("case:"):
            self._context.messages.guard(partial(self.open_case, int(action.removeprefix("case:"))))
        elif action in (LATE, "finished"):
            self.cases.show_group(action)
        elif person_id:
            self._find(person_id)

    def export(self) -> bool:
        """导出列表: the cases on show, masked."""
        if self.cases.list.rows.rowCount():
            export_list(self._context, self.cases.everything(), self)
        else:
            self._context.messages.say("没有可以导出的案件")
        return True

    def back(self) -> bool:
        """Esc: first the conditions of the list go."""
        if not self.cases.narrowed():
            return False
        self.cases.clear()
        self.cases.list.setFocus()
        return True

    def accept_case(self, person_id: int = 0) -> None:
        """Take a new case in, with a resident as a party when one stands in the hall."""
        sheet = AcceptSheet(self, self._context, person_id)
        sheet.accepted_case.connect(self.open_case)
        sheet.open()

    @Slot(int)
    def open_case(self, case_id: int) -> None:
        """Show a case, wherever it stands in the list. Refusal when there is none."""
        with self._context.database.reading(self._context.clerk) as work:
            view = mediation.case(work, case_id)
        self.cases.show_case(case_id, view.number)
        self._show(view)
        self.cases.list.setFocus()

    def find_case(self) -> None:
        """Find a case by party, kind, mediator, words or dates."""
        self._find(0)

    def write_log(self) -> None:
        """记一笔."""
        if self.view is not None:
            LogSheet(self, self._context, self.view).open()

    def add_evidence(self) -> None:
        """加证据: choose the files; their names are the entry unless the clerk writes more."""
        if self.view is not None:
            sheet = LogSheet(self, self._context, self.view, EVIDENCE)
            sheet.open()
            sheet.files.choose()

    def acts(self) -> None:
        """办理: what can be done with the case now."""
        view = self.view
        if view is not None:
            start = partial(open_act, self, self._context, view)
            ActsSheet(self, f"办理 · {view.number}", acts_of(view), start).open()

    def papers(self) -> None:
        """文书: every paper of the file, and the whole file."""
        if self.view is not None:
            PapersSheet(self, self._context, self.view).open()

    def escalate(self) -> None:
        """上报: the report is printed and logged."""
        if self.view is not None:
            sheet = EscalateSheet(self, self._context, self.view)
            sheet.reported.connect(self._on_reported)
            sheet.open()

    def show_parties(self) -> None:
        """The parties with their whole names."""
        if self.view is not None:
            PartiesSheet(self, self._context, self.view.id).open()

    def statistics(self) -> None:
        """统计表."""
        StatsSheet(self, self._context).open()

    def allowance(self) -> None:
        """以案定补."""
        AllowanceSheet(self, self._context).open()

    def prevention(self) -> None:
        """排查和预防."""
        PreventionSheet(self, self._context).open()

    def roster(self) -> None:
        """调解员和他们的案件."""
        RosterSheet(self, self._context, partial(self._find, 0)).open()

    def _case_acts(self) -> QWidget:
        acts = [Action("mediation.find", "查找", "Ctrl+F", self.find_case)]
        if WORK in self._held:
            acts.insert(0, Action("mediation.accept", "新案件", "Ctrl+N", self.accept_case))
        holder = QWidget()
        holder.setLayout(row(*(button(act, self) for act in acts), None, spacing=6))
        return holder

    def _desk_acts(self) -> QWidget:
        acts = [Action("mediation.roster", "调解员", "Alt+Y", self.roster)]
        if WORK in self._held:
            acts.append(Action("mediation.prevention", "预防", "Alt+F", self.prevention))
        if REPORT in self._held:
            acts.append(Action("mediation.statistics", "统计表", "F11", self.statistics))
            acts.append(Action("mediation.allowance", "补贴", "Alt+B", self.allowance))
        holder, places = QWidget(), grid(2)
        for place, act in enumerate(acts):
            places.addWidget(button(act, self, "link"), place // 2, place % 2)
        holder.setLayout(places)
        return holder

    def _head_acts(self) -> Sequence[KeyButton]:
        papers = button(Action("mediation.papers", "文书", "F10", self.papers), self)
        if WORK not in self._held:
            return (papers,)
        acts = button(Action("mediation.acts", "办理", "F9", self.acts), self)
        log = button(Action("mediation.log", "记一笔", "Enter", self.write_log), self, "primary", "plum", 36)
        return (acts, papers, log)

    def _party_acts(self) -> Sequence[KeyButton]:
        return (button(Action("mediation.parties", "详细", "Ctrl+B", self.show_parties), self, "link"),)

    def _file_acts(self) -> Sequence[KeyButton]:
        act = Action("mediation.evidence", "加证据", "Ctrl+O", self.add_evidence)
        return (button(act, self, "link"),) if WORK in self._held else ()

    def _report_act(self) -> Sequence[KeyButton]:
        act = Action("mediation.escalate", "紧急情况上报", "F12", self.escalate)
        return (button(act, self),) if WORK in self._held else ()

    def _lay_out(self) -> None:
        middle = QWidget()
        lines = column(self.head, self.log, spacing=12)
        lines.setStretch(1, 1)
        middle.setLayout(lines)
        middle.setMinimumWidth(px(_LEAST))
        right = Side(270, self.parties, self.file, self.limits, *self._report_act())
        line = row(Side(300, self.cases), middle, right, spacing=14)
        line.setStretch(1, 1)
        ground = _Ground()
        ground.setLayout(line)
        self.setLayout(column(ground))

    def _find(self, person_id: int, mediator_id: int | None = None) -> None:
        sheet = FindSheet(self, self._context, person_id, mediator_id)
        sheet.found.connect(self.open_case)
        sheet.open()

    def _read(self) -> None:
        if self.view is not None:
            with self._context.database.reading(self._context.clerk) as work:
                self._show(mediation.case(work, self.view.id))

    def _show(self, view: CaseView | None) -> None:
        self.view = view
        self.parties.show_parties(view)
        self.file.show_file(view.completeness if view else None)
        self.limits.show_limits(view)
        if view is None:
            self.head.clear(WORK in self._held)
            self.log.clear()
        else:
            self.head.show_case(view)
            self.log.show_case(view)
        for name in _OF_CASE:
            set_enabled(self, name, view is not None)
        if view is not None and view.state == "archived":
            set_enabled(self, "mediation.acts", False)
            set_enabled(self, "mediation.log", False)
            set_enabled(self, "mediation.evidence", False)

    @Slot(int)
    def _on_chosen(self, case_id: int) -> None:
        if not case_id:
            self._show(None)
        elif self.view is None or self.view.id != case_id:
            with self._context.database.reading(self._context.clerk) as work:
                self._show(mediation.case(work, case_id))

    @Slot(object)
    def _on_entry(self, line: LogLine) -> None:
        assert self.view is not None
        EntryView(self, self._context, self.view, line.entry).open()

    @Slot(int)
    def _on_reported(self, entry_id: int) -> None:
        assert self.view is not None
        print_report(self._context, self.view.id, entry_id)


class _Ground(QWidget):
    """Asks for no height by its width: a page that does is as high as its lists would like to be, and scrolls."""

    def hasHeightForWidth(self) -> bool:
        return False
