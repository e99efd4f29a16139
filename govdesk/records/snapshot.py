"""A copy of the file of records to read from, while another machine writes or the folder cannot be written to."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from govdesk.files import sweep
from govdesk.records import sqlite

_TRIES = 40
_WAIT_SECONDS = 0.05


class Snapshot:
    """A private copy, in the data folder's cache where that can be written to; `close` removes it.

    Else in memory or in the machine's folder for temporary files: there is no other place. A copy that a kill left behind is swept at
    the next start (see `files.sweep`).
    """

    def __init__(self, source: Path, *, shared: bool, beside: bool) -> None:
        """`shared`: SQLite itself may read `source`, for it is in use on this machine only. `beside`: the data folder
        can be written to.

        Raises sqlite.DamagedFileError, sqlite3.Error, OSError.
        """
        self.folder = _private_folder(source.parent if beside else None)
        self.path = self.folder / sqlite.FILE_NAME
        try:
            if shared:
                sqlite.copy_database(source, self.path)
            else:
                _copy_at_rest(source, self.path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _elsewhere() -> list[Path]:
    """Where a copy may lie that has no place in the data folder; in memory first, where the system has such a place."""
    name = f"govdesk-{getattr(os, 'getuid', lambda: 0)()}"
    # Not tempfile.gettempdir, which writes a file to see whether it can.
    named = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    return [parent / name for parent in map(Path, ("/dev/shm", *named, "/tmp")) if parent.is_dir()]


def sweep_copies() -> None:
    """Remove the copies outside of the data folder that kills have left behind."""
    for parent in _elsewhere():
        if parent.is_dir() and not parent.is_symlink():
            sweep(parent, own=True)


def _private_folder(data_folder: Path | None) -> Path:
    name = f"reading-{os.getpid()}"
    for parent in ([] if data_folder is None else [data_folder / "cache"]) + _elsewhere():
        try:
            parent.mkdir(mode=0o700, exist_ok=True)
            if os.name == "posix" and parent.stat().st_uid != os.getuid():
                continue  # somebody else's: what lies in it would be his to read
            sweep(parent, own=True)
            for count in range(100):
                folder = parent / f"{name}-{count}"
                if not folder.exists():
                    folder.mkdir(mode=0o700)
                    return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="govdesk-"))


def _copy_at_rest(source: Path, target: Path) -> None:
    """Copy the file and its log while nobody writes: what stood before the copy must stand after it."""
    log = source.with_name(source.name + sqlite.COMPANIONS[0])
    for _ in range(_TRIES):
        before = _state(source), _state(log)
        shutil.copyfile(source, target)
        copied_log = target.with_name(target.name + sqlite.COMPANIONS[0])
        copied_log.unlink(missing_ok=True)
        if before[1] is not None:
            shutil.copyfile(log, copied_log)
        if (_state(source), _state(log)) == before:
            return
        time.sleep(_WAIT_SECONDS)
    raise OSError(f"{source} is being written to without a pause")


def _state(path: Path) -> tuple[int, int, bytes] | None:
    """Size, time of the last change, and the head: SQLite counts its changes there, and log restarts too."""
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            return status.st_size, status.st_mtime_ns, stream.read(100)
    except FileNotFoundError:
        return None
