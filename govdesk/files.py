"""Files as a hostile or unlucky folder has them: read within limits, locked, synced, and swept after a kill.

Nothing here knows what a file means. Errors are OSError, except where a docstring says otherwise.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

#: Bytes that a text file of a pack, a year file, settings or notes may have. The longest shipped file has 0.2 million.
MAX_TEXT = 2_000_000
#: A temporary file whose process still lives is left alone for this long: process ids are given out again.
_ABANDONED_AFTER = 86_400.0  # seconds
_ROOM = 100_000  # bytes: less than any file of records
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
# Compiled where they are first needed, which is not in the first frame.
_TEMPORARY = (
    r"(?s:\..*\.(\d+)(?:\.govdesk|\.bak)?\.tmp(?:-journal|-wal|-shm)?|\.write-test-(\d+)|\.import-(\d+)|reading-(\d+)-\d+|building-(\d+)-\w+"
    r"|\.records\.db\.new(?:-journal|-wal|-shm)?)"
)
#: Unmistakably ours, so that it may be swept out of a folder of the user's.
_OURS = r"(?s:\..*\.(\d+)\.govdesk\.tmp(?:-journal)?)"


class NotRegularError(OSError):
    """A device, a pipe, a socket or a folder lies where a file is expected."""


class TooLargeError(OSError):
    """A file is larger than its kind ever is."""


class OutsideError(OSError):
    """A link leads out of the folder that it lies in."""


def read_regular(path: Path, limit: int = MAX_TEXT, *, within: Path | None = None) -> bytes:
    """The bytes of a regular file, at most `limit` of them.

    `within`: a folder that the file must really lie in, links followed. Raises FileNotFoundError, also for a link that
    leads nowhere; NotRegularError (a pipe is never waited for), TooLargeError, OutsideError; OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: to open a device may act on it
        raise NotRegularError(f"{path} is not a regular file")
    if within is not None and leads_out(path, within):
        raise OutsideError(f"{path} leads out of {within}")
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(f"{path} is not a regular file")
        if status.st_size > limit:
            raise TooLargeError(f"{path} has {status.st_size} bytes, at most {limit} are read")
        content = stream.read(status.st_size + 1)  # Python takes the memory for all that it is asked to read
        if len(content) > status.st_size:  # it grows while it is read
            content += stream.read(limit + 1 - len(content))
    if len(content) > limit:
        raise TooLargeError(f"{path} has more than {limit} bytes")
    return content


def leads_out(path: Path, folder: Path) -> bool:
    """Is `path` a link out of `folder`, or one that leads nowhere but in a circle?"""
    if not path.is_symlink():
        return False
    try:
        path.stat()
    except FileNotFoundError:
        pass  # whoever reads it says so
    except OSError:
        return True  # a circle: `resolve` tells it as RuntimeError before Python 3.13, and later not at all
    return not path.resolve().is_relative_to(folder.resolve())


def is_folder(path: Path) -> bool:
    """`Path.is_dir`, and no where the system gives no answer: a name too long, a folder nobody may enter, a stick pulled out.

    Of these Path's own raise before Python 3.14.
    """
    with suppress(OSError):
        return path.is_dir()
    return False


def is_file(path: Path) -> bool:
    """`Path.is_file`, as `is_folder`."""
    with suppress(OSError):
        return path.is_file()
    return False


def is_closed(folder: Path) -> bool:
    """Does a folder lie there that cannot be looked into, though its name can be read?"""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat(follow_symlinks=False)  # names may be listed where nothing may be reached
                break
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False


def is_full(error: BaseException) -> bool:
    """Does an error say that the disk, or the user's share of it, is full?"""
    return isinstance(error, OSError) and error.errno in _FULL


