"""公益套餐: dated quota with payers, and the occupations that may have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.editors import PayersEdit
from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.section import ListSection, Section
from shequ_desk.counters.canteen.rules.menu import Occupation, Quota
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import LineEdit, NumberEdit
from shequ_desk.desk.widgets import row
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_QUOTA = (
    Column("since", "从哪天起", "date"),
    Column("portions", "每天份数", "int"),
    Column("payers", "由谁承担", weight=2),
    Column("document", "依据文件", weight=3),
)
_OCCUPATIONS = (Column("name", "职业", weight=2), Column("state", "状态"))


@dataclass(frozen=True)
class QuotaRow:
    """One dated quota."""

    since: date
    portions: int
    payers: str
    document: str
    quota: Quota


@dataclass(frozen=True)
class OccupationRow:
    """One occupation."""

    occupation: Occupation
    name: str
    state: str


class QuotaSection(ListSection):
    """How many public meals a day, from a date on."""

    def __init__(self, context: Context) -> None:
        action = Action("quota.change", "改份数", "Alt+E", self.change)
        note = "每人每天一份，发完为止；作废一份退回一份。"
        super().__init__(context, "公益套餐份数", _QUOTA, (action,), note=note, looks={"portions": "strong"})

    def read(self, work: Work) -> Sequence[QuotaRow]:
        return [_quota_row(one) for one in canteen.quotas(work)]

    def open_row(self, row: object) -> None:
        """Enter changes the quota."""
        if self.may:
            self.change()

    def change(self) -> None:
        """Ask for a new quota."""
        with self.context.database.reading(self.context.clerk) as work:
            now = canteen.quota_on(work, work.today)
        portions, since = NumberEdit("portions", "每天份数", 0, 9999), self.day("valid_from", "从哪天起", 1)
        payers, document = PayersEdit(), LineEdit("document", "依据文件")
        portions.set_value(now.portions)
        payers.set_value(now.payers)

        def save(work: Work) -> None:
            quota = Quota(since.value(), portions.value(), payers.value(), document.value())
            canteen.change_quota(work, quota)

        sheet = EntrySheet(self, self.context, "改公益套餐份数", "保存", [(portions, since), payers, document])
        self.ask(sheet, save)


class OccupationSection(ListSection):
    """Who may have a public meal."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("occupations.add", "加职业", "Alt+N", self.add),
            Action("occupations.retire", "停用", "Alt+D", self.retire),
        )
        super().__init__(context, "享受职业", _OCCUPATIONS, actions, tones={"state": _tone})

    def read(self, work: Work) -> Sequence[OccupationRow]:
        listed = canteen.occupations(work, retired=True)
        return [OccupationRow(one, one.name, "使用中" if one.active else "已停用") for one in listed]

    def add(self) -> None:
        """Ask for one more occupation; a retired one is offered again by its name."""
        name = LineEdit("name", "职业名称", "例如 快递员")

        def save(work: Work) -> None:
            canteen.add_occupation(work, name.value())

        self.ask(EntrySheet(self, self.context, "加职业", "加职业", [name], width=400), save)

    def retire(self) -> None:
        """Offer the chosen occupation no longer; adding it again undoes this."""
        self.with_chosen(self._retire)

    def _retire(self, row: OccupationRow) -> None:
        def act(work: Work) -> None:
            canteen.retire_occupation(work, row.occupation.id)

        self.write(act, f"{row.name}已停用，再加一次可恢复")


class PublicSection(Section):
    """Quota and occupations side by side."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.quota, self.occupations = QuotaSection(context), OccupationSection(context)
        line = row(self.quota, self.occupations, spacing=12)
        line.setStretch(0, 2)
        line.setStretch(1, 1)
        self.setLayout(line)

    def reload(self) -> None:
        """Read both again."""
        self.quota.reload()
        self.occupations.reload()


def _quota_row(one: Quota) -> QuotaRow:
    payers = " ".join(f"{payer.name} {payer.weight}" for payer in one.payers)
    return QuotaRow(one.valid_from, one.portions, payers, one.document, one)


def _tone(row: OccupationRow) -> Tone:
    return "green" if row.state == "使用中" else "grey"
