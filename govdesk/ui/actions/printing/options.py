"""The left side of the preview window: printer, what to print of a checklist, copies and pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from govdesk.export.jobs import Job, Options
from govdesk.ui.kit.theme import CONTROL, SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Ground, Label, LineEdit, RadioButton, mark_invalid
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

_WIDTH = 312
MOST_COPIES = 99


class OptionsPanel(ScrollArea):
    """`changed` when the pages have to be set anew, `printer_changed` when another printer is chosen."""

    changed = Signal()
    printer_changed = Signal(str)

    def __init__(self, theme: Theme, job: Job, printers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._job = theme, job
        self.setFixedWidth(theme.px(_WIDTH))
        self.setWidgetResizable(True)
        self.setFrameShape(ScrollArea.Shape.NoFrame)
        self.setAccessibleName("打印什么，用哪台打印机")
        self._ring = FocusRing(theme, self)
        inside = Ground(theme, "panel", "")
        self._column = QVBoxLayout(inside)
        margin = theme.px(SPACE_2XL)
        self._column.setContentsMargins(margin, theme.px(20), margin, theme.px(SPACE_M))
        self._column.setSpacing(theme.px(3))
        self._column.addWidget(Label(theme, job.heading, "page_title"))
        if job.caution:
            self._column.addWidget(Label(theme, job.caution, "secondary", "ver", wrap=True))
        self._add_printer(printers)
        self._add_choices()
        self._add_copies(bool(printers))
        self._column.addStretch(1)
        self.setWidget(inside)

    # What is chosen

    def options(self) -> Options:
        """What the choices say."""
        if self._job.choices == "none":
            return Options()
        blank = self._job.choices == "blank" or self.blank.isChecked()
        return Options(
            blank=blank,
            large=self.large.isChecked(),
            articles=self.articles.isChecked(),
            editorial=self.articles.isChecked() and self.editorial.isChecked(),
            notes=self.notes.isChecked(),
            signatures=self.signatures.isChecked(),
            not_applicable=self.not_applicable.isChecked(),
            only_open=self.only_open.isChecked() and not blank,
        )

    @property
    def chosen_printer(self) -> str:
        """The printer's name, empty where there is none."""
        return self.printer.currentText() if self.printer.isEnabled() else ""

    def warn(self, words: str) -> None:
        """A sentence under the printer; empty takes it away."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def fault_of_pages(self, words: str) -> None:
        """Say what is wrong with 页码范围; empty takes it away."""
        self.pages_fault.setText(words)
        self.pages_fault.setVisible(bool(words))
        mark_invalid(self.pages, bool(words))
        if words:
            self.pages.setFocus()

    def set_duplex(self, possible: bool) -> None:
        """Whether 双面 can be chosen."""
        self.duplex.setEnabled(possible)
        self.duplex.setToolTip("" if possible else "这台打印机不能自动双面打印")

    # How it is built

    def _add_printer(self, printers: Sequence[str]) -> None:
        self._caption("打印机")
        self.printer = ComboBox(self._theme, name="打印机")
        self.printer.addItems(list(printers) or ["没有找到打印机"])
        self.printer.setEnabled(bool(printers))
        self.printer.currentTextChanged.connect(self.printer_changed)
        self._column.addWidget(self.printer)
        self.warning = Label(self._theme, "", "secondary", "ver", wrap=True)
        self.warning.hide()
        self._column.addWidget(self.warning)

    def _add_choices(self) -> None:
        theme, all_of_it = self._theme, self._job.choices == "all"
        self.filled = RadioButton(theme, "办理情况（带勾选和日期）")
        self.blank = RadioButton(theme, "空白表（手写用）")
        self.auto = RadioButton(theme, "自动：放得下就大一号")
        self.large = RadioButton(theme, "大字")
        self.articles = CheckBox(theme, "附所依据条文")
        self.editorial = CheckBox(theme, "附校注")
        self.notes = CheckBox(theme, "编者的说明")
        self.signatures = CheckBox(theme, "签名栏：经办、核对、负责人")
        self.not_applicable = CheckBox(theme, "不适用的也列")
        self.only_open = CheckBox(theme, "只印待办")
        for box in (self.editorial, self.notes, self.signatures, self.not_applicable):
            box.setChecked(True)
        self.articles.setChecked(all_of_it)
        self.filled.setChecked(True)
        self.auto.setChecked(True)
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        shown: list[tuple[str, list[QWidget]]] = []
        if all_of_it:
            shown.append(("样式", self._grouped(0, self.filled, self.blank)))
        if self._job.choices != "none":
            shown.append(("字号", self._grouped(1, self.auto, self.large)))
            boxes: list[QWidget] = [self.articles, self.editorial, self.notes, self.signatures]
            shown.append(("内容", [*boxes, *((self.not_applicable, self.only_open) if all_of_it else ())]))
        for caption, widgets in shown:
            self._caption(caption)
            for widget in widgets:
                if widget is self.editorial:
                    self._beside(self.articles, widget)
                elif widget is self.only_open:
                    self._beside(self.not_applicable, widget)
                else:
                    self._column.addWidget(widget)
        self._choose(self._job.chosen)
        for button in (self.filled, self.auto):
            button.toggled.connect(self._restyled)
        for box in (self.articles, self.editorial, self.notes, self.signatures, self.not_applicable, self.only_open):
            box.toggled.connect(self._refreshed)
        unused = {
            self.filled,
            self.blank,
            self.auto,
            self.large,
            self.articles,
            self.editorial,
            self.notes,
            self.signatures,
        }
        unused |= {self.not_applicable, self.only_open}
        for widget in unused - {widget for _, widgets in shown for widget in widgets}:
            widget.setParent(self)
            widget.hide()
        self._enable()

    def _choose(self, last: Options | None) -> None:
        """The choices of the last time; a form stays a form, and only what is open is never printed unasked."""
        if last is None or self._job.choices == "none":
            return
        self.large.setChecked(last.large)
        for box, on in ((self.editorial, last.editorial), (self.notes, last.notes), (self.signatures, last.signatures)):
            box.setChecked(on)
        if self._job.choices == "all":
            self.articles.setChecked(last.articles)
            self.not_applicable.setChecked(last.not_applicable)

    def _beside(self, first: QWidget, second: QWidget) -> None:
        """Two short choices on one line: with a word about the printer all of them are in sight at 768 pixels."""
        self._column.removeWidget(first)
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(SPACE_M))
        row.addWidget(first)
        row.addWidget(second)
        row.addStretch(1)
        self._column.addLayout(row)

    def _grouped(self, index: int, *buttons: RadioButton) -> list[QWidget]:
        for button in buttons:
            self._groups[index].addButton(button)
        return list(buttons)

    def _add_copies(self, printing: bool) -> None:
        theme = self._theme
        self._column.addSpacing(theme.px(SPACE_S))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(SPACE_M))
        grid.setVerticalSpacing(theme.px(3))
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName("份数")
        self.copies.setFont(theme.font("ui"))
        self.copies.setFixedSize(theme.px(84), theme.px(CONTROL))
        self.pages = LineEdit(theme, "全部，或写 1-2、奇数、偶数", name="页码范围")
        self.pages.textEdited.connect(lambda: self.fault_of_pages(""))
        for column, (words, widget) in enumerate((("份数", self.copies), ("页码范围", self.pages))):
            grid.addWidget(Label(theme, words, "secondary", "ink2"), 0, column)
            grid.addWidget(widget, 1, column)
        self._column.addLayout(grid)
        self.pages_fault = Label(theme, "", "secondary", "ver", wrap=True)
        self.pages_fault.hide()
        self._column.addWidget(self.pages_fault)
        row = QHBoxLayout()
        self.duplex = CheckBox(theme, "双面")
        row.addWidget(self.duplex)
        row.addStretch(1)
        row.addWidget(Label(theme, "A4 纵向 · 黑白", "ui", "ink2"))
        self._column.addLayout(row)
        for widget in (self.copies, self.pages, self.duplex):
            widget.setEnabled(printing)
            widget.setToolTip("" if printing else "没有找到打印机")

    def _caption(self, words: str) -> None:
        self._column.addSpacing(self._theme.px(SPACE_S))
        self._column.addWidget(Label(self._theme, words, "secondary", "ink2"))

    def _restyled(self) -> None:
        """A form to fill in comes without articles, a finished sheet with them; either can be changed."""
        if self.sender() is self.filled:
            self.articles.blockSignals(True)
            self.articles.setChecked(self.filled.isChecked())
            self.articles.blockSignals(False)
        self._refreshed()

    def _refreshed(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        blank = self._job.choices == "blank" or self.blank.isChecked()
        self.editorial.setEnabled(self.articles.isChecked())
        self.only_open.setEnabled(not blank)
        self.not_applicable.setEnabled(not blank and not self.only_open.isChecked())