def has_no_room(folder: Path) -> bool:
    """Is the disk of a folder full? For errors that do not say why, as SQLite's own for some of its files."""
    import shutil

    with suppress(OSError):
        return shutil.disk_usage(folder).free < _ROOM
    return False


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do so."""
    if os.name != "posix":
        return  # Windows writes names through
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # a folder that may be written to but not read
    try:
        with suppress(OSError):  # file systems over the network may not know it
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(source: Path, target: Path) -> None:
    """Give a file or a folder another name, on the disk when this returns; what lies there is not replaced. Raises OSError."""
    source.rename(target)
    for folder in {source.parent, target.parent}:
        sync_folder(folder)


def temporary_name(path: Path) -> Path:
    """Where the new content of `path` is written first: hidden, beside it, and known as ours after a kill."""
    # Not the whole name: one that just fits would not fit with more to it. 255 bytes are the limit.
    stem = path.name.encode(errors="surrogateescape")[:120].decode(errors="ignore")
    return path.with_name(f".{stem}.{os.getpid()}.govdesk.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content takes the place of the file at `path` when the block ends, on the disk by then.

    A block that raises changes nothing. Where the system can write a file that has no name yet (Linux, on most of its file
    systems), a kill leaves nothing behind; elsewhere a hidden file that `sweep` knows. Raises OSError.
    """
    sweep(path.parent)
    temporary = temporary_name(path)
    unnamed = _open_unnamed(path.parent)
    try:
        with temporary.open("wb") if unnamed is None else os.fdopen(unnamed, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if unnamed is not None:
                _name(stream, temporary)
        os.replace(temporary, path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _open_unnamed(folder: Path) -> int | None:
    """A new file in `folder` that has no name and goes with its process; None where the system knows no such thing."""
    if sys.platform == "win32" or not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except OSError:
        return None  # the file system does not know it, or the folder is gone: a named file will tell


def _name(stream: IO[bytes], path: Path) -> None:
    """Give a file without a name its name. Raises OSError."""
    path.unlink(missing_ok=True)  # of a former process with the same number
    try:
        # Only with a folder given does Python follow the link, and only then is it the file that is linked to.
        os.link(f"/proc/self/fd/{stream.fileno()}", path, src_dir_fd=0, follow_symlinks=True)
    except OSError:
        import shutil

        stream.seek(0)
        with path.open("wb") as named:
            shutil.copyfileobj(stream, named)
            named.flush()
            os.fsync(named.fileno())


def sweep(folder: Path, *, own: bool = False) -> int:
    """Remove what writes that were killed have left in `folder`; how many entries that were.

    `own`: a folder of the program's, where also the names of older versions are ours.
    """
    pattern = _TEMPORARY if own else _OURS
    swept = 0
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name[0] in ".rb" and re.fullmatch(pattern, entry.name)]
    except OSError:
        return 0
    for entry in found:
        match = re.fullmatch(pattern, entry.name)
        assert match is not None
        pid = int(next((group for group in match.groups() if group), 0))  # 0: a name of former versions, without one
        with suppress(OSError, OverflowError):
            if pid == os.getpid() or (
                pid and is_running(pid) and time.time() - entry.stat(follow_symlinks=False).st_mtime < _ABANDONED_AFTER
            ):
                continue
            if entry.is_dir(follow_symlinks=False):
                import shutil

                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()
            swept += 1
    return swept


def is_running(pid: int) -> bool:
    """Does a process of this machine have that id? True where the system cannot be asked."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@contextmanager
def locked(path: Path, seconds: float = 15.0) -> Iterator[None]:
    """One process at a time in the block, by a lock file at `path`, which stays; no link is followed.

    The lock ends with the process. Where the file system knows no locks the block runs without one. Raises TimeoutError.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    drop_link(path)
    descriptor = os.open(path, flags, 0o666)
    try:
        give_up = time.monotonic() + seconds
        while not _try_lock(descriptor):
            if time.monotonic() > give_up:
                raise TimeoutError(errno.ETIMEDOUT, f"{path} is held by another process")
            time.sleep(0.005)
        yield
    finally:
        os.close(descriptor)


def drop_link(path: Path) -> None:
    """Remove a link that lies where a file of the program's own belongs; what it leads to is not touched."""
    if path.is_symlink():
        path.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                return False
            if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
        return True
