"""QPrinter: the pages of the PDF on A4, at the printer's own dots, never scaled.

The white margins of a page are part of its layout. A printer that cannot print as near to the edge as the foot stands
would cut it off; that is told, and nothing is made smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from govdesk.errors import UserError
from govdesk.ui.actions.printing.pages import Pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: Where ink begins on our pages, in mm from each edge: the type area, at the bottom the foot.
INK = {"left": 28.0, "top": 37.0, "right": 26.0, "bottom": 16.0}
_MOST_DPI = 600  # text gets no sharper on paper beyond this


def set_up_paper(printer: QPrinter, name: str) -> None:
    """A4 upright over the whole sheet: the PDF has its own margins."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(name.removesuffix(".pdf"))


def margin_fault(minimum: tuple[float, float, float, float]) -> str:
    """A sentence where a printer leaves so much of the edge blank (left, top, right, bottom in mm) that words are lost."""
    names = {"left": "左", "top": "上", "right": "右", "bottom": "下"}
    lost = [
        f"{names[side]}边 {blank:.0f} 毫米"
        for (side, ink), blank in zip(INK.items(), minimum, strict=True)
        if blank > ink
    ]
    return f"这台打印机{'、'.join(lost)}以内印不上，会缺字；版面不缩小，请换一台打印机，或先导出 PDF。" if lost else ""


def blank_edges(printer: QPrinter) -> tuple[float, float, float, float]:
    """How much of each edge (left, top, right, bottom, mm) the printer cannot print on A4."""
    margins = printer.pageLayout().minimumMargins()
    unit = {QPageLayout.Unit.Millimeter: 1.0, QPageLayout.Unit.Point: 25.4 / 72}.get(printer.pageLayout().units(), 25.4)
    return margins.left() * unit, margins.top() * unit, margins.right() * unit, margins.bottom() * unit


def print_pages(pages: Pages, printer: QPrinter, numbers: Sequence[int], copies: int = 1) -> None:
    """Send those pages (from 1). Raises UserError where the printer takes none."""
    printer.setCopyCount(copies)
    rounds = 1 if copies == 1 or printer.supportsMultipleCopies() else copies
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            f"打印机“{printer.printerName()}”没有接受这份文件",
            safe="清单没有改动",
            todo="看看打印机是否开着、有没有纸；也可先导出 PDF",
        )
    try:
        dots = printer.resolution()
        dpi = min(dots, _MOST_DPI)
        scale = dots / dpi
        for position, number in enumerate(list(numbers) * rounds):
            if position and not printer.newPage():
                raise UserError("打印中断了", safe="清单没有改动", todo="看看打印机，再印没有出来的几页")
            for row, band in pages.bands(number - 1, dpi):
                at = QRectF(0, row * scale, band.width() * scale, band.height() * scale)
                painter.drawImage(at, band)
    finally:
        painter.end()
