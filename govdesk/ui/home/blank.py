"""打印空白表: a wizard's form to fill in by hand, written as a PDF where the user says, and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from govdesk.app import Services


def save_blank_form(services: Services, rule_id: str, wizard_id: str, parent: QWidget) -> Path | None:
    """Ask for a place, write the form, open it with the system's own viewer; None where the user gave up.

    Raises UserError where the file cannot be written.
    """
    basis = services.library.basis(rule_id, wizard_id)
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    name = f"{basis.rule.short_title}{basis.wizard.title}空白表.pdf"
    chosen, _ = QFileDialog.getSaveFileName(parent, "把空白表存到哪里", str(folder / name), "PDF 文件 (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen).with_suffix(".pdf")
    write_blank_form(services, rule_id, wizard_id, path)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path


def write_blank_form(services: Services, rule_id: str, wizard_id: str, path: Path) -> None:
    """Write the form to `path`. Raises UserError."""
    from govdesk.export.pdf import checklist_pdf, write_pdf
    from govdesk.export.sheet import make_sheet
    from govdesk.wizards.checklist import build_checklist

    basis = services.library.basis(rule_id, wizard_id)
    checklist = build_checklist(basis, {}, {}, services.calendar)
    write_pdf(path, checklist_pdf(make_sheet(checklist, printed=services.today(), blank=True)))
