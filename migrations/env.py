"""Alembic environment. Imports nothing of the program: the connection comes through config.attributes."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None, transactional_ddl=False)
context.run_migrations()
