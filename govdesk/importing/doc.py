"""Word's binary .doc, and .wps of the same make ([MS-DOC]): the text as its pieces stand, with changes accepted."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from govdesk.importing.doc_lists import read_lists
from govdesk.importing.doc_properties import Properties, read_properties, read_styles
from govdesk.importing.docx_numbering import Numbering
from govdesk.importing.encoding import plausibility
from govdesk.importing.lines import Budget, LineCollector, Source, join_cells, refusal
from govdesk.importing.ole import CompoundFile
from govdesk.importing.xmlfile import damaged, encrypted

_WORD97 = 0xC1  # nFib; what is below is Word 6 or 95
_COMPLEX, _ENCRYPTED, _TABLE1 = 0x0004, 0x0100, 0x0200
_CLX, _CHPX, _PAPX, _STSH, _LST, _LFO = 33, 12, 13, 1, 73, 74
# The texts of a document in the order of their characters, with the place of each count.
_STORIES = (
    (76, ""),
    (80, "脚注"),
    (84, "页眉页脚"),
    (88, ""),
    (92, "批注"),
    (96, "尾注"),
    (100, "文本框"),
    (104, "页眉页脚"),
)
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_PLAIN = {"\x0b": "\n", "\x0c": "\r", "\x0e": "\r", "\x1e": "-", "\x1f": "", "\xa0": "\u00a0", "\x09": "\t"}


def read_doc(container: CompoundFile, budget: Budget) -> Source:
    """The document in an OLE container. Raises UserError: encrypted, damaged, another kind of file."""
    if container.names & {"EncryptedPackage", "EncryptionInfo"}:
        raise encrypted()
    main = container.read("WordDocument")
    if main is None:
        raise _other_kind(container)
    if len(main) < 0x60 or struct.unpack_from("<H", main)[0] not in (0xA5EC, 0xA5DC):
        raise damaged("no FIB")
    collector = LineCollector(budget)
    try:
        _read(main, container, collector, budget)
    except (struct.error, IndexError, OverflowError) as error:
        raise damaged(str(error)) from error
    return collector.source("Word 97–2003 文档")


def _other_kind(container: CompoundFile) -> Exception:
    kinds = (
        ("Workbook", "Excel 表格"),
        ("Book", "Excel 表格"),
        ("PowerPoint Document", "演示文稿"),
        ("Contents", "WPS 老格式"),
    )
    kind = next((name for stream, name in kinds if stream in container.names), "")
    if kind:
        return refusal(f"这是{kind}，不是 Word 文档，读不出规则的文字", "用 WPS 或 Word 打开，另存为 .docx 再试")
    return refusal("这个文件里没有 Word 文档的文字", "用 WPS 或 Word 打开，另存为 .docx 再试")


def _read(main: bytes, container: CompoundFile, collector: LineCollector, budget: Budget) -> None:
    version, flags = struct.unpack_from("<2xH6xH", main)
    if flags & _ENCRYPTED:
        raise encrypted()
    if version < _WORD97:
        _read_old(main, collector)
        return
    table = container.read("1Table" if flags & _TABLE1 else "0Table") or b""

    def part(index: int) -> bytes:
        start, length = struct.unpack_from("<II", main, 154 + 8 * index)
        return table[start : start + length]

    text, offsets = _pieces(part(_CLX), main)
    budget.check()
    lists_at = struct.unpack_from("<I", main, 154 + 8 * _LST)[0]
    numbering = read_lists(table[lists_at:], part(_LST), part(_LFO))
    properties = read_properties(main, part(_PAPX), part(_CHPX), read_styles(part(_STSH)))
    position = 0
    for place, aside in _STORIES:
        length = struct.unpack_from("<I", main, place)[0]
        story = slice(position, min(position + length, len(text)))
        _Story(collector, properties, numbering if not aside else Numbering(), aside).read(text[story], offsets[story])
        position += length


def _pieces(clx: bytes, main: bytes) -> tuple[str, list[int]]:
    """The document's characters in order, and where in the file each stands."""
    position = 0
    while position < len(clx) and clx[position] == 1:
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    if position >= len(clx) or clx[position] != 2:
        raise damaged("no piece table")
    length = struct.unpack_from("<I", clx, position + 1)[0]
    plc = clx[position + 5 : position + 5 + length]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc)
    text: list[str] = []
    offsets: list[int] = []
    for index in range(count):
        size = places[index + 1] - places[index]
        if size < 0 or size > len(main):
            raise damaged("piece out of range")
        at = struct.unpack_from("<2xI", plc, 4 * (count + 1) + 8 * index)[0]
        if at & 0x40000000:
            at = (at & 0x3FFFFFFF) // 2
            piece = main[at : at + size].decode("cp1252", "replace")
            step = 1
        else:
            # Half characters stay two, so that places go on counting as Word counts them.
            piece = main[at : at + 2 * size].decode("utf-16-le", "surrogatepass")
            piece = piece if len(piece) == size else _as_units(main[at : at + 2 * size])
            step = 2
        text.append(piece)
        offsets.extend(range(at, at + step * len(piece), step))
    return "".join(text), offsets


