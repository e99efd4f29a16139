"""What stands around the program: file dialogs, printers, the file manager. Tests put their own in its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from govdesk.export.formats import FILE_KINDS, FileKind
from govdesk.ui.actions.printing.printer import set_up_paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Desk:
    """The real one."""

    def ask_path(self, parent: QWidget, suggested: Path, kind: FileKind | None = None) -> Path | None:
        """Where to save; None if thought better of. The dialog has asked before overwriting.

        `kind`: where the suffix does not say what is saved.
        """
        suffix = suggested.suffix
        kind = kind or FILE_KINDS[suffix]
        _keep_no_folders()
        while True:
            dialog = QFileDialog(parent, kind.title, str(suggested.parent), kind.filter)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(suffix.removeprefix("."))
            dialog.selectFile(suggested.name)
            chosen = dialog.selectedFiles() if dialog.exec() else []
            dialog.deleteLater()
            if not chosen:
                return None
            path = Path(chosen[0])
            if path.suffix.lower() == suffix:
                return path
            # 报告2026.11: the dialog sees a suffix there and completes nothing. It asks before overwriting only what it
            # knows of, so a name that is taken goes through it once more.
            suggested = path.with_name(path.name + suffix)
            if not suggested.exists():
                return suggested

    def ask_open(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """Which file to read; None if thought better of. `kinds` as Qt has it: 表格 (*.csv)."""
        _keep_no_folders()
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or documents_folder()), kinds)
        return Path(name) if name else None

    def ask_open_several(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """Which files to read; none if thought better of. `kinds` as Qt has it."""
        _keep_no_folders()
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(documents_folder()), kinds)
        return [Path(name) for name in names]

    def ask_folder(self, parent: QWidget, suggested: Path, title: str = "存到哪个文件夹") -> Path | None:
        """Which folder to write several files into, or what `title` asks; None if thought better of."""
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
        name = QFileDialog.getExistingDirectory(parent, title, str(suggested))
        return Path(name) if name else None

    def printers(self) -> list[str]:
        """The names of the printers, the usual one first."""
        from PySide6.QtPrintSupport import QPrinterInfo

        names = list(QPrinterInfo.availablePrinterNames())
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(names, key=lambda name: name != usual)

    def can_duplex(self, name: str) -> bool:
        """Whether the printer prints both sides."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
        return any(mode not in (QPrinter.DuplexMode.DuplexNone,) for mode in modes)

    def make_printer(self, name: str, document: str) -> QPrinter:
        """That printer on A4, at its own resolution."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
        set_up_paper(printer, document)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        return printer

    def show(self, window: QDialog) -> None:
        """Open a window and wait until it is closed."""
        window.exec()

    def open_file(self, path: Path) -> None:
        """Show a file in whatever opens its kind."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_folder(self, folder: Path) -> None:
        """Show `folder` in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _keep_no_folders() -> None:
    # Qt's dialog would keep the folders visited in ~/.config/QtProject.conf; nothing is written outside the data folder.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def documents_folder() -> Path:
    """The user's own documents, or the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
