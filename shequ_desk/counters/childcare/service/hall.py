"""What the hall and the monthly report ask of childcare. Names only for who has the director's approval."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.ages import age_text, months_on
from shequ_desk.counters.childcare.rules.board import TodayFact
from shequ_desk.counters.childcare.rules.booking import BOOKED, CAME, LEFT, MISSED, PRESENT, Booking
from shequ_desk.counters.childcare.rules.documents import HEALTH
from shequ_desk.counters.childcare.rules.offer import group_for
from shequ_desk.counters.childcare.rules.waiting import OFFERED, WaitingTurn
from shequ_desk.counters.childcare.service.approvals import approved
from shequ_desk.counters.childcare.service.board import overdue
from shequ_desk.counters.childcare.service.children import card_of
from shequ_desk.counters.childcare.service.documents import documents_of
from shequ_desk.counters.childcare.service.listing import BOOKING, bookings, bookings_of
from shequ_desk.counters.childcare.service.month import month_figures
from shequ_desk.counters.childcare.service.offer import programmes
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import presences
from shequ_desk.counters.childcare.service.ratios import crowded_days
from shequ_desk.counters.childcare.service.turns import turns_of_days
from shequ_desk.counters.childcare.tables import MedicineRow
from shequ_desk.kernel.dates import Month, clock_text, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.facts import Check, DueFact, PastFact, TileFact, counted
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ONE_DAY = timedelta(days=1)
_SOON = timedelta(days=30)
_CHILD_MONTHS = 18 * 12
_PAST = 100
_NAMED_DAYS = 3
_ALLERGIC = "有过敏或禁忌，请打开托育档案查看"
_WORDS = {PRESENT: "check_out", LEFT: "settle", BOOKED: "check_in"}


@needs("childcare.book")
def tiles(work: Work, person_id: int) -> tuple[TileFact, ...]:
    """Booking, checking in and out for a child some programme takes; nothing for others or without the approval."""
    standing = people.standing(work, person_id, work.today)
    if standing.birth is None or standing.deceased_on is not None:
        return ()
    months = months_on(standing.birth, work.today)
    if months >= _CHILD_MONTHS or not approved(work):
        return ()
    plan = plan_of(work, work.today)
    groups = plan.groups_on(work.today)
    mine = bookings(work, BOOKING.child_id.in_(people.ids_of(work, person_id)), BOOKING.day >= work.today)
    found = [_at_door(one) for one in mine if one.state in (BOOKED, PRESENT, LEFT) and one.day == work.today]
    if any(group_for(groups, one, months) for one in plan.programmes if one.covers(work.today)):
        found.append(_book_tile(months, [one for one in mine if one.day > work.today]))
    return tuple(replace(one, main=not place) for place, one in enumerate(found))


@needs("childcare.book")
def timeline(work: Work, person_id: int) -> tuple[PastFact, ...]:
    """The newest stays of a child, no-shows too; nothing without the approval."""
    if not approved(work):
        return ()
    mine = [one for one in bookings_of(work, people.ids_of(work, person_id)) if one.state in CAME | {MISSED}]
    return tuple(PastFact(one.starts, _past(one), one.number) for one in mine[:_PAST])


@needs("childcare.book")
def reminders(work: Work, person_id: int) -> tuple[str, ...]:
    """That a child with a file has allergies, not which: they stand in the file, whose opening is logged; and a health
    check that runs out within a month.
    """
    if not approved(work):
        return ()
    ids = people.ids_of(work, person_id)
    card = card_of(work, ids)
    if card is None:
        return ()
    found = [_ALLERGIC] if card.allergies.strip() not in ("", "无") else []
    health = [one.valid_to for one in documents_of(work, ids) if one.kind == HEALTH and one.valid_to]
    if health and max(health) <= work.today + _SOON:
        found.append(f"健康检查有效至 {max(health)}")
    return tuple(found)


@needs("childcare.read")
def figures_today(work: Work) -> TodayFact:
    """Children who came today, and all booked for today."""
    taken = presences(work, plan_of(work, work.today), work.today, work.today).by_day.get(work.today, ())
    came = (BOOKING.day == work.today, BOOKING.state.in_(CAME))
    count = work.connection.execute(select(func.count(func.distinct(BOOKING.child_id))).where(*came)).scalar_one()
    return TodayFact(count, len({one.child_id for one in taken if not one.turn_id}))


@needs("childcare.read")
def due(work: Work) -> tuple[DueFact, ...]:
    """Children still here after closing, stays not charged, no-shows, calls to make, medicine, tomorrow."""
    named = approved(work)
    return (*_still_here(work, named), *_unsettled(work, named), *_missed(work), *_calls(work, named), *_soon(work))


@needs("childcare.rules")
def samples_due(work: Work) -> tuple[DueFact, ...]:
    """Programmes in force whose prices are still samples, for who may set them."""
    count = sum(one.sample for one in programmes(work, work.today))
    text = f"托育收费还有 {count} 项是示例，请按本中心公示的收费修改"
    return (DueFact(work.today, text, "programmes"),) if count else ()


@needs("childcare.read")
def checks(work: Work, month: Month) -> tuple[Check, ...]:
    """What must hold before the month closes: sums, stays charged, no-shows decided, class limits and carers."""
    inside = BOOKING.day.between(month.first, month.last)
    open_stays = _count(work, BOOKING.state.in_((PRESENT, LEFT)), inside, BOOKING.day < work.today)
    missed = _count(work, BOOKING.state == BOOKED, inside, BOOKING.ends <= work.now, BOOKING.day < work.today)
    return (
        *_sums_hold(work, month),
        counted(open_stays, "托育都已结算", "还有 {} 次托育没有结算", "unsettled"),
        counted(missed, "托育预约未到都已处理", "还有 {} 个托育预约未到待处理", "no_shows"),
        _ratios_hold(work, month),
    )


def _ratios_hold(work: Work, month: Month) -> Check:
    crowded = crowded_days(work, month)
    if not crowded:
        return Check("托育班额和师幼比每天合规", holds=True)
    days = "、".join(short_date(day) for day in crowded[:_NAMED_DAYS])
    more = f"等 {len(crowded)} 天" if len(crowded) > _NAMED_DAYS else ""
    return Check(f"托育超出班额或师幼比：{days}{more}", holds=False)


def _at_door(one: Booking) -> TileFact:
    title = {PRESENT: "接走并结算", LEFT: "托育结算", BOOKED: "托育签到"}[one.state]
    return TileFact(title, f"{one.group_name} {one.hours} {one.state_text}", _WORDS[one.state])


def _book_tile(months: int, ahead: list[Booking]) -> TileFact:
    booked = [one for one in ahead if one.state == BOOKED]
    if not booked:
        return TileFact("预约托育", age_text(months), "book")
    return TileFact("预约托育", f"已约 {short_date(booked[0].day)} {booked[0].hours}", "book")


def _past(one: Booking) -> str:
    state = f"（{one.state_text}）" if one.state in (MISSED, LEFT, PRESENT) else ""
    return f"{one.group_name} {one.programme_name} {one.hours}{state}"


def _still_here(work: Work, named: bool) -> list[DueFact]:
    late = overdue(work)
    if named:
        return [
            DueFact(one.day, f"{one.child_name} 已过 {clock_text(one.ends)} 还未接走", "still_here", True, one.child_id)
            for one in late
        ]
    return [DueFact(work.today, f"有 {len(late)} 名儿童过时未接走", "still_here", urgent=True)] if late else []


def _unsettled(work: Work, named: bool) -> list[DueFact]:
    found = bookings(work, BOOKING.state == LEFT)
    if not named:
        return [DueFact(found[0].day, f"{len(found)} 次托育未结算", "unsettled")] if found else []
    return [DueFact(one.day, f"{one.child_name} 托育未结算", "unsettled", False, one.child_id) for one in found]


def _missed(work: Work) -> list[DueFact]:
    past = (BOOKING.state == BOOKED, BOOKING.ends <= work.now)
    query = select(BOOKING.day, func.count()).where(*past).group_by(BOOKING.day).order_by(BOOKING.day)
    return [
        DueFact(day, f"{short_date(day)} 托育预约未到 {count} 个待处理", "no_shows")
        for day, count in work.connection.execute(query)
    ]


def _calls(work: Work, named: bool) -> list[DueFact]:
    offered = [one for one in turns_of_days(work, work.today, work.today + 366 * _ONE_DAY) if one.state == OFFERED]
    found = []
    for one in offered:
        name = one.child_name if named else "候补儿童"
        text = f"{name} {short_date(one.day)} 有名额，{_until(one, work.now)}"
        found.append(DueFact(work.today, text, "waiting", True, one.child_id if named else 0))
    return found


def _until(turn: WaitingTurn, now: datetime) -> str:
    assert turn.until is not None
    if turn.until <= now:
        return f"保留到 {clock_text(turn.until)} 未确认，转给下一位"
    return f"请电话确认（保留到 {clock_text(turn.until)}）"


def _soon(work: Work) -> list[DueFact]:
    found = []
    medicine = select(func.count()).where(MedicineRow.from_day <= work.today, MedicineRow.to_day >= work.today)
    if orders := work.connection.execute(medicine).scalar_one():
        found.append(DueFact(work.today, f"今日委托喂药 {orders} 份", "medicine"))
    if children := _expected(work, work.today + _ONE_DAY):
        found.append(DueFact(work.today + _ONE_DAY, f"明日托育 {children} 名儿童", "tomorrow"))
    return found


def _expected(work: Work, day: date) -> int:
    taken = presences(work, plan_of(work, day), day, day).by_day.get(day, ())
    return len({one.child_id for one in taken if not one.turn_id})


def _sums_hold(work: Work, month: Month) -> tuple[Check, ...]:
    if "childcare.report" not in work.clerk.permissions:
        return ()
    try:
        month_figures(work, month)
    except Refusal as refusal:
        return (Check(refusal.message, holds=False),)
    return (Check("托育按项目、月龄、逐日合计一致，与凭证相符", holds=True),)


def _count(work: Work, *where: object) -> int:
    return int(work.connection.execute(select(func.count()).where(*where)).scalar_one())  # type: ignore[arg-type]
