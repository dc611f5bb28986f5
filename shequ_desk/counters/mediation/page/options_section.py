"""其他: how cases are numbered, timed and kept."""

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import BRACKETS, SETTINGS, Mediation
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, GridForm, LineEdit, NumberEdit, Tick
from shequ_desk.desk.sections import FormSection
from shequ_desk.desk.theme import px
from shequ_desk.store.database import Work

_SIZES = ("photo_pixels", "upload_megabytes", "stored_megabytes")


class OptionsSection(FormSection):
    """The settings of mediation in one form."""

    RIGHT, TONE = SETTINGS, "plum"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        samples = [(key, f"{left}{context.clock.now().year}{right}") for key, (left, right) in BRACKETS.items()]
        self.brackets, self.word = ChoiceBox("brackets", "案号括号", samples), LineEdit("word", "案号用字")
        self.retention = LineEdit("retention", "保管期限")
        self.numbers = {
            "limit_months": NumberEdit("limit_months", "调解期限（月）", 1, 12),
            "visit_days": NumberEdit("visit_days", "协议后几天回访", 1, 365),
            "photo_pixels": NumberEdit("photo_pixels", "照片缩到长边（像素）", 800, 6000),
            "upload_megabytes": NumberEdit("upload_megabytes", "附件上限（兆）", 1, 200),
            "stored_megabytes": NumberEdit("stored_megabytes", "缩小后上限（兆）", 1, 50),
        }
        self.forced = Tick("重大、复杂、疑难或不能当场履行的，必须用书面协议（宁波条例第二十四条）")
        self.notice = Tick("每卷都要有权利义务告知书")
        self.form = self._grid()
        self.lay_out(self.form, self.forced, self.notice)

    def read(self, work: Work) -> Mediation:
        return mediation.options(work)

    def keep(self, work: Work, values: Mediation) -> None:
        mediation.save_options(work, values)

    def fill(self, stored: Mediation) -> None:
        self.brackets.choose(stored.brackets)
        self.word.setText(stored.word)
        self.retention.setText(stored.retention)
        for name, edit in self.numbers.items():
            edit.set_value(getattr(stored, name))
        self.forced.setChecked(stored.written_forced)
        self.notice.setChecked(stored.rights_notice)

    def values(self) -> Mediation:
        return Mediation(
            brackets=self.brackets.value(),
            word=self.word.value(),
            written_forced=self.forced.isChecked(),
            rights_notice=self.notice.isChecked(),
            retention=self.retention.value(),
            **{name: edit.value() for name, edit in self.numbers.items()},
        )

    def _grid(self) -> GridForm:
        form, numbers = GridForm(), self.numbers
        form.line((self.brackets, 4), (self.word, 4), (self.retention, 4))
        form.line((numbers["limit_months"], 4), (numbers["visit_days"], 4))
        form.line(*((numbers[name], 4) for name in _SIZES))
        form.setMaximumWidth(px(680))
        return form
