"""Run by Alembic with the connection that ``records.migrate`` hands over."""

from alembic import context

from appliance.records.tables import Base

# Both databases have transactional DDL once we say BEGIN ourselves (see engine.py): a kill in
# the middle of a migration leaves the version before it.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
