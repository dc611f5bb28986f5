"""A roster from the file to the register: propose, preview, apply; and what came back to be mended."""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shequ_desk.kernel.errors import Conflict, DeskError, Refusal, Trouble
from shequ_desk.people.roster.proposal import Proposal, SheetMapping, check_used, propose_from
from shequ_desk.people.roster.reading import read_file
from shequ_desk.people.roster.rejected import workbook_of
from shequ_desk.people.roster.rows import HIDDEN, Found, Skipped, lines_of
from shequ_desk.people.rules import IMPORT
from shequ_desk.people.service import roster as service
from shequ_desk.people.service.roster_lines import (
    Cancelled,
    Plan,
    Progress,
    Row,
    Source,
    never,
    rows_named,
    step,
    unseen,
)
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk, require

_TRIES = 3
_COLUMNS_NAMED = 8
_PART = 100
_TURN = 0.003
"""Rows of one transaction, and seconds between two: whoever waits to write gets the turn."""


@dataclass(frozen=True)
class Preview:
    """Every row with its outcome, before anything is written. `skipped` are the rows that are no people."""

    proposal: Proposal = field(repr=False)
    plan: Plan = field(repr=False)
    skipped: tuple[Skipped, ...]
    remarks: tuple[str, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """One Row a person, in the order of the file."""
        return self.plan.rows

    @property
    def rejected(self) -> int:
        """How many rows are refused."""
        return self.counts()["rejected"]

    def counts(self) -> dict[str, int]:
        """rows, created, updated, duplicates, warnings, rejected; in this order."""
        return self.plan.counts()

    def rejected_workbook(self) -> bytes:
        """An .xlsx of the refused rows with their reasons in the last column; mended, it can be imported again."""
        return workbook_of(self.proposal, self.plan)


@dataclass(frozen=True)
class Done(Preview):
    """An import that was carried out; `batch_id` is None after a dry run."""

    batch_id: int | None = None


def propose(path: Path, cancelled: Cancelled = never) -> Proposal:
    """Read a file (.xlsx .xls .ods .csv) in a child process and find its tables. Refusal when it cannot be read."""
    return propose_from(path, read_file(path, cancelled=cancelled))


def plan(work: Work, proposal: Proposal, progress: Progress = unseen, cancelled: Cancelled = never) -> Preview:
    """What every row will do, against the register as it is now. Refusal without a usable sheet."""
    require(work.clerk, IMPORT)
    check_used(proposal)
    return _preview(work, proposal, lines_of(proposal, work.today, progress, cancelled))


def apply(
    database: Database,
    clerk: Clerk,
    preview: Preview,
    progress: Progress = unseen,
    cancelled: Cancelled = never,
) -> Done:
    """Carry out a preview, all or nothing, in parts between which others get their turn.

    Conflict when the register changed since; Stopped when cancelled. What had been written is taken back then, also
    after any other error; Trouble when that fails too: the import stays on the list as 没有导完.
    """
    require(clerk, IMPORT)
    source = _source(preview.proposal.path)
    prepared = service.prepare(preview.plan, progress, cancelled)
    with database.work(clerk) as work:
        batch_id = service.begin(work, preview.plan, source)
    try:
        plan = _write(database, clerk, batch_id, preview.plan, prepared, progress, cancelled)
        with database.work(clerk) as work:
            service.finish(work, batch_id, plan)
    except BaseException:
        _take_back(database, clerk, batch_id)
        raise
    return Done(preview.proposal, plan, preview.skipped, preview.remarks, batch_id)


def undo(database: Database, clerk: Clerk, batch_id: int, progress: Progress = unseen) -> None:
    """Take back a whole import in parts. Refusal naming the people on whom something was built since."""
    with database.reading(clerk) as work:
        steps = service.check_undo(work, batch_id)
    for start in range(0, steps, service.UNDO_PART):
        progress(start, steps)
        with database.work(clerk) as work:
            service.undo_part(work, batch_id, start)
        time.sleep(_TURN)
    with database.work(clerk) as work:
        service.finish_undo(work, batch_id)


def import_file(
    database: Database,
    clerk: Clerk,
    path: Path,
    dry_run: bool = False,
    mapping: Mapping[int, SheetMapping] | None = None,
    progress: Progress = unseen,
    cancelled: Cancelled = never,
) -> Done:
    """Read, preview and, unless `dry_run`, import a roster. `mapping`: sheet number (from 0) → how to read it.
    Refusal when records kept changing meanwhile."""
    require(clerk, IMPORT)
    proposal = propose(path, cancelled).with_mapping(mapping or {})
    for _ in range(_TRIES):
        with database.reading(clerk) as work:
            preview = plan(work, proposal, progress, cancelled)
        if dry_run:
            return Done(proposal, preview.plan, preview.skipped, preview.remarks)
        try:
            return apply(database, clerk, preview, progress, cancelled)
        except Conflict:
            continue
    raise Refusal("导入期间居民档案一直在变化，没有导入", "请在别的窗口不忙的时候再导入")


def _write(
    database: Database,
    clerk: Clerk,
    batch_id: int,
    plan: Plan,
    prepared: Sequence[service.Keys | None],
    progress: Progress,
    cancelled: Cancelled,
) -> Plan:
    """Write every row, wards last, and return the plan as it was carried out."""
    order = sorted(range(len(plan.rows)), key=lambda place: plan.rows[place].line.guardian is not None)
    done = list(plan.rows)
    for start in range(0, len(order), _PART):
        step(progress, cancelled, len(order) + start, 2 * len(order))
        part = order[start : start + _PART]
        with database.work(clerk) as work:
            rows = service.write_part(work, batch_id, [done[place] for place in part], [prepared[p] for p in part])
        for place, row in zip(part, rows, strict=True):
            done[place] = row
        time.sleep(_TURN)
    return replace(plan, rows=tuple(done))


def _take_back(database: Database, clerk: Clerk, batch_id: int) -> None:
    try:
        undo(database, clerk, batch_id)
    except DeskError as error:
        raise Trouble(
            "名册只导入了一部分，没能自动撤回",
            "请在“导入名册”里撤销这次没有导完的导入，或把同一个文件再导入一次",
        ) from error


def _preview(work: Work, proposal: Proposal, found: Found) -> Preview:
    planned = service.plan(work, found.lines)
    left = [f"工作表“{sheet.grid.name}”没有找到表头，未导入" for sheet in proposal.sheets if sheet.mapping is None]
    below = [f"“{sheet.grid.title}”是另一张表，按它自己的表头读" for sheet in proposal.used if sheet.grid.above]
    same = sum(row.outcome == "same" for row in planned.rows)
    kept = [f"档案里已有、没有写入的 {same:,} 行"] if same else []
    remarks = (*left, *below, *found.remarks, *_hidden(found), *planned.remarks, *_left_out(proposal), *kept)
    return Preview(proposal, planned, found.skipped, remarks)


def _hidden(found: Found) -> Iterator[str]:
    """How many people a clerk who looks at the sheets does not see."""
    sheets = dict.fromkeys(line.sheet for line in found.lines)
    for sheet in sheets:
        if lines := [line for line in found.lines if line.sheet == sheet and HIDDEN in line.mended]:
            of = f"工作表“{sheet}”" if len(sheets) > 1 else "名册"
            rows = rows_named(lines)
            yield f"{of}里有 {len(lines):,} 行是隐藏的（筛选或手工隐藏），也按名册读：{rows}。不要的请先在表格里删掉"


def _left_out(proposal: Proposal) -> Iterator[str]:
    """The columns nobody reads, sheet by sheet."""
    for sheet in proposal.used:
        if found := sheet.left_out:
            of = f"工作表“{sheet.grid.title}”" if len(proposal.used) > 1 else ""
            more = f"等 {len(found)} 列" if len(found) > _COLUMNS_NAMED else ""
            yield f"{of}没有导入的列：{'、'.join(found[:_COLUMNS_NAMED])}{more}"


def _source(path: Path) -> Source:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise Refusal(f"打不开文件 {path.name}", "请核对文件是否还在、是否有权限读取") from error
    return Source(path.name, digest)
