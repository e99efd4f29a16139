"""What Alembic runs for `govdesk.records.migrate`: the migrations, in the transaction that is open already."""

from alembic import context

from govdesk.records.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters a table by building it anew.
    render_as_batch=True,
    # SQLite can undo changes of tables; the whole way from an old schema is one transaction.
    transactional_ddl=True,
)
context.run_migrations()
