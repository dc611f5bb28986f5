"""The parties of a case with their whole names: who they are, whose papers were seen, who acts for them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import changes
from shequ_desk.counters.mediation.page.party_sheet import PartySheet, filled
from shequ_desk.counters.mediation.rules import OPEN, SIDES, WORK, CaseView, Party, PartyDraft
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.masks import mask_id
from shequ_desk.store.database import Work

Act = Callable[[Work], object]
_COLUMNS = (
    Column("side", "哪一方"),
    Column("name", "姓名或单位", weight=2),
    Column("about", "说明", weight=3),
    Column("number", "证件或代码", "number_text", 2),
    Column("phone", "电话", "number_text"),
    Column("verified", "原件核验"),
    Column("agents", "代理人", weight=2),
)


@dataclass(frozen=True)
class _Line:
    party: Party
    side: str
    name: str
    about: str
    number: str
    phone: str
    verified: str
    agents: str


class PartiesSheet(Sheet):
    """Who is party, with what may be done about them while the case is open."""

    def __init__(self, parent: QWidget, context: Context, case_id: int) -> None:
        super().__init__(parent, "当事人", "关闭", tone="plum", width=1000)
        self._context, self._case_id = context, case_id
        self.close_button.hide()
        self.table = RowsView(_COLUMNS, "当事人", looks={"name": "strong", "about": "muted"})
        self.bend(self.table, 260)
        self.view = self._read()
        self.add(self.table, WholeRow(self.table))
        self._add_buttons()
        self._show(self.view)
        self.table.setFocus()

    def add_party(self) -> None:
        """Ask for one more party."""
        PartySheet(self, self._context, PartyDraft("respondent"), self._added).open()

    def edit(self) -> None:
        """Change the chosen party."""
        PartySheet(self, self._context, self._chosen(), self._edited, "保存").open()

    def verify(self) -> None:
        """The original certificate of the chosen party was seen today."""
        self._do(self._verify, "已登记原件核验")

    def remove(self) -> None:
        """Take the chosen party out, after asking once."""
        party = self._chosen()

        def go() -> None:
            self._do(self._remove, f"{party.shown}已移出当事人")

        self._context.messages.ask_once(f"把{party.name}移出当事人？", "移出", go)

    def _add_buttons(self) -> None:
        may = WORK in self._context.clerk.permissions
        acts = [
            Action("parties.add", "加当事人", "Alt+N", self.add_party),
            Action("parties.edit", "改", "Alt+E", self.edit),
            Action("parties.remove", "移出", "Alt+D", self.remove),
        ]
        verify = Action("parties.verify", "原件已核验", "Alt+Y", self.verify)
        offered = acts if self.view.state in OPEN else []
        offered = [verify, *offered] if self.view.state != "archived" else []
        if may and offered:
            self.add(row(*(button(act, self) for act in offered), None))
        self.add(Label("身份证件只登记核验，不存图像。", "small"))

    def _read(self) -> CaseView:
        with self._context.database.reading(self._context.clerk) as work:
            return mediation.case(work, self._case_id)

    def _show(self, view: CaseView) -> None:
        self.view = view
        self.table.show_rows([_line(one) for one in view.parties])
        self.table.select(max(self.table.currentIndex().row(), 0))

    def _chosen(self) -> Party:
        line: _Line | None = self.table.current()
        assert line is not None
        return line.party

    def _do(self, act: Act, said: str) -> None:
        """Write, say so, read again; another window's change is shown and nothing is done."""

        if self._context.messages.guard(lambda: self._write(act), self):
            self._context.messages.say(said)

    def _conflict(self, conflict: Conflict) -> Refusal:
        theirs = conflict.theirs
        assert isinstance(theirs, CaseView)
        said = changes(self.view, theirs)
        self._show(theirs)
        return Refusal(f"{conflict.message}：{said}", "已换成最新内容，请再按一次")

    def _write(self, act: Act) -> None:
        """Write for the sheet of one party, whose fields stay open when it is refused."""
        try:
            with self._context.database.work(self._context.clerk) as work:
                act(work)
        except Conflict as conflict:
            raise self._conflict(conflict) from conflict
        self._show(self._read())

    def _added(self, draft: PartyDraft) -> None:
        self._write(lambda work: mediation.add_party(work, self._case_id, draft, self.view.version))

    def _edited(self, draft: PartyDraft) -> None:
        party = self._chosen()
        whole = draft if draft.person_id == party.person_id else filled(self._context, draft)
        self._write(lambda work: mediation.edit_party(work, self._case_id, party.id, whole, self.view.version))

    def _verify(self, work: Work) -> object:
        return mediation.verify_party(work, self._case_id, self._chosen().id, self.view.version)

    def _remove(self, work: Work) -> object:
        return mediation.remove_party(work, self._case_id, self._chosen().id, self.view.version)


def _line(party: Party) -> _Line:
    facts = (party.sex, f"{party.age} 岁" if party.age else "", party.occupation, party.head, party.address)
    number = party.uscc or (mask_id(party.id_number) if party.id_number else "")
    seen = f"{party.verified_on} {party.verified_by}" if party.verified_on else "未核验"
    agents = "、".join(one.name for one in party.agents)
    about = " · ".join(fact for fact in facts if fact)
    return _Line(party, SIDES[party.side], party.name, about, number, party.phone_masked, seen, agents)
