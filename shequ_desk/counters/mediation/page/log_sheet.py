"""记一笔: what was said and done, with the photos and scans that belong to it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.attach_box import AttachBox, Picked
from shequ_desk.counters.mediation.page.base import GridSheet, Moment
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import (
    ATTACHMENT_KINDS,
    LOG_KINDS,
    WRITTEN_KINDS,
    CaseView,
    LogDraft,
    Mediation,
    Prepared,
)
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NoteEdit
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.kernel.errors import DeskError, Refusal

EVIDENCE = "evidence"
_KIND_OF = {"investigating": "investigate", "mediating": "mediate"}


class LogSheet(GridSheet):
    """An entry and its attachments are saved together or not at all."""

    DONE = "已记一笔"

    def __init__(self, parent: QWidget, context: Context, view: CaseView, kind: str = "") -> None:
        """`kind` evidence: the files say it all, words may follow."""
        super().__init__(parent, context, f"记一笔 · {view.number}", "记下来", 900)
        self.view, self.at = view, Moment(context)
        with context.database.reading(context.clerk) as work:
            self._settings = mediation.options(work)
        self.kind = ChoiceBox("kind", "种类", of({key: LOG_KINDS[key] for key in WRITTEN_KINDS}))
        self.text, self.place = NoteEdit("text", "内容", 5), LineEdit("place", "地点")
        self.people, self.host = LineEdit("people", "在场的人"), LineEdit("host", "主持或调查人")
        self.recorder, self.files = LineEdit("recorder", "记录人"), self._box(kind)
        self.kind.choose(kind or _KIND_OF.get(view.state, "contact"))
        self.host.setText(view.mediator)
        self.recorder.setText(context.clerk.name)
        self.form.line((self.kind, 3), (self.at.day, 3), (self.at.time, 2), (self.place, 4))
        self.form.line((self.text, 12))
        self.form.line((self.people, 6), (self.host, 3), (self.recorder, 3))
        self.add(self.files)
        self.bend(self.text, 22 * 5 + 18, least=22 * 3 + 18)

    def first(self) -> QWidget:
        return self.text

    def submit(self) -> None:
        """Save at once, or in a job when photos have to be shrunk."""
        self.form.clear_errors()
        drafts: list[LogDraft] = []
        if self.context.messages.guard(lambda: drafts.append(self.draft()), self):
            self._run(drafts[0], tuple(self.files.files))

    def reject(self) -> None:
        """Esc waits while the entry is being saved."""
        if self.main.isEnabled():
            super().reject()

    def typed(self) -> list[str]:
        """The files too."""
        return [*super().typed(), *(one.name for one in self.files.files)]

    def draft(self) -> LogDraft:
        """What was typed. Refusal beside an unreadable field."""
        return LogDraft(
            self.kind.value(),
            self.at.value(),
            self.text.value() or self._of_files(),
            self.place.value(),
            self.people.value(),
            self.host.value(),
            self.recorder.value(),
        )

    def _box(self, kind: str) -> AttachBox:
        return AttachBox(self.context, self._settings.upload_megabytes, kind if kind in ATTACHMENT_KINDS else "")

    def _of_files(self) -> str:
        """What an entry of evidence says by itself."""
        names = "、".join(one.name for one in self.files.files)
        return f"收到证据材料 {len(self.files.files)} 件：{names}" if names and self.kind.value() == EVIDENCE else ""

    def _run(self, draft: LogDraft, files: tuple[Picked, ...]) -> None:
        context, case_id, settings = self.context, self.view.id, self._settings

        def work(progress: Progress, _cancelled: Cancelled) -> tuple[str, ...]:
            ready = []
            for place, one in enumerate(files):
                progress(place, len(files))
                ready.append((one.draft, _prepared(settings, one)))
            with context.database.work(context.clerk) as work:
                entry = mediation.log(work, case_id, draft)
                said = [mediation.attach(work, case_id, replace(kept, log_id=entry), data)[1] for kept, data in ready]
            return tuple(word for word in said if word)

        self._saving(True)
        context.jobs.run(work, self._on_saved, self._on_failed, "保存记录和附件" if files else "")

    def _on_saved(self, said: tuple[str, ...]) -> None:
        self._saving(False)
        self.accept()
        self.context.messages.say("；".join([self.DONE, *said]))

    def _on_failed(self, error: DeskError) -> None:
        self._saving(False)
        if isinstance(error, Refusal):
            self.show_refusal(error)
        else:
            self.context.messages.show(error)

    def _saving(self, on: bool) -> None:
        self.main.setEnabled(not on)
        self.close_button.setEnabled(not on)


def _prepared(settings: Mediation, one: Picked) -> Prepared:
    """The file ready to be kept. Refusal naming the file."""
    try:
        return mediation.prepare(settings, one.data)
    except Refusal as refusal:
        raise Refusal(f"“{one.name}”：{refusal.message}", refusal.way_out) from refusal
