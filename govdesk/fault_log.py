"""The log of faults of the program itself, in the data folder. It never grows beyond two files of a megabyte."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import govdesk
from govdesk.files import drop_link
from govdesk.paths import make_folder

LOG = Path("logs", "errors.log")
OLD_LOG = LOG.with_suffix(".old.log")
_LIMIT = 1_000_000  # bytes; beyond them the log starts anew and the old one is kept beside it


def write_log(data_folder: Path, text: str) -> Path | None:
    """Add `text` to the log in the data folder; gives the log's path, or None where it cannot be written."""
    log = data_folder / LOG
    try:
        make_folder(log.parent)
        drop_link(log)
        if log.exists() and not log.is_file():
            return None  # to write into a pipe is to wait for whoever reads it
        if log.exists() and log.stat().st_size > _LIMIT:
            os.replace(log, data_folder / OLD_LOG)
        with log.open("a", encoding="utf-8") as stream:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            stream.write(f"{now} GovDesk {govdesk.__version__}\n{text}\n")
    except OSError:
        return None
    return log
