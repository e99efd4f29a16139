"""Rich Text Format (RTF 1.9.1): text in code pages and \\u escapes, with list numbers as the writing program put them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from govdesk.importing.lines import Budget, LineCollector, Source, join_cells

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)", re.S
)
# Groups whose content is no text of the document.
_DESTINATIONS = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore generator "
    b"listtable listoverridetable rsidtbl xmlnstbl filetbl revtbl pgptbl fldinst private bkmkstart bkmkend "
    b"mmathPr nonshppict template listpicture protusertbl userprops panose falt "
    # A shape's properties; and what it looks like to programs that know no shapes, its text once more.
    b"sp shprslt".split()
)
_ASIDES = {
    b"header": "页眉", b"headerl": "页眉", b"headerr": "页眉", b"headerf": "页眉",
    b"footer": "页脚", b"footerl": "页脚", b"footerr": "页脚", b"footerf": "页脚",
    b"footnote": "脚注", b"annotation": "批注",
}  # fmt: skip
# \* says: skip what you do not know. These we know, for they hold text.
_KNOWN_STARRED = frozenset(
    (b"shpinst", b"shptxt", b"listtext", b"pntext", b"annotation", b"shppict", b"do", b"dptxbxtext")
)
# The text of a box stands by itself: the paragraph that it hangs on goes on behind it.
_BOXES = frozenset((b"shptxt", b"dptxbxtext"))
_CHARSETS = {0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 1: ""}
_CODE_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5hkscs",
    951: "big5hkscs",
    932: "cp932",
    65001: "utf-8",
    1252: "cp1252",
}
_MAX_DEPTH = 20_000
_SYMBOLS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
}  # fmt: skip


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it."""

    skip: bool = False
    aside: str = ""
    encoding: str = ""
    unicode_skip: int = 1
    hidden: bool = False
    in_table: bool = False
    outline: int = 0
    box: bool = False


def read_rtf(content: bytes, budget: Budget) -> Source:
    """An .rtf file."""
    collector = LineCollector(budget)
    reader = _Reader(collector)
    for position, match in enumerate(_TOKEN.finditer(content)):
        if position % 5000 == 0:
            budget.check()
        if match.start() < reader.resume:
            continue
        reader.take(match)
        if reader.done:
            break
    reader.finish()
    return collector.source("RTF 文档")


