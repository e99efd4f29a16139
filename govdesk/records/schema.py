"""The tables, described once with SQLAlchemy Core. Nothing here is SQLite's own.

SQLAlchemy Core and not its ORM: records are frozen values, not objects that track their changes, and
the ORM would add about half to the time that the first use of the store takes to import.

`record` repeats a few derived values in its `c_…` columns, for the 清单 page to filter and sort without
opening every record. They are a cache: each write computes them anew in its own transaction, and a
changed calendar or a raised CACHE_VERSION computes them all again.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

#: Raise it when what the `c_…` columns are computed from changes in the code.
CACHE_VERSION = 5

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Frozen bases, each stored once however many records rest on it; `digest` is the SHA-256 of `body`.
basis = Table(
    "basis",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

record = Table(
    "record",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String, nullable=False, unique=True),
    # The answers follow the number: `recovery.numbers_in` looks for the two together.
    Column("answers", Text, nullable=False),  # JSON
    Column("fields", Text, nullable=False),  # JSON
    Column("basis", ForeignKey("basis.digest"), nullable=False),
    Column("count_start", Boolean, nullable=False),
    # Times are UTC as ISO 8601 text of one width, so that they sort as text.
    Column("created", String(27), nullable=False),
    Column("updated", String(27), nullable=False),
    Column("archived_at", String(27)),
    Column("deleted_at", String(27)),
    Column("c_rule", String, nullable=False),
    Column("c_rule_title", String, nullable=False),
    Column("c_wizard", String, nullable=False),
    Column("c_wizard_title", String, nullable=False),
    Column("c_title", String, nullable=False),
    Column("c_handler", String, nullable=False),
    Column("c_started", Date),
    Column("c_done", Integer, nullable=False),
    Column("c_total", Integer, nullable=False),
    Column("c_next_due", Date),
    Column("c_next_due_what", String, nullable=False),
    Column("c_next_due_provisional", Boolean, nullable=False),
    Column("c_words", Text, nullable=False),  # what the text filter looks through
    Column("c_wait", Date),  # by when somebody else is to have done something
    Column("c_wait_who", String, nullable=False, server_default=""),
    Column("c_wait_what", String, nullable=False, server_default=""),
    Column("c_desk", String, nullable=False, server_default=""),
    Column("desk", Text, nullable=False, server_default=""),  # whose list it is
    Column("matter", Text, nullable=False, server_default=""),  # shared by the records of one matter
    Column("follows", Text, nullable=False, server_default=""),  # id of the record this one was made from
    Column("replies", Text, nullable=False, server_default="{}"),  # JSON: answers to open points, by id
    Column("jottings", Text, nullable=False, server_default="{}"),  # JSON: what was noted of others' acts, by id
)
Index("ix_record_matter", record.c.matter)
# The list as it opens, last worked on first: read from its end, a screen at a time.
Index("ix_record_worked", record.c.deleted_at, record.c.updated)
Index(None, record.c.c_next_due)
Index(None, record.c.basis)
# All that counts and filters look at: they are told from the index, a tenth of the records' size.
Index(
    "ix_record_listed",
    record.c.deleted_at,
    record.c.archived_at,
    record.c.c_done,
    record.c.c_total,
    record.c.number,
    record.c.c_rule_title,
    record.c.c_wizard_title,
    record.c.c_handler,
)

mark = Table(
    "mark",
    metadata,
    Column("record", ForeignKey("record.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String, primary_key=True),
    Column(
        "state", String, CheckConstraint("state IN ('open', 'done', 'not_applicable')", name="state"), nullable=False
    ),
    Column("by", String, nullable=False),
    Column("at", String(27)),
    Column("reason", String, nullable=False),
    Column("note", Text, nullable=False),
)

#: History. The id is never used twice, so that an undo cannot hit another change.
change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("record", ForeignKey("record.id", ondelete="CASCADE"), nullable=False),
    Column("at", String(27), nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("item", String, nullable=False),
    Column("before", Text, nullable=False),  # JSON
    Column("after", Text, nullable=False),  # JSON
    Column("undoes", String(36), nullable=False),
    sqlite_autoincrement=True,
)
Index(None, change.c.record)

draft = Table(
    "draft",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("rule", String, nullable=False),
    Column("wizard", String, nullable=False),
    Column("desk", String, nullable=False),
    Column("answers", Text, nullable=False),  # JSON
    Column("updated", String(27), nullable=False),
)

#: The last number given out in a year. It outlives its record: numbers on paper are never used again.
series = Table(
    "series",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

#: Facts about the file itself: by which calendar the cache was computed.
fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
