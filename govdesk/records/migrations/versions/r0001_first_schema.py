"""The first schema: records with marks and history, frozen bases, drafts, numbers.

A migration is written out in full and never imports `schema.py`, which moves on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "basis",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_basis"),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("number", sa.String, nullable=False),
        # The answers follow the number: `recovery.numbers_in` looks for the two together.
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("count_start", sa.Boolean, nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.Column("updated", sa.String(27), nullable=False),
        sa.Column("archived_at", sa.String(27)),
        sa.Column("deleted_at", sa.String(27)),
        sa.Column("c_rule", sa.String, nullable=False),
        sa.Column("c_rule_title", sa.String, nullable=False),
        sa.Column("c_wizard", sa.String, nullable=False),
        sa.Column("c_wizard_title", sa.String, nullable=False),
        sa.Column("c_title", sa.String, nullable=False),
        sa.Column("c_handler", sa.String, nullable=False),
        sa.Column("c_started", sa.Date),
        sa.Column("c_done", sa.Integer, nullable=False),
        sa.Column("c_total", sa.Integer, nullable=False),
        sa.Column("c_next_due", sa.Date),
        sa.Column("c_next_due_what", sa.String, nullable=False),
        sa.Column("c_next_due_provisional", sa.Boolean, nullable=False),
        sa.Column("c_words", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["basis"], ["basis.digest"], name="fk_record_basis"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("number", name="uq_record_number"),
    )
    op.create_index("ix_record_basis", "record", ["basis"])
    op.create_index("ix_record_c_next_due", "record", ["c_next_due"])
    op.create_index("ix_record_updated", "record", ["updated"])
    op.create_table(
        "mark",
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.String(27)),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('open', 'done', 'not_applicable')", name="ck_mark_state"),
        sa.ForeignKeyConstraint(["record"], ["record.id"], name="fk_mark_record", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record", "item", name="pk_mark"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("undoes", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["record.id"], name="fk_change_record", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.UniqueConstraint("uid", name="uq_change_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_record", "change", ["record"])
    op.create_table(
        "draft",
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("wizard", sa.String, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("updated", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("rule", "wizard", name="pk_draft"),
    )
    op.create_table(
        "series",
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_series"),
    )
    op.create_table(
        "fact",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_fact"),
    )
