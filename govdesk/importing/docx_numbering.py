"""Styles and automatic numbering of a Word document (ECMA-376 part 1, 17.9): which number stands before a paragraph."""

from __future__ import annotations

import re

from govdesk.importing.counting import write_number
from govdesk.importing.lines import Budget
from govdesk.importing.xmlfile import Handler, parse

_PLACE = re.compile(r"%([1-9])")


class Level:
    def __init__(self) -> None:
        self.start = 1
        self.format = "decimal"
        self.text = ""
        self.restart: int | None = None
        self.suffix = "tab"
        self.legal = False
        self.style = ""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self) -> None:
        self.abstract: dict[str, dict[int, Level]] = {}
        self.links: dict[str, str] = {}  # an abstract list that only names a style with the real one
        self.lists: dict[str, str] = {}  # numId -> abstract list
        self.overrides: dict[str, dict[int, Level]] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_label(self, num_id: str, level: int, style: str = "") -> str:
        """Count one paragraph of list `num_id` and give its label, with the blank that follows it; "" for bullets."""
        abstract = self.lists.get(num_id)
        if abstract is None:
            return ""
        levels = {**self.abstract.get(abstract, {}), **self.overrides.get(num_id, {})}
        # A style that is bound to a level of the list numbers at that level.
        level = next((at for at, entry in levels.items() if style and entry.style == style), level)
        entry = levels.get(level)
        if entry is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        if (num_id, level) not in self._begun and level in self.starts.get(num_id, {}):
            counters[level] = self.starts[num_id][level] - 1
        self._begun.add((num_id, level))
        counters[level] = counters.get(level, entry.start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            restart = levels[deeper].restart if deeper in levels else None
            # By default a level starts anew after any higher one; lvlRestart 0 never, n only after level n.
            if restart is None or (restart > 0 and level + 1 <= restart):
                del counters[deeper]
        if entry.format in ("bullet", "none"):
            return "" if entry.format == "bullet" else self._write(entry, levels, counters)
        return self._write(entry, levels, counters)

    def _write(self, entry: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at)
            value = counters.get(at, level.start if level else 1)
            style = level.format if level else "decimal"
            if style == "none":
                return ""
            return write_number(value, "decimal" if entry.legal else style)

        label = _PLACE.sub(number, entry.text)
        # Between a number like 一、 and the words nothing stands in Chinese; after 第一条 a blank does.
        return label if not label or label[-1] in "、.．)）：:" else label + "\u3000"


class _NumberingReader(Handler):
    def __init__(self) -> None:
        self.numbering = Numbering()
        self.path: list[str] = []
        self.abstract = self.num = ""
        self.level: Level | None = None
        self.override = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        value = attributes.get("val", "")
        numbering = self.numbering
        if name == "abstractNum":
            self.abstract = attributes.get("abstractNumId", "")
            numbering.abstract[self.abstract] = {}
        elif name == "num":
            self.num = attributes.get("numId", "")
        elif name == "abstractNumId" and parent == "num":
            numbering.lists[self.num] = value
        elif name == "lvlOverride":
            self.override = _whole(attributes.get("ilvl", "0"))
        elif name == "startOverride":
            numbering.starts.setdefault(self.num, {})[self.override] = _whole(value, 1)
        elif name == "lvl":
            self.level = Level()
            at = _whole(attributes.get("ilvl", "0"))
            if "num" in self.path[:-1] and parent == "lvlOverride":
                numbering.overrides.setdefault(self.num, {})[at] = self.level
            elif self.abstract in numbering.abstract:
                numbering.abstract[self.abstract][at] = self.level
        elif name == "numStyleLink":
            numbering.links[self.abstract] = value
        elif self.level is not None:
            self.take(name, value)

    def take(self, name: str, value: str) -> None:
        level = self.level
        assert level is not None
        if name == "start":
            level.start = _whole(value, 1)
        elif name == "numFmt":
            level.format = value
        elif name == "lvlText":
            level.text = value
        elif name == "lvlRestart":
            level.restart = _whole(value)
        elif name == "suff":
            level.suffix = value
        elif name == "pStyle":
            level.style = value
        elif name == "isLgl":
            level.legal = value not in ("0", "false", "off")

    def end(self, name: str) -> None:
        self.path.pop()
        if name == "lvl":
            self.level = None
        elif name == "lvlOverride":
            self.override = -1


class _StyleReader(Handler):
    def __init__(self) -> None:
        self.styles: dict[str, dict[str, str]] = {}
        self.style: dict[str, str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self.style = {}
            self.styles[attributes.get("styleId", "")] = self.style
        elif self.style is None:
            return
        elif name == "name":
            lower = value.lower()
            if lower in ("title", "标题"):
                self.style["title"] = "1"
            if lower.startswith(("toc ", "目录")):
                self.style["toc"] = "1"
        elif name == "basedOn":
            self.style["based_on"] = value
        elif name == "numId":
            self.style["num_id"] = value
        elif name == "ilvl":
            self.style["level"] = value if value.isdecimal() else "0"
        elif name == "outlineLvl" and value.isdecimal():
            self.style["outline"] = value

    def end(self, name: str) -> None:
        if name == "style":
            self.style = None


def read_numbering(content: bytes | None, budget: Budget) -> Numbering:
    """The lists that numbering.xml declares; none without the part."""
    reader = _NumberingReader()
    if content:
        parse(content, reader, budget)
    return reader.numbering


def read_styles(content: bytes | None, budget: Budget) -> dict[str, dict[str, str]]:
    """Paragraph styles by id, each with what it inherits: num_id, level, outline (0–8), title, toc."""
    reader = _StyleReader()
    if content:
        parse(content, reader, budget)
    return {name: _resolved(name, reader.styles) for name in reader.styles}


def _resolved(name: str, styles: dict[str, dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        # A title's or a table of contents' look is not handed down to what is based on it.
        inherited = {k: v for k, v in styles[name].items() if len(seen) == 1 or k not in ("title", "toc")}
        found = {**inherited, **found}
        name = styles[name].get("based_on", "")
    return found


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else default
