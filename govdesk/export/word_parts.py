"""What every Word file of ours is made of: the page, real styles, faces for hanzi, fields, borders, safe text.

Sizes are mm and points.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govdesk.export.style import PLAIN, Style
from govdesk.export.word_xml import add_borders, add_field, add_text, add_to, safe, set_faces

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

#: Faces that Windows and WPS have; an office's own come first.
FACES = {"song": "宋体", "fangsong": "仿宋", "xiaobiaosong": "方正小标宋简体", "heiti": "黑体", "kaiti": "楷体"}
CENTRE, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
#: Our styles: name -> (face, points, line height in points, alignment, level in the outline).
_STYLES: Mapping[str, tuple[str, float, float, Any, int | None]] = {
    "Normal": ("fangsong", 12, 21, JUSTIFY, None),
    "Title": ("xiaobiaosong", 22, 30, CENTRE, None),
    "Heading 1": ("heiti", 16, 24, LEFT, 0),
    "Heading 2": ("kaiti", 12, 18, LEFT, 1),
    "表格文字": ("fangsong", 10.5, 14.5, LEFT, None),
    "表格大字": ("fangsong", 12, 16.5, LEFT, None),
    "表头": ("heiti", 10.5, 14.5, CENTRE, None),
    "编号行": ("kaiti", 10.5, 14.5, LEFT, None),
    "说明文字": ("kaiti", 10.5, 16, JUSTIFY, None),
    "Footer": ("fangsong", 9, 12, LEFT, None),
}

_CUSHION = 74  # twips, 1.3 mm: between words and the lines around them


class Word:
    """A document being written. `save` gives its bytes."""

    def __init__(self, title: str, printed: dt.date, style: Style = PLAIN, *, subject: str = "") -> None:
        self.document: WordDocument = Document()
        self._faces = {role: (*getattr(style.fonts, role), face)[0] for role, face in FACES.items()}
        self.house = style.name
        properties = self.document.core_properties
        # The format has no room for more than 255 characters.
        properties.title, properties.subject, properties.author = (
            safe(words)[:255] for words in (title, subject, style.name)
        )
        properties.comments, properties.language = "", "zh-CN"
        day = dt.datetime(printed.year, printed.month, printed.day)
        properties.created = properties.modified = day
        # As Word 2013 and later lay a page: no “兼容模式” in the title, and a table's frame stands on the margins of the text.
        for setting in self.document.settings.element.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), "15")
        self._set_page()
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-US")
            language.set(qn("w:eastAsia"), "zh-CN")
        for name, (face, points, height, alignment, level) in _STYLES.items():
            self._set_style(name, face, points, height, alignment, level)

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance, section.header_distance = Mm(17), Mm(15)

    def _set_style(self, name: str, face: str, points: float, height: float, alignment: Any, level: int | None) -> None:
        styles = self.document.styles
        known = any(style.name == name for style in styles)
        style: ParagraphStyle = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = styles["Normal"]
            style.quick_style = True
        properties = style.element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        set_faces(properties, self._faces[face])
        style.font.size = Pt(points)
        if name == "Title":
            style.font.bold = True
            for border in style.element.pPr.findall(qn("w:pBdr")) if style.element.pPr is not None else []:
                style.element.pPr.remove(border)
        form = style.paragraph_format
        form.alignment = alignment
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
        form.keep_with_next = level is not None
        form.widow_control = True
        # No blank between hanzi and figures: the text must read back as it was written.
        for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
            add_to(style.element.get_or_add_pPr(), tag, val="0")

    def face(self, role: str) -> str:
        """The family that stands for `role` (heiti …) in this document."""
        return str(self._faces[role])

    def paragraph(self, text: str = "", style: str = "Normal", where: Any = None) -> Paragraph:
        """A new paragraph in the body or in `where`."""
        paragraph: Paragraph = (where or self.document).add_paragraph()
        paragraph._p.style = _id(style)
        if text:
            add_text(paragraph, text)
        return paragraph

    def run(self, paragraph: Paragraph, text: str, *, face: str = "", points: float = 0, bold: bool = False) -> Run:
        """Text in another face or size than its paragraph's."""
        run = add_text(paragraph, text)
        if face:
            set_faces(run._r.get_or_add_rPr(), self.face(face))
        if points:
            run.font.size = Pt(points)
        if bold:
            run.font.bold = True
        return run

    def foot(self, left: str, right: str = "") -> None:
        """The foot of every page: a line, what it rests on, number and 第 x 页，共 y 页, the office's name."""
        footer = self.document.sections[0].footer
        paragraph = footer.paragraphs[0]
        paragraph.style = self.document.styles["Footer"]
        add_borders(paragraph._p.get_or_add_pPr(), "w:pBdr", {"top": 4}, space=7)
        for inherited in paragraph.style.element.pPr.findall(
            qn("w:tabs")
        ):  # one in the middle would catch the page's count
            paragraph.style.element.pPr.remove(inherited)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(156), alignment=WD_TAB_ALIGNMENT.RIGHT)
        add_text(paragraph, left)
        paragraph.add_run("\t")
        if right:
            add_text(paragraph, right + "　")
        for words, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
            paragraph.add_run(words)
            if field:
                add_field(paragraph, field)
        if self.house:
            add_text(footer.add_paragraph(style="Footer"), self.house)

    def table(self, widths: Iterable[float], rows: int) -> Table:
        """A table of fixed columns (mm) with thin lines inside and a thick frame."""
        columns = list(widths)
        table: Table = self.document.add_table(rows=rows, cols=len(columns))
        table.autofit = False
        properties = table._tbl.tblPr
        add_borders(
            properties, "w:tblBorders", {"top": 8, "left": 8, "bottom": 8, "right": 8, "insideH": 4, "insideV": 4}
        )
        add_to(properties, "w:tblLayout", type="fixed")
        add_to(properties, "w:tblInd", w="0", type="dxa")
        margins = add_to(properties, "w:tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            add_to(margins, f"w:{side}", w=str(_CUSHION), type="dxa")
        for column, width in zip(table.columns, columns, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, columns, strict=True):
                cell.width = Mm(width)
            no_split(row)
        return table

    def save(self) -> bytes:
        """The .docx file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def no_split(row: Any) -> None:
    """A row that stays on one page."""
    add_to(row._tr.get_or_add_trPr(), "w:cantSplit")


def _id(style: str) -> str:
    """A style's id, as python-docx makes it from the name: looking it up takes longer than all else in a cell."""
    return style.replace(" ", "")


def may_split(row: Any) -> None:
    """A row that may be taller than a page."""
    properties = row._tr.get_or_add_trPr()
    for element in properties.findall(qn("w:cantSplit")):
        properties.remove(element)


def keep_with_next(row: Any) -> None:
    """A row that stays on the page of what follows it."""
    for paragraph in row._tr.iter(qn("w:p")):  # the cells of this row, also those that are merged with one above
        add_to(paragraph.get_or_add_pPr(), "w:keepNext")


def repeat(row: Any) -> None:
    """A head row that stands again on every page."""
    add_to(row._tr.get_or_add_trPr(), "w:tblHeader")


def at_least(row: Any, height: float) -> None:
    """A row of at least `height` mm."""
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def fill(cell: _Cell, style: str, alignment: Any = None, *, tight: bool = False) -> Paragraph:
    """The first paragraph of a cell, its text in the middle of the height; `tight`: no room left and right of it."""
    if tight:
        margins = add_to(cell._tc.get_or_add_tcPr(), "w:tcMar")
        for side in ("left", "right"):
            add_to(margins, f"w:{side}", w="0", type="dxa")
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph._p.style = _id(style)
    if alignment is not None:
        paragraph.alignment = alignment
    return paragraph


def signatures(word: Word, names: Sequence[str], *, dated: bool) -> None:
    """Names to sign with a line each, and the date under it."""
    # Two tables without a paragraph between them would be one to Word.
    word.paragraph(style="表格文字").paragraph_format.keep_with_next = True
    table = word.table((54, 54, 48)[: len(names)], 2 if dated else 1)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    add_borders(table._tbl.tblPr, "w:tblBorders", dict.fromkeys(sides, 0))
    rows = list(table.rows)
    at_least(rows[0], 11)
    for index, name in enumerate(names):
        paragraph = fill(rows[0].cells[index], "表格大字")
        add_text(paragraph, f"{name}：")
        add_text(paragraph, "　" * 6).font.underline = True
        paragraph.paragraph_format.keep_with_next = True
        if dated:
            add_text(fill(rows[1].cells[index], "表格文字", RIGHT), "年　　月　　日　")