class _Reader:
    def __init__(self, collector: LineCollector) -> None:
        self.collector = collector
        self.stack: list[_State] = []
        self.state = _State()
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = -1
        self.bytes = bytearray()
        self.text: list[str] = []
        self.asides: list[tuple[str, list[str]]] = []
        self.around: list[list[str]] = []  # what is open of the paragraphs round the boxes
        self.pending = 0  # fallback characters still to be skipped after \u
        self.starred = False
        self.group_start = False
        self.in_fonts = 0
        self.cells: list[list[str]] = []
        self.cell: list[str] = []
        self.resume = 0
        self.done = False
        self.high = ""

    def take(self, match: re.Match[bytes]) -> None:
        word, argument, hexadecimal, symbol, brace, plain, _ = match.groups()
        if plain is not None:
            if self.pending:
                dropped = min(self.pending, len(plain))
                self.pending -= dropped
                plain = plain[dropped:]
            self.group_start = False
            self.put_bytes(plain)
        elif hexadecimal is not None:
            self.group_start = False
            if self.pending:
                self.pending -= 1
            else:
                self.put_bytes(bytes((int(hexadecimal, 16),)))
        elif brace == b"{":
            self.flush()
            self.open_group()
        elif brace == b"}":
            self.flush()
            self.close_group()
        elif word is not None:
            if word == b"bin":
                self.resume = match.end() + max(0, int(argument or 0))
                return
            self.control(word, int(argument) if argument else None)
        elif symbol is not None:
            self.symbol(symbol)

    def open_group(self) -> None:
        if len(self.stack) > _MAX_DEPTH:
            self.done = True
            return
        self.stack.append(self.state)
        self.state = replace(self.state)
        self.group_start, self.starred, self.pending = True, False, 0

    def close_group(self) -> None:
        self.pending = 0
        if not self.stack:
            return
        if self.state.box and not self.stack[-1].box:
            self.end_line()
            self.text = self.around.pop()
        closed, self.state = self.state, self.stack.pop()
        if closed.aside and not self.state.aside and self.asides:
            aside, text = self.asides.pop()
            for line in "".join(text).split("\n"):
                self.collector.add(line, aside=aside)
        if len(self.stack) < self.in_fonts:
            self.in_fonts = 0
        if not self.stack:
            self.done = True

    def symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
            return
        if self.pending:
            self.pending -= 1
            return
        if symbol in b"\\{}":
            self.put_bytes(symbol)
        elif symbol == b"~":
            self.put("\u00a0")
        elif symbol == b"_":
            self.put("-")
        elif symbol in b"\r\n":
            self.end_line()

    def control(self, word: bytes, value: int | None) -> None:
        first, self.group_start = self.group_start, False
        if first and self.starred and word not in _KNOWN_STARRED:
            self.flush()
            self.state.skip = True
        self.starred = False
        if word == b"u" and value is not None:
            self.flush()
            self.put_unicode(value % 65536)
            self.pending = self.state.unicode_skip
            return
        if self.pending and word not in (b"uc",):
            self.pending -= 1  # a control word counts as one fallback character
        if word in _DESTINATIONS:
            self.flush()
            self.state.skip = True
            if word == b"fonttbl":
                self.in_fonts = len(self.stack)
        elif word in _BOXES and first and not self.state.skip and not self.state.box:
            self.flush()
            self.around.append(self.text)
            self.text, self.state.box = [], True
        elif word in _ASIDES and first:
            self.flush()
            self.state.aside = _ASIDES[word]
            self.asides.append((_ASIDES[word], []))
        else:
            self.format(word, value)

    def format(self, word: bytes, value: int | None) -> None:
        if word == b"ansicpg" and value is not None:
            self.code_page = _CODE_PAGES.get(value, f"cp{value}")
        elif word == b"f" and value is not None:
            if self.in_fonts:
                self.font = value
            else:
                self.flush()
                self.state.encoding = self.fonts.get(value, "")
        elif word == b"fcharset" and self.in_fonts:
            self.fonts[self.font] = _CHARSETS.get(value or 0, "")
        elif word == b"uc":
            self.state.unicode_skip = max(0, value or 0)
        elif word in (b"v", b"deleted"):
            self.flush()
            self.state.hidden = value != 0
        elif word == b"plain":
            self.flush()
            self.state.hidden, self.state.encoding = False, ""
        elif word == b"pard":
            self.state.in_table = False
            self.state.outline = 0
        elif word == b"intbl":
            self.state.in_table = True
        elif word == b"outlinelevel":
            self.state.outline = (value or 0) + 1
        elif word in (b"par", b"sect", b"page"):
            self.flush()
            self.end_line()
        elif word in (b"cell", b"nestcell"):
            self.flush()
            self.end_cell()
        elif word in (b"row", b"nestrow"):
            self.flush()
            self.end_row()
        elif word in _SYMBOLS:
            self.flush()
            self.put(_SYMBOLS[word])

    def put_bytes(self, content: bytes) -> None:
        if not self.state.skip and not self.state.hidden:
            self.bytes += content

    def put_unicode(self, code: int) -> None:
        # Characters beyond the first plane come as two halves.
        if 0xD800 <= code < 0xDC00:
            self.high = chr(code)
            return
        character = chr(code)
        if self.high:
            pair = self.high + character
            character = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self.high = ""
        elif 0xDC00 <= code < 0xE000:
            character = "\ufffd"
        self.put(character)

    def put(self, text: str) -> None:
        if self.state.skip or self.state.hidden:
            return
        if self.state.aside and self.asides:
            self.asides[-1][1].append(text)
        else:
            self.text.append(text)

    def flush(self) -> None:
        """Decode the bytes collected so far; a character's bytes never stand in two groups."""
        if self.bytes:
            content = bytes(self.bytes)
            self.bytes.clear()
            encoding = self.state.encoding or self.code_page
            if encoding == "cp1252" and self.code_page != "cp1252" and any(byte > 127 for byte in content):
                encoding = self.code_page  # a Latin font named for Chinese bytes
            try:
                self.put(content.decode(encoding, "replace"))
            except LookupError:
                self.put(content.decode("gb18030", "replace"))

    def end_line(self) -> None:
        """A paragraph ends."""
        self.flush()
        if self.state.aside and self.asides:
            self.asides[-1][1].append("\n")
            return
        if self.state.skip:
            return
        text = "".join(self.text)
        self.text = []
        for index, line in enumerate(text.split("\n")):
            if self.state.in_table and line.strip():
                self.cell.append(line)
            else:
                self.collector.add(line, level=self.state.outline, soft=bool(index))

    def finish(self) -> None:
        """The file has ended, with whatever is still open."""
        self.end_line()
        while self.around:
            self.text = self.around.pop()
            self.end_line()

    def end_cell(self) -> None:
        self.state.in_table = True
        self.end_line()
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        cells = [cell for cell in self.cells if cell]
        self.cells = []
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            self.collector.add(join_cells([cell[0] for cell in cells]), row=True)
            return
        for cell in cells:
            for line in cell:
                self.collector.add(line)
