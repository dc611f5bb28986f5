"""Everything a clerk can do with and ask about residents. First argument `work`; rows returned are frozen."""

from shequ_desk.people.service.added import added_since, assign
from shequ_desk.people.service.areas import (
    add_area,
    area_path,
    areas,
    change_area,
    end_area,
    end_post,
    give_post,
    posts,
)
from shequ_desk.people.service.contacts import (
    add_card,
    add_guardian,
    add_phone,
    end_card,
    end_guardian,
    end_phone,
)
from shequ_desk.people.service.edit import (
    correct_number,
    edit,
    give_number,
    report_back,
    report_death,
    report_move,
    withdraw_death,
)
from shequ_desk.people.service.find import search, visited
from shequ_desk.people.service.households import (
    household,
    households_numbered,
    join_household,
    leave_household,
    new_household,
)
from shequ_desk.people.service.indexing import many_wait, sort_in
from shequ_desk.people.service.listing import count, export, listing
from shequ_desk.people.service.merge import merge, merges, unmerge
from shequ_desk.people.service.numbers import confirm_number, unconfirmed
from shequ_desk.people.service.reading import brief, get, ids_of, standing, unmask
from shequ_desk.people.service.register import hints, lookalikes, register
from shequ_desk.people.service.tags import add_tag, end_tag, tags_of

__all__ = [
    "add_area",
    "add_card",
    "add_guardian",
    "add_phone",
    "add_tag",
    "added_since",
    "area_path",
    "areas",
    "assign",
    "brief",
    "change_area",
    "confirm_number",
    "correct_number",
    "count",
    "edit",
    "end_area",
    "end_card",
    "end_guardian",
    "end_phone",
    "end_post",
    "end_tag",
    "export",
    "get",
    "give_number",
    "give_post",
    "hints",
    "household",
    "households_numbered",
    "ids_of",
    "join_household",
    "leave_household",
    "listing",
    "lookalikes",
    "many_wait",
    "merge",
    "merges",
    "new_household",
    "posts",
    "register",
    "report_back",
    "report_death",
    "report_move",
    "search",
    "sort_in",
    "standing",
    "tags_of",
    "unconfirmed",
    "unmask",
    "unmerge",
    "visited",
    "withdraw_death",
]
