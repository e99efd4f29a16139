"""A wizard and parties as the TOML that one would write by hand (rules/README.md); what is at its default is not written."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from govdesk.wizards.model import Wizard
from govdesk.wizards.parties import Party

_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: Parts of a wizard that are tables of their own.
_TABLES = ("questions", "answers", "items", "others", "open", "general", "before", "next", "goes")
#: The order in which rules/README.md shows the keys of a part; what is not named stands before quotes.
_FIRST = (
    "id",
    "wizard",
    "question",
    "ask",
    "short",
    "why",
    "says",
    "safe",
    "whom",
    "stage",
    "party",
    "carried_by",
    "who",
)
_LAST = ("when", "desks", "due", "points", "cites", "options")
_WIDTH = 118


def wizard_text(wizard: Wizard, comment: str = "") -> str:
    """The file of a wizard; `comment` stands above it as lines of remarks."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [""] if lines else []
    for key, value in _entries(wizard):
        if key not in _TABLES:
            lines += _pair(key, value)
    for table in _TABLES:
        for part in getattr(wizard, table):
            lines += ["", f"[[{table}]]"]
            for key, value in sorted(_entries(part), key=lambda entry: _rank(entry[0])):
                lines += _pair(key, value)
    return "\n".join(lines) + "\n"


def parties_text(parties: Sequence[Party], comment: str = "") -> str:
    """The file of a pack's parties."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for party in parties:
        lines += ["", "[[parties]]"] if lines else ["[[parties]]"]
        for key, value in _entries(party):
            lines += _pair(key, value)
    return "\n".join(lines) + "\n"


def entry_text(key: str, value: Any) -> str:
    """One key with its value as a wizard's file has it; `value` is plain data, its lists tuples."""
    return "\n".join(_pair(key, value))


def _rank(key: str) -> tuple[int, int]:
    if key in _FIRST:
        return 0, _FIRST.index(key)
    return (2, _LAST.index(key)) if key in _LAST else (1, 0)


def _entries(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if field.name in ("rule", "legacy") or (field.default is not msgspec.NODEFAULT and value == field.default):
            continue
        if field.default_factory is not msgspec.NODEFAULT and value == field.default_factory():
            continue
        yield field.encode_name, value


def _pair(key: str, value: Any) -> list[str]:
    written = f"{_key(key)} = {_value(value)}"
    if len(written) <= _WIDTH or not isinstance(value, tuple):
        return [written]
    return [f"{_key(key)} = [", *(f"    {_value(part)}," for part in value), "]"]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, enum.Enum):
        return _string(str(value.value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, msgspec.Struct):
        pairs = [f"{_key(key)} = {_number(key, part)}" for key, part in _entries(value)]
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(key))} = {_value(part)}" for key, part in value.items()) + " }"
    return "[" + ", ".join(_value(part) for part in value) + "]"


def _number(key: str, value: Any) -> str:
    """Numbers of articles are written as numbers, but for 12-1."""
    return value if key == "article" and isinstance(value, str) and value.isdecimal() else _value(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    # A TOML basic string is a JSON string but for U+007F, which no line of a rule has.
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
