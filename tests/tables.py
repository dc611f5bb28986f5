"""Every slice's tables, so that the metadata (and the triggers made from it) is whole without the pages."""

from shequ_desk.counters.canteen import tables as canteen
from shequ_desk.counters.childcare import tables as childcare
from shequ_desk.counters.mediation import tables as mediation
from shequ_desk.counters.reports import tables as reports
from shequ_desk.office import tables as office
from shequ_desk.people import tables as people
from shequ_desk.people.service import roster_tables as roster
from shequ_desk.store import tables as store
from shequ_desk.till import tables as till

MODULES = (store, office, people, roster, till, canteen, childcare, mediation, reports)
