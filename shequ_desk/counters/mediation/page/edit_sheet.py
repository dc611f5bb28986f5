"""改案情登记; when another window was first both versions stand side by side and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.details_fields import TITLES, DetailsFields
from shequ_desk.counters.mediation.rules import DIFFICULTIES, REFERRERS, SOURCES, CaseDetails, CaseView, type_text
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Conflict
from shequ_desk.kernel.money import Money
from shequ_desk.people import service as people
from shequ_desk.people.page.choose_fields import FieldChoice, Side, differing
from shequ_desk.store.database import Work

_WORDS = {"source": SOURCES, "difficulty": DIFFICULTIES, "referrer": REFERRERS}


class EditSheet(CaseSheet):
    """The facts as registered, for correction while the case is open."""

    DONE = "案情登记已保存"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, f"改案情登记 · {view.number}", "保存", 960)
        self.fields = DetailsFields(context, self.form)
        self.fields.show(view.details)
        self.fields.source.currentIndexChanged.connect(self.fit)

    def act(self, work: Work, version: int) -> object:
        return mediation.edit_case(work, self.view.id, self.fields.details(), version)

    def show_theirs(self, conflict: Conflict) -> None:
        """Both versions field by field; what is chosen goes back into the form."""
        theirs, mine = conflict.theirs, self.fields.details()
        assert isinstance(theirs, CaseView)
        if mine == theirs.details or theirs.details == self.view.details:
            super().show_theirs(conflict)
            return
        BothSheet(self, self.context, (self.view.details, mine, theirs.details), self._taken).open()
        self.view, self.version = theirs, theirs.version

    def _taken(self, chosen: CaseDetails) -> None:
        self.fields.show(chosen)
        self.submit()


class BothSheet(Sheet):
    """Two versions of the facts; `taken` gets the mixture."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        versions: tuple[CaseDetails, CaseDetails, CaseDetails],
        taken: Callable[[CaseDetails], None],
    ) -> None:
        """`versions`: as it was, mine, theirs."""
        super().__init__(parent, "这件案子的登记刚刚被别人改过", "按选择保存", tone="plum", width=860)
        self._taken = taken
        base, self._mine, self._theirs = versions
        with context.database.reading(context.clerk) as work:
            self._areas = {area.id: area.path for area in people.areas(work)}
        self.choice = FieldChoice(("别人已保存", "我要保存"), ("别人的", "我的"))
        theirs, mine = vars(self._theirs), vars(self._mine)
        self.choice.show_fields(
            Side(
                key,
                TITLES[key],
                self._say(key, theirs[key]),
                self._say(key, mine[key]),
                mine[key] != getattr(base, key),
            )
            for key in differing(theirs, mine)
        )
        self.add(Label("两份内容有不同的地方列在下面。逐项选一份再保存，没有选中的不会写入。", "muted", wrap=True))
        self.add(self.choice)

    def submit(self) -> None:
        """Hand over their version with mine where it was chosen."""
        mine = {key: getattr(self._mine, key) for key in self.choice.right()}
        self.accept()
        self._taken(replace(self._theirs, **mine))

    def _say(self, key: str, value: object) -> str:
        if key == "type_code" and isinstance(value, int):
            return type_text(value)
        if key == "area_id" and isinstance(value, int):
            return self._areas.get(value, "已停用的网格")
        if isinstance(value, Money):
            return f"{value.text()} 元"
        return _WORDS.get(key, {}).get(str(value), str(value)) if value else "未填"
