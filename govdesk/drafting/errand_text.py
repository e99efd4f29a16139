"""A wizard's TOML while somebody edits it by a form: what is not touched stays as it was written, comments and order too.

The text is cut into blocks, the head and one for each `[[items]]` and the like, a comment right above it included. Blocks
are added, moved and taken out as lines; inside a block tomlkit changes a value and leaves the rest alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from govdesk.drafting.tomltext import entry_text
from govdesk.errors import UserError

_HEADER = re.compile(r"\[\[\s*([a-z_]+)\s*\]\]")
#: Parts in the order in which rules/README.md has them.
TABLES = ("questions", "answers", "items", "others", "open", "general", "before", "next", "goes")
#: Keys and places that lead to a value inside a part.
Steps = Sequence[str | int]


class ErrandText:
    """One file. `table` names a part's kind, "" the head; `at` counts the parts of a kind from 0.

    Every change gives a new text; the object is never changed. Raises UserError where the file is written in a way that
    a form cannot take apart.
    """

    def __init__(self, text: str) -> None:
        import tomllib

        self.text = text
        try:
            self._raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _cannot(str(error)) from error
        self._blocks = _cut(text)
        for name in TABLES:
            parts = self._raw.get(name, [])
            if not isinstance(parts, list) or [_table(block) for block in self._blocks].count(name) != len(parts):
                raise _cannot(name)

    def head(self) -> dict[str, Any]:
        """The keys above the parts, as plain data."""
        return {key: value for key, value in self._raw.items() if key not in TABLES}

    def parts(self, table: str) -> list[dict[str, Any]]:
        """The parts of a kind, in order, as plain data."""
        return list(self._raw.get(table, []))

    def set(self, table: str, at: int, path: Steps, value: Any) -> ErrandText:
        """The value at `path` (a key, then keys and places inside it); None takes it out.

        A list becomes whole what is given; to change one entry of it, name its place in `path`.
        """
        return self._changed(table, at, lambda block: _set(block, table, path, value))

    def append(self, table: str, at: int, path: str | Steps, value: Mapping[str, Any]) -> ErrandText:
        """One more entry at the end of a list of small tables: a quote, an answer. The others stay as they are written."""
        steps = (path,) if isinstance(path, str) else path
        return self._changed(table, at, lambda block: _append(block, table, steps, value))

    def add(self, table: str, after: int, values: Mapping[str, Any]) -> ErrandText:
        """A new part behind part `after` of its kind (-1: as the first), else where its kind belongs in the file."""
        lines = [f"[[{table}]]", *(entry_text(key, _tuples(value)) for key, value in values.items())]
        place = self._index(table, after) + 1 if after >= 0 else self._first_place(table)
        blocks = list(self._blocks)
        if place and not blocks[place - 1].endswith("\n\n"):
            blocks[place - 1] = blocks[place - 1].rstrip("\n") + "\n\n"
        blocks.insert(place, "\n".join(lines) + ("\n\n" if place < len(self._blocks) else "\n"))
        return ErrandText("".join(blocks))

    def remove(self, table: str, at: int) -> ErrandText:
        """Without this part and the comment right above it."""
        blocks = list(self._blocks)
        del blocks[self._index(table, at)]
        return ErrandText("".join(blocks).rstrip("\n") + "\n")

    def move(self, table: str, at: int, by: int) -> ErrandText:
        """The part `by` places down (up: negative) among those of its kind, with its comment."""
        there = at + by
        if not 0 <= there < len(self.parts(table)):
            return self
        one, other = sorted((self._index(table, at), self._index(table, there)))
        blocks = list(self._blocks)
        moved = blocks[one].rstrip("\n"), blocks[other].rstrip("\n")
        ends = blocks[one][len(moved[0]) :], blocks[other][len(moved[1]) :]
        blocks[one], blocks[other] = moved[1] + ends[0], moved[0] + ends[1]
        return ErrandText("".join(blocks))

    def _changed(self, table: str, at: int, change: Any) -> ErrandText:
        place = self._index(table, at)
        block = self._blocks[place]
        bare = block.rstrip("\n")
        blocks = list(self._blocks)
        blocks[place] = change(bare + "\n").rstrip("\n") + (block[len(bare) :] or "\n")
        text = "".join(blocks)
        return self if text == self.text else ErrandText(text)

    def _index(self, table: str, at: int) -> int:
        if not table:
            return 0
        return [place for place, block in enumerate(self._blocks) if _table(block) == table][at]

    def _first_place(self, table: str) -> int:
        """Before the first part of its kind, or behind all kinds that come before it."""
        own = [place for place, block in enumerate(self._blocks) if _table(block) == table]
        before = ("", *TABLES[: TABLES.index(table)])
        behind = [place + 1 for place, block in enumerate(self._blocks) if _table(block) in before]
        return own[0] if own else max(behind)


def _cut(text: str) -> list[str]:
    """The head, perhaps empty, and a block for each part; put together they are the text."""
    lines = text.splitlines(keepends=True)
    starts = []
    for number, line in enumerate(lines):
        if _HEADER.match(line):
            start = number
            while start and lines[start - 1].startswith("#") and start - 1 not in starts:
                start -= 1
            starts.append(start)
    edges = [0, *starts, len(lines)]
    return ["".join(lines[one:other]) for one, other in itertools.pairwise(edges)]


def _table(block: str) -> str:
    """The kind of part that a block holds; "" for the head."""
    for line in block.splitlines():
        if match := _HEADER.match(line):
            return match[1]
        if line.strip() and not line.startswith("#"):
            return ""
    return ""


def _opened(block: str, table: str) -> tuple[Any, Any]:
    """The block as tomlkit's document, and the table in it."""
    import tomlkit

    document = tomlkit.parse(block)
    return document, document[table][0] if table else document


def _set(block: str, table: str, path: Steps, value: Any) -> str:
    import tomlkit

    document, holder = _opened(block, table)
    for step in path[:-1]:
        holder = holder[step]
    last = path[-1]
    if value is None:
        del holder[last]
    elif len(path) == 1:
        holder[last] = _item(str(last), value)
    else:
        holder[last] = _item("x", value)
    return tomlkit.dumps(document)


def _append(block: str, table: str, path: Steps, value: Mapping[str, Any]) -> str:
    import tomlkit

    document, holder = _opened(block, table)
    for step in path[:-1]:
        holder = holder[step]
    key = str(path[-1])
    if key not in holder or not holder[key]:
        holder[key] = _item(key, [value])
    else:
        holder[key].append(_item("x", value))
    return tomlkit.dumps(document)


def _item(key: str, value: Any) -> Any:
    """A value as tomlkit's, laid out as a wizard's file is."""
    import tomlkit

    return tomlkit.parse(entry_text(key, _tuples(value)))[key]


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value


def _cannot(detail: str) -> UserError:
    return UserError(
        "这件事的文件不是照规则包的写法写的，这里改不了",
        safe="文件没有改动",
        todo="用记事本改，写法见 rules/README.md",
        detail=detail,
    )
