"""Which glibc and libstdc++ a folder of programs needs: the newest symbol version that any of its ELF files asks for.

    python tools/release/glibc_symbols.py dist/govdesk --limit GLIBC_2.28

Reads every file with an ELF head, whatever its name, and prints the newest version of each family (GLIBC, GLIBCXX, CXXABI, GCC) with
the file that asks for it. Exit: 0 within the limits; 1 some file asks for more, or there is no ELF file at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from elf import MAGIC, VERSION, Need, UnreadableElfError, is_elf, needs


def newest(folder: Path) -> tuple[int, dict[str, tuple[Need, Path]]]:
    """How many ELF files lie under `folder`, and for each family the newest version with the first file that asks for it."""
    count = 0
    found: dict[str, tuple[Need, Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as stream:
            data = stream.read(len(MAGIC))
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
    found = VERSION.fullmatch(text)
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
