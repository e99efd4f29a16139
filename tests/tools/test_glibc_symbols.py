"""The reader of symbol versions, on ELF files made by hand and on the ones at hand."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import elf as elf_files
import glibc_symbols
import pytest


def elf(*asked: tuple[str, list[str]]) -> bytes:
    """A file of three sections: none, the strings, the versions that are asked for, by library."""
    strings = b"\0"
    places: dict[str, int] = {}
    for library, versions in asked:
        for text in (library, *versions):
            places[text] = len(strings)
            strings += text.encode() + b"\0"
    table = b""
    for index, (library, versions) in enumerate(asked):
        following = 0 if index == len(asked) - 1 else 16 + 16 * len(versions)
        table += struct.pack("<HHIII", 1, len(versions), places[library], 16, following)
        for number, version in enumerate(versions):
            step = 0 if number == len(versions) - 1 else 16
            table += struct.pack("<IHHII", 0, 0, 2, places[version], step)
    at_table = 64 + len(strings)
    at_sections = at_table + len(table)
    section = struct.Struct("<IIQQQQIIQQ")
    head = bytearray(64)
    head[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<Q", head, 0x28, at_sections)
    struct.pack_into("<HH", head, 0x3A, section.size, 3)
    return (
        bytes(head)
        + strings
        + table
        + section.pack(*[0] * 10)
        + section.pack(0, 3, 0, 0, 64, len(strings), 0, 0, 1, 0)
        + section.pack(0, 0x6FFFFFFE, 0, 0, at_table, len(table), 1, len(asked), 4, 0)
    )


def test_versions_are_compared_as_numbers_not_as_text(tmp_path: Path) -> None:
    (tmp_path / "old.so").write_bytes(elf(("libc.so.6", ["GLIBC_2.2.5", "GLIBC_2.9"])))
    (tmp_path / "new").write_bytes(elf(("libm.so.6", ["GLIBC_2.27"]), ("libc.so.6", ["GLIBC_2.10", "GLIBC_PRIVATE"])))
    count, found = glibc_symbols.newest(tmp_path)
    need, path = found["GLIBC"]
    assert (count, need.name, need.library, path.name) == (2, "GLIBC_2.27", "libm.so.6", "new")


def test_a_file_above_the_limit_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.so").write_bytes(elf(("libc.so.6", ["GLIBC_2.28"]), ("libstdc++.so.6", ["GLIBCXX_3.4.30"])))
    folder = str(tmp_path)
    assert glibc_symbols.main([folder, "--limit", "GLIBC_2.28"]) == 0
    assert "GLIBC_2.28" in capsys.readouterr().out
    assert glibc_symbols.main([folder, "--limit", "GLIBC_2.27"]) == 1
    assert glibc_symbols.main([folder, "--limit", "GLIBC_2.28", "--limit", "GLIBCXX_3.4.25"]) == 1
    assert "GLIBCXX_3.4.30" in capsys.readouterr().err


def test_a_folder_without_programs_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("no program", encoding="utf-8")
    assert glibc_symbols.main([str(tmp_path), "--limit", "GLIBC_2.28"]) == 1


def test_a_cut_file_is_told_not_passed_over(tmp_path: Path) -> None:
    whole = elf(("libc.so.6", ["GLIBC_2.36"]))
    (tmp_path / "cut.so").write_bytes(whole[:-100])
    with pytest.raises(elf_files.UnreadableElfError, match=r"cut\.so"):
        glibc_symbols.newest(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="ELF is Linux's format")
def test_a_module_names_the_libraries_that_it_links_to_itself() -> None:
    import rjieba

    names = list(elf_files.needed(Path(rjieba.rjieba.__file__).read_bytes()))
    assert "libc.so.6" in names
    assert not any("/" in name for name in names)


@pytest.mark.skipif(sys.platform != "linux", reason="ELF is Linux's format")
def test_this_python_itself_asks_for_glibc(tmp_path: Path) -> None:
    (tmp_path / "python").write_bytes(Path(sys.executable).resolve().read_bytes())
    count, found = glibc_symbols.newest(tmp_path)
    assert count == 1
    assert found["GLIBC"][0].version >= (2, 2, 5)
