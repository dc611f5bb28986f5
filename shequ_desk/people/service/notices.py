"""What to tell a resident today, and how many stood at the desk."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from shequ_desk.kernel.dates import age_years, short_date
from shequ_desk.people.rules import READ
from shequ_desk.people.service.reading import brief
from shequ_desk.people.tables import Visit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_SOON = timedelta(days=30)
_ASK = {"重号": "证件号码与另一位居民相同（重号），办理前请核对姓名"}
_ROUND = (60, 65, 70, 75, 80, 85, 90, 95, 100)


@needs(READ)
def reminders(work: Work, person_id: int) -> tuple[str, ...]:
    """Round birthdays and tags that end within 30 days, a doubtful ID number, a card that lacks its phone."""
    person = brief(work, person_id)
    if person.deceased_on:
        return ()
    lines = [_birthday(person.birth, work.today)] if person.birth else []
    ending = [tag for tag in person.tags if tag.to_day and tag.to_day - work.today <= _SOON]
    lines += [f"{tag.title} {tag.to_day:%Y-%m-%d} 到期，请核对是否延续" for tag in ending]
    if person.number_note:
        lines.append(_ASK.get(person.number_note, person.number_note))
    if not person.phone_masked:
        lines.append("没有登记手机，请顺便问一下")
    return tuple(line for line in lines if line)


@needs(READ)
def visitors(work: Work, since: datetime) -> int:
    """How many residents stood at the desk since a moment."""
    return work.session.scalar(select(func.count()).select_from(Visit).where(Visit.last_at >= since)) or 0


def _birthday(birth: date, today: date) -> str:
    now, soon = age_years(birth, today), age_years(birth, today + _SOON)
    if soon > now and soon in _ROUND:
        return f"{short_date(birth)} 满 {soon} 周岁，优惠和补贴可能变化"
    return ""
