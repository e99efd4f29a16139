"""Paper and PDF: one typeset PDF serves both, so that what is printed is what is exported.

The dialogs are asked for through `Desk`, which tests replace; nothing here decides what a sheet says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from govdesk.errors import UserError
from govdesk.ui.theme import Theme
from govdesk.ui.widgets import Dialog, ErrorDialog

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from govdesk.app import Services
    from govdesk.records.model import Record

_POINTS_PER_INCH = 72
_MOST_DPI = 300  # more makes spools large and text no sharper


class Desk:
    """What stands around the program: the file dialog, the printers, the file manager."""

    def ask_path(self, parent: QWidget, suggested: Path) -> Path | None:
        """Where to save; None if thought better of. The dialog has asked before overwriting."""
        name, _ = QFileDialog.getSaveFileName(parent, "导出 PDF", str(suggested), "PDF 文件 (*.pdf)")
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def has_printer(self) -> bool:
        """Whether any printer is installed."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def ask_printer(self, parent: QWidget, name: str, pages: int) -> QPrinter | None:
        """The printer as set in Qt's dialog; None if thought better of."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up_paper(printer, name)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, pages)
        return printer if dialog.exec() else None

    def open_folder(self, folder: Path) -> None:
        """Show `folder` in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class Outlet:
    """Prints and exports records for a page. Every failure ends in a dialog that says what to do."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget, desk: Desk | None = None) -> None:
        self._services, self._theme, self._parent = services, theme, parent
        self.desk = desk or Desk()
        self._folder: Path | None = None

    def export_pdf(self, record: Record) -> Path | None:
        """Ask where, and write the PDF there; the path, or None where nothing was written."""
        path = self.desk.ask_path(self._parent, self._default_folder() / file_name(record))
        if path is None:
            return None
        try:
            with _waiting():
                from govdesk.export.pdf import write_pdf

                write_pdf(path, self._pdf(record))
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._parent).exec()
            return None
        self._folder = path.parent
        return path

    def print_record(self, record: Record) -> bool:
        """Print the sheet; False where nothing was sent, or no printer was found and a PDF was made instead."""
        if not self.desk.has_printer():
            self._no_printer(record)
            return False
        try:
            with _waiting():
                pdf = self._pdf(record)
                pages = page_count(pdf)
            printer = self.desk.ask_printer(self._parent, file_name(record), pages)
            if printer is None:
                return False
            with _waiting():
                print_pdf(pdf, printer)
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._parent).exec()
            return False
        return True

    def _no_printer(self, record: Record) -> None:
        dialog = Dialog(self._theme, "没有找到打印机，可先导出 PDF", self._parent)
        dialog.add_text("PDF 和打印出来的一样，可以拷到有打印机的电脑上打印。")
        dialog.add_button("取消")
        dialog.add_button("导出 PDF", primary=True)
        if dialog.exec() == 1:
            path = self.export_pdf(record)
            if path is not None:
                self.desk.open_folder(path.parent)

    def _pdf(self, record: Record) -> bytes:
        from govdesk.export.pdf import checklist_pdf
        from govdesk.export.sheet import make_sheet

        checklist = record.checklist(self._services.calendar)
        return checklist_pdf(make_sheet(checklist, record.marks, number=record.number, printed=self._services.today()))

    def _default_folder(self) -> Path:
        if self._folder is not None and self._folder.is_dir():
            return self._folder
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def file_name(record: Record) -> str:
    """报送请示办事清单-QD-2026-0031.pdf, without what Windows forbids in a name."""
    name = f"{record.basis.wizard.title}办事清单-{record.number}"
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name) + ".pdf"


def set_up_paper(printer: QPrinter, name: str) -> None:
    """A4 upright over the whole sheet: the PDF has its own margins."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(name.removesuffix(".pdf"))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = _open(pdf)
    try:
        return len(document)
    finally:
        document.close()


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Send the pages that the printer's settings ask for. Raises UserError where the printer takes none."""
    document = _open(pdf)
    painter = QPainter()
    try:
        if not painter.begin(printer):
            raise UserError(
                f"打印机“{printer.printerName()}”没有接受这份清单",
                safe="清单没有改动",
                todo="看看打印机是否开着、有没有纸；也可先导出 PDF",
            )
        first = max(1, printer.fromPage()) if printer.fromPage() else 1
        last = min(len(document), printer.toPage()) if printer.toPage() else len(document)
        dpi = min(printer.resolution(), _MOST_DPI)
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            image = page_image(document[number - 1], dpi)
            painter.drawImage(QRectF(painter.viewport()), image)
        painter.end()
    finally:
        if painter.isActive():
            painter.end()
        document.close()


def _open(pdf: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # it brings no types

    return pypdfium2.PdfDocument(pdf)


def page_image(page: Any, dpi: float) -> QImage:
    """A pypdfium2 page as a picture."""
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH)
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
    return image.copy()  # the buffer goes with the bitmap


@contextmanager
def _waiting() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
