"""What every Word file of ours is made of: the page, real styles, faces for hanzi, fields, borders, safe text.

Sizes are mm and points.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govdesk import paths
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
    "说明": ("kaiti", 10.5, 14.5, LEFT, None),
    "细条": ("fangsong", 1, 2, LEFT, None),
    "Header": ("kaiti", 10.5, 14.5, LEFT, None),
    "说明文字": ("kaiti", 10.5, 16, LEFT, None),
    "Footer": ("fangsong", 10.5, 13, LEFT, None),
}
#: The same in 大字: points, line height. Running head and foot stay as they are, as in the PDF.
_LARGE: Mapping[str, tuple[float, float]] = {
    "表格文字": (12, 16.5),
    "表格大字": (14, 20),
    "表头": (12, 16.5),
    "编号行": (12, 16.5),
    "说明": (12, 16.5),
    "Heading 2": (13.5, 18),
}

_CUSHION = 57  # twips, 1 mm: between words and the lines left and right of them
_ABOVE = 28  # twips, 0.5 mm: above and below


class Page(NamedTuple):
    """Margins in mm: of a working paper, with room for holes, mirrored on the back; or of a document, as GB/T 9704 has them."""

    top: float
    bottom: float
    inside: float
    outside: float
    header: float
    footer: float

    @property
    def width(self) -> float:
        """Of the text."""
        return 210 - self.inside - self.outside


LEAF = Page(20, 26.5, 25, 18, 20, 18)
DOCUMENT = Page(37, 35, 28, 26, 15, 17)


class Word:
    """A document being written. `save` gives its bytes.

    `head` are three texts for the running head, which stands from the second page on. `large`: everything in 大字; `base` is the
    size of what is not to be done.
    """

    def __init__(
        self,
        title: str,
        printed: dt.date,
        style: Style = PLAIN,
        *,
        subject: str = "",
        page: Page = LEAF,
        head: tuple[str, str, str] | None = None,
        large: bool = False,
    ) -> None:
        self.base = 12.0 if large else 10.5
        self.document: WordDocument = Document(str(paths.resource("print", "template.docx")))
        self.page = page
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
        self._set_page()
        for name, (face, points, height, alignment, level) in _STYLES.items():
            size, pitch = _LARGE.get(name, (points, height)) if large else (points, height)
            self._set_style(name, face, size, pitch, alignment, level)
        if head is not None:
            self._set_head(head)

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        page = self.page
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.inside), Mm(page.outside)
        section.footer_distance, section.header_distance = Mm(page.footer), Mm(page.header)

    def _set_head(self, words: tuple[str, str, str]) -> None:
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.top_margin = Mm(self.page.top)
        paragraph = section.header.paragraphs[0]
        paragraph.style = self.document.styles["Header"]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(self.page.width / 2), alignment=WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Mm(self.page.width), alignment=WD_TAB_ALIGNMENT.RIGHT)
        add_borders(paragraph._p.get_or_add_pPr(), "w:pBdr", {"bottom": 4}, space=3)
        paragraph.paragraph_format.space_after = Mm(2.5)
        for index, text in enumerate(words):
            if index:
                paragraph.add_run("\t")
            # Wider than its place in the middle, the matter would begin where the title ends.
            add_text(paragraph, f"　{text}　" if index == 1 and text else text)
        section.first_page_header.paragraphs[0].paragraph_format.line_spacing = Pt(1)

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
        section = self.document.sections[0]
        for footer in (
            section.footer,
            *([section.first_page_footer] if section.different_first_page_header_footer else []),
        ):
            self._foot(footer, left, right)

    def _foot(self, footer: Any, left: str, right: str) -> None:
        paragraph = footer.paragraphs[0]
        paragraph.style = self.document.styles["Footer"]
        add_borders(paragraph._p.get_or_add_pPr(), "w:pBdr", {"top": 4}, space=7)
        for inherited in paragraph.style.element.pPr.findall(
            qn("w:tabs")
        ):  # one in the middle would catch the page's count
            paragraph.style.element.pPr.remove(inherited)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(self.page.width), alignment=WD_TAB_ALIGNMENT.RIGHT)
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
            add_to(margins, f"w:{side}", w=str(_CUSHION if side in ("left", "right") else _ABOVE), type="dxa")
        for column, width in zip(table.columns, columns, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, columns, strict=True):
                cell.width = Mm(width)
            no_split(row)
        return table

    def save(self) -> bytes:
        """The .docx file."""
        stream, fixed = io.BytesIO(), io.BytesIO()
        self.document.save(stream)
        # The same document gives the same bytes: the archive keeps no time of day.
        with zipfile.ZipFile(stream) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in made.namelist():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), made.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()


def in_short(words: str, *others: str, most: int = 24) -> str:
    """The matter, shortened so that the running head keeps to one line beside `others`."""
    taken = sum(1 if ord(character) > 0x2E80 else 0.55 for text in others for character in text)
    room = max(4, min(most, int((LEAF.width - 10) / 3.7 - taken)))
    return words if len(words) <= room else words[: room - 1] + "…"


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


def signatures(word: Word, names: Sequence[str]) -> None:
    """Names to sign with a line each, and the date under it."""
    # Two tables without a paragraph between them would be one to Word.
    word.paragraph(style="细条").paragraph_format.keep_with_next = True
    table = word.table([word.page.width / len(names)] * len(names), 1)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    add_borders(table._tbl.tblPr, "w:tblBorders", dict.fromkeys(sides, 0))
    row = next(iter(table.rows))
    at_least(row, 17.5)
    line, before = (6, 3) if word.base > 10.5 else (8, 5)  # what the cell holds in this size
    for cell, name in zip(row.cells, names, strict=True):
        paragraph = fill(cell, "表格大字")
        add_text(paragraph, f"{name}：")
        add_text(paragraph, "　" * line).font.underline = True
        paragraph.paragraph_format.keep_with_next = True
        date = word.paragraph("　" * before + "年　　　月　　　日", "表格文字", where=cell)
        date.paragraph_format.space_before = Mm(4)
