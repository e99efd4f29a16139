"""打印 and 导出: one PDF for preview, printer and file, a Word file, and a way out where there is no printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from desk import (
    RULE,
    WIZARD,
    made_up_services,
    make_record,
    make_services,
    make_theme,
    on_dialog,
    press,
    show,
    type_chinese,
)
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import StoppedError, UserError
from govdesk.export.compilation import compilation_pdf
from govdesk.export.jobs import blank_job, record_job, rule_job
from govdesk.records.model import ItemState, Record
from govdesk.ui.actions.printing.compiling import CompilingDialog, print_compilation
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.pages import Pages, parse_pages
from govdesk.ui.actions.printing.printer import margin_fault, set_up_paper
from govdesk.ui.actions.printing.window import NO_PRINTER, PreviewWindow
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.wizards.library import Library

# The offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class PaperDesk(Desk):
    """A desk whose printer writes a file and whose dialogs are answered already."""

    def __init__(self, folder: Path, *, printer: bool = True) -> None:
        self.folder, self.printer = folder, printer
        self.suggested = Path()
        self.opened: list[Path] = []
        self.act: Callable[[PreviewWindow], None] = lambda window: window.reject()

    def ask_path(self, parent: QWidget, suggested: Path) -> Path | None:
        self.suggested = suggested
        return self.folder / suggested.name

    def ask_folder(self, parent: QWidget, suggested: Path) -> Path | None:
        return self.folder

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def printers(self) -> list[str]:
        return ["办公室的打印机"] if self.printer else []

    def can_duplex(self, name: str) -> bool:
        return True

    def make_printer(self, name: str, document: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(100)
        set_up_paper(printer, document)
        printer.setOutputFileName(str(self.folder / "spooled.pdf"))
        return printer

    def show(self, window: QDialog) -> None:
        assert isinstance(window, PreviewWindow)
        window.show()
        self.act(window)

    def open_folder(self, folder: Path) -> None:
        self.opened.append(folder)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path / "data")


@pytest.fixture
def desk(tmp_path: Path) -> PaperDesk:
    return PaperDesk(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services, desk: PaperDesk) -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services, {"title": "修桥的事", "received": "2026-09-24"}).number)
    page.outlet.desk = desk
    show(qtbot, page)
    return page


@pytest.fixture
def window(qtbot: QtBot, services: Services, desk: PaperDesk) -> PreviewWindow:
    record = make_record(services, {"title": "修桥的事", "received": "2026-09-24"})
    return opened(qtbot, PreviewWindow(make_theme(), record_job(services, record), desk=desk))


def file_name(services: Services, record: Record, suffix: str = ".pdf") -> str:
    return record_job(services, record).name + suffix


def opened(qtbot: QtBot, window: PreviewWindow) -> PreviewWindow:
    """The window with its first pages set."""
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitSignal(window.setter.ready):
        window.show()
    return window


def text_of(path: Path | bytes) -> str:
    return "".join(page_texts(path))


def page_texts(path: Path | bytes) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return texts


def shown_text(window: PreviewWindow) -> str:
    return text_of(window._pdf)


def again(qtbot: QtBot, window: PreviewWindow, act: Callable[[], object]) -> str:
    """The words of the pages after `act`."""
    with qtbot.waitSignal(window.setter.ready):
        act()
    return shown_text(window)


def test_a_suggested_name_does_not_end_in_the_middle_of_a_bracket(services: Services) -> None:
    title = "关于解决市直机关办公用房权属登记历史遗留问题有关事项的批复（代拟稿）"
    name = record_job(services, make_record(services, {"title": title})).name
    assert title[29] == "（"
    assert "有关事项的批复-QD-" in name


def test_export_suggests_a_name_and_says_where_it_lies(
    page: ChecklistPage, services: Services, desk: PaperDesk, tmp_path: Path
) -> None:
    page.frame.footer.exports["pdf"].click()
    name = f"云川市向市政府报送请示办事清单-修桥的事-{page.editor.record.number}.pdf"
    assert desk.suggested.name == name == file_name(services, page.editor.record)
    assert "修桥的事" in text_of(tmp_path / name)
    assert page.frame.notice.text() == f"已导出：{tmp_path / name}"


def test_word_has_the_same_words(page: ChecklistPage, services: Services, tmp_path: Path) -> None:
    page.frame.footer.exports["docx"].click()
    document = docx.Document(str(tmp_path / file_name(services, page.editor.record, ".docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "修桥的事" in cells
    for row in page.editor.checklist.rows:
        assert any(row.item.do in cell for cell in cells)


def test_what_is_typed_is_on_the_sheet(page: ChecklistPage, services: Services, tmp_path: Path) -> None:
    field = page.frame.fields.fields["unit"]
    field.edit.setFocus()
    type_chinese(field.edit, "市财政局")
    page.export()  # before any pause in typing
    assert "市财政局" in text_of(tmp_path / file_name(services, page.editor.record))


def test_printing_sends_every_page_at_its_own_size(
    qtbot: QtBot, page: ChecklistPage, desk: PaperDesk, services: Services, tmp_path: Path
) -> None:
    def act(window: PreviewWindow) -> None:
        qtbot.waitUntil(window.print.isEnabled)
        window.print.click()

    desk.act = act
    page.frame.footer.print.click()
    assert page.frame.notice.text() == "已送到打印机"
    spooled = pypdfium2.PdfDocument(tmp_path / "spooled.pdf")
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in spooled}
    pages = len(spooled)
    # The frame of the table stands where the PDF has it: nothing was scaled.
    dots = spooled[0].render(scale=1, grayscale=True)
    columns = [x for x in range(dots.width) if bytes(dots.buffer)[300 * dots.stride + x] < 128]
    spooled.close()
    page.export()
    exported = Pages((tmp_path / file_name(services, page.editor.record)).read_bytes())
    assert pages == len(exported)
    assert sizes == {(595, 842)}  # A4 in points
    assert columns[0] * 25.4 / 72 == pytest.approx(25, abs=0.5)
    assert columns[-1] * 25.4 / 72 == pytest.approx(192, abs=0.5)
    exported.close()


def test_only_the_pages_asked_for_are_printed(window: PreviewWindow, tmp_path: Path) -> None:
    window.panel.pages.setText("2")
    window.panel.copies.setValue(2)
    window.print.click()
    assert window.printed
    spooled = pypdfium2.PdfDocument(tmp_path / "spooled.pdf")
    assert len(spooled) in (1, 2)  # one page, twice where the printer cannot repeat it
    spooled.close()


def test_pages_that_are_not_there_are_said_and_nothing_is_printed(window: PreviewWindow, tmp_path: Path) -> None:
    window.panel.pages.setText("9-12")
    window.print.click()
    assert "没有“9-12”这几页" in window.panel.pages_fault.text()
    assert not window.printed
    assert not (tmp_path / "spooled.pdf").exists()


def test_ranges_are_read_as_people_write_them() -> None:
    assert parse_pages("", 3) == [1, 2, 3]
    assert parse_pages(" 1－2，4 ", 5) == [1, 2, 4]
    assert parse_pages("3、1", 3) == [3, 1]
    assert parse_pages("2-", 4) == [2, 3, 4]
    assert parse_pages("奇数", 5) == [1, 3, 5] and parse_pages("偶数页", 5) == [2, 4]
    for words in ("1~3", "1～3", "1至3页", "1 - 3", "第1到3页", "1–3"):
        assert parse_pages(words, 4) == [1, 2, 3], words
    for words in ("一", "3-1", "0", "4", "9" * 5000):
        with pytest.raises(UserError, match=f"没有“{words[:20]}”这几页"):
            parse_pages(words, 3)


def test_options_change_the_pages(qtbot: QtBot, window: PreviewWindow) -> None:
    assert "所依据条文" in shown_text(window)
    assert "所依据条文" not in again(qtbot, window, window.panel.articles.click)
    assert "核对人" not in again(qtbot, window, window.panel.signatures.click)
    blank = again(qtbot, window, window.panel.blank.click)
    assert "空白表" in blank
    assert "修桥的事" not in blank
    assert not window.panel.only_open.isEnabled()


def test_choices_are_remembered(qtbot: QtBot, window: PreviewWindow, services: Services, desk: PaperDesk) -> None:
    again(qtbot, window, window.panel.notes.click)
    again(qtbot, window, window.panel.large.click)
    window.export_pdf()
    record = make_record(services, {"title": "修路的事"})
    later = opened(qtbot, PreviewWindow(make_theme(), record_job(services, record), desk=desk))
    assert later.panel.large.isChecked() and not later.panel.notes.isChecked()
    assert later.panel.signatures.isChecked() and not later.panel.only_open.isChecked()
    assert Services(services.data_folder).settings.print_choices["large"]


def test_what_is_exported_is_what_was_chosen_last(window: PreviewWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """Also where the pages for it are not there yet."""
    window.panel.articles.click()
    window.export_pdf()
    qtbot.waitUntil(lambda: bool(window.written))
    assert "所依据条文" not in text_of(window.written[0])


def test_with_nothing_open_the_preview_says_so(qtbot: QtBot, services: Services, desk: PaperDesk) -> None:
    record = make_record(services, {"title": "修桥的事"})
    for entry in record.evaluate().items:
        record = services.store.set_state(record, entry.item.id, ItemState.DONE, "李四").record
    window = opened(qtbot, PreviewWindow(make_theme(), record_job(services, record), desk=desk))
    assert "没有待办的事项" in again(qtbot, window, window.panel.only_open.click)


def test_a_style_that_cannot_be_understood_is_told_beside_the_pages(
    qtbot: QtBot, services: Services, desk: PaperDesk
) -> None:
    (services.data_folder / "print").mkdir(parents=True)
    (services.data_folder / "print" / "style.toml").write_text("name = 3", encoding="utf-8")
    window = opened(qtbot, PreviewWindow(make_theme(), rule_job(services, RULE, "2"), desk=desk))
    told = " ".join(label.text() for label in window.panel.findChildren(QLabel) if label.isVisible())
    assert "打印样式文件看不懂" in told and "print/style.toml" in told
    assert window.pdf.isEnabled()


@pytest.mark.parametrize("words", [NO_PRINTER, margin_fault((4, 4, 4, 20))])
def test_every_choice_is_in_sight_on_a_small_screen(window: PreviewWindow, words: str, qtbot: QtBot) -> None:
    window.panel.warn(words)
    bar = window.panel.verticalScrollBar()
    qtbot.waitUntil(lambda: window.panel.warning.isVisible() and bar.maximum() == 0)


def test_without_a_printer_a_pdf_is_offered(qtbot: QtBot, services: Services, desk: PaperDesk, tmp_path: Path) -> None:
    desk.printer = False
    record = make_record(services, {"title": "修桥的事"})
    window = opened(qtbot, PreviewWindow(make_theme(), record_job(services, record), desk=desk, folder=tmp_path))
    assert window.panel.warning.text().startswith("没有找到打印机，可先导出 PDF")
    assert not window.print.isEnabled()
    assert window.cancel.text() == "取消"
    window.pdf.click()
    assert (tmp_path / file_name(services, record)).is_file()
    assert desk.opened == [], "nothing opens by itself"
    assert window.cancel.text() == "关闭", "what is written is not called off"
    window.open_place.click()
    window.open_file.click()
    assert desk.opened == [tmp_path, tmp_path / file_name(services, record)]


def test_a_printer_that_cannot_keep_the_margins_says_so() -> None:
    assert margin_fault((4.2, 4.2, 4.2, 4.2)) == ""
    assert "下边 20 毫米以内印不上" in margin_fault((4, 4, 4, 20))
    assert "版面不缩小" in margin_fault((30, 4, 4, 20))


def test_whole_pages_and_larger_ones(window: PreviewWindow) -> None:
    assert window.size_words.text() == "整页"
    window.larger.click()
    assert window.size_words.text().endswith("%")
    assert window.view.verticalScrollBar().maximum() > 0
    window.view.zoom(0)
    assert window.size_words.text() == "整页"


def test_thumbnails_of_all_pages_lead_to_each(qtbot: QtBot, tmp_path: Path, desk: PaperDesk) -> None:
    long = rule_job(make_services(tmp_path / "data"), "xianyang-2013")  # a rule of many pages
    window = opened(qtbot, PreviewWindow(make_theme(), long, desk=desk))
    view = window.view
    assert len(view._rects) > 6
    whole = view.verticalScrollBar().maximum()
    window.smaller.click()
    assert window.size_words.text() == "缩略图"
    assert view.verticalScrollBar().maximum() < whole
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.size_words.text() == "整页"
    window.smaller.click()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view._rects[5].center())
    assert window.size_words.text() == "整页"
    assert view._rects[5].translated(view._offset()).top() >= 0
    assert view.verticalScrollBar().value() > 0


def test_a_blank_form_and_a_rule_have_their_own_choices(qtbot: QtBot, services: Services, desk: PaperDesk) -> None:
    form = opened(qtbot, PreviewWindow(make_theme(), blank_job(services, RULE, WIZARD), desk=desk))
    assert "空白表" in shown_text(form)
    assert not form.panel.blank.isVisible()
    rule = opened(qtbot, PreviewWindow(make_theme(), rule_job(services, RULE, "2"), desk=desk))
    assert "第二条" in shown_text(rule)
    assert not rule.panel.articles.isVisible()


def test_the_compilation_can_be_stopped(qtbot: QtBot, services: Services) -> None:
    def work(progress: Callable[[int, int], bool]) -> bytes:
        try:
            return compilation_pdf(services.library, RULE, services.calendar, services.today(), progress=progress)
        except StoppedError:
            return b""

    dialog = CompilingDialog(make_theme(), "正在编排", "", work)
    qtbot.addWidget(dialog)
    dialog.advanced.connect(lambda done, total: dialog.buttons[0].click())
    dialog.exec()
    assert dialog.made == b""
    assert dialog.error is None


def test_all_forms_as_a_book_or_as_files(qtbot: QtBot, services: Services, desk: PaperDesk, tmp_path: Path) -> None:
    library = services.library
    services.library = Library(library.rules, {RULE: library.wizards(RULE)[:3]}, library.groups)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def export(window: PreviewWindow) -> None:
        qtbot.waitUntil(window.pdf.isEnabled)
        window.pdf.click()
        window.reject()

    desk.act = export
    asked = on_dialog(qtbot, lambda dialog: press(dialog, "合成一本"))
    said = print_compilation(services, make_theme(), RULE, parent, desk)
    assert asked and said == f"已导出：{tmp_path / '云川市办事清单汇编.pdf'}"
    assert "空白表3份" in text_of(tmp_path / "云川市办事清单汇编.pdf")

    single = page_texts(tmp_path / "云川市办事清单汇编.pdf")
    on_dialog(qtbot, lambda dialog: (dialog.findChildren(QCheckBox)[0].click(), press(dialog, "合成一本")))
    print_compilation(services, make_theme(), RULE, parent, desk)
    spread = page_texts(tmp_path / "云川市办事清单汇编.pdf")
    starts = [number for number, words in enumerate(spread, start=1) if "本表第 1 页" in words]
    assert len(starts) == 3 and {number % 2 for number in starts} == {1} and len(spread) > len(single)

    (tmp_path / "forms").mkdir()
    desk.folder = tmp_path / "forms"
    on_dialog(qtbot, lambda dialog: press(dialog, "每件事一个文件…"))
    said = print_compilation(services, make_theme(), RULE, parent, desk)
    assert said == f"已写好 3 份空白表：{tmp_path / 'forms'}"
    assert len(list((tmp_path / "forms").glob("*.pdf"))) == 3
    assert desk.opened == [tmp_path / "forms"]

    on_dialog(qtbot, lambda dialog: press(dialog, "不印了"))
    assert print_compilation(services, make_theme(), RULE, parent, desk) == ""


def test_the_file_dialog_writes_nothing_of_its_own(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's dialog keeps the folders visited in QtProject.conf, outside the data folder, unless it is kept from it."""

    def answered(*_: object) -> bool:
        return not QSettings(QSettings.Scope.UserScope, "QtProject").isWritable()

    monkeypatch.setattr(QFileDialog, "exec", answered)
    window = QWidget()
    qtbot.addWidget(window)
    assert Desk().ask_path(window, tmp_path / "other.pdf") == tmp_path / "other.pdf"


