"""Two records of one person become one by alias: rows that point to either stay where they are.

The alias keeps its row, its tags, phones and cards; reading the kept record reads both. Fields of the kept record are
chosen one by one. When it takes the alias's ID number the two swap numbers, so that both numbers still lead here.
"""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import select

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.rules import MERGE, READ, Details
from shequ_desk.people.service import indexing, shared, snapshots
from shequ_desk.people.service.added import added_rows
from shequ_desk.people.service.contacts import is_guardian
from shequ_desk.people.service.households import refuse_second_head
from shequ_desk.people.service.reading import person_view
from shequ_desk.people.service.served import served_since
from shequ_desk.people.tables import Merge, Person
from shequ_desk.people.views import MergeView, Unmerged
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

Side = Literal["keep", "alias"]

FIELDS = (*Details.__dataclass_fields__, "id_number", "deceased_on", "moved_out_on")
"""What may be chosen field by field."""

_person = Person.__table__
_UNSEEN: Mapping[int, int] = {}


@needs(MERGE)
def merge(
    work: Work, keep_id: int, alias_id: int, choices: Mapping[str, Side], seen: Mapping[int, int] = _UNSEEN
) -> int:
    """Make `alias_id` an alias of `keep_id` and return the merge's id.

    `choices` names the FIELDS to take from the alias ("alias"); all others stay as the kept record has them. `seen`:
    record → version the clerk was shown; Conflict when one has moved on or was merged elsewhere.
    Refusal when they are one record already, when one is the other's guardian, and for a relation to the head that
    does not go with the household chosen.
    """
    keep, alias = shared.live(work, keep_id), shared.live(work, alias_id)
    if keep.id == alias.id:
        raise Refusal("这两份已经是同一份档案", "请选择另一份档案")
    for asked, person in ((keep_id, keep), (alias_id, alias)):
        if asked in seen and (person.id, person.version) != (asked, seen[asked]):
            raise Conflict("其中一份档案刚刚被别人改过", "请核对现在的内容，再合并", person_view(work, person.id))
    if is_guardian(work, keep.id, alias.id) or is_guardian(work, alias.id, keep.id):
        raise Refusal("这两人一个是另一个的监护人，不会是同一人", "请核对；监护人登记有误时先停用那一条")
    keep_before, alias_before = snapshots.take(keep), snapshots.take(alias)
    taken_over = _become_alias(work, keep, alias)
    _take_fields(keep, alias, [field for field in FIELDS if choices.get(field) == "alias"])
    if {"household_id", "relation"} & choices.keys():
        _check_home(work, keep)
    row = Merge(
        keep_id=keep.id,
        alias_id=alias.id,
        at=work.now,
        clerk_id=work.clerk.id,
        clerk_name=work.clerk.name,
        keep_before=keep_before,
        alias_before=alias_before,
        changed=snapshots.differences(keep_before, snapshots.take(keep)),
        taken_over=taken_over,
    )
    work.session.add(row)
    _settle(work, keep, alias)
    return row.id


@needs(MERGE)
def unmerge(work: Work, merge_id: int) -> Unmerged:
    """Give both records back and say since when rows may belong to either.

    The kept record gets back what the merge changed, except fields edited since. Refusal when the merge was undone
    already, a later merge of the same record has to be undone first, or somebody has the alias's ID number by now.
    """
    row = work.session.get(Merge, merge_id)
    if row is None or row.undone_at is not None:
        raise Refusal("没有找到这次合并，或已经撤销", "请刷新后再看")
    _refuse_buried(work, row)
    keep, alias = work.session.get_one(Person, row.keep_id), work.session.get_one(Person, row.alias_id)
    snapshots.give_back(keep, row.changed)
    _refuse_same_number(work, row, keep)
    work.session.flush()
    snapshots.restore(alias, row.alias_before)
    alias.merged_into, alias.alias_no = None, 0
    for other_id in row.taken_over:
        work.session.get_one(Person, other_id).merged_into = alias.id
    row.undone_at = work.now
    _settle(work, keep, alias)
    served = served_since(work, keep.id, row.at)
    return Unmerged(keep.id, alias.id, row.at, added_rows(work, keep.id, row.at), served)


@needs(READ)
def merges(work: Work, person_id: int) -> tuple[MergeView, ...]:
    """Every merge a record took part in, the newest first."""
    query = select(Merge).where((Merge.keep_id == person_id) | (Merge.alias_id == person_id)).order_by(Merge.id.desc())
    return tuple(_view(row) for row in work.session.scalars(query))


def _become_alias(work: Work, keep: Person, alias: Person) -> list[int]:
    earlier = list(work.session.scalars(select(Person).where(Person.merged_into == alias.id)))
    for person in (alias, *earlier):
        person.merged_into, person.alias_no = keep.id, person.id
    work.session.flush()
    return [person.id for person in earlier]


def _take_fields(keep: Person, alias: Person, fields: list[str]) -> None:
    for field in fields:
        if field == "id_number":
            _swap_numbers(keep, alias)
        else:
            setattr(keep, field, getattr(alias, field))


def _check_home(work: Work, keep: Person) -> None:
    if keep.relation and keep.household_id is None:
        raise Refusal("选了与户主关系，没有选户", "“户”和“与户主关系”请选同一份", "relation")
    work.session.flush()
    refuse_second_head(work, keep.household_id, keep.relation, keep.id)


def _swap_numbers(keep: Person, alias: Person) -> None:
    mine = (keep.id_number, keep.id_kind, keep.id_twin)
    keep.id_number, keep.id_kind, keep.id_twin = alias.id_number, alias.id_kind, alias.id_twin
    keep.no_number_reason = alias.no_number_reason
    if mine[0] is not None:
        alias.id_number, alias.id_kind, alias.id_twin = mine


def _settle(work: Work, keep: Person, alias: Person) -> None:
    for person in (keep, alias):
        person.sort_key = sort_key(person.name)
        person.version += 1
    work.session.flush()
    for person in (keep, alias):
        indexing.reindex(work, person)
    work.news("people")


def _refuse_buried(work: Work, row: Merge) -> None:
    ours = (row.keep_id, row.alias_id)
    later = select(Merge.id).where(
        Merge.id > row.id, Merge.undone_at.is_(None), Merge.keep_id.in_(ours) | Merge.alias_id.in_(ours)
    )
    if work.session.scalars(later).first() is not None:
        raise Refusal("这份档案后来又合并过", "请先撤销后来的那次合并")


def _refuse_same_number(work: Work, row: Merge, keep: Person) -> None:
    """While the records were one, the kept one may have been corrected to the alias's number, or another taken it."""
    number, twin = row.alias_before["id_number"], row.alias_before["id_twin"]
    if number is None:
        return
    if number == keep.id_number != row.keep_before["id_number"]:
        raise Refusal(
            "分开后两份档案会是同一个证件号码", "请先用“更正号码”改好现在这份，再撤销合并；确是同一人就不用撤销"
        )
    held = select(_person.c.name).where(_person.c.id_number == number, _person.c.id_twin == twin)
    others = held.where(_person.c.merged_into.is_(None), _person.c.id.not_in((row.keep_id, row.alias_id)))
    taken = work.connection.execute(others).scalar()
    if taken is not None:
        raise Refusal(f"合并期间，被合并那份的证件号码已登记给{taken}", f"请先核对并更正{taken}的号码，再撤销合并")


def _view(row: Any) -> MergeView:
    keep, alias = row.keep_before["name"], row.alias_before["name"]
    return MergeView(row.id, row.keep_id, keep, row.alias_id, alias, row.at, row.clerk_name, row.undone_at)
