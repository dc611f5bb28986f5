"""Which sheet does which act."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.after_sheets import (
    ArchiveSheet,
    ConfirmedSheet,
    ConfirmSheet,
    PerformSheet,
    VisitSheet,
)
from shequ_desk.counters.mediation.page.agreement_sheets import AgreementSheet, SigningSheet
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.edit_sheet import EditSheet
from shequ_desk.counters.mediation.page.ending_sheets import EndingSheet, FinishSheet, PassSheet
from shequ_desk.counters.mediation.page.file_sheets import ExcuseSheet, OriginalSheet
from shequ_desk.counters.mediation.page.path_sheets import AssignSheet, ExtendSheet, MoveSheet
from shequ_desk.counters.mediation.rules import CaseView
from shequ_desk.desk.counter import Context

Opens = Callable[[QWidget, Context, CaseView], CaseSheet]
_SHEETS: dict[str, Opens] = {
    "investigating": lambda parent, context, view: MoveSheet(parent, context, view, "investigating"),
    "mediating": lambda parent, context, view: MoveSheet(parent, context, view, "mediating"),
    "agreement": AgreementSheet,
    "sign": SigningSheet,
    "ending": EndingSheet,
    "end": lambda parent, context, view: FinishSheet(parent, context, view, "notice"),
    "passing": PassSheet,
    "pass_on": lambda parent, context, view: FinishSheet(parent, context, view, "explanation"),
    "perform": PerformSheet,
    "visit": VisitSheet,
    "confirm": ConfirmSheet,
    "confirmed": ConfirmedSheet,
    "archive": ArchiveSheet,
    "edit": EditSheet,
    "assign": AssignSheet,
    "extend": ExtendSheet,
    "original": OriginalSheet,
    "excuse": ExcuseSheet,
}


def open_act(parent: QWidget, context: Context, view: CaseView, key: str) -> None:
    """Open the sheet of an act; dropping a draft only asks once."""
    if key == "drop":
        _drop(context, view)
    else:
        _SHEETS[key](parent, context, view).open()


def _drop(context: Context, view: CaseView) -> None:
    def go() -> None:
        with context.database.work(context.clerk) as work:
            mediation.drop_draft(work, view.id, view.version)

    def dropped() -> None:
        if context.messages.guard(go):
            context.messages.say("草稿已放弃")

    context.messages.ask_once("放弃这份还没有签署的草稿？", "放弃草稿", dropped, detail="案件回到原来的状态，日志保留")
