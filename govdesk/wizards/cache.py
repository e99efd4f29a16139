"""What was worked out of the packs, kept for the next start: bound to the packs, and never trusted blindly.

A kept file holds a checksum, the packs' fingerprint and the content. Any doubt (damage, another version of the program, a
pack file that came, went or was written) and it counts as absent: a bad cache can only cost time.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

import govdesk
from govdesk.files import read_regular
from govdesk.paths import make_folder, write_atomically
from govdesk.strict import UNREADABLE

T = TypeVar("T")
_FORMAT = 4
_MAX = 200_000_000  # bytes


def fingerprint(folders: Sequence[Path], without: Sequence[str] = ()) -> bytes:
    """Changes whenever a file of any pack below `folders` comes, goes, or is written, and with the program's version.

    `without` are the packs that are left out.
    """
    lines = [" ".join((str(_FORMAT), govdesk.__version__, *sorted(without)))]
    for folder in folders:
        lines += sorted(_stamps(str(folder)))
    # Names on Linux may be any bytes.
    return "\n".join(lines).encode(errors="surrogateescape")


def files_of_pack(pack: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """The pack's files that are read, for one process: changes also with a file that another of its size and time replaced.

    Name, size, time of writing, time of any change, number on the disk.
    """
    found = []
    for folder, endings in ((str(pack), (".toml", ".md")), (f"{pack}/wizards", (".toml",))):
        for entry in _files(folder, endings):
            try:
                stat = entry.stat()
            except OSError:
                found.append((entry.path, -1, -1, -1, -1))
                continue
            found.append((entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, entry.inode()))
    return tuple(sorted(found))


def _stamps(folder: str) -> Iterator[str]:
    """One line for each of `*.toml`, `*/*.md`, `*/*.toml` and `*/wizards/*.toml`: path, size, time of writing.

    A hundred files at every start: `os.scandir` looks at them several times faster than `Path.glob`.
    """
    yield from _stamp(folder, (".toml",))
    for pack in _entries(folder):
        if pack.is_dir():
            yield from _stamp(pack.path, (".toml", ".md"))
            yield from _stamp(f"{pack.path}/wizards", (".toml",))


def _stamp(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    for entry in _files(folder, endings):
        try:
            stat = entry.stat()
        except OSError:
            yield f"{entry.path} ?"  # its reader tells why
            continue
        yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(folder):
        # What begins with a dot is an editor's, and nobody reads it: `.#rule.md` of Emacs is a link to nowhere.
        if entry.name.endswith(endings) and not entry.name.startswith("."):
            yield entry


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []  # no such folder, or not one that can be read: no packs in it


def read_kept(path: Path, mark: bytes, kind: type[T]) -> T | None:
    """What `write_kept` kept at `path` under the same `mark`, or None."""
    try:
        checksum, length, content = read_regular(path, _MAX).split(b"\n", 2)
        size = int(length)
        if checksum != _checksum(content) or content[:size] != mark:
            return None
        return msgspec.msgpack.decode(memoryview(content)[size:], type=kind)
    except UNREADABLE:
        return None


def write_kept(path: Path, mark: bytes, value: object) -> None:
    """Keep `value` at `path`, bound to `mark`; where that cannot be done, the next start takes longer, and nothing else."""
    try:
        content = mark + msgspec.msgpack.encode(value)
        make_folder(path.parent)
        write_atomically(path, b"%s\n%d\n%s" % (_checksum(content), len(mark), content))
    except (OSError, ValueError):  # UnicodeEncodeError: a name that is no UTF-8
        return


def _checksum(content: bytes) -> bytes:
    """Tells a damaged file; against no more than that, so without the weight of hashlib."""
    return b"%08x" % zlib.crc32(content)
