"""An index from which the list's counts and filters are told without reading the records themselves."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index(
        "ix_record_listed",
        "record",
        ["deleted_at", "archived_at", "c_done", "c_total", "number", "c_wizard_title", "c_handler"],
    )
