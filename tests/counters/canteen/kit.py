"""What the canteen's tests share: a clerk with every right, invented residents, orders."""

from datetime import date
from itertools import count

from shequ_desk.counters.canteen.rules import Order, Portion, Worker
from shequ_desk.kernel.identity import complete
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Work
from tests.clerks import EVERYTHING

CLERK = EVERYTHING
_sequence = count(100)


def resident(work: Work, name: str, birth: date, hukou: str = "本社区") -> int:
    """Register an invented resident; returns the id."""
    number = complete(f"330200{birth:%Y%m%d}{next(_sequence) % 1000:03d}")
    return people.register(work, Draft(name=name, birth=birth, hukou=hukou, id_number=number))


def lunch(set_id: int, *person_ids: int | None, payment: str = "cash") -> Order:
    """A lunch of one portion each."""
    return Order(tuple(Portion(set_id, person_id) for person_id in person_ids), "午", payment)


def free(set_id: int, number: int, occupation: str = "外卖员") -> Order:
    """A public lunch for an invented worker."""
    return Order((Portion(set_id, None, Worker(f"师傅{number}", occupation, f"{number:04d}")),), "午")
