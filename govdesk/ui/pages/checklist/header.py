"""The page's first line: way back, errand, number, counts, bar, 只看待办."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govdesk.present.checklist_lines import counts_in_words
from govdesk.present.commands import COMMANDS
from govdesk.records.model import Progress
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets import ElidedLabel, Label, LinkButton, ProgressBar, SecondaryButton, VLine

_ROOM_FOR_ALL = 720  # pixels at 100 %


class TitleLine(QWidget):
    """Signals say what was pressed; `show_record` and `show_progress` say what stands there."""

    back_requested = Signal()
    answers_requested = Signal()
    only_open_toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._narrow = theme, False
        self._progress = Progress(0, 0, 0)
        self.back = LinkButton(
            theme, "全部清单", icon="caret-left", role="secondary", tip=COMMANDS["leave"].tooltip("回到全部清单")
        )
        self.title = ElidedLabel(theme, "", "head")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.number = Label(theme, "", "ui", "ink2")
        self.answers = LinkButton(theme, "改答案", role="secondary", tip="回到向导改答案，清单随之增减，已办的不会丢")
        self.counts = Label(theme, "", "ui", "ink2")
        self.bar = ProgressBar(theme)
        self.share = Label(theme, "", "ui", bold=True)
        self.only_open = SecondaryButton(theme, "只看待办", icon="funnel", key="Ctrl+O")
        self.only_open.setCheckable(True)
        # Pressed by its key, or by the mouse, it must not take the focus from the list: Space ticks.
        self.only_open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line = VLine(theme)
        self._row = QHBoxLayout(self)
        parts: tuple[QWidget, ...] = (self.back, self._line, self.title, self.number, self.answers)
        for part in parts:
            self._row.addWidget(part)
        self._row.addStretch(1)
        parts = (self.counts, self.bar, self.share, self.only_open)
        for part in parts:
            self._row.addWidget(part)
        self.back.clicked.connect(self.back_requested)
        self.answers.clicked.connect(self.answers_requested)
        self.only_open.toggled.connect(self._toggled)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    def show_record(self, title: str, number: str, *, questions: bool) -> None:
        """Name the errand; `questions`: its wizard asks some, so that answers can be changed."""
        self.title.setText(title)
        self.number.setText(number)
        self.answers.setVisible(questions)

    def show_progress(self, progress: Progress) -> None:
        """Counts, bar and n/m."""
        self._progress = progress
        short = f"待办 {progress.open}" if progress.open else "已办完"
        self.counts.setText(short if self._narrow else counts_in_words(progress))
        self.counts.setAccessibleName(counts_in_words(progress).replace(" · ", "，"))
        self.bar.set_progress(progress.settled, progress.total)
        self.share.setText(f"{progress.settled}/{progress.total}")

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window only what is still open is counted."""
        self._narrow = narrow
        self.apply_theme()
        self.show_progress(self._progress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The errand's name comes first; n/m says what the bar says.
        for part in (self.bar, self.number):
            part.setVisible(self.width() >= self._theme.px(_ROOM_FOR_ALL))

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._row.setSpacing(px(SPACE_M))
        self._row.setContentsMargins(0, 0, 0, 0)
        self.bar.setFixedWidth(px(100 if self._narrow else 140))
        self._line.setFixedHeight(px(18))

    def _toggled(self, on: bool) -> None:
        self.only_open.setAccessibleName("只看待办，已打开" if on else "只看待办，已关闭")
        self.only_open_toggled.emit(on)
