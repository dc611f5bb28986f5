"""What the acts on a case share: the case to be changed, its log, its steps, the files' facts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import func, select

from shequ_desk.counters.mediation.rules import CHIPS, MOVES, STATES, check_move
from shequ_desk.counters.mediation.tables import AgreementRow, Dispute, LogRow, MediatorRow, OfCase, StepRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work

_LOG = LogRow.__table__.c
_AFTERWARDS = ("performed", "visited")
R = TypeVar("R", bound=OfCase)


def row_of(work: Work, case_id: int) -> Dispute:
    """The case to be changed, locked against other writers. Refusal when there is none."""
    row = work.session.scalar(select(Dispute).where(Dispute.id == case_id).with_for_update())
    if row is None:
        raise nothing()
    return row


def nothing() -> Refusal:
    """The sentence for a case that is not there."""
    return Refusal("没有找到这个案件", "请重新搜索")


def refuse_archived(row: Dispute) -> None:
    """Refusal when the file is bound."""
    if row.state == "archived":
        raise Refusal("案件已归档，不能再改", "有错请在日志中写一条更正")


def refuse_finished(row: Dispute) -> None:
    """Refusal when the case has its outcome: the statistics have counted it."""
    if row.outcome:
        raise Refusal(f"案件{CHIPS[row.state]}，登记内容不能再改", "有错请在日志中写一条更正")


def refuse_open(row: Dispute, act: str) -> None:
    """Refusal unless the case came to an agreement."""
    if row.outcome != "success":
        raise Refusal(f"还没有达成协议，不能{act}", "请先拟好协议并登记签字")


def touched(work: Work, row: Dispute) -> int:
    """The new version of a case that was changed."""
    row.version += 1
    work.session.flush()
    work.news("mediation")
    return row.version


def add(work: Work, table: type[OfCase], case_id: int, values: Mapping[str, Any]) -> int:
    """One thing that happened in a case, written down now by this clerk."""
    return work.insert(table, {"case_id": case_id, "at": work.now, "clerk_name": work.clerk.name, **values})


def write_log(work: Work, case_id: int, kind: str, at: datetime, text: str, **more: Any) -> int:
    """One entry at the end of the log; `more` may name place, people, host, recorder, corrects_id."""
    query = select(func.coalesce(func.max(_LOG.no), 0)).where(_LOG.case_id == case_id)
    values = {"place": "", "people": "", "host": "", "recorder": work.clerk.name, "corrects_id": None} | more
    no = work.connection.execute(query).scalar_one() + 1
    return add(work, LogRow, case_id, {"no": no, "kind": kind, "happened_at": at, "text": text, **values})


def step(work: Work, row: Dispute, state: str, day: date, note: str = "") -> None:
    """Move the case along the path; what follows an agreement may be written down in any order.

    Refusal when the path has no such step, or its day lies before the last one or is to come.
    """
    check_move(row.state, state)
    query = select(func.max(StepRow.day)).where(StepRow.case_id == row.id)
    later = StepRow.state.not_in(_AFTERWARDS)
    last = work.session.scalar(query.where(later) if state in _AFTERWARDS else query)
    if last is not None and day < last:
        way_out = f"上一步在 {last:%Y-%m-%d}，请核对日期"
        raise Refusal(f"“{STATES[state]}”的日期早于上一步", way_out, "day")
    if day > work.today:
        raise Refusal("日期晚于今天", "请填写已经发生的日期", "day")
    if row.state != state or state in _AFTERWARDS:
        add(work, StepRow, row.id, {"state": state, "day": day, "note": note})
    row.state = state


def agreement_of(work: Work, row: Dispute) -> AgreementRow:
    """The agreement, signed or not. Refusal when none was drafted."""
    found = work.session.get(AgreementRow, row.id)
    if found is None:
        raise Refusal("还没有拟协议", "请先填写协议内容并打印", "agreement")
    return found


def in_office(work: Work, mediator_id: int, day: date) -> MediatorRow:
    """The mediator. Refusal when not in office that day."""
    found = work.session.get(MediatorRow, mediator_id)
    if found is None:
        raise Refusal("请选择调解员", "调解员在名册中登记", "mediator_id")
    if day < found.from_day or (found.to_day is not None and day > found.to_day):
        raise Refusal(f"{found.name} 在 {day:%Y-%m-%d} 不在任", "请选择在任的调解员", "mediator_id")
    return found


def at_noon(work: Work, day: date) -> datetime:
    """The moment a log entry of a day is given: now when it is today, noon of an earlier day."""
    return work.now if day == work.today else datetime(day.year, day.month, day.day, 12)


def moves_of(row: Any) -> tuple[str, ...]:
    """What the path allows next."""
    return MOVES[row.state]
