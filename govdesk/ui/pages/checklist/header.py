"""The page's first line: way back, city, errand, number, whose list it is, bar, 只看待办."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from govdesk.present.checklist_lines import counts_in_words
from govdesk.present.commands import COMMANDS
from govdesk.records.model import Progress
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets import Label, LinkButton, ProgressBar, SecondaryButton, VLine
from govdesk.ui.kit.widgets.fitted_title import FittedTitle
from govdesk.ui.kit.widgets.layouts import widgets_in
from govdesk.ui.kit.widgets.menus import choice_menu

_BACK = "全部清单"


def _wanted(part: QWidget) -> int:
    return max(part.minimumWidth(), min(part.sizeHint().width(), part.maximumWidth()))


class TitleLine(QWidget):
    """Signals say what was pressed; `show_record`, `show_desk` and `show_progress` say what stands there."""

    back_requested = Signal()
    desk_requested = Signal(str)
    answers_requested = Signal()
    only_open_toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._narrow, self._card = theme, False, False
        self._progress = Progress(0, 0, 0)
        self.back = LinkButton(
            theme, _BACK, icon="caret-left", role="secondary", tip=COMMANDS["leave"].tooltip("回到全部清单")
        )
        self.title = FittedTitle(theme)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.city = Label(theme, "", "instruction", "ink2")
        self.number = Label(theme, "", "secondary", "ink2")
        self.desk = LinkButton(theme, "", role="secondary", tip="换一个单位，清单就列那个单位要办的，勾过的照旧")
        self.desk.clicked.connect(self._open_desks)
        self._desks: tuple[tuple[str, str], ...] = ()
        self._desk = ""
        self.bar = ProgressBar(theme)
        self.share = Label(theme, "", "ui", bold=True)
        self.only_open = SecondaryButton(theme, "只看待办", icon="funnel", key="Ctrl+O")
        self.only_open.setCheckable(True)
        # Pressed by its key, or by the mouse, it must not take the focus from the list: Space ticks.
        self.only_open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line = VLine(theme)
        self._row = QHBoxLayout(self)
        self.answers = LinkButton(theme, "改答案", role="secondary", tip="回到向导改答案，清单随之增减，已办的不会丢")
        self.answers.clicked.connect(self.answers_requested)
        parts: tuple[QWidget, ...] = (
            self.back,
            self._line,
            self.city,
            self.title,
            self.number,
            self.desk,
            self.answers,
        )
        for part in parts:
            self._row.addWidget(part)
        self._row.addStretch(1)
        parts = (self.bar, self.share, self.only_open)
        for part in parts:
            self._row.addWidget(part)
        self.back.clicked.connect(self.back_requested)
        self.only_open.toggled.connect(self._toggled)
        self.apply_theme()

    def show_record(self, city: str, title: str, number: str) -> None:
        """Name the city, the errand and the record."""
        self.city.setText(city)
        self.title.setText(title)
        self.number.setText(number)
        self._fit()

    def show_desk(self, desks: Sequence[tuple[str, str]], desk: str, *, usable: bool) -> None:
        """Whose list it is; `desks` are (id, label) of those who have the errand."""
        self._desks, self._desk = tuple(desks), desk
        label = dict(desks).get(desk, "")
        self.desk.setText(f"您是：{label} ▾" if len(desks) > 1 else f"您是：{label}")
        self.desk.setEnabled(usable and len(desks) > 1)
        self.desk.setVisible(bool(label))
        self._fit()

    def desk_menu(self) -> QMenu:
        """The desks to choose from."""
        return choice_menu(self, self._theme, self._desks, self._desk, self.desk_requested.emit)

    def _open_desks(self) -> None:
        self.desk_menu().exec(self.desk.mapToGlobal(QPoint(0, self.desk.height())))

    def show_progress(self, progress: Progress, *, card: bool = False) -> None:
        """Bar and n/m; the counts by kind are in the stage headers. `card`: there is nothing to tick."""
        self._progress, self._card = progress, card
        if card:
            self.only_open.setChecked(False)  # it would leave nothing to see
        self.only_open.setEnabled(not card)
        self.share.setAccessibleName(counts_in_words(progress).replace(" · ", "，"))
        self.setVisible(True)
        for part in (self.share, self.only_open):
            part.setVisible(progress.total > 0)
        self.bar.set_progress(progress.settled, progress.total)
        self.share.setText(f"{progress.settled}/{progress.total}")
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window only what is still open is counted."""
        self._narrow = narrow
        self.apply_theme()
        self.show_progress(self._progress, card=self._card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The errand's name comes first: the words of the way back, the bar, which says what n/m says, and the number give way."""
        counted = self._progress.total > 0
        self.back.setText(_BACK)
        yielding: tuple[QWidget, ...] = (self.back, *((self.bar,) if counted else ()), self.number)
        staying = [part for part in widgets_in(self._row) if part not in yielding and not part.isHidden()]
        gap = self._row.spacing()
        # As many gaps as parts: the empty room in the middle has one at either side.
        needed = sum(_wanted(part) + gap for part in (*staying, *yielding) if part is not self.bar or counted)
        gone: list[QWidget] = []
        for part in yielding:
            if needed <= self.width():
                break
            needed -= _wanted(part) + gap
            gone.append(part)
            if part is self.back:
                part.setText("")
                needed += _wanted(part) + gap
        # Once each: a part that is shown and hidden again while its window is shown would stay in sight.
        self.bar.setVisible(counted and self.bar not in gone)
        self.number.setVisible(self.number not in gone)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._row.setSpacing(px(SPACE_M))
        self._row.setContentsMargins(0, 0, 0, 0)
        self.bar.setFixedWidth(px(72))
        self._line.setFixedHeight(px(18))

    def _toggled(self, on: bool) -> None:
        self.only_open.setAccessibleName("只看待办，已打开" if on else "只看待办，已关闭")
        self.only_open_toggled.emit(on)
