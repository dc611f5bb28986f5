"""The left column of a record: who it is, masked, and what may be looked at on purpose for a minute."""

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Avatar, Card, ChipFlow, KeyValueRows, Label, NameLabel, Yielding, column, row
from shequ_desk.kernel.printed import AS_PRINTED
from shequ_desk.people import service as people
from shequ_desk.people.page.record_rows import VALID, tags
from shequ_desk.people.rules import UNMASK
from shequ_desk.people.service.numbers import SHARED
from shequ_desk.people.views import OddView, PersonView

UNMASKED_MS = 60_000
_LEAST = 150
"""Design pixels of a record that stay on show above the buttons: name and first lines; the rest scrolls."""
_WHAT = {"id_number": "证件号码", "phone": "电话"}
_ODD = {SHARED: "重号", AS_PRINTED: "号码校验不通过"}
_TONES: dict[str, Tone] = {"独居": "red", "低保": "gold", "特困": "gold", "低边": "gold", "失能": "red"}


class RecordCard(Card):
    """Name, tags and facts. Numbers are masked; after a reason one is shown for 60 seconds or until left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: PersonView | None = None
        self._open: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=UNMASKED_MS)
        self._timer.timeout.connect(self.hide_numbers)
        self._avatar, self.name = Avatar(), NameLabel()
        self._who, self.chips, self.facts = Label("", "small", wrap=True), ChipFlow(), KeyValueRows(label_width=74)
        self.odd = Label("", "small", wrap=True)
        about = QWidget()
        head = row(self._avatar, column(self.name, self._who, spacing=0), spacing=12)
        about.setLayout(column(head, self.chips, self.odd, self.facts))
        self.add(Yielding(about, px(_LEAST)))
        self.confirm_button = button(Action("people.confirm_number", "复核号码", "Ctrl+3", self.confirm), self, "link")
        self.confirm_button.hide()
        if UNMASK in context.clerk.permissions:
            self.add(row(*self._buttons(), None, spacing=4), row(self.confirm_button, None))

    def show_record(self, view: PersonView) -> None:
        """Show another record, or this one anew; what was unmasked of another person is masked."""
        if self._view is None or self._view.id != view.id:
            self.hide_numbers()
        self._view = view
        self.odd.setText("\n".join(_odd_lines(view)))
        self.odd.setVisible(bool(view.odd))
        self.confirm_button.setVisible(self._waiting() is not None)
        self._avatar.show_name(view.details.name)
        self.name.show_name(view.details.name)
        self._who.setText(_who(view))
        self.chips.show_chips(self._chips(view))
        self._show_facts()

    def ask(self, field: str) -> None:
        """Ask for the reason, then show the whole number."""
        view = self._view
        assert view is not None
        text = f"查看{view.details.name}的完整{_WHAT[field]}（会记入日志）"
        self._context.messages.ask_text(text, "查看原因", "查看", partial(self._unmask, field), least=2)

    def confirm(self) -> None:
        """Ask the second person whether card and number agree, then note it."""
        odd = self._waiting()
        if odd is None:
            return
        text = "证件原件上的号码与登记的一致？"
        detail = f"{odd.clerk_name}于 {odd.at:%Y-%m-%d} 登记，依据：{odd.reason}"
        self._context.messages.offer(text, "一致，已复核", partial(self._confirm, odd.id), detail=detail)

    @Slot()
    def hide_numbers(self) -> None:
        """Hide what was shown."""
        self._timer.stop()
        self._open = {}
        if self._view is not None:
            self._show_facts()

    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_numbers()
        super().hideEvent(event)

    def _unmask(self, field: str, reason: str) -> None:
        self._context.messages.guard(partial(self._read_open, field, reason))

    def _read_open(self, field: str, reason: str) -> None:
        assert self._view is not None
        with self._context.database.work(self._context.clerk) as work:
            self._open[field] = people.unmask(work, self._view.id, field, reason)
        self._timer.start()
        self._show_facts()
        self._context.messages.say(f"{_WHAT[field]}显示 60 秒，已记入日志")

    def _confirm(self, odd_id: int) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                people.confirm_number(work, odd_id)

        if self._context.messages.guard(go):
            self._context.messages.say("号码已复核")

    def _waiting(self) -> OddView | None:
        """The number of this record that waits for a second look; who registered it may be told to leave it."""
        odd = self._view.odd if self._view else ()
        return next((one for one in odd if one.kind == AS_PRINTED and not one.second_at), None)

    def _buttons(self) -> list[QWidget]:
        actions = [
            Action("people.unmask_id", "看证件号码", "Ctrl+1", partial(self.ask, "id_number")),
            Action("people.unmask_phone", "看电话", "Ctrl+2", partial(self.ask, "phone")),
        ]
        return [button(action, self, "link") for action in actions]

    def _chips(self, view: PersonView) -> list[tuple[str, Tone]]:
        today = self._context.clock.now().date()
        valid = [tag for tag in tags(view, today) if tag.state == VALID]
        return _states(view) + [(tag.title, _TONES.get(tag.title, "grey")) for tag in valid]

    def _show_facts(self) -> None:
        view = self._view
        assert view is not None
        details = view.details
        phones = "、".join(phone.masked for phone in view.phones if phone.to_day is None)
        self.facts.show_rows(
            [
                ("证件号码", self._open.get("id_number") or view.id_masked or f"未登记（{view.no_number_reason}）"),
                ("电话", self._open.get("phone") or phones or "未登记"),
                ("住址", " ".join(part for part in (details.address, _room(view)) if part) or "未登记"),
                ("网格", view.area_path or "未分网格"),
                ("户籍 · 居住", f"{details.hukou} · {details.residence}"),
                *_aside(view),
            ]
        )


def _who(view: PersonView) -> str:
    age = "年龄不详" if view.age is None else f"{view.age} 周岁"
    birth = view.details.birth.isoformat() if view.details.birth else ""
    ethnic = f"{view.details.ethnic}族" if view.details.ethnic else ""
    return " · ".join(part for part in (view.details.sex, age, birth, ethnic) if part)


def _aside(view: PersonView) -> list[tuple[str, str]]:
    """Occupation and note; left out when empty where the room goes to what is odd about the number."""
    known = (("职业", view.details.occupation, "未填"), ("备注", view.details.note, "无"))
    return [(title, value or nothing) for title, value, nothing in known if value or not view.odd]


def _odd_lines(view: PersonView) -> list[str]:
    found = []
    for odd in view.odd:
        names = "、".join(f"{twin.name}（{twin.where or '住址未登记'}）" for twin in view.twins)
        what = f"证件号码与{names}相同（重号）" if odd.kind == SHARED else "号码与证件一致，系统校验不通过"
        second = f"，{odd.second_name}已复核" if odd.second_at else "，待第二人复核" if odd.kind == AS_PRINTED else ""
        found.append(f"{what}。{odd.reason}（{odd.clerk_name} {odd.at:%Y-%m-%d} 登记{second}）")
    return found


def _room(view: PersonView) -> str:
    return "-".join(part for part in (view.details.building, view.details.room) if part)


def _states(view: PersonView) -> list[tuple[str, Tone]]:
    found: list[tuple[str, Tone]] = [(_ODD[kind], "gold") for kind in dict.fromkeys(odd.kind for odd in view.odd)]
    if view.deceased_on:
        found.append((f"已故 {view.deceased_on}", "red"))
    if view.moved_out_on:
        found.append((f"已迁出 {view.moved_out_on}", "red"))
    if not (view.deceased_on or view.moved_out_on) and view.age is not None and view.age >= 60:
        found.append((f"{view.age // 10 * 10} 周岁以上", "orange"))
    return found
