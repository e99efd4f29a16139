"""A key means one thing, and the manual says what the program does."""

from __future__ import annotations

import re
from collections import Counter

from govdesk.export.formats import FORMATS
from govdesk.paths import shipped_manual
from govdesk.present.commands import COMMANDS, MANUAL, hints, key_tables

#: Keys that every list and form has by itself.
NO_COMMANDS = ("↑↓←→", "Tab / Shift+Tab", "Shift+↑↓ / Ctrl+Space / Ctrl+A")


def manual_tables() -> dict[str, list[tuple[str, str]]]:
    """The tables of keys in the manual: heading to rows."""
    text = (shipped_manual() / "manual.md").read_text("utf-8")
    tables: dict[str, list[tuple[str, str]]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        elif match := re.fullmatch(r"\| (.+?) \| (.+?) \|", line):
            tables.setdefault(heading, []).append((match[1], match[2]))
    return {heading: rows[2:] if rows[1][0].startswith("-") else rows[1:] for heading, rows in tables.items()}


def test_the_manual_has_the_keys_of_the_program() -> None:
    written = manual_tables()
    for heading, rows in key_tables().items():
        own = [row for row in written[heading] if row[0] not in NO_COMMANDS]
        assert own == rows


def test_a_key_means_one_thing() -> None:
    keys = Counter(key for command in COMMANDS.values() for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_with_a_key_is_in_the_manual_once() -> None:
    told = Counter(name for _, rows in MANUAL for names, _ in rows for name in names)
    assert set(told) == {command.id for command in COMMANDS.values() if command.keys}
    # What Alt and a number picks is another thing on every page.
    assert {count for name, count in told.items() if not name.startswith("pick.")} == {1}


def test_every_format_is_exported_by_a_command_of_its_own_name() -> None:
    assert [format.command.text for format in FORMATS] == [format.title for format in FORMATS]


def test_hints_are_said_in_the_pages_words() -> None:
    assert hints("print", ("next", "下一组")) == (("Ctrl+P", "打印"), ("Alt+↓", "下一组"))
