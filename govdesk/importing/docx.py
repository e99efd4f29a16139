"""Word's .docx (ECMA-376 WordprocessingML): what Word shows with all changes accepted.

Numbers that only numbering.xml knows are written out; soft breaks part lines; text boxes, tables within tables, deleted and
moved text are seen to. python-docx is for writing and for plain reading: it knows neither numbers nor tracked changes.
"""

from __future__ import annotations

import posixpath

from govdesk.importing.docx_numbering import Numbering, read_numbering, read_styles
from govdesk.importing.lines import Budget, LineCollector, Source, join_cells
from govdesk.importing.xmlfile import Handler, Package, damaged, parse
from govdesk.typed import read_number

_MAIN = "word/document.xml"
_GONE = frozenset(("del", "moveFrom"))
_ASIDES = (("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"), ("comments", "批注"))


def read_docx(package: Package, budget: Budget) -> Source:
    """The document in `package`. Raises UserError where it is damaged."""
    main = _main_part(package)
    content = package.read(main)
    if content is None:
        raise damaged(f"no {main}")
    folder = posixpath.dirname(main)
    styles = read_styles(package.read(f"{folder}/styles.xml"), budget)
    numbering = read_numbering(package.read(f"{folder}/numbering.xml"), budget)
    collector = LineCollector(budget)
    parse(content, DocumentReader(collector, styles, numbering), budget)
    for stem, name in _ASIDES:
        for part in sorted(p for p in package.names if p.startswith(f"{folder}/{stem}") and p.endswith(".xml")):
            rest = DocumentReader(collector, styles, Numbering(), aside=name)
            parse(package.read(part) or b"", rest, budget)
    return collector.source("Word 文档")


def read_word_xml(content: bytes, budget: Budget) -> Source:
    """A document that Word 2003 saved as one XML file; its elements are those of .docx. Raises UserError."""
    collector = LineCollector(budget)
    parse(content, DocumentReader(collector, {}, Numbering()), budget)
    return collector.source("Word XML 文档")


def _main_part(package: Package) -> str:
    """The main document's name: word/document.xml, unless the package's relations name another."""
    if _MAIN in package.names:
        return _MAIN
    found = [name for name in package.names if name.startswith("word/document") and name.endswith(".xml")]
    return min(found, default=_MAIN)


