"""打印预览: the very pages that will be printed or exported, what to print of them, and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.export.formats import PDF, Format
from govdesk.export.jobs import Job
from govdesk.present.commands import COMMANDS
from govdesk.ui.actions.printing.desk import Desk, documents_folder
from govdesk.ui.actions.printing.options import OptionsPanel
from govdesk.ui.actions.printing.pages import Pages, parse_pages
from govdesk.ui.actions.printing.printer import blank_edges, margin_fault, print_pages
from govdesk.ui.actions.printing.setting import Setter
from govdesk.ui.actions.printing.view import PagesView
from govdesk.ui.kit.command import CommandAction, add_commands
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import (
    Button,
    ElidedLabel,
    ErrorDialog,
    Ground,
    IconButton,
    Label,
    PrimaryButton,
    SecondaryButton,
)

_BAR = 52
_FOOT = 60
NO_PRINTER = "没有找到打印机，可先导出 PDF，拷到有打印机的电脑上打印，样子一样。"


class PreviewWindow(QDialog):
    """Shows `job`. After it has closed, `printed` says whether pages went to a printer, `written` which files were made."""

    def __init__(
        self,
        theme: Theme,
        job: Job,
        parent: QWidget | None = None,
        *,
        desk: Desk | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.job, self.desk = theme, job, desk or Desk()
        self.printed = False
        self.written: list[Path] = []
        self._folder = folder or documents_folder()
        self._pdf = b""
        self._setting = True  # pages for the choices made are not there yet
        self._waiting: Callable[[], None] | None = None
        self._first = True
        self._pages: Pages | None = None
        self.setWindowTitle(f"打印预览　{job.title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setter = Setter(self)
        self.setter.ready.connect(self._show)
        self.setter.failed.connect(self._fail)
        printers = self.desk.printers()
        self.setFocus()
        self._print_action = CommandAction(self, "print", self.print_out)
        self._exports = {
            format.id: CommandAction(
                self, format.command, self.export_pdf if format is PDF else partial(self.export_as, format)
            )
            for format in job.formats
        }
        for command in (self._print_action, *self._exports.values()):
            command.setEnabled(False)
        self.panel = OptionsPanel(theme, job, printers)
        self.view = PagesView(theme)
        self._build(bool(printers))
        self.panel.changed.connect(self.refresh)
        self.panel.printer_changed.connect(self._check_printer)
        self._check_printer(self.panel.chosen_printer)
        self._resize(parent)
        later(self, self.refresh)

    # What is shown

    def refresh(self) -> None:
        """Set the pages by the options; the old ones stay until the new ones are there."""
        options = self.panel.options()
        self._setting = True
        self.count.setText("正在排版…")
        self.setter.start(lambda: self.job.make(PDF.id, options))

    def _once_set(self, act: Callable[[], None]) -> bool:
        """Whether pages for another choice are still being set; `act` then follows by itself, on those pages."""
        if self._setting:
            self._waiting = act
        return self._setting

    def _show(self, pdf: bytes) -> None:
        self._setting = False
        self._pdf = pdf
        self._pages = Pages(pdf)
        self.view.set_pages(self._pages)
        self.count.setText(f"共 {len(self._pages)} 页")
        for command in self._exports.values():
            command.setEnabled(True)
        self._print_action.setEnabled(bool(self.panel.chosen_printer))
        if self._first:
            self._first = False
            (self.print if self.print.isEnabled() else self.pdf).setFocus()
        act, self._waiting = self._waiting, None
        if act is not None:
            act()

    def _fail(self, error: UserError) -> None:
        # The pages in sight are those of other choices: nothing is made of them.
        self._setting, self._waiting = False, None
        for command in (self._print_action, *self._exports.values()):
            command.setEnabled(False)
        self.count.setText("")
        ErrorDialog.from_error(self.theme, error, self).exec()

    def _check_printer(self, name: str) -> None:
        if not name:
            self.panel.warn(NO_PRINTER)
            return
        self.panel.set_duplex(self.desk.can_duplex(name))
        self.panel.warn(margin_fault(blank_edges(self.desk.make_printer(name, self.job.name))))

    # What can be done

    def export_pdf(self) -> None:
        """导出 PDF: the pages shown."""
        if not self._once_set(self.export_pdf):
            self._export(PDF, lambda: self._pdf)

    def export_as(self, format: Format) -> None:
        """导出 in another format than PDF, by the options chosen."""
        options = self.panel.options()
        self._export(format, lambda: self.job.make(format.id, options))

    def _export(self, format: Format, make: Callable[[], bytes]) -> None:
        path = self.desk.ask_path(self, self._folder / (self.job.name + format.suffix))
        if path is None:
            return
        try:
            self._wait(True)
            try:
                from govdesk.export.pdf import write_file

                write_file(path, make())
            finally:
                self._wait(False)
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self._folder = path.parent
        self.written.append(path)
        self.job.choose(self.panel.options())
        self.said.setText(f"已导出：{path}")
        for button in (self.open_file, self.open_place):
            button.show()
        self.cancel.setText("关闭")  # what is written stays: nothing is left that could be called off

    def print_out(self) -> None:
        """打印 the pages asked for, and close."""
        if self._once_set(self.print_out) or self._pages is None:
            return
        try:
            numbers = parse_pages(self.panel.pages.text(), len(self._pages))
        except UserError as error:
            self.panel.fault_of_pages(error.sentence)
            return
        try:
            self._wait(True)
            try:
                self._print(numbers)
            finally:
                self._wait(False)
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.job.choose(self.panel.options())
        self.printed = True
        self.accept()

    def _print(self, numbers: list[int]) -> None:
        from PySide6.QtPrintSupport import QPrinter

        assert self._pages is not None
        printer = self.desk.make_printer(self.panel.chosen_printer, self.job.name)
        if self.panel.duplex.isChecked() and self.panel.duplex.isEnabled():
            printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        print_pages(self._pages, printer, numbers, self.panel.copies.value())

    def done(self, result: int) -> None:
        """Let go of the thread and the file."""
        self.setter.stop()
        self.view.set_pages(None)
        self._pages = None
        super().done(result)

    def _wait(self, waiting: bool) -> None:
        if waiting:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        else:
            QGuiApplication.restoreOverrideCursor()

    # How it is built

    def _build(self, printing: bool) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.panel)
        middle.addWidget(self.view, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self._footer(printing))

    def _head(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        head = Ground(theme, "panel", "b")
        head.setFixedHeight(px(_BAR))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(SPACE_2XL), 0, px(SPACE_2XL), 0)
        row.setSpacing(px(SPACE_M))
        row.addWidget(Label(theme, "打印预览", "ui", bold=True))
        row.addWidget(ElidedLabel(theme, self.job.title, "ui", "ink2"), 1)
        zoom = add_commands(
            self,
            {
                "smaller": lambda: self.view.zoom(-1),
                "larger": lambda: self.view.zoom(1),
                "normal": lambda: self.view.zoom(0),
            },
        )
        self.smaller, self.larger = IconButton(theme, "", ""), IconButton(theme, "", "")
        self.smaller.follow(zoom["smaller"])
        self.larger.follow(zoom["larger"])
        self.size_words = Label(theme, "整页", "ui", "ink2")
        self.count = Label(theme, "", "ui", "ink2")
        for widget in (self.smaller, self.size_words, self.larger, self.count):
            row.addWidget(widget)
        row.insertSpacing(row.count() - 1, px(SPACE_L))
        self.view.zoom_changed.connect(self.size_words.setText)
        return head

    def _footer(self, printing: bool) -> QWidget:
        theme, px = self.theme, self.theme.px
        footer = Ground(theme, "panel", "t")
        footer.setFixedHeight(px(_FOOT))
        row = QHBoxLayout(footer)
        row.setContentsMargins(px(SPACE_2XL), 0, px(SPACE_2XL), 0)
        row.setSpacing(px(SPACE_S))
        kind = SecondaryButton if printing else PrimaryButton
        self.pdf = kind(theme, "")
        self.others: dict[str, Button] = {name: SecondaryButton(theme, "") for name in self._exports if name != PDF.id}
        for name, button in ((PDF.id, self.pdf), *self.others.items()):
            button.follow(self._exports[name])
        self.said = ElidedLabel(theme, "", "secondary", "ink2")
        self.open_file, self.open_place = SecondaryButton(theme, "打开文件"), SecondaryButton(theme, "打开所在文件夹")
        self.open_file.clicked.connect(lambda: self.desk.open_file(self.written[-1]))
        self.open_place.clicked.connect(lambda: self.desk.open_folder(self.written[-1].parent))
        self.cancel = SecondaryButton(theme, "取消", tip=COMMANDS["leave"].key)
        self.print = (PrimaryButton if printing else SecondaryButton)(theme, "")
        self.print.follow(self._print_action)
        row.addWidget(self.pdf)
        for other in self.others.values():
            row.addWidget(other)
        row.addWidget(self.said, 1)
        for button in (self.open_file, self.open_place):
            row.addWidget(button)
            button.hide()  # until something has been written
        row.addWidget(self.cancel)
        row.addWidget(self.print)
        self.cancel.clicked.connect(self.reject)
        return footer

    def _resize(self, parent: QWidget | None) -> None:
        """As large as the window it belongs to, on the screen that there is."""
        window = parent.window() if parent is not None else None
        room = (window or self).screen().availableGeometry()
        wanted = window.size() if window is not None else room.size()
        self.resize(wanted.boundedTo(room.size()))
