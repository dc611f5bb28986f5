"""The migrations make exactly the tables the program maps: names, columns, nullability, keys, indexes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shequ_desk.store.base import Base
from shequ_desk.store.database import Database

OPTIONS = {"compare_type": False, "target_metadata": Base.metadata}


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_every_insert_only_table_has_its_triggers(database: Database) -> None:
    frozen = sorted(name for name, table in Base.metadata.tables.items() if table.info.get("frozen"))
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT tbl_name, count(*) FROM sqlite_master WHERE type='trigger' GROUP BY 1"
        )
        guarded: dict[str, int] = dict(rows.fetchall())
    assert {"audit", "receipt", "receipt_line", "receipt_event", "day_close"} <= set(frozen)
    assert {name: guarded.get(name, 0) >= 2 for name in frozen} == dict.fromkeys(frozen, True)
