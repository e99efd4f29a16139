"""Web pages: a tokenizer that runs once over the text, and what is a paragraph of it.

Nothing is fetched, nothing is executed: addresses and scripts are not even looked at. A tree is not built, so that nesting
costs nothing. Tags follow the HTML Standard as far as text is concerned.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import ClassVar

from govdesk.importing.counting import write_number
from govdesk.importing.encoding import declared_encoding, decode
from govdesk.importing.lines import Budget, LineCollector, Source, join_cells, refuse_long

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:]*)")
_ATTRIBUTES = re.compile(r"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*""")
# Their content is no text of the page.
_RAW = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea", "noembed"}
# A deletion that an office program has tracked: the text is read as if the changes were accepted.
_DELETED = "del"
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
        ),
        *(
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "section",
            "summary",
            "tbody",
            "tfoot",
        ),
        *("thead", "ul"),
    )
)
_NESTED = 40
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(content: bytes, budget: Budget) -> Source:
    """An .html file, saved from a browser or written by an office program."""
    declared = declared_encoding(content)
    decoded = decode(content, declared)
    refuse_long(decoded.text, 6)
    collector = LineCollector(budget)
    reader = HtmlReader(collector)
    reader.feed(decoded.text)
    reader.close()
    source = collector.source("网页", titles=reader.titles)
    source.warnings += [decoded.warning] if decoded.warning else []
    return source


class HtmlReader:
    """Turns tags and text into lines.

    `clean` is given for Markdown with HTML in it: line ends in the text are kept, and each line is cleaned by it.
    """

    def __init__(self, collector: LineCollector, *, clean: Callable[[str], str] | None = None) -> None:
        self.collector = collector
        self.keep_lines = clean is not None
        self.clean = clean
        self._preformatted = 0
        self._lists: list[_Numbers | None] = []  # open lists; None where they are not numbered
        self.titles: list[str] = []
        self._text: list[str] = []
        self._level = 0
        self._in_title = False
        self._soft = False
        # For each open table row: its finished cells, the open cell's lines. A row of one-line cells is one line.
        self._rows: list[_Row] = []
        self._skip = ""
        self._comment = False
        self._deletions_end = -1

    @property
    def is_open(self) -> bool:
        """Does a table, a comment or a script reach on into the next line?"""
        return bool(self._rows or self._skip or self._comment)

    def feed_line(self, line: str) -> None:
        """One line of a text that is not all HTML."""
        self.feed(line + "\n")
        if not self._rows:
            self.end_block()

    def feed(self, text: str) -> None:
        """Take in a piece of text that does not end inside a tag."""
        position, length = 0, len(text)
        self._deletions_end = text.lower().rfind(f"</{_DELETED}")
        while position < length:
            if self._comment:
                end = text.find("-->", position)
                if end < 0:
                    return
                self._comment, position = False, end + 3
                continue
            if self._skip:
                end = _find_end(text, self._skip, position)
                if end < 0:
                    return
                self._skip, position = "", end
                continue
            # A < that nothing of a tag follows is text.
            opening = _OPENING.search(text, position)
            if opening is None:
                self.data(text[position:])
                return
            start = opening.start()
            if start > position:
                self.data(text[position:start])
            position = self._markup(text, start)
            self.collector.budget.check()

    def _markup(self, text: str, start: int) -> int:
        """What follows a `<`; gives where to go on."""
        if text.startswith("<!--", start):
            self._comment = True
            return start + 4
        if text.startswith(("<!", "<?"), start):
            end = text.find(">", start)
            return len(text) if end < 0 else end + 1
        match = _TAG.match(text, start)
        if not match:
            self.data("<")
            return start + 1
        attributes = _ATTRIBUTES.match(text, match.end())
        end = attributes.end() if attributes else match.end()
        name = match[1].lower()
        closing = text[start + 1] == "/"
        # A deletion that never ends takes nothing away.
        raw = name in _RAW or (name == _DELETED and start < self._deletions_end)
        if raw and not closing and not text[match.end() : end].endswith("/"):
            self._skip = name
        self.tag(name, closing, attributes[0] if attributes else "")
        return end + 1 if text[end : end + 1] == ">" else max(end, match.end())

    def data(self, text: str) -> None:
        """Characters between tags."""
        text = html.unescape(text)
        if (self._preformatted or (self.keep_lines and not self._rows)) and "\n" in text:
            first, *rest = text.split("\n")
            self._text.append(first)
            for line in rest:
                self.end_block()
                self._text.append(line)
        else:
            self._text.append(text)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        """A start or end tag."""
        if name == "br":
            self.end_block()
            self._soft = True
        elif name == "title":
            if closing and self._in_title:
                title = _SPACE.sub(" ", "".join(self._text)).strip()
                self.titles.append(title)
                self.collector.add(title, aside="网页标题")
                self._text = []
            else:
                self.end_block()
            self._in_title = not closing
        elif name == "tr":
            self.end_cell()
            if self._rows:
                self._rows.pop().finish(self)
            if not closing:
                self.end_block()
                self._rows.append(_Row())
        elif name in ("td", "th"):
            self.end_cell()
            if self._rows and not closing:
                self._rows[-1].open = True
        elif name == "table":
            self.end_block()
            if closing:
                self._close_table()
            else:
                self._rows.append(_Row(barrier=True))
        elif name in ("ol", "ul"):
            self.end_block()
            if not closing:
                self._lists.append(_Numbers(attributes) if name == "ol" else None)
            elif self._lists:
                self._lists.pop()
        elif name == "li":
            self.end_block()
            if not closing and self._lists and (numbers := self._lists[-1]) is not None:
                self._text.append(numbers.next_label())
        elif name in _BLOCKS:
            self.end_block()
            if name == "pre":
                self._preformatted = max(0, self._preformatted + (-1 if closing else 1))
            self._level = int(name[1]) if not closing and len(name) == 2 and name[1].isdecimal() else 0

    def _close_table(self) -> None:
        while self._rows:
            row = self._rows.pop()
            if row.barrier:
                return
            row.finish(self)

    def end_block(self) -> None:
        """A line ends here."""
        text = "".join(self._text)
        self._text = []
        # Blanks that a browser folds are none; the page's own U+3000 and no-break blanks stay.
        text = _SPACE.sub(" ", text).strip(" ")
        if text.strip():
            self.emit(text, self._level, self._soft, row=False)
        self._soft = False

    def end_cell(self) -> None:
        """A table cell ends here."""
        self.end_block()
        if self._rows:
            self._rows[-1].end_cell()

    def emit(self, text: str, level: int, soft: bool, *, row: bool) -> None:
        """A finished line: into the open cell, or out."""
        if self.clean is not None:
            text = self.clean(text)
        # A table within a cell belongs to that cell. Beyond any sense of nesting the order of the text is enough.
        for around in reversed(self._rows[-_NESTED:]):
            if around.open:
                around.cell.append((text, level, soft, row))
                return
        self.collector.add(text, level=level, soft=soft, row=row)

    def close(self) -> None:
        """The text has ended, with whatever is still open."""
        self.end_cell()
        while self._rows:
            self._rows.pop().finish(self)
        self.end_block()


