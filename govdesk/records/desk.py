"""Who works in a data folder: one machine at a time, and one window.

SQLite lets several programs of one machine write to one file; between machines its log cannot be shared.
So the first program takes the desk: an operating system's lock on `records.lock`, which ends with the
process however it ends, and in the file who holds it. Another program of the same machine may write
beside it, unless both are windows; everybody else only reads. https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import datetime as dt
import errno
import getpass
import os
import platform
import sys
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

from govdesk.files import drop_link, is_running, read_regular
from govdesk.paths import LOCK_NAME, make_folder, write_atomically
from govdesk.strict import UNREADABLE

#: Lies in the data folder while a second start asks the window of the first one to show itself.
SHOW_NAME = "show-window"
#: Lies there until the window has taken notice of a file that was double-clicked; holds its path.
OPEN_NAME = "show-window-file"
_MAKE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_MAX_PATH = 32_768  # bytes; the longest that Windows knows
_OPEN_SECONDS = 60  # an older request was for a window that never came

_LOCK_AT = 0x7FFF_0000  # on Windows a locked byte cannot be read: one that is never written
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


class Program(StrEnum):
    """What kind of program works in the folder: a window stays for hours, a command for a moment."""

    WINDOW = "window"
    COMMAND = "command"


class Holder(msgspec.Struct, frozen=True):
    """Who holds the desk; `since` is UTC, `machine` tells one machine from another of the same name."""

    host: str
    user: str
    pid: int
    since: dt.datetime
    program: Program
    machine: str = ""

    @property
    def in_words(self) -> str:
        """`电脑“DESK-3”上的 wang（11-24 09:42 起，进程 812）`."""
        since = f"{self.since.astimezone():%m-%d %H:%M}"
        return f"电脑“{self.host}”上的 {self.user}（{since} 起，进程 {self.pid}）"

    @property
    def is_here(self) -> bool:
        """Does it run on this machine?"""
        return self.machine == this_machine()


class Desk:
    """A program's place in one data folder. Enter once, leave at the end; both may be called again."""

    def __init__(self, folder: Path, program: Program = Program.COMMAND) -> None:
        self.folder = folder
        self.program = program
        self.barred_by: Holder | None = None  # after `enter`: who else works here, so that this one only reads
        self._descriptor: int | None = None
        self._path = folder / LOCK_NAME

    @property
    def is_ours(self) -> bool:
        """Does this program hold the desk? Else it writes beside the holder, or only reads."""
        return self._descriptor is not None

    def enter(self) -> bool:
        """Take the desk or a place beside it; False when this program may only read: see `barred_by`.

        Raises OSError when the folder cannot be written to.
        """
        self.barred_by = None
        if self._descriptor is not None or self._take():
            return True
        holder = read_holder(self.folder)
        if holder is None:  # it has just left, or is about to write its name
            time.sleep(0.05)
            if self._take():
                return True
            holder = read_holder(self.folder) or _nobody()
        windows = holder.program is Program.WINDOW and self.program is Program.WINDOW
        if holder.is_here and not windows:
            return True
        self.barred_by = holder
        return False

    def leave(self) -> None:
        """Give the desk up."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.ftruncate(descriptor, 0)
            os.close(descriptor)  # the lock ends with it

    def _take(self) -> bool:
        drop_link(self._path)  # to write our name would empty what it leads to
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self._path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
        try:
            locked = _lock(descriptor)
            if not (self._abandoned() if locked is None else locked):
                os.close(descriptor)
                return False
            with suppress(OSError):  # on a full disk the lock holds without a name
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.write(descriptor, msgspec.json.encode(_us(self.program)))
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return True

    def _abandoned(self) -> bool:
        """Where the file system knows no locks: is the holder that is named there gone? Elsewhere is not known."""
        holder = read_holder(self.folder)
        return holder is None or (holder.is_here and not is_running(holder.pid))


def read_holder(folder: Path) -> Holder | None:
    """Who is named in the folder's lock. After a crash that is one who is gone: only `Desk.enter` can tell."""
    try:
        return msgspec.json.decode(read_regular(folder / LOCK_NAME, 100_000), type=Holder)
    except UNREADABLE:
        return None


def ask_to_show(folder: Path, *, seconds: float = 2.0) -> bool:
    """Ask the window that holds the desk to come to the front; True when it took notice.

    It does so by removing `SHOW_NAME`. False where the holder is no window of this machine, or does not answer.
    """
    holder = read_holder(folder)
    if holder is None or not holder.is_here or holder.program is not Program.WINDOW:
        return False
    request = folder / SHOW_NAME
    try:
        drop_link(request)  # what it leads to is not ours to empty
        os.close(os.open(request, _MAKE, 0o666))
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            if not request.exists():
                return True
            time.sleep(0.02)
        request.unlink(missing_ok=True)
    except OSError:
        pass
    return False


def ask_to_open(folder: Path, file: Path) -> None:
    """Leave word for the window on `folder`, the one that is open or the one that opens next, to look at `file`. Raises OSError."""
    make_folder(folder)
    write_atomically(folder / OPEN_NAME, os.fsencode(file.absolute()))


def take_file(folder: Path) -> Path | None:
    """For the window that holds the desk: the file that it was asked to look at. Removes the request."""
    request = folder / OPEN_NAME
    try:
        age = time.time() - request.stat().st_mtime
        name = read_regular(request, _MAX_PATH)
        request.unlink()
    except OSError:
        return None
    return Path(os.fsdecode(name)) if age < _OPEN_SECONDS and b"\0" not in name else None


def take_request(folder: Path) -> bool:
    """For the window that holds the desk: has a second start asked it to show itself? Removes the request."""
    try:
        (folder / SHOW_NAME).unlink()
    except OSError:
        return False
    return True


def this_machine() -> str:
    """A text that no other machine has: its name, and on Linux the id of this boot."""
    boot = ""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return f"{platform.node()} {boot}".strip()


def _us(program: Program) -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return Holder(platform.node() or "?", user, os.getpid(), now, program, this_machine())


def _nobody() -> Holder:
    """A holder that does not say who it is."""
    return Holder("?", "?", 0, dt.datetime.now(dt.UTC), Program.WINDOW)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool | None:
        os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool | None:
        """Lock the file for this process; None where the file system knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            if error.errno in (errno.EAGAIN, errno.EACCES):
                return False
            raise
        return True