def _as_units(content: bytes) -> str:
    return "".join(map(chr, struct.unpack(f"<{len(content) // 2}H", content[: len(content) // 2 * 2])))


def _whole_characters(text: str) -> str:
    if any("\ud800" <= char < "\ue000" for char in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class _Story:
    """One text of the document: the body, the headers, the text boxes …"""

    def __init__(self, collector: LineCollector, properties: Properties, numbering: Numbering, aside: str) -> None:
        self.collector, self.properties, self.numbering = collector, properties, numbering
        self.aside = "" if aside == "文本框" else aside
        self.fields: list[bool] = []
        self.line: list[str] = []
        self.cell: list[tuple[str, int, bool]] = []
        self.cells: list[list[tuple[str, int, bool]]] = []

    def read(self, text: str, offsets: list[int]) -> None:
        """Collect the lines of `text`; `offsets` are its characters' places in the file."""
        for run, at, gone in self.runs(text, offsets):
            for index, char in enumerate(run):
                if char == _FIELD_BEGIN:
                    self.fields.append(False)
                elif char == _FIELD_SEPARATOR:
                    if self.fields:
                        self.fields[-1] = True
                elif char == _FIELD_END:
                    if self.fields:
                        self.fields.pop()
                elif char in "\r\x07\x0c\x0e":
                    # A deleted paragraph mark joins two paragraphs.
                    if not (gone and char == "\r"):
                        self.end_paragraph(char, at + 2 * index if self.wide else at + index)
                elif not gone and all(self.fields) and (char >= " " or char in _PLAIN):
                    self.line.append(_PLAIN.get(char, char))
        self.end_paragraph("\r", -1)
        self.end_row()

    wide = True

    def runs(self, text: str, offsets: list[int]) -> Iterator[tuple[str, int, bool]]:
        """Stretches of text with the same character properties: (text, place of its first character, gone)."""
        start = 0
        while start < len(text):
            end_of_run, gone = self.properties.run_at(offsets[start])
            stop = start + 1
            self.wide = stop >= len(text) or offsets[stop] - offsets[start] != 1
            step = 2 if self.wide else 1
            while stop < len(text) and offsets[stop] < end_of_run and offsets[stop] - offsets[stop - 1] == step:
                stop += 1
            yield text[start:stop], offsets[start], gone
            start = stop

    def end_paragraph(self, mark: str, at: int) -> None:
        text = _whole_characters("".join(self.line))
        self.line = []
        paragraph = self.properties.paragraph_at(at)
        if mark == "\x07" and paragraph.row_end:
            self.end_row()
            return
        label = ""
        if paragraph.list_id and text.strip():
            label = self.numbering.next_label(str(paragraph.list_id), paragraph.list_level)
        for index, line in enumerate(text.split("\n")):
            line = label + line if not index else line
            if mark == "\x07" or paragraph.in_table:
                if line.strip():
                    self.cell.append((line, paragraph.level, bool(index)))
            else:
                self.end_row()
                aside = self.aside or ("目录" if paragraph.is_contents else "")
                self.collector.add(line, level=paragraph.level, aside=aside, soft=bool(index))
        if mark == "\x07":
            self.cells.append(self.cell)
            self.cell = []

    def end_row(self) -> None:
        """One line where every cell is one; else a layout table, whose cells stand one after the other."""
        cells = [cell for cell in [*self.cells, self.cell] if cell]
        self.cells, self.cell = [], []
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            self.collector.add(join_cells([cell[0][0] for cell in cells]), aside=self.aside, row=True)
            return
        for cell in cells:
            for text, level, soft in cell:
                self.collector.add(text, level=level, soft=soft, aside=self.aside)


def _read_old(main: bytes, collector: LineCollector) -> None:
    """Word 6 and 95: eight-bit text between two places of the file; properties are not looked at."""
    start = struct.unpack_from("<I", main, 0x18)[0]
    length = struct.unpack_from("<I", main, 0x34)[0]
    content = main[start : start + length]
    readings = [content.decode(encoding, "replace") for encoding in ("gb18030", "big5hkscs", "utf-16-le")]
    text = max(readings, key=plausibility)
    for line in text.replace("\x07", "\r").replace("\x0b", "\r").replace("\x0c", "\r").split("\r"):
        collector.add(line)