class _Numbers:
    """The numbers that a browser shows before the entries of an ordered list."""

    _STYLES: ClassVar = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

    def __init__(self, attributes: str) -> None:
        start = re.search(r"""\bstart\s*=\s*["']?(\d{1,4})""", attributes, re.I)
        kind = re.search(r"""\btype\s*=\s*["']?([aAiI1])\b""", attributes)
        self.chinese = re.search(r"cjk-ideographic|simp-chinese|trad-chinese", attributes) is not None
        self.style = self._STYLES.get(kind[1], "decimal") if kind else "decimal"
        self.number = int(start[1]) - 1 if start else 0

    def next_label(self) -> str:
        """The next entry's number with its stop."""
        self.number += 1
        return (
            f"{write_number(self.number, 'chineseCounting')}、"
            if self.chinese
            else f"{write_number(self.number, self.style)}."
        )


class _Row:
    """A table row being read; a barrier stands for the table itself."""

    def __init__(self, *, barrier: bool = False) -> None:
        self.barrier = barrier
        self.open = False
        self.cell: list[tuple[str, int, bool, bool]] = []
        self.cells: list[list[tuple[str, int, bool, bool]]] = []

    def end_cell(self) -> None:
        if self.cell:
            self.cells.append(self.cell)
        self.cell, self.open = [], False

    def finish(self, reader: HtmlReader) -> None:
        """One line where every cell is one; else a layout table, whose cells stand one after the other."""
        self.end_cell()
        if len(self.cells) > 1 and all(len(cell) == 1 for cell in self.cells):
            reader.emit(join_cells([cell[0][0] for cell in self.cells]), 0, False, row=True)
            return
        for cell in self.cells:
            for text, level, soft, row in cell:
                reader.emit(text, level, soft, row=row)


def _find_end(text: str, name: str, start: int) -> int:
    """Where the end tag of a raw element begins, from `start`; -1 where there is none."""
    match = re.compile(rf"</{name}(?=[\s>/])", re.I).search(text, start)
    return match.start() if match else -1
