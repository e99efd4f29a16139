"""Desks, replies, jottings, matters and waits of records; several drafts of one errand, each with an id of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WAITS = ("c_wait_who", "c_wait_what", "c_desk")
_LISTED = ("deleted_at", "archived_at", "c_done", "c_total", "number", "c_rule_title", "c_wizard_title", "c_handler")
_TEXTS = (("desk", ""), ("matter", ""), ("follows", ""), ("replies", "{}"), ("jottings", "{}"))


def upgrade() -> None:
    for name, empty in _TEXTS:
        op.add_column("record", sa.Column(name, sa.Text, nullable=False, server_default=empty))
    op.add_column("record", sa.Column("c_wait", sa.Date))
    for name in _WAITS:
        op.add_column("record", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.create_index("ix_record_matter", "record", ["matter"])
    op.drop_index("ix_record_listed", "record")
    op.create_index("ix_record_listed", "record", list(_LISTED))
    op.create_table(
        "draft_by_id",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("wizard", sa.String, nullable=False),
        sa.Column("desk", sa.String, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("updated", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.execute(
        "INSERT INTO draft_by_id (id, rule, wizard, desk, answers, updated) "
        "SELECT lower(hex(randomblob(16))), rule, wizard, '', answers, updated FROM draft"
    )
    op.drop_table("draft")
    op.rename_table("draft_by_id", "draft")
