"""Wizards left half-way. Several of one errand live side by side, each with an id of its own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Row, delete, insert, select
from sqlalchemy.engine import Connection

from govdesk.records import rows, schema, sqlite
from govdesk.records.database import Database
from govdesk.records.model import Draft


class Drafts:
    """What the store does with drafts; see `Store`."""

    _db: Database

    def save_draft(
        self, rule: str, wizard: str, answers: Mapping[str, str], *, desk: str = "", draft_id: str = ""
    ) -> Draft:
        """Keep a wizard left half-way: as a new draft, or in the place of the one with `draft_id`."""
        draft = Draft(rule, wizard, dict(answers), self._db.now(), draft_id or uuid.uuid4().hex, desk)
        with self._db.writing() as connection:
            write_draft(connection, draft)
        return draft

    def restore_draft(self, draft: Draft) -> None:
        """Put back a draft that `drop_draft` gave, as it was."""
        with self._db.writing() as connection:
            write_draft(connection, draft)

    def drafts(self, rule: str = "", wizard: str = "") -> list[Draft]:
        """All drafts, or those of one errand, newest first."""
        with self._db.reading() as connection:
            found = select_drafts(connection)
        return [d for d in found if rule in ("", d.rule) and wizard in ("", d.wizard)]

    def load_draft(self, draft_id: str) -> Draft | None:
        """The draft with that id, or None."""
        return next((draft for draft in self.drafts() if draft.id == draft_id), None)

    def drop_draft(self, draft_id: str) -> Draft | None:
        """Forget a draft; it is given, so that it can be put back. None where there is none."""
        with self._db.writing() as connection:
            draft = next((draft for draft in select_drafts(connection) if draft.id == draft_id), None)
            delete_draft(connection, draft_id)
        return draft


def write_draft(connection: Connection, draft: Draft) -> None:
    """Store a draft in the place of the one with its id."""
    delete_draft(connection, draft.id)
    values = {
        "id": draft.id,
        "rule": draft.rule,
        "wizard": draft.wizard,
        "desk": draft.desk,
        "answers": msgspec.json.encode(draft.answers).decode(),
        "updated": rows.time_text(draft.updated),
    }
    connection.execute(insert(schema.draft).values(values))


def delete_draft(connection: Connection, draft_id: str) -> None:
    """Forget a draft, if there is one."""
    connection.execute(delete(schema.draft).where(schema.draft.c.id == draft_id))


def select_drafts(connection: Connection) -> list[Draft]:
    """All drafts, newest first."""
    found = connection.execute(select(schema.draft).order_by(schema.draft.c.updated.desc(), schema.draft.c.id))
    return [_draft(row) for row in found]


def _draft(row: Row[Any]) -> Draft:
    try:
        decoded = msgspec.json.decode(row.answers, type=dict[str, str])
        return Draft(row.rule, row.wizard, decoded, dt.datetime.fromisoformat(row.updated), row.id, row.desk)
    except (ValueError, msgspec.MsgspecError) as error:
        raise sqlite.DamagedFileError(f"draft {row.rule} {row.wizard}: {error}") from error
