"""Brings a file of records to the schema of this program. Alembic is imported only when there is work.

The migrations lie in `migrations/versions/`, one file a revision, and are never edited once released.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.records import sqlite

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Engine

#: Every revision this program can read, oldest first. Kept here so that opening needs no Alembic.
REVISIONS = ("0001", "0002", "0003")
HEAD = REVISIONS[-1]


def upgrade(engine: Engine) -> None:
    """Bring the open database to HEAD, from nothing or from any older revision: all or nothing.

    Two programs may come here at once: the second waits, and finds nothing left to do.
    """
    from alembic import command

    config = configuration()
    with sqlite.migrating(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def configuration() -> Config:
    """Alembic's settings without an ini file. The folder is looked for beside this module, also in a built app."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
