"""WordprocessingML that python-docx lacks, by the names and order of ECMA-376 part 1; text made safe for XML."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from govdesk.export.plain import one_sign

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

#: The order of children that Word insists on, where ours may stand beside others.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs autoSpaceDE autoSpaceDN snapToGrid "
    "spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u bdr shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
}


def safe(text: str) -> str:
    """`text` without what XML cannot hold: control characters, halves of characters, U+FFFE and U+FFFF.

    An emoji of several signs is one, as in the PDF: which faces the reader has nobody knows.
    """
    return "".join(c for c in one_sign(text) if unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufffe\uffff")


def add_text(paragraph: Paragraph, text: str) -> Run:
    """A run of plain text; nothing in it is taken for a field, a tab or a line end."""
    run = paragraph.add_run()
    element = OxmlElement("w:t")
    element.text = safe(text)
    element.set(qn("xml:space"), "preserve")
    run._r.append(element)
    return run


def set_faces(properties: Any, family: str) -> None:
    """The family for hanzi and figures alike."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), family)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks are as wide as hanzi
    properties.insert(0, fonts)


def add_to(parent: Any, tag: str, **attributes: str) -> Any:
    """An element of that name with w: attributes, in the place of a former one and where the schema wants it."""
    for old in parent.findall(qn(tag)):
        parent.remove(old)
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    order = _ORDER.get(parent.tag.partition("}")[2], "").split()
    name = tag.removeprefix("w:")
    later = {qn(f"w:{follower}") for follower in order[order.index(name) + 1 :]} if name in order else set()
    before = next((child for child in parent if child.tag in later), None)
    if before is None:
        parent.append(element)
    else:
        before.addprevious(element)
    return element


def add_borders(parent: Any, tag: str, sides: Mapping[str, int], *, space: int = 0) -> None:
    """Lines on those sides, in eighths of a point; 0 is none."""
    borders = add_to(parent, tag)
    for side, size in sides.items():
        line = {"val": "single", "sz": str(size), "space": str(space), "color": "000000"} if size else {"val": "nil"}
        add_to(borders, f"w:{side}", **line)


_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CHECKED, _UNCHECKED = "☑", "☐"


def add_check_box(paragraph: Paragraph, *, done: bool, points: float) -> None:
    """A box that toggles at a click (w14:checkbox, [MS-DOCX] 2.6.1.5); where it is not known, the character stands."""
    face = "MS Gothic"
    state = (
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="{int(done)}"/>'
        f'<w14:checkedState w14:val="2611" w14:font="{face}"/><w14:uncheckedState w14:val="2610" w14:font="{face}"/>'
        "</w14:checkbox>"
    )
    half_points = round(points * 2)
    fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:hint="eastAsia"/>'
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    paragraph._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr>{state}</w:sdtPr><w:sdtContent><w:r><w:rPr>{fonts}{size}</w:rPr>"
            f"<w:t>{_CHECKED if done else _UNCHECKED}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def add_field(paragraph: Paragraph, code: str, *, shown: str = "1", stale: bool = False) -> None:
    """A field that Word keeps up to date: PAGE, NUMPAGES. `stale`: it is reckoned anew when the file is opened."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            dirty = {"dirty": "true"} if stale and kind == "begin" else {}
            add_to(run._r, "w:fldChar", fldCharType=kind, **dirty)
        else:
            element = OxmlElement("w:instrText")
            element.text = f" {text} "
            run._r.append(element)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place in the file that fields and links lead to: the whole paragraph. `number` is unlike any other's."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraph._p.find(qn("w:r"))
    first.addprevious(start)
    paragraph._p.append(end)


def link_to(paragraph: Paragraph, bookmark: str) -> None:
    """The words of the paragraph lead to the bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    for run in paragraph._p.findall(qn("w:r")):
        link.append(run)
    paragraph._p.append(link)
