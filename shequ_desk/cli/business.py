"""Commands about the work of the desk: import, report, demo, self-check."""

import argparse
import sys
from pathlib import Path
from typing import Any

from shequ_desk import demo as demonstration
from shequ_desk.catalogue import REPORTS
from shequ_desk.cli.answers import Answer, password
from shequ_desk.cli.centre import seat_of
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.rules.closing import Frozen
from shequ_desk.desk.counter import Period, Report
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month, Span, parse_day
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import roster
from shequ_desk.store.database import Work
from shequ_desk.store.files import write_atomic
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.trouble import reaching

_PERIODS = {
    "day": ("--day", "2026-10-31"),
    "month": ("--month", "2026-10"),
    "quarter": ("--quarter", "2026Q3"),
    "year": ("--year", "2026"),
}


def import_roster(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Bring in a roster; nothing is written with --dry-run. What was left out of the file stands on stderr."""
    with seat_of(folder, clock, options) as seat:
        done = roster.import_file(seat.database, seat.clerk, options.file, dry_run=options.dry_run)
        if options.rejected is not None and done.rejected:
            _write(options.rejected, done.rejected_workbook())
    for remark in done.remarks:
        sys.stderr.write(remark + "\n")
    return done.counts()


def report(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Write one of the counters' reports as PDF or workbook, by the ending of --out, as the reports page would.

    ID numbers are masked unless --whole-ids gives a reason; a closed month comes out as it was frozen.
    """
    wanted = REPORTS.get(options.key)
    if wanted is None:
        raise Refusal(f"没有名为 {options.key} 的报表", f"可选：{'、'.join(REPORTS)}")
    ending = options.out.suffix.lower()
    if ending not in (".pdf", ".xlsx"):
        raise Refusal("--out 只能是 .pdf 或 .xlsx", "请改文件名的后缀")
    period = _period(wanted, options)
    with seat_of(folder, clock, options) as seat, seat.database.work(seat.clerk) as work:
        data, frozen = _shown(work, wanted, period, options)
    if ending == ".pdf":
        content = frozen.pdf if frozen else wanted.pdf(data)
    else:
        content = frozen.workbook if frozen else wanted.workbook(data)
    _write(options.out, content)
    return {"report": wanted.key, "out": str(options.out)}


def _shown(work: Work, wanted: Report, period: Period, options: argparse.Namespace) -> tuple[Any, Frozen | None]:
    """What may leave the house, written down: the data as shown, and the frozen paper of a closed month."""
    reason = options.whole_ids
    if reason is not None:
        reports.show_whole(work, wanted.key, str(period), reason)
    data = wanted.gather(work, period)
    shown = data if reason is not None else wanted.masked(data)
    masks = {"证件号": "已遮盖"} if shown != data else {}
    work.note("report", wanted.key, str(period), 文件=options.out.name, **masks)
    _, frozen = reports.edition(work, wanted.key, period, hiding=bool(masks))
    return shown, frozen


def demo(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Fill an empty folder with an invented community."""
    plan = demonstration.Plan(options.seed, options.months, options.residents)
    word = password(options)
    seat = demonstration.fill(folder, clock, plan, options.user, word)
    try:
        return {"user": options.user, **demonstration.counts(seat)}
    finally:
        seat.database.close()


def self_check(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Found a throw-away centre, sign in, settle one lunch, print its receipt: the built program's own test."""
    paper = demonstration.one_receipt(folder, clock)
    out = options.out / "receipt.pdf"
    _write(out, paper)
    return {"receipt": str(out), "bytes": len(paper)}


def _period(wanted: Report, options: argparse.Namespace) -> Period:
    option, example = _PERIODS[wanted.period]
    given = getattr(options, wanted.period)
    if not given:
        raise Refusal("没有给出时间", f"请加 {option} {example}")
    for other, (unwanted, _) in _PERIODS.items():
        if other != wanted.period and getattr(options, other):
            raise Refusal(f"“{wanted.title}”不用 {unwanted}", f"只需要 {option}，请去掉 {unwanted}")
    if wanted.period == "day":
        return parse_day(given)
    return Month.parse(given) if wanted.period == "month" else Span.parse(given)


def _write(path: Path, content: bytes) -> None:
    with reaching(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content)
