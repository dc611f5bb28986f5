"""调委会: names, what stands in the case number, where a year's numbers go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import PlumEntry
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.page.section import ListSection
from shequ_desk.counters.mediation.rules import COMMITTEE_KINDS, Committee, number_text
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NumberEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("name", "调解委员会", weight=3),
    Column("abbreviation", "案号简称"),
    Column("kind", "类别", weight=2),
    Column("sample", "案号样子", weight=2),
    Column("state", "状态"),
)


@dataclass(frozen=True)
class _Line:
    committee: Committee
    name: str
    abbreviation: str
    kind: str
    sample: str
    state: str


class CommitteeSection(ListSection):
    """Numbers already given never change."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("committees.add", "加调委会", "Alt+N", self.add),
            Action("committees.edit", "改", "Alt+E", self.edit),
            Action("committees.close", "停用或启用", "Alt+D", self.switch),
            Action("committees.start", "接续案号", "Alt+J", self.start),
        )
        super().__init__(
            context,
            "调解委员会",
            _COLUMNS,
            actions,
            note="已经给出的案号不变；年中启用时，可让当年的案号接着纸质登记往下编。",
            looks={"name": "strong", "sample": "muted"},
            tones={"state": _tone},
            empty=("还没有调解委员会", "按 Alt N 登记本社区的人民调解委员会"),
        )

    def read(self, work: Work) -> Sequence[_Line]:
        settings, year = mediation.options(work), work.today.year
        return [
            _Line(
                one,
                one.name,
                one.abbreviation,
                COMMITTEE_KINDS[one.kind],
                number_text(settings, one.abbreviation, year, 1),
                "使用中" if one.active else "已停用",
            )
            for one in mediation.committees(work, everything=True)
        ]

    def open_row(self, _row: object) -> None:
        if self.may:
            self.edit()

    def add(self) -> None:
        """Ask for a new one."""
        self._ask(Committee(0, "", ""), "加调委会")

    def edit(self) -> None:
        """Change the chosen one."""
        self.with_chosen(lambda row: self._ask(row.committee, "改调委会"))

    def switch(self) -> None:
        """Out of use, or back in use."""
        self.with_chosen(self._switch)

    def start(self) -> None:
        """Where this year's numbers go on."""
        self.with_chosen(self._start)

    def _ask(self, kept: Committee, title: str) -> None:
        name, short = LineEdit("name", "名称"), LineEdit("abbreviation", "案号里的简称", "例如 清泉")
        kind = ChoiceBox("kind", "类别", of(COMMITTEE_KINDS))
        name.setText(kept.name)
        short.setText(kept.abbreviation)
        kind.choose(kept.kind)

        def save(work: Work) -> None:
            values = Committee(kept.id, name.value(), short.value(), kind.value(), kept.active)
            mediation.save_committee(work, values)

        self.ask(PlumEntry(self, self.context, title, "保存", [name, (short, kind)]), save)

    def _switch(self, row: _Line) -> None:
        kept = row.committee

        def save(work: Work) -> None:
            values = Committee(kept.id, kept.name, kept.abbreviation, kept.kind, not kept.active)
            mediation.save_committee(work, values)

        self.write(save, f"{kept.name}{'已停用' if kept.active else '已启用'}")

    def _start(self, row: _Line) -> None:
        year, following = NumberEdit("year", "年份", 2000, 2999), NumberEdit("following", "下一个案号", 1, 99_999)
        year.set_value(self.context.clock.now().year)

        def save(work: Work) -> None:
            mediation.start_numbers(work, row.committee.id, year.value(), following.value())

        note = "只有这一年还没有给过案号时才能设。"
        self.ask(PlumEntry(self, self.context, f"接续案号 · {row.name}", "保存", [(year, following)], note=note), save)


def _tone(row: _Line) -> Tone:
    return "green" if row.committee.active else "grey"