class _Paragraph:
    """A paragraph being read."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.style = ""
        self.num_id: str | None = None
        self.level: int | None = None
        self.outline: int | None = None
        self.mark_gone = False


class _Table:
    def __init__(self) -> None:
        self.cells: list[list[_Finished]] = []
        self.cell: list[_Finished] | None = None
        self.row_gone = False


class _Finished:
    """A finished line that waits in a table cell."""

    def __init__(self, text: str, level: int, soft: bool, aside: str, row: bool = False) -> None:
        self.text, self.level, self.soft, self.aside, self.row = text, level, soft, aside, row


class DocumentReader(Handler):
    """Walks through one part of the document and collects its lines."""

    def __init__(
        self, collector: LineCollector, styles: dict[str, dict[str, str]], numbering: Numbering, *, aside: str = ""
    ) -> None:
        self.collector, self.styles, self.numbering, self.aside = collector, styles, numbering, aside
        self.path: list[str] = []
        self.paragraphs: list[_Paragraph] = []
        self.kept: _Paragraph | None = None  # its paragraph mark is deleted: the next one goes on in it
        self.tables: list[_Table] = []
        self.gone = 0  # inside deleted or moved-away text
        self.skip = 0  # inside what is no text: fallbacks, field codes, deleted text
        self.fields: list[bool] = []  # for each open field: are we past its code?
        self.hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if name in ("Fallback", "rt", "delText", "instrText", "delInstrText", "pPrChange", "rPrChange", "sectPr"):
            self.skip += 1
        if self.skip:
            return
        if name in _GONE:
            if parent == "rPr" and "pPr" in self.path[-4:] and self.paragraphs:
                self.paragraphs[-1].mark_gone = True
            elif parent == "trPr" and self.tables:
                self.tables[-1].row_gone = True
            elif parent not in ("trPr", "rPr", "numPr"):
                self.gone += 1
            return
        if name == "p" and parent not in ("rPr", "pPr"):
            self.paragraphs.append(_Paragraph())
        elif name == "tbl":
            self.tables.append(_Table())
        elif name == "tc" and self.tables:
            self.tables[-1].cell = []
        elif self.paragraphs:
            self.inside(name, parent, attributes)

    def inside(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        """An element within a paragraph."""
        paragraph = self.paragraphs[-1]
        value = attributes.get("val", "")
        if name == "r":
            self.hidden = False
        elif name == "vanish" and parent == "rPr" and "r" in self.path[-3:]:
            self.hidden = value not in ("0", "false", "off")
        elif name == "pStyle":
            paragraph.style = value
        elif name == "numId" and parent == "numPr":
            paragraph.num_id = value
        elif name == "ilvl" and parent == "numPr":
            paragraph.level = read_number(value, 99) or 0
        elif name == "outlineLvl":
            paragraph.outline = read_number(value, 99)
        elif name == "fldChar":
            self.field(attributes.get("fldCharType", ""))
        elif name == "tab" and parent == "r":
            self.write("\t")
        elif name in ("br", "cr"):
            self.write("\n")
        elif name == "noBreakHyphen":
            self.write("-")
        elif name == "sym":
            code = attributes.get("char", "")
            if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
                self.write(chr(int(code, 16)))

    def field(self, kind: str) -> None:
        """A complex field: begin, code, separate, result, end."""
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def write(self, text: str) -> None:
        """Characters of the open paragraph, unless they are deleted, hidden or a field's code."""
        if self.paragraphs and not self.gone and not self.hidden and all(self.fields):
            self.paragraphs[-1].text.append(text)

    def text(self, text: str) -> None:
        if self.path and self.path[-1] == "t" and not self.skip:
            self.write(text)

    def end(self, name: str) -> None:
        self.path.pop()
        if name in ("Fallback", "rt", "delText", "instrText", "delInstrText", "pPrChange", "rPrChange", "sectPr"):
            self.skip -= 1
            return
        if self.skip:
            return
        parent = self.path[-1] if self.path else ""
        if name in _GONE:
            if parent not in ("trPr", "rPr", "numPr"):
                self.gone -= 1
        elif name == "r":
            self.hidden = False
        elif name == "p" and parent not in ("rPr", "pPr") and self.paragraphs:
            self.finish(self.paragraphs.pop())
        elif name == "tc" and self.tables and self.tables[-1].cell is not None:
            self.tables[-1].cells.append(self.tables[-1].cell)
            self.tables[-1].cell = None
        elif name == "tr" and self.tables:
            self.finish_row(self.tables[-1])
        elif name == "tbl" and self.tables:
            self.finish_row(self.tables.pop())

    def finish(self, paragraph: _Paragraph) -> None:
        """A paragraph has ended: written out, or kept for the next one where its mark is deleted."""
        text = "".join(paragraph.text)
        if self.kept is not None:
            kept, self.kept = self.kept, None
            if kept.text:
                # Word lets the merged paragraph have the properties of the one that follows; its words begin earlier.
                text = "".join(kept.text) + text
                paragraph.num_id, paragraph.level = kept.num_id, kept.level
                paragraph.style = kept.style
        if paragraph.mark_gone:
            paragraph.text = [text] if text else []
            self.kept = paragraph
            return
        label = self.number_of(paragraph, text)
        style = self.styles.get(paragraph.style, {})
        aside = self.aside or ("目录" if style.get("toc") else "")
        level = _heading_level(paragraph, style)
        for index, line in enumerate(text.split("\n")):
            written = label + line if not index else line
            self.emit(_Finished(written, level, bool(index), aside))

    def number_of(self, paragraph: _Paragraph, text: str) -> str:
        """The number that Word shows before the paragraph, with what stands between it and the text."""
        num_id, level = paragraph.num_id, paragraph.level
        style = self.styles.get(paragraph.style, {})
        if num_id is None:
            num_id = style.get("num_id")
            level = level if level is not None else int(style.get("level", "0"))
        if not num_id or num_id == "0":
            return ""
        if not text.strip() and not paragraph.text:
            return ""  # Word counts an empty numbered paragraph; nobody means that
        return self.numbering.next_label(num_id, level or 0, paragraph.style)

    def emit(self, line: _Finished) -> None:
        """A finished line: into the open cell, or out."""
        for table in reversed(self.tables):
            if table.cell is not None:
                table.cell.append(line)
                return
        self.collector.add(line.text, level=line.level, aside=line.aside, soft=line.soft, row=line.row)

    def finish_row(self, table: _Table) -> None:
        """One line where every cell is one; else a layout table, whose cells stand one after the other."""
        cells = [[line for line in cell if line.text.strip()] for cell in table.cells]
        cells = [cell for cell in cells if cell]
        table.cells, table.cell = [], None
        if table.row_gone:
            table.row_gone = False
            return
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            first = cells[0][0]
            self.emit(_Finished(join_cells([cell[0].text for cell in cells]), 0, False, first.aside, True))
            return
        for cell in cells:
            for line in cell:
                self.emit(line)


def _heading_level(paragraph: _Paragraph, style: dict[str, str]) -> int:
    if style.get("title"):
        return 1
    outline = paragraph.outline if paragraph.outline is not None else read_number(style.get("outline", ""), 99)
    return outline + 1 if outline is not None and outline < 9 else 0
