"""Bars of the import page: the file and its encoding, the heads of the two panes, what has been kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govdesk.present.importing import size_in_words
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import (
    ComboBox,
    ElidedLabel,
    Ground,
    Label,
    LinkButton,
    ProgressBar,
    SecondaryButton,
)
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.pages.importing.files import ImportFile


class ImportBar(Ground):
    """File, size, encoding; progress where something is being read; other files."""

    decode_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "b", parent)
        self._theme, self._narrow = theme, False
        self._name = ElidedLabel(theme, "", "ui", "ink")
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._facts = Label(theme, "", "secondary", "ink2")
        self.encodings = ComboBox(theme, name="编码", height=CONTROL_SMALL)
        self.encodings.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.encodings.setMaximumWidth(theme.px(260))
        self._encoding = Label(theme, "编码", "secondary", "ink2")
        self._progress = ProgressBar(theme)
        self._progress.setMaximumWidth(theme.px(160))
        self._count = Label(theme, "", "secondary", "ink2")
        self.stop = LinkButton(theme, "停下")
        self.choose = LinkButton(theme, "选文件……", icon="file-text")
        self.folder = LinkButton(theme, "文件夹……", icon="folder-open", tip="一个文件夹里的规则文件，一次都读")
        self.library = LinkButton(theme, "规则库")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SPACE_2XL), 0, theme.px(SPACE_2XL), 1)
        row.setSpacing(theme.px(SPACE_M))
        row.addWidget(Label(theme, "导入规则", "section"))
        for widget in (self._name, self._facts, self._encoding, self.encodings):
            row.addWidget(widget)
        row.addStretch(1)
        for other in (self._progress, self._count, self.stop, self.choose, self.folder, self.library):
            row.addWidget(other)
        self.encodings.activated.connect(lambda _i: self.decode_requested.emit(self.encodings.currentData()))
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(self._theme.px(52))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window what is only good to know goes."""
        self._narrow = narrow
        self._facts.setVisible(bool(self._facts.text()) and not narrow)
        self._encoding.setVisible(self.encodings.count() > 0 and not narrow)
        self.encodings.setMaximumWidth(self._theme.px(120 if narrow else 260))

    def show_current(self, file: ImportFile | None) -> None:
        """The file that is being shown, its size and kind, its encodings; None for none."""
        document = file.document if file is not None else None
        facts = size_in_words(len(document.settlement.draft.source.lines), document.size) if document else ""
        kind = document.settlement.draft.kind if document else ""
        self.show_file(file.path.name if file else "", f"{kind} · {facts}" if facts else "")
        self.show_encodings(document.samples if document else (), document.encoding if document else "")

    def show_file(self, name: str, facts: str) -> None:
        """The file that is being shown, "" for none."""
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts) and not self._narrow)

    def show_encodings(self, samples: Sequence[tuple[str, str, str]], current: str) -> None:
        """What can be chosen, each with the first words it makes; none for a file that is no text."""
        self.encodings.clear()
        for codec, name, words in samples:
            self.encodings.addItem(f"{name}　{words}", codec)
        if samples and self.encodings.findData(current) < 0:
            self.encodings.insertItem(0, f"{current}（程序认的）", current)
        self.encodings.setCurrentIndex(self.encodings.findData(current))
        self.encodings.setVisible(bool(samples))
        self._encoding.setVisible(bool(samples) and not self._narrow)

    def open_encodings(self) -> None:
        """Let the user choose."""
        self.encodings.setFocus()
        self.encodings.showPopup()

    def show_progress(self, done: int, total: int) -> None:
        """`done` of `total` files are read; a total of 0 takes the bar away."""
        self._progress.set_progress(done, total)
        self._count.setText(f"已读 {done}/{total}")
        for widget in (self._progress, self._count, self.stop):
            widget.setVisible(bool(total))


class PaneBar(Ground):
    """原文 and 认出的结构, with what is in each, and the buttons for the line at hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "window", "b", parent)
        self._theme = theme
        self._labels: list[Label] = []
        self._left = Label(theme, "", "secondary", "ink2")
        self._right = Label(theme, "", "secondary", "ink2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(SPACE_2XL), 0, theme.px(SPACE_M), 1)
        self._row.setSpacing(theme.px(SPACE_S))
        for name, label in (("原文", self._left), ("认出", self._right)):
            head = Label(theme, name, "ui", "ink", bold=True)
            self._row.addWidget(head)
            self._row.addWidget(label)
            self._labels += [head, label]
            self._row.addSpacing(theme.px(SPACE_2XL))
        self._row.addStretch(1)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(self._theme.px(38))

    def add(self, action: CommandAction) -> None:
        """A button for what can be done with the line at hand."""
        button = SecondaryButton(self._theme, action.text(), small=True)
        button.follow(action)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window only the buttons stay."""
        for label in self._labels:
            label.setVisible(not narrow)

    def show_counts(self, left: str, right: str) -> None:
        """What is in the panes."""
        self._left.setText(left)
        self._right.setText(right)


class SavedBar(Ground):
    """The rule is in the library: what can be done with it now."""

    read_requested = Signal()
    force_requested = Signal()
    adopt_requested = Signal()
    undo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "actT", "b", parent)
        self._words = ElidedLabel(theme, "", "ui", "ink", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SPACE_2XL), theme.px(SPACE_S), theme.px(SPACE_2XL), theme.px(SPACE_S))
        row.setSpacing(theme.px(SPACE_M))
        row.addWidget(IconLabel(theme, "check", "act"))
        row.addWidget(self._words, 1)
        self.force = SecondaryButton(theme, "作为适用规则", tip="办事、条文和搜索先按这部规则来", small=True)
        self.adopt = SecondaryButton(theme, "套用办事清单", tip="照别的市的办事清单，给这部规则拟清单", small=True)
        self.read = SecondaryButton(theme, "看全文", icon="book-open", small=True)
        self.undo = LinkButton(theme, "撤销导入")
        for button, signal in (
            (self.adopt, self.adopt_requested),
            (self.force, self.force_requested),
            (self.read, self.read_requested),
            (self.undo, self.undo_requested),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)

    def say(self, words: str) -> None:
        """What has been kept."""
        self._words.setText(words)
