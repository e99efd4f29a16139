"""Which glibc and libstdc++ a folder of programs needs: the newest symbol version that any of its ELF files asks for.

    python tools/release/glibc_symbols.py dist/govdesk --limit GLIBC_2.28

Reads every file with an ELF head, whatever its name, and prints the newest version of each family (GLIBC, GLIBCXX, CXXABI, GCC) with
the file that asks for it. Exit: 0 within the limits; 1 some file asks for more, or there is no ELF file at all. Only 64-bit little-endian
files are read: the app is built for x86_64. The structures are those of elf(5) and of the LSB's "Symbol Versioning".
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MAGIC = b"\x7fELF\x02\x01"  # 64-bit, little-endian
_SECTION = struct.Struct("<IIQQQQIIQQ")  # Elf64_Shdr
_NEED = struct.Struct("<HHIII")  # Elf64_Verneed
_NEED_ENTRY = struct.Struct("<IHHII")  # Elf64_Vernaux
_SHT_GNU_VERNEED = 0x6FFFFFFE
_VERSION = re.compile(r"(GLIBC|GLIBCXX|CXXABI|GCC)_(\d+(?:\.\d+)*)")


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
    return data.startswith(_MAGIC)


def needs(data: bytes) -> Iterator[Need]:
    """The versions that the ELF file in `data` asks for, except private ones (GLIBC_PRIVATE). Raises UnreadableElfError."""
    try:
        (table,) = struct.unpack_from("<Q", data, 0x28)
        size, count = struct.unpack_from("<HH", data, 0x3A)
        sections = [_SECTION.unpack_from(data, table + index * size) for index in range(count)]
        for section in sections:
            if section[1] == _SHT_GNU_VERNEED:
                strings = sections[section[6]][4]
                yield from _needs_in(data, section[4], strings, section[7])
    except (struct.error, IndexError) as error:
        raise UnreadableElfError(str(error)) from error


def _needs_in(data: bytes, at: int, strings: int, libraries: int) -> Iterator[Need]:
    for _ in range(libraries):
        _, entries, library, first, following = _NEED.unpack_from(data, at)
        entry = at + first
        for _ in range(entries):
            _, _, _, name, step = _NEED_ENTRY.unpack_from(data, entry)
            if found := _VERSION.fullmatch(_text(data, strings + name)):
                yield Need(found[1], tuple(map(int, found[2].split("."))), _text(data, strings + library))
            entry += step
        at += following


def _text(data: bytes, at: int) -> str:
    end = data.find(b"\0", at)
    if end < 0:
        raise UnreadableElfError("a name without an end")
    return data[at:end].decode("ascii", "replace")


def newest(folder: Path) -> tuple[int, dict[str, tuple[Need, Path]]]:
    """How many ELF files lie under `folder`, and for each family the newest version with the first file that asks for it."""
    count = 0
    found: dict[str, tuple[Need, Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as stream:
            data = stream.read(len(_MAGIC))
            if not is_elf(data):
                continue
            data += stream.read()
        count += 1
        try:
            for need in needs(data):
                if need.family not in found or need.version > found[need.family][0].version:
                    found[need.family] = need, path
        except UnreadableElfError as error:
            raise UnreadableElfError(f"{path}: {error}") from error
    return count, found


def parse_version(text: str) -> Need:
    """`GLIBC_2.28` as a Need of no library. Raises argparse.ArgumentTypeError on anything else."""
    found = _VERSION.fullmatch(text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text} is not a version like GLIBC_2.28")
    return Need(found[1], tuple(map(int, found[2].split("."))), "")


def main(arguments: list[str] | None = None) -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(description="the newest glibc symbol that any file of a folder asks for")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=parse_version, action="append", default=[], metavar="GLIBC_2.28")
    options = parser.parse_args(arguments)
    count, found = newest(options.folder)
    print(f"{count} ELF files in {options.folder}")
    for family, (need, path) in sorted(found.items()):
        print(
            f"  newest {family:<8} {need.name:<16} of {need.library}, asked for by {path.relative_to(options.folder)}"
        )
    failed = count == 0
    for limit in options.limit:
        if limit.family in found and found[limit.family][0].version > limit.version:
            print(f"  TOO NEW: {found[limit.family][0].name}, the limit is {limit.name}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
