"""OpenDocument text, .odt (ISO/IEC 26300): paragraphs, lists with the numbers that only their style knows, tables."""

from __future__ import annotations

from govdesk.importing.counting import write_number
from govdesk.importing.lines import Budget, LineCollector, Source, join_cells
from govdesk.importing.xmlfile import Handler, Package, damaged, encrypted, parse

# style:num-format is an example of the numbers rather than a name.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
    "〇": "ideographDigital",
}
_SKIPPED = frozenset(("tracked-changes", "ruby-text", "sequence-decls", "forms", "title", "desc", "bibliography"))


def read_odt(package: Package, budget: Budget) -> Source:
    """The document in `package`. Raises UserError: damaged, encrypted."""
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise encrypted()
    content = package.read("content.xml")
    if content is None:
        raise damaged("no content.xml")
    lists = _ListStyles()
    styles = package.read("styles.xml")
    if styles:
        parse(styles, lists, budget)
    parse(content, lists, budget)
    collector = LineCollector(budget)
    parse(content, _Reader(collector, lists), budget)
    if styles:
        parse(styles, _Reader(collector, lists, aside="页眉页脚"), budget)
    return collector.source("OpenDocument 文档")


class _LevelStyle:
    def __init__(self, attributes: dict[str, str]) -> None:
        self.format = _number_format(attributes.get("num-format", ""))
        self.prefix = attributes.get("num-prefix", "")
        self.suffix = attributes.get("num-suffix", "")
        self.shown = _whole(attributes.get("display-levels", "1"), 1)
        self.start = _whole(attributes.get("start-value", "1"), 1)
        self.template = attributes.get("num-list-format", "")


class _ListStyles(Handler):
    """List styles by name and level, and which list style and outline level a paragraph style carries."""

    def __init__(self) -> None:
        self.levels: dict[str, dict[int, _LevelStyle]] = {}
        self.of_paragraph: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.titles: set[str] = {"Title"}
        self.name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "list-style":
            self.name = attributes.get("name", "")
            self.levels.setdefault(self.name, {})
        elif name == "outline-style":
            self.name = ""
            self.levels.setdefault("", {})
        elif name in ("list-level-style-number", "outline-level-style"):
            level = _whole(attributes.get("level", "1"), 1)
            self.levels.setdefault(self.name, {})[level] = _LevelStyle(attributes)
        elif name == "style" and attributes.get("family") == "paragraph":
            style = attributes.get("name", "")
            if attributes.get("list-style-name"):
                self.of_paragraph[style] = attributes["list-style-name"]
            self.parents[style] = attributes.get("parent-style-name", "")

    def is_title(self, style: str) -> bool:
        """Is a paragraph style the title's, by itself or by inheritance?"""
        for _ in range(20):
            if style in self.titles:
                return True
            style = self.parents.get(style, "")
            if not style:
                return False
        return False


class _List:
    """An open text:list. Nested lists share the counters of their outermost one."""

    def __init__(self, style: str, counters: dict[int, int]) -> None:
        self.style, self.counters = style, counters
        self.header = False
        self.numbered = False  # has the open item had its number?
        self.value: int | None = None


