"""The canteen's settings."""

from shequ_desk.counters.canteen.rules.settings import Canteen, check_settings
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs("canteen.read")
def options(work: Work) -> Canteen:
    """The settings as stored, or their defaults."""
    return settings.load(work, Canteen)


@needs("canteen.rules")
def save_options(work: Work, values: Canteen) -> None:
    """Store the settings. Refusal when one of them makes no sense."""
    check_settings(values)
    settings.save(work, values)
    work.news("canteen")
