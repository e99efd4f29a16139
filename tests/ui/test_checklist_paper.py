"""打印 and 导出: one PDF for both, and a way out where there is no printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from desk import make_record, make_services, make_theme, on_dialog, press, show, type_chinese
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.ui.checklist.page import ChecklistPage
from govdesk.ui.checklist.printing import Desk, file_name, page_count, set_up_paper


class PaperDesk(Desk):
    """A desk whose printer writes a file and whose dialogs are answered already."""

    def __init__(self, folder: Path, *, printer: bool = True) -> None:
        self.folder, self.printer = folder, printer
        self.suggested = Path()
        self.opened: list[Path] = []

    def ask_path(self, parent: QWidget, suggested: Path) -> Path | None:
        self.suggested = suggested
        return self.folder / suggested.name

    def has_printer(self) -> bool:
        return self.printer

    def ask_printer(self, parent: QWidget, name: str, pages: int) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(100)
        set_up_paper(printer, name)
        printer.setOutputFileName(str(self.folder / "spooled.pdf"))
        return printer

    def open_folder(self, folder: Path) -> None:
        self.opened.append(folder)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, services: Services, tmp_path: Path) -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services, {"title": "一件事", "received": "2026-09-24"}).number)
    page.outlet.desk = PaperDesk(tmp_path)
    show(qtbot, page)
    return page


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return text


def test_export_suggests_a_name_and_says_where_it_lies(page: ChecklistPage, tmp_path: Path) -> None:
    page.frame.footer.pdf.click()
    desk = page.outlet.desk
    assert isinstance(desk, PaperDesk)
    name = f"报送请示办事清单-{page.editor.record.number}.pdf"
    assert desk.suggested.name == name == file_name(page.editor.record)
    assert "一件事" in text_of(tmp_path / name)
    assert page.frame.notice.text() == f"已导出：{tmp_path / name}"


def test_what_is_typed_is_on_the_sheet(qtbot: QtBot, page: ChecklistPage, tmp_path: Path) -> None:
    field = page.frame.fields.fields["unit"]
    field.edit.setFocus()
    type_chinese(field.edit, "市财政局")
    page.export_pdf()  # before any pause in typing
    assert "市财政局" in text_of(tmp_path / file_name(page.editor.record))


def test_printing_sends_every_page_at_its_own_size(page: ChecklistPage, tmp_path: Path) -> None:
    page.frame.footer.print.click()
    assert page.frame.notice.text() == "已送到打印机"
    spooled = pypdfium2.PdfDocument(tmp_path / "spooled.pdf")
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in spooled}
    pages = len(spooled)
    spooled.close()
    page.export_pdf()
    assert pages == page_count((tmp_path / file_name(page.editor.record)).read_bytes())
    assert sizes == {(595, 842)}  # A4 in points


def test_without_a_printer_a_pdf_is_offered(qtbot: QtBot, page: ChecklistPage, tmp_path: Path) -> None:
    desk = PaperDesk(tmp_path, printer=False)
    page.outlet.desk = desk
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "导出 PDF"))
    page.frame.footer.print.click()
    assert seen[0].title.text() == "没有找到打印机，可先导出 PDF"
    assert (tmp_path / file_name(page.editor.record)).is_file()
    assert desk.opened == [tmp_path]


def test_a_folder_that_takes_no_file(qtbot: QtBot, page: ChecklistPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UserError("“U盘”写不进去", todo="请换一个能写的文件夹")

    monkeypatch.setattr("govdesk.export.pdf.write_pdf", refuse)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.frame.footer.pdf.click()
    assert seen[0].title.text() == "“U盘”写不进去"
