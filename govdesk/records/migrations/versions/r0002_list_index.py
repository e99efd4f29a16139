"""Indexes for a long list: its counts and filters without the records themselves, its first screen without a sort."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_index("ix_record_updated", "record")
    op.create_index("ix_record_worked", "record", ["deleted_at", "updated"])
    op.create_index(
        "ix_record_listed",
        "record",
        ["deleted_at", "archived_at", "c_done", "c_total", "number", "c_wizard_title", "c_handler"],
    )
