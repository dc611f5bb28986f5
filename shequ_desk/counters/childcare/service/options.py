"""The counter's settings."""

from shequ_desk.counters.childcare.rules.settings import Childcare, check_settings
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs("childcare.read")
def options(work: Work) -> Childcare:
    """The settings as stored, or their defaults."""
    return settings.load(work, Childcare)


@needs("childcare.rules")
def save_options(work: Work, values: Childcare) -> None:
    """Store the settings. Refusal when one of them makes no sense."""
    check_settings(values)
    settings.save(work, values)
    work.news("childcare")
