"""班级, 时段与保育员, 房间: who may be where, when, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.version_section import VersionSection, VersionSheet
from shequ_desk.counters.childcare.rules.ages import AGE_CLASSES, KINDS, MIXED, AgeClass
from shequ_desk.counters.childcare.rules.offer import WEEKDAYS, Group, Room, Session, weekdays_text
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, LineEdit, NumberEdit, Tick, TimeEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.store.database import Work

_ROOMS = (
    Column("name", "房间", weight=2),
    Column("area", "面积（㎡）", "int"),
    Column("places", "临时托名额", weight=2),
    Column("since", "从", "date"),
    Column("until", "到", "date"),
    Column("state", "状态"),
)
_GROUPS = (
    Column("name", "班", weight=2),
    Column("kind", "班型"),
    Column("ages", "月龄"),
    Column("limit", "班额", "int"),
    Column("ratio", "师幼比", weight=2),
    Column("room", "房间", weight=2),
    Column("since", "从", "date"),
    Column("until", "到", "date"),
    Column("state", "状态"),
)
_SESSIONS = (
    Column("group", "班", weight=2),
    Column("name", "时段", weight=2),
    Column("weekdays", "星期", weight=3),
    Column("carers", "在岗保育员", "int"),
    Column("drop_in", "临时托"),
    Column("since", "从", "date"),
    Column("until", "到", "date"),
    Column("state", "状态"),
)
_SQUARE = 100


@dataclass(frozen=True)
class RoomRow:
    """A room as listed."""

    thing: Room
    name: str
    area: str
    places: str
    since: date
    until: date | None
    state: str


@dataclass(frozen=True)
class GroupRow:
    """A group as listed."""

    thing: Group
    name: str
    kind: str
    ages: str
    limit: int
    ratio: str
    room: str
    since: date
    until: date | None
    state: str


@dataclass(frozen=True)
class SessionRow:
    """A session as listed."""

    thing: Session
    group: str
    name: str
    weekdays: str
    carers: int
    drop_in: str
    since: date
    until: date | None
    state: str


class AreaEdit(LineEdit):
    """An area in ㎡ with up to two decimals."""

    def __init__(self) -> None:
        super().__init__("area", "使用面积（㎡）", "例如 96.5")

    def value(self) -> int:  # type: ignore[override]
        """Return 0.01 ㎡; Refusal when unreadable."""
        try:
            area = Decimal(half_width(self.plain())) * _SQUARE
        except InvalidOperation as error:
            raise self.refusal("看不懂面积", "写数字，例如 96.5") from error
        if area != area.to_integral_value():
            raise self.refusal("面积最多两位小数", "例如 96.55")
        return int(area)


class RoomSection(VersionSection):
    """Rooms; their drop-in places follow the area where the rule applies."""

    KIND, NOUN = "room", "房间"

    def __init__(self, context: Context) -> None:
        note = "按面积核定临时托名额的：80–100 ㎡ 收 2 名，100–200 ㎡ 收 4 名，200 ㎡ 以上收 6 名。"
        super().__init__(context, "房间", _ROOMS, note, "按 Alt N 加第一间", {"name": "strong"})

    def things(self, work: Work) -> Sequence[Room]:
        return childcare.rooms(work)

    def listed(self, _work: Work, thing: Room, state: str) -> RoomRow:
        places = "按班额" if thing.places is None else f"{thing.places} 名"
        return RoomRow(thing, thing.name, _square(thing.area), places, thing.valid_from, thing.valid_to, state)

    def sheet(self, thing: Room | None) -> VersionSheet:
        name, area, since = LineEdit("name", "名称", "例如 托育室"), AreaEdit(), self.day("valid_from", "从哪天起")
        rule = Tick("临时托名额按面积核定")
        if thing is not None:
            name.setText(thing.name)
            area.setText(_square(thing.area))
            rule.setChecked(thing.drop_in_rule)

        def build() -> Room:
            no = thing.no if thing else 0
            return Room(
                valid_from=since.value(), no=no, name=name.plain(), area=area.value(), drop_in_rule=rule.isChecked()
            )

        title = f"改房间 {thing.name}" if thing else "加房间"
        sheet = VersionSheet(self, title, "保存", [(name, area, since)], build, childcare.save_room)
        sheet.add(rule)
        return sheet


class GroupSection(VersionSection):
    """Groups: ages, most children, children per carer."""

    KIND, NOUN = "group", "班"

    def __init__(self, context: Context) -> None:
        note = "月龄含起不含止，满月龄进入大一级的班。混合班师幼比填 0，按在托最小月龄的标准。改动从指定日期起。"
        super().__init__(context, "班级", _GROUPS, note, "先加房间，再按 Alt N 加班", {"name": "strong"})

    def things(self, work: Work) -> Sequence[Group]:
        return childcare.groups(work)

    def listed(self, work: Work, thing: Group, state: str) -> GroupRow:
        room = next((one.name for one in childcare.rooms(work) if one.no == thing.room_no), "—")
        return GroupRow(
            thing,
            thing.name,
            thing.kind,
            thing.ages,
            thing.limit,
            thing.ratio_text,
            room,
            thing.valid_from,
            thing.valid_to,
            state,
        )

    def sheet(self, thing: Group | None) -> VersionSheet:
        with self.context.database.reading(self.context.clerk) as work:
            rooms = [(one.no, one.name) for one in childcare.rooms(work, work.today)]
        kind, room = ChoiceBox("kind", "班型", [(one, one) for one in KINDS]), ChoiceBox("room_no", "房间", rooms)
        name, position = LineEdit("name", "名称", "例如 托大班"), NumberEdit("position", "排在第几", 0, 99)
        age_from, age_to = (
            NumberEdit("age_from", "起始月龄（含）", 0, 240),
            NumberEdit("age_to", "截止月龄（不含）", 1, 240),
        )
        limit, ratio = NumberEdit("limit", "班额", 1, 200), NumberEdit("ratio", "每名保育员照护几名", 0, 50)
        since = self.day("valid_from", "从哪天起")
        filler = self._filler = _Filler(kind, name, age_from, age_to, limit, ratio)
        if thing is not None:
            kind.choose(thing.kind)
            room.choose(thing.room_no)
            filler.show(thing.name, thing.age_from, thing.age_to, thing.limit, thing.ratio)
            position.set_value(thing.position)
        else:
            position.set_value(0)
            filler.fill()
            kind.currentIndexChanged.connect(filler.fill)

        def build() -> Group:
            return Group(
                valid_from=since.value(),
                no=thing.no if thing else 0,
                name=name.plain(),
                kind=kind.value(),
                age_from=age_from.value(),
                age_to=age_to.value(),
                limit=limit.value(),
                ratio=ratio.value(),
                room_no=room.optional() or 0,
                position=position.value(),
            )

        editors = [(kind, name), (age_from, age_to), (limit, ratio), (room, position, since)]
        title = f"改班 {thing.name}" if thing else "加班"
        return VersionSheet(self, title, "保存", editors, build, childcare.save_group)


class _Filler:
    """Fills a new group with what the standard says about its kind."""

    def __init__(
        self,
        kind: ChoiceBox,
        name: LineEdit,
        age_from: NumberEdit,
        age_to: NumberEdit,
        limit: NumberEdit,
        ratio: NumberEdit,
    ) -> None:
        self._kind, self._name, self._numbers = kind, name, (age_from, age_to, limit, ratio)

    def fill(self) -> None:
        """Take the standard's numbers for the kind chosen."""
        known: dict[str, AgeClass] = {one.name: one for one in (*AGE_CLASSES, MIXED)}
        found = known.get(self._kind.text(), AgeClass(self._kind.text(), 72, 156, 30, 15))
        self.show(found.name, found.first, found.end, found.limit, found.ratio)

    def show(self, name: str, *numbers: int) -> None:
        """Show a name and months from, months to, limit, ratio."""
        self._name.setText(name)
        for edit, number in zip(self._numbers, numbers, strict=True):
            edit.set_value(number)


