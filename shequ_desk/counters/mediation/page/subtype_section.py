"""细类: what this place calls its disputes within the sixteen types of the statistics."""

from collections.abc import Sequence
from dataclasses import dataclass

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import PlumEntry
from shequ_desk.counters.mediation.page.choices import type_options
from shequ_desk.counters.mediation.page.section import ListSection
from shequ_desk.counters.mediation.rules import type_text
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_COLUMNS = (Column("type_text", "类型", weight=2), Column("title", "细类", weight=3))


@dataclass(frozen=True)
class _Line:
    type_code: int
    type_text: str
    title: str


class SubtypeSection(ListSection):
    """Added and put out of use; cases keep what they have."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("subtypes.add", "加细类", "Alt+N", self.add),
            Action("subtypes.retire", "停用", "Alt+D", self.retire),
        )
        super().__init__(
            context,
            "细类",
            _COLUMNS,
            actions,
            note="统计表仍按十六类；细类只用在本社区的登记和查找。",
            looks={"title": "strong"},
            empty=("还没有细类", "按 Alt N 加一个，例如 邻里纠纷下的“楼上漏水”"),
        )

    def read(self, work: Work) -> Sequence[_Line]:
        known = mediation.subtypes(work)
        return [_Line(code, type_text(code), title) for code, titles in known.items() for title in titles]

    def add(self) -> None:
        """Ask for one."""
        code, title = ChoiceBox("type_code", "类型", type_options()), LineEdit("title", "细类")

        def save(work: Work) -> None:
            mediation.add_subtype(work, code.value(), title.value())

        self.ask(PlumEntry(self, self.context, "加细类", "加细类", [code, title]), save)

    def retire(self) -> None:
        """Put the chosen one out of use."""
        self.with_chosen(self._retire)

    def _retire(self, row: _Line) -> None:
        def save(work: Work) -> None:
            mediation.retire_subtype(work, row.type_code, row.title)

        self.write(save, f"细类“{row.title}”已停用")
