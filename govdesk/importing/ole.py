"""The container of Word 97–2003 and WPS files: OLE compound files ([MS-CFB])."""

from __future__ import annotations

import struct

from govdesk.importing.xmlfile import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # this and above are marks, not sectors
_MINI_LIMIT = 4096


class CompoundFile:
    """The streams of a compound file by name. Chains that run in circles or out of the file count as damage."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(SIGNATURE):
            raise damaged("no compound file")
        self._content = content
        try:
            self._read_header()
        except (struct.error, IndexError, ValueError, OverflowError) as error:
            raise damaged(str(error)) from error

    def _read_header(self) -> None:
        content = self._content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if not 7 <= shift <= 16 or not 4 <= mini_shift <= shift:
            raise ValueError("sector size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        fat_count, directory = struct.unpack_from("<II", content, 44)
        mini_fat, mini_count, difat, difat_count = struct.unpack_from("<IIII", content, 60)
        sectors = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _FREE]
        entries = self._size // 4
        seen: set[int] = set()
        while difat < _FREE and len(seen) <= difat_count:
            if difat in seen:
                raise ValueError("circular table")
            seen.add(difat)
            table = struct.unpack_from(f"<{entries}I", self._sector(difat))
            sectors += [sector for sector in table[:-1] if sector < _FREE]
            difat = table[-1]
        fat: list[int] = []
        for sector in sectors[: min(fat_count, len(content) // self._size + 1)]:
            fat += struct.unpack_from(f"<{entries}I", self._sector(sector))
        self._fat = fat
        self._mini_fat: list[int] = []
        self._mini = b""
        self._streams = self._read_directory(self._chain(directory))
        if mini_count and mini_fat < _FREE:
            packed = self._chain(mini_fat)
            self._mini_fat = list(struct.unpack_from(f"<{len(packed) // 4}I", packed))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._content[start : start + self._size]
        # The last sector of a file may be cut short.
        return sector.ljust(self._size, b"\0") if sector else _raise("sector beyond the end")

    def _chain(self, first: int, limit: int | None = None) -> bytes:
        found: list[bytes] = []
        seen: set[int] = set()
        sector, total = first, 0
        while sector < _FREE:
            if sector in seen or sector >= len(self._fat):
                raise ValueError("broken chain")
            seen.add(sector)
            found.append(self._sector(sector))
            total += self._size
            if limit is not None and total >= limit:
                break
            sector = self._fat[sector]
        return b"".join(found)

    def _read_directory(self, directory: bytes) -> dict[str, tuple[int, int]]:
        streams: dict[str, tuple[int, int]] = {}
        for position in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, position + 64)
            first, size = struct.unpack_from("<IQ", directory, position + 116)
            name = directory[position : position + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:  # the root holds the small streams
                self._mini_start = first, size & 0xFFFFFFFF
            elif kind == 2 and name not in streams:
                streams[name] = first, size & 0xFFFFFFFF
        return streams

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes | None:
        """A stream's bytes, or None where there is none. Raises UserError where it is damaged."""
        if name not in self._streams:
            return None
        first, size = self._streams[name]
        try:
            if size >= _MINI_LIMIT:
                return self._chain(first, size)[:size]
            return self._read_mini(first, size)
        except (struct.error, IndexError, ValueError, AttributeError) as error:
            raise damaged(str(error)) from error

    def _read_mini(self, first: int, size: int) -> bytes:
        if not self._mini:
            start, length = self._mini_start
            self._mini = self._chain(start, length) if start < _FREE else b""
        found: list[bytes] = []
        seen: set[int] = set()
        sector = first
        while sector < _FREE and len(found) * self._mini_size < size:
            if sector in seen or sector >= len(self._mini_fat):
                raise ValueError("broken chain")
            seen.add(sector)
            found.append(self._mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_fat[sector]
        return b"".join(found)[:size]


def _raise(message: str) -> bytes:
    raise ValueError(message)
