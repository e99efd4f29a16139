"""The pages of a PDF as pictures, by pdfium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QImage

from govdesk.errors import UserError

POINTS_PER_INCH = 72
A4_MM = (210.0, 297.0)
_BAND = 1024  # rows of dots painted at a time: a whole page at 1200 dpi would take 140 MB


class Pages:
    """An open PDF. Close it when done."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Let the file go."""
        self._document.close()

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        width, height = self._document[number].get_size()
        return float(width), float(height)

    def image(self, number: int, dpi: float) -> QImage:
        """A page (from 0) in grey, at so many dots per inch."""
        return _image(self._document[number].render(scale=dpi / POINTS_PER_INCH, grayscale=True))

    def bands(self, number: int, dpi: float) -> Iterator[tuple[int, QImage]]:
        """A page (from 0) from top to bottom as (first row of dots, picture): for printers with many dots."""
        page = self._document[number]
        height = page.get_height()
        step = _BAND * POINTS_PER_INCH / dpi
        top, row = 0.0, 0
        while top < height:
            bottom = max(0.0, height - top - step)
            bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True, crop=(0, bottom, 0, top))
            yield row, _image(bitmap)
            top += step
            row += _BAND


def _image(bitmap: Any) -> QImage:
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    return image.copy()  # the buffer goes with the bitmap


_EVERY_OTHER = {"奇数": 1, "单数": 1, "偶数": 2, "双数": 2}


def parse_pages(text: str, count: int) -> list[int]:
    """Page numbers (from 1) of `1-2，4`, `3-`, 奇数, 偶数; all of them for an empty text.

    Raises UserError for pages that are not there. 奇数, then the paper turned, then 偶数: both sides by hand.
    """
    folded = re.sub(r"\s*(?:[－–—~～〜至到-]+)\s*", "-", re.sub(r"[第页]", "", text.strip()))
    folded = re.sub(r"[，、;；\s]+", ",", folded)
    if not folded.strip(","):
        return list(range(1, count + 1))
    found: list[int] = []
    for part in folded.strip(",").split(","):
        if part in _EVERY_OTHER:
            found += [number for number in range(_EVERY_OTHER[part], count + 1, 2) if number not in found]
            continue
        match = re.fullmatch(r"(\d{1,6})(?:(-)(\d{1,6})?)?", part)
        first, last = (int(match[1]), int(match[3] or (count if match[2] else match[1]))) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise UserError(f"没有“{part[:20]}”这几页", todo=f"共 {count} 页，写成 1-2、1，3、3- 或 奇数、偶数")
        found += [number for number in range(first, last + 1) if number not in found]
    return found