class SessionSection(VersionSection):
    """Sessions of a group with the carers on duty."""

    KIND, NOUN = "session", "时段"

    def __init__(self, context: Context) -> None:
        note = "在岗保育员按时段填。某一天有人请假，在看板上按空格打开那个时段，改当天的在岗人数。"
        super().__init__(context, "时段与保育员", _SESSIONS, note, "先加班，再按 Alt N 加时段", {"name": "strong"})

    def things(self, work: Work) -> Sequence[Session]:
        return childcare.sessions(work)

    def listed(self, work: Work, thing: Session, state: str) -> SessionRow:
        group = next((one.name for one in reversed(childcare.groups(work)) if one.no == thing.group_no), "—")
        drop_in = "收" if thing.drop_in else "只全日托"
        return SessionRow(
            thing,
            group,
            thing.text,
            weekdays_text(thing.weekdays),
            thing.carers,
            drop_in,
            thing.valid_from,
            thing.valid_to,
            state,
        )

    def sheet(self, thing: Session | None) -> VersionSheet:
        with self.context.database.reading(self.context.clerk) as work:
            groups = [(one.no, one.name) for one in childcare.groups(work, work.today)]
        group, name = ChoiceBox("group_no", "班", groups), LineEdit("name", "名称", "例如 上午")
        starts, ends = TimeEdit("starts", "开始"), TimeEdit("ends", "结束")
        carers, since = NumberEdit("carers", "在岗保育员（人）", 0, 50), self.day("valid_from", "从哪天起")
        days, drop_in = CheckGroup("开放的星期", WEEKDAYS), Tick("收计时托、临时托")
        drop_in.setChecked(thing.drop_in if thing else True)
        days.set_value([str(day) for day in (thing.weekdays if thing else range(5))])
        if thing is not None:
            group.choose(thing.group_no)
            name.setText(thing.name)
            starts.set_value(thing.starts)
            ends.set_value(thing.ends)
            carers.set_value(thing.carers)

        def build() -> Session:
            made = Session(
                valid_from=since.value(),
                group_no=group.value(),
                name=name.plain(),
                starts=starts.value(),
                ends=ends.value(),
                weekdays=tuple(int(day) for day in days.value()),
                carers=carers.value(),
                drop_in=drop_in.isChecked(),
            )
            return replace(made, no=thing.no) if thing else made

        editors = [(group, name), (starts, ends), (carers, since)]
        title = f"改时段 {thing.text}" if thing else "加时段"
        sheet = VersionSheet(self, title, "保存", editors, build, childcare.save_session)
        sheet.add(days, drop_in)
        return sheet


def _square(area: int) -> str:
    return f"{Decimal(area) / _SQUARE:f}"
