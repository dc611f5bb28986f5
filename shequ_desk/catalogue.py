"""The counters in menu order, one plain import each, and what they together grant to the roles."""

from shequ_desk.office.rules import GRANTS as OFFICE_GRANTS
from shequ_desk.store.rights import Grants, merge_grants

GRANTS: Grants = merge_grants([OFFICE_GRANTS])
