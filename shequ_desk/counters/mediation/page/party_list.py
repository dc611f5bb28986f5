"""The parties of a case that is being taken in: a list to fill, who was here before is said beneath."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.party_sheet import PartySheet, filled
from shequ_desk.counters.mediation.rules import SIDES, PartyDraft
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Banner, column, heading
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("side", "哪一方"),
    Column("name", "姓名或单位", weight=2),
    Column("about", "说明", weight=3),
    Column("verified", "证件"),
)


@dataclass(frozen=True)
class _Line:
    side: str
    name: str
    about: str
    verified: str


class PartyList(QWidget):
    """`changed` is called whenever the list grew or shrank, so that the sheet can fit."""

    def __init__(self, context: Context, changed: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._changed = context, changed
        self.parties: list[PartyDraft] = []
        self.table = RowsView(
            _COLUMNS,
            "当事人",
            looks={"name": "strong", "about": "muted"},
            empty="还没有当事人",
            advice="按 Alt 1 加申请人，Alt 2 加被申请人",
        )
        self.before = Banner("gold", "这些人以前有过案件")
        self.table.stand_whole(118)
        acts = (
            Action("party.applicant", "加申请人", "Alt+1", self.add_applicant),
            Action("party.respondent", "加被申请人", "Alt+2", self.add_respondent),
            Action("party.edit", "改", "Alt+E", self.edit),
            Action("party.remove", "移出", "Alt+D", self.remove),
        )
        buttons = [button(act, self, "link") for act in acts]
        self.setLayout(column(heading("当事人", *buttons), self.table, self.before, spacing=4))
        self.table.row_activated.connect(self._on_row)

    def add_applicant(self) -> None:
        """Ask for somebody who applies."""
        self._ask(PartyDraft("applicant"), self._take)

    def add_respondent(self) -> None:
        """Ask for the other side."""
        self._ask(PartyDraft("respondent"), self._take)

    def add_resident(self, person_id: int, side: str = "applicant") -> None:
        """Take a resident straight from the hall. Refusal when they are dead."""
        with self._context.database.reading(self._context.clerk) as work:
            self._take(mediation.party_of(work, person_id, side))

    def names(self) -> list[str]:
        """Who is in the list."""
        return [party.name for party in self.parties]

    def edit(self) -> None:
        """Change the chosen party."""
        place = self.table.currentIndex().row()
        if place < 0:
            return

        def put(draft: PartyDraft) -> None:
            self.parties[place] = self._filled(draft, self.parties[:place] + self.parties[place + 1 :])
            self._show()

        self._ask(self.parties[place], put, "改好了")

    def remove(self) -> None:
        """Take the chosen party out; nothing was saved yet."""
        place = self.table.currentIndex().row()
        if place >= 0:
            self.parties.pop(place)
            self._show()

    def _ask(self, draft: PartyDraft, taken: Callable[[PartyDraft], None], verb: str = "加入") -> None:
        PartySheet(self, self._context, draft, taken, verb).open()

    def _take(self, draft: PartyDraft) -> None:
        self.parties.append(self._filled(draft, self.parties))
        self._show()

    def _filled(self, draft: PartyDraft, others: list[PartyDraft]) -> PartyDraft:
        """A resident's empty fields come from the record; refused at once when dead or there already."""
        if draft.person_id is None:
            return draft
        if any(one.person_id == draft.person_id for one in others):
            raise Refusal(f"{draft.name}已经在当事人里", "请选另一个人", "name")
        return filled(self._context, draft)

    def _show(self) -> None:
        self.table.show_rows([_line(one) for one in self.parties])
        self.table.select(len(self.parties) - 1)
        with self._context.database.reading(self._context.clerk) as work:
            before = mediation.earlier(work, self.parties) if self.parties else ()
        lines = (f"{one.number} {one.title} · {one.same} · {one.accepted_on} · {one.chip}" for one in before)
        self.before.show_text("\n".join(lines))
        self._changed()

    @Slot(object)
    def _on_row(self, _line: _Line) -> None:
        self.edit()


def _line(party: PartyDraft) -> _Line:
    people = [f"代理人 {one.name}" for one in party.agents]
    marks = ["本社区居民"] if party.person_id else []
    marks += ["代表人"] if party.representative else []
    about = " · ".join([*marks, *(part for part in (party.address, party.head) if part), *people])
    return _Line(SIDES[party.side], party.name, about, "原件已核验" if party.verified else "未核验")
