"""Wizards left half-way, one for each wizard of each rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from govdesk.records import rows, schema, sqlite
from govdesk.records.database import Database
from govdesk.records.model import Draft


class Drafts:
    """What the store does with drafts; see `Store`."""

    _db: Database

    def save_draft(self, rule: str, wizard: str, answers: Mapping[str, str]) -> Draft:
        """Keep a wizard left half-way, one for each wizard of each rule."""
        draft = Draft(rule, wizard, dict(answers), self._db.now())
        with self._db.writing() as connection:
            write_draft(connection, draft)
        return draft

    def drafts(self) -> list[Draft]:
        """All drafts, newest first."""
        with self._db.reading() as connection:
            return select_drafts(connection)

    def load_draft(self, rule: str, wizard: str) -> Draft | None:
        """The draft of that wizard, or None."""
        with self._db.reading() as connection:
            return select_draft(connection, rule, wizard)

    def drop_draft(self, rule: str, wizard: str) -> None:
        """Forget a draft, if there is one."""
        with self._db.writing() as connection:
            delete_draft(connection, rule, wizard)


def write_draft(connection: Connection, draft: Draft) -> None:
    """Store a draft in place of the former one of its wizard."""
    delete_draft(connection, draft.rule, draft.wizard)
    values = {"rule": draft.rule, "wizard": draft.wizard, "updated": rows.time_text(draft.updated)}
    connection.execute(insert(schema.draft).values(answers=msgspec.json.encode(draft.answers).decode(), **values))


def delete_draft(connection: Connection, rule: str, wizard: str) -> None:
    """Forget a draft, if there is one."""
    connection.execute(delete(schema.draft).where(schema.draft.c.rule == rule, schema.draft.c.wizard == wizard))


def select_drafts(connection: Connection) -> list[Draft]:
    """All drafts, newest first."""
    found = connection.execute(select(schema.draft).order_by(schema.draft.c.updated.desc()))
    return [_draft(row.rule, row.wizard, row.answers, row.updated) for row in found]


def select_draft(connection: Connection, rule: str, wizard: str) -> Draft | None:
    """The draft of that wizard, or None."""
    query = select(schema.draft).where(schema.draft.c.rule == rule, schema.draft.c.wizard == wizard)
    row = connection.execute(query).first()
    return _draft(row.rule, row.wizard, row.answers, row.updated) if row else None


def _draft(rule: str, wizard: str, answers: str, updated: str) -> Draft:
    try:
        decoded = msgspec.json.decode(answers, type=dict[str, str])
        return Draft(rule, wizard, decoded, dt.datetime.fromisoformat(updated))
    except (ValueError, msgspec.MsgspecError) as error:
        raise sqlite.DamagedFileError(f"draft {rule} {wizard}: {error}") from error
