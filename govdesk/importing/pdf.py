"""PDF files with text (ISO 32000), through PDFium."""

from __future__ import annotations

import ctypes
import re
import zlib
from typing import Any

from govdesk.importing.layout import Glyph, Page, add_pages
from govdesk.importing.lines import Budget, LineCollector, Source, refusal
from govdesk.importing.xmlfile import damaged, encrypted

_MAX_PAGES = 1_500
_STREAM = re.compile(rb"stream\r?\n")
_MAX_STREAM, _MAX_STREAMS, _MAX_PACKED = 12_000_000, 120_000_000, 16_000_000  # bytes
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def scanned(kind: str) -> Exception:
    """The refusal of pages without text."""
    return refusal(
        f"这个{kind}像是扫描件，只有图片、没有文字",
        "请对方发 Word、WPS 或网页原文，或先用识别软件（OCR）转成文字，校对后再导入",
    )


def read_pdf(content: bytes, budget: Budget) -> Source:
    """A .pdf file. Raises UserError: scanned, encrypted, damaged."""
    _refuse_bombs(content, budget)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise encrypted() from error
        raise damaged(str(error)) from error
    try:
        if len(document) > _MAX_PAGES:
            raise refusal("这个 PDF 页数太多，不像一部规则", "把要导入的规则单独另存成一个文件再试")
        pages, pictures = [], 0
        for index in range(len(document)):
            budget.check()
            page, found = _read_page(document, index, budget)
            pictures += found
            pages.append(page)
    except pypdfium2.PdfiumError as error:
        raise damaged(str(error)) from error
    finally:
        document.close()
    characters = sum(len(glyph.text.strip()) for page in pages for glyph in page.glyphs)
    if characters < 8 * max(1, len(pages)) and (pictures or not characters):
        raise scanned("PDF")
    collector = LineCollector(budget)
    add_pages(pages, collector)
    return collector.source("PDF", pages=len(pages))


def _refuse_bombs(content: bytes, budget: Budget) -> None:
    """Raises UserError where a stream of drawing orders unpacks to what no page of text has: PDFium would work through it."""
    total = 0
    for match in _STREAM.finditer(content):
        dictionary = content[max(0, match.start() - 600) : match.start()].rpartition(b"obj")[2]
        # Pictures and fonts are only unpacked when they are drawn; nothing is drawn here.
        if (
            b"FlateDecode" not in dictionary
            or b"/Image" in dictionary
            or b"/Length1" in dictionary
            or b"/CIDFontType0C" in dictionary
        ):
            continue
        packed = content[match.end() : match.end() + _MAX_PACKED]
        for _ in range(2 if dictionary.count(b"FlateDecode") > 1 else 1):
            unpacker = zlib.decompressobj()
            try:
                packed = unpacker.decompress(packed, _MAX_STREAM + 1)
            except zlib.error:
                break
        total += len(packed)
        if len(packed) > _MAX_STREAM or total > _MAX_STREAMS:
            raise refusal("这个 PDF 解开后大得不正常，可能是有意做坏的", "请对方重新发一份，或另存成文本再试")
        budget.check()


def _read_page(document: Any, index: int, budget: Budget) -> tuple[Page, int]:
    """A page's characters, and how many pictures it has."""
    from pypdfium2 import raw as pdfium

    page = document[index]
    width, height = page.get_size()
    found = Page(width, height)
    text = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text.raw)
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    box = pdfium.FS_RECTF()
    high = 0
    for at in range(count):
        if at % 2000 == 0:
            budget.check()
        code = pdfium.FPDFText_GetUnicode(text.raw, at)
        if pdfium.FPDFText_IsGenerated(text.raw, at) == 1 or code in (0, 10, 13, 0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code in (0x20, 0xA0, 0x3000):
            continue  # gaps tell of blanks
        size = pdfium.FPDFText_GetFontSize(text.raw, at) or 1.0
        if pdfium.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box)):
            edges = box.left, box.top, box.right, box.bottom
        elif pdfium.FPDFText_GetCharBox(text.raw, at, left, right, bottom, top):
            edges = left.value, top.value, right.value, bottom.value
        else:
            continue
        tall = abs(edges[1] - edges[3])
        if size <= 1.5 and tall > 2:
            size = tall  # the size is in the text matrix
        found.glyphs.append(Glyph(chr(code), edges[0], height - edges[1], edges[2], height - edges[3], size))
    pictures = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)) if count < 20 else 0
    text.close()
    page.close()
    return found, pictures