@pytest.mark.parametrize("typed", ["sheet", "sheet.pdf", "2026.11"])
def test_a_file_is_overwritten_only_when_that_was_wanted(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    """Also where the name was typed without its suffix."""
    taken = tmp_path / (typed if typed.endswith(".pdf") else f"{typed}.pdf")
    taken.write_text("an older sheet")
    window, asked, typed_in = QWidget(), [], []
    qtbot.addWidget(window)
    over = False

    def answer() -> None:
        if not over:
            QTimer.singleShot(
                10, window, answer
            )  # the question opens within accept(): a timer of its own for each look
        shown = QApplication.activeModalWidget()
        if isinstance(shown, QMessageBox):
            asked.append(shown.text())
            shown.reject()
        elif isinstance(shown, QFileDialog) and asked:
            shown.reject()
        elif isinstance(shown, QFileDialog):
            if not typed_in:
                shown.findChild(QLineEdit, "fileNameEdit").setText(typed)
                typed_in.append(typed)
            shown.accept()

    answer()
    assert Desk().ask_path(window, tmp_path / "other.pdf") is None
    over = True
    assert len(asked) == 1 and taken.name in asked[0]


def test_a_folder_that_takes_no_file(qtbot: QtBot, page: ChecklistPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UserError("“U盘”写不进去", todo="请换一个能写的文件夹")

    monkeypatch.setattr("govdesk.export.pdf.write_file", refuse)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.frame.footer.exports["pdf"].click()
    assert seen[0].title.text() == "“U盘”写不进去"
