"""Runs the migration scripts. Only a file that is behind needs them (and 13 MB for Alembic): loaded by name."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def run(connection: Connection, place: Path) -> None:
    """Bring the structure to the newest revision, inside the connection's transaction; `place` holds `env.py`."""
    config = Config()
    config.set_main_option("script_location", str(place).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
