"""Frozen rows the people services return. Numbers and phones are masked in all of them."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.people.rules import Details


@dataclass(frozen=True)
class TagView:
    """A dated tag. Both days are included; `to_day` None means still valid. `proof` is masked."""

    id: int
    key: str
    title: str
    from_day: date
    to_day: date | None
    grade: str
    proof: str
    checked_by: str
    checked_on: date | None


@dataclass(frozen=True)
class Member:
    """Someone of the same household; `age` in 周岁, None when the birth date is unknown."""

    person_id: int
    name: str
    relation: str
    age: int | None
    deceased_on: date | None
    moved_out_on: date | None


@dataclass(frozen=True)
class Brief:
    """The resident in front of the clerk, enough for a card. `id` is the kept record when the asked one was merged.

    `number_note` says that the ID number is held by two, or fails the check.
    """

    id: int
    name: str
    sex: str
    birth: date | None
    age: int | None
    id_masked: str
    phone_masked: str
    address: str
    tags: tuple[TagView, ...]
    household_no: str
    household: tuple[Member, ...]
    hukou: str
    residence: str
    deceased_on: date | None
    moved_out_on: date | None
    note: str
    number_note: str = ""


@dataclass(frozen=True)
class Held:
    """A tag as held on one day: its key, its grade (may be empty) and the paper behind it (may be empty)."""

    key: str
    grade: str
    proof: str


@dataclass(frozen=True)
class Standing:
    """What discount rules ask about a resident on one day; `tags` are those valid on it, by key."""

    person_id: int
    name: str
    id_masked: str
    tags: tuple[Held, ...]
    sex: str
    birth: date | None
    hukou: str
    residence: str
    deceased_on: date | None
    moved_out_on: date | None

    @property
    def groups(self) -> frozenset[str]:
        """The keys of the tags."""
        return frozenset(tag.key for tag in self.tags)


@dataclass(frozen=True)
class Hit:
    """One line of the search box. `note` says 已故, 已迁出, 已合并 or is empty."""

    person_id: int
    name: str
    sex: str
    age: int | None
    where: str
    id_masked: str
    note: str


@dataclass(frozen=True)
class PhoneView:
    """A phone number, masked."""

    id: int
    masked: str
    note: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class CardView:
    """A card (助餐卡, 市民卡)."""

    id: int
    kind: str
    number: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class GuardianView:
    """Who answers for a ward: a resident (`guardian_id`) or somebody from outside, by name and masked phone."""

    id: int
    guardian_id: int | None
    name: str
    phone_masked: str
    relation: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class OddView:
    """Why a number stands here that fails the check (`as_printed`) or is another resident's too (`shared`).

    `second_name` is the colleague who compared it with the card as well, empty until then.
    """

    id: int
    person_id: int
    kind: str
    reason: str
    at: datetime
    clerk_id: int
    clerk_name: str
    second_name: str
    second_at: datetime | None


@dataclass(frozen=True)
class Twin:
    """Another resident with the same ID number."""

    person_id: int
    name: str
    where: str


@dataclass(frozen=True)
class PersonView:
    """A whole record for the resident's page. `details` is what `edit` takes back together with `version`."""

    id: int
    version: int
    details: Details
    age: int | None
    id_kind: str
    id_masked: str
    no_number_reason: str
    tags: tuple[TagView, ...]
    phones: tuple[PhoneView, ...]
    cards: tuple[CardView, ...]
    guardians: tuple[GuardianView, ...]
    household_no: str
    household: tuple[Member, ...]
    area_path: str
    deceased_on: date | None
    moved_out_on: date | None
    reported_on: date | None
    aliases: tuple[int, ...]
    odd: tuple[OddView, ...] = ()
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True)
class Hint:
    """A soft warning beside a field: the clerk may go on (domain.md §1.1)."""

    field: str
    text: str


@dataclass(frozen=True)
class Lookalike:
    """A resident who may be the one being registered; `certain` when the ID number is the same.

    `shared` when that number stands under another name: two people may bear it (重号).
    """

    person_id: int
    name: str
    birth: date | None
    id_masked: str
    where: str
    why: str
    certain: bool
    shared: bool = False


@dataclass(frozen=True)
class HouseholdView:
    """A household with its members, the head first."""

    id: int
    number: str
    address: str
    area_id: int | None
    members: tuple[Member, ...]


@dataclass(frozen=True)
class AreaView:
    """A place in the tree 街道–村社–网格–微网格; `level` 1 to 4, `path` all titles from the top."""

    id: int
    parent_id: int | None
    level: int
    code: str
    title: str
    path: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class PostView:
    """Who holds a post of a grid (网格长, 专职, 兼职, 指导员, N)."""

    id: int
    area_id: int
    post: str
    name: str
    phone: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class ListRow:
    """One line of the residents' table."""

    person_id: int
    name: str
    sex: str
    age: int | None
    birth: date | None
    id_masked: str
    phone_masked: str
    address: str
    building_room: str
    hukou: str
    residence: str
    tags: tuple[str, ...]
    deceased_on: date | None
    moved_out_on: date | None


@dataclass(frozen=True)
class MergeView:
    """A merge that can be undone, newest first; the names are those both records had before it."""

    id: int
    keep_id: int
    keep_name: str
    alias_id: int
    alias_name: str
    at: datetime
    clerk_name: str
    undone_at: datetime | None


@dataclass(frozen=True)
class AddedRow:
    """A tag, phone, card or guardian entered after a merge, to be assigned. `table` and `row_id` go to `assign`."""

    table: str
    row_id: int
    person_id: int
    text: str
    at: datetime


@dataclass(frozen=True)
class ServedRow:
    """Something a counter wrote on a record, by the kind of row."""

    title: str
    at: datetime


@dataclass(frozen=True)
class Unmerged:
    """Two records again. `added` are this slice's rows since the merge, to be assigned; `served` what counters wrote.

    The latter stay where they are: what was printed is frozen.
    """

    keep_id: int
    alias_id: int
    since: datetime
    added: tuple[AddedRow, ...]
    served: tuple[ServedRow, ...] = ()
