"""调解员名册: grid workers, 老娘舅, the street; with the dates of their term."""

from collections.abc import Sequence
from dataclasses import replace

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import PlumEntry
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.page.roster_sheet import COLUMNS, LOOKS, RosterLine, roster, tone
from shequ_desk.counters.mediation.rules import LEVELS, ROSTER, Mediator
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, NameEdit, PhoneEdit
from shequ_desk.desk.sections import ListSection
from shequ_desk.store.database import Work


class MediatorSection(ListSection):
    """Add, change, end; cases keep the name they had."""

    RIGHT = ROSTER

    def __init__(self, context: Context) -> None:
        actions = (
            Action("mediators.add", "加调解员", "Alt+N", self.add),
            Action("mediators.edit", "改", "Alt+E", self.edit),
            Action("mediators.end", "离任", "Alt+D", self.end),
        )
        super().__init__(
            context,
            "调解员名册",
            COLUMNS,
            actions,
            looks=LOOKS,
            tones={"state": tone},
            empty=("还没有调解员", "按 Alt N 登记第一位调解员，受理案件时要选"),
        )

    def read(self, work: Work) -> Sequence[RosterLine]:
        return roster(work)

    def open_row(self, _row: object) -> None:
        if self.may:
            self.edit()

    def add(self) -> None:
        """Ask for a new one."""
        self._ask(Mediator(0, "", "grid", 0, from_day=self.context.clock.now().date()), "加调解员")

    def edit(self) -> None:
        """Change the chosen one."""
        self.with_chosen(lambda row: self._ask(row.mediator, "改调解员"))

    def end(self) -> None:
        """Ask for the last day of the chosen one."""
        self.with_chosen(self._end)

    def _ask(self, kept: Mediator, title: str) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            known = {one.id: one.name for one in mediation.committees(work)}
        name, phone = NameEdit("name"), PhoneEdit("phone", "电话")
        level, committee = ChoiceBox("level", "层级", of(LEVELS)), ChoiceBox("committee_id", "调解委员会", of(known))
        since = self.day("from_day", "任期开始")
        name.setText(kept.name)
        phone.setText(kept.phone)
        level.choose(kept.level)
        committee.choose(kept.committee_id)
        since.set_value(kept.from_day)

        def save(work: Work) -> None:
            values = replace(
                kept,
                name=name.value(),
                phone=phone.value(),
                level=level.value(),
                committee_id=committee.value(),
                from_day=since.value(),
            )
            mediation.save_mediator(work, values)

        self.ask(PlumEntry(self, self.context, title, "保存", [(name, phone), (level, since), committee]), save)

    def _end(self, row: RosterLine) -> None:
        last = self.day("to_day", "最后一天")

        def save(work: Work) -> None:
            mediation.end_mediator(work, row.mediator.id, last.value())

        note = "在办的案件请先换人办理。" if row.open_cases else ""
        self.ask(PlumEntry(self, self.context, f"{row.name}离任", "登记离任", [last], note=note), save)
