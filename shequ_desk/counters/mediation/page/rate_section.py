"""补贴标准: 以案定补 by difficulty, dated, with the document it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import PlumEntry
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.page.section import ListSection
from shequ_desk.counters.mediation.rules import DIFFICULTIES, REPORT, AllowanceRate
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, MoneyEdit
from shequ_desk.desk.forms import Editor
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("valid_from", "从哪天起", "date"),
    Column("difficulty", "难易程度"),
    Column("settled", "调解成功（元）", "money"),
    Column("unsettled", "不成或终止（元）", "money"),
    Column("incomplete", "卷宗不全（元）", "money"),
    Column("document", "依据", weight=3),
)


@dataclass(frozen=True)
class _Line:
    valid_from: date
    difficulty: str
    settled: Money
    unsettled: Money
    incomplete: Money
    document: str


class RateSection(ListSection):
    """A new rate stands beside the old one; the newest that is valid counts."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "以案定补标准",
            _COLUMNS,
            (Action("rates.add", "加标准", "Alt+N", self.add),),
            note="按结案那天有效的标准计算；旧标准保留，不改。",
            looks={"difficulty": "strong", "document": "muted"},
            empty=("还没有补贴标准", "按 Alt N 按文件登记各难易程度的标准"),
        )

    def read(self, work: Work) -> Sequence[_Line]:
        if REPORT not in work.clerk.permissions:
            return ()
        return [_line(one) for one in mediation.rates(work)]

    def add(self) -> None:
        """Ask for one."""
        since, level = self.day("valid_from", "从哪天起"), ChoiceBox("difficulty", "难易程度", of(DIFFICULTIES))
        settled, unsettled = MoneyEdit("settled", "调解成功（元）"), MoneyEdit("unsettled", "不成或终止（元）")
        incomplete, paper = MoneyEdit("incomplete", "卷宗不全（元）"), LineEdit("document", "依据的文件")

        def save(work: Work) -> None:
            amounts = settled.value(), unsettled.value(), incomplete.value()
            mediation.add_rate(work, AllowanceRate(0, since.value(), level.value(), *amounts, paper.value()))

        lines: list[Editor | tuple[Editor, ...]] = [(since, level), (settled, unsettled, incomplete), paper]
        self.ask(PlumEntry(self, self.context, "加补贴标准", "加标准", lines, width=620), save)


def _line(one: AllowanceRate) -> _Line:
    words = DIFFICULTIES[one.difficulty]
    return _Line(one.valid_from, words, one.settled, one.unsettled, one.incomplete, one.document)
