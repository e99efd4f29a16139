"""What an ELF file says of itself: the libraries it names, the symbol versions that it asks of them.

Only 64-bit little-endian files are read: the app is built for x86_64. The structures are those of elf(5) and of the LSB's
"Symbol Versioning".
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

MAGIC = b"\x7fELF\x02\x01"  # 64-bit, little-endian
_SECTION = struct.Struct("<IIQQQQIIQQ")  # Elf64_Shdr
_NEED = struct.Struct("<HHIII")  # Elf64_Verneed
_NEED_ENTRY = struct.Struct("<IHHII")  # Elf64_Vernaux
_DYNAMIC = struct.Struct("<qQ")  # Elf64_Dyn
_SHT_DYNAMIC = 6
_SHT_GNU_VERNEED = 0x6FFFFFFE
_DT_NEEDED = 1
VERSION = re.compile(r"(GLIBC|GLIBCXX|CXXABI|GCC)_(\d+(?:\.\d+)*)")


class UnreadableElfError(ValueError):
    """A file begins like an ELF file, but its tables lead nowhere: what it needs cannot be told."""


class Need(NamedTuple):
    """One version that a file asks for: its family, its number, the library that must have it."""

    family: str
    version: tuple[int, ...]
    library: str

    @property
    def name(self) -> str:
        """As the linker spells it, `GLIBC_2.28`."""
        return f"{self.family}_{'.'.join(map(str, self.version))}"


def is_elf(data: bytes) -> bool:
    """Whether these are the bytes of an ELF file that this module reads."""
    return data.startswith(MAGIC)


def needs(data: bytes) -> Iterator[Need]:
    """The versions that the ELF file in `data` asks for, except private ones (GLIBC_PRIVATE). Raises UnreadableElfError."""
    try:
        for section, strings in _sections(data, _SHT_GNU_VERNEED):
            yield from _needs_in(data, section[4], strings, section[7])
    except (struct.error, IndexError) as error:
        raise UnreadableElfError(str(error)) from error


def needed(data: bytes) -> Iterator[str]:
    """The names of the libraries that the ELF file in `data` itself links to (not those that they link to in turn).

    Raises UnreadableElfError.
    """
    try:
        for section, strings in _sections(data, _SHT_DYNAMIC):
            for at in range(section[4], section[4] + section[5], _DYNAMIC.size):
                tag, value = _DYNAMIC.unpack_from(data, at)
                if tag == _DT_NEEDED:
                    yield _text(data, strings + value)
    except (struct.error, IndexError) as error:
        raise UnreadableElfError(str(error)) from error


def _sections(data: bytes, kind: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each section of a kind, with the place of the names that it speaks of."""
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [_SECTION.unpack_from(data, table + index * size) for index in range(count)]
    for section in sections:
        if section[1] == kind:
            yield section, sections[section[6]][4]


def _needs_in(data: bytes, at: int, strings: int, libraries: int) -> Iterator[Need]:
    for _ in range(libraries):
        _, entries, library, first, following = _NEED.unpack_from(data, at)
        entry = at + first
        for _ in range(entries):
            _, _, _, name, step = _NEED_ENTRY.unpack_from(data, entry)
            if found := VERSION.fullmatch(_text(data, strings + name)):
                yield Need(found[1], tuple(map(int, found[2].split("."))), _text(data, strings + library))
            entry += step
        at += following


def _text(data: bytes, at: int) -> str:
    end = data.find(b"\0", at)
    if end < 0:
        raise UnreadableElfError("a name without an end")
    return data[at:end].decode("ascii", "replace")