class _Reader(Handler):
    def __init__(self, collector: LineCollector, styles: _ListStyles, *, aside: str = "") -> None:
        self.collector, self.styles, self.aside = collector, styles, aside
        self.path: list[str] = []
        self.skip = 0
        self.asides: list[str] = []
        self.paragraphs: list[tuple[list[str], int, str]] = []  # text, level, label
        self.lists: list[_List] = []
        self.kept: dict[str, dict[int, int]] = {}  # list style or id -> counters of its last list
        self.rows: list[list[list[tuple[str, int, bool]]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if name in _SKIPPED:
            self.skip += 1
        if self.skip:
            return
        if name in ("note", "annotation", "table-of-content"):
            self.asides.append({"note": "脚注", "annotation": "批注", "table-of-content": "目录"}[name])
        elif name == "list":
            self.open_list(attributes)
        elif name in ("list-item", "list-header") and self.lists:
            self.lists[-1].numbered = False
            self.lists[-1].header = name == "list-header"
            self.lists[-1].value = _whole(attributes["start-value"], 1) if "start-value" in attributes else None
        elif name in ("p", "h"):
            self.open_paragraph(name, attributes)
        elif name == "table-row":
            self.rows.append([])
        elif name == "table-cell" and self.rows:
            self.rows[-1].append([])
        elif self.paragraphs:
            text = self.paragraphs[-1][0]
            if name == "s":
                text.append(" " * min(_whole(attributes.get("c", "1"), 1), 200))
            elif name == "tab":
                text.append("\t")
            elif name == "line-break":
                text.append("\n")

    def open_list(self, attributes: dict[str, str]) -> None:
        outer = self.lists[-1] if self.lists else None
        style = attributes.get("style-name") or (outer.style if outer else "")
        if outer is not None:
            counters = outer.counters
        elif attributes.get("continue-numbering") == "true" or attributes.get("continue-list") in self.kept:
            counters = self.kept.get(attributes.get("continue-list", ""), self.kept.get(style, {}))
        else:
            counters = {}
        self.lists.append(_List(style, counters))
        self.kept[style] = counters
        if attributes.get("id"):
            self.kept[attributes["id"]] = counters

    def open_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        style = attributes.get("style-name", "")
        level = _whole(attributes.get("outline-level", "1"), 1) if name == "h" else 0
        label = ""
        if self.lists and not self.lists[-1].numbered and not self.lists[-1].header:
            self.lists[-1].numbered = True
            label = self.next_label()
        self.paragraphs.append(([], 1 if self.styles.is_title(style) else level, label))

    def next_label(self) -> str:
        """The number of a list item at the depth that is open; "" for bullets."""
        innermost, depth = self.lists[-1], len(self.lists)
        levels = self.styles.levels.get(innermost.style, {})
        entry = levels.get(depth)
        counters = innermost.counters
        if entry is None:
            return ""
        counters[depth] = innermost.value or counters.get(depth, entry.start - 1) + 1
        for deeper in [at for at in counters if at > depth]:
            del counters[deeper]
        if not entry.format:
            return ""

        def number(at: int) -> str:
            level = levels.get(at)
            if level is None or not level.format:
                return ""
            return write_number(counters.get(at, level.start), level.format)

        if entry.template:
            label = entry.template
            for at in range(1, depth + 1):
                label = label.replace(f"%{at}%", number(at))
        else:
            shown = [number(at) for at in range(max(1, depth - entry.shown + 1), depth + 1)]
            label = entry.prefix + ".".join(part for part in shown if part) + entry.suffix
        return label if not label or label[-1] in "、.．)）：:" else label + "\u3000"

    def text(self, text: str) -> None:
        if self.paragraphs and not self.skip:
            self.paragraphs[-1][0].append(text.replace("\n", " "))

    def end(self, name: str) -> None:
        self.path.pop()
        if name in _SKIPPED:
            self.skip -= 1
            return
        if self.skip:
            return
        if name in ("note", "annotation", "table-of-content") and self.asides:
            self.asides.pop()
        elif name == "list" and self.lists:
            self.lists.pop()
        elif name in ("p", "h") and self.paragraphs:
            pieces, level, label = self.paragraphs.pop()
            aside = self.aside or (self.asides[-1] if self.asides else "")
            for index, line in enumerate("".join(pieces).split("\n")):
                written = label + line if not index and line.strip() else line
                if aside:
                    self.collector.add(written, aside=aside)
                elif self.rows and self.rows[-1]:
                    self.rows[-1][-1].append((written, level, bool(index)))
                else:
                    self.collector.add(written, level=level, soft=bool(index))
        elif name == "table-row" and self.rows:
            self.finish_row(self.rows.pop())

    def finish_row(self, row: list[list[tuple[str, int, bool]]]) -> None:
        """One line where every cell is one; else a layout table, whose cells stand one after the other."""
        cells = [[line for line in cell if line[0].strip()] for cell in row]
        cells = [cell for cell in cells if cell]
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            lines = [(join_cells([cell[0][0] for cell in cells]), 0, False, True)]
        else:
            lines = [(*line, False) for cell in cells for line in cell]
        for text, level, soft, is_row in lines:
            if self.rows and self.rows[-1]:
                self.rows[-1][-1].append((text, level, soft))
            else:
                self.collector.add(text, level=level, soft=soft, row=is_row)


def _number_format(example: str) -> str:
    if not example:
        return ""
    return _FORMATS.get(example.split(",", maxsplit=1)[0].strip(), "decimal")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
