"""草稿: wizards left half-way, over the table of checklists. Each can be gone on with or deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.present.draft_listing import DraftLine
from govdesk.present.home import when_in_words
from govdesk.ui.kit.theme import GROUP_HEADER, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import ElidedLabel, Ground, Label, LinkButton
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

ROW = 44
#: So many are in sight over the table; the others are scrolled to.
MOST_SHOWN = 3
_PAD = 32


class DraftRow(QWidget):
    """One draft; as focusable as a line of the table: Enter goes on, Delete deletes."""

    opened = Signal()
    dropped = Signal()
    moved = Signal(int)
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, line: DraftLine, today: dt.date, *, narrow: bool = False) -> None:
        super().__init__()
        self._theme, self.line = theme, line
        px = theme.px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        when = when_in_words(line.when, today)
        self.setAccessibleName(f"{line.sentence}，{when}")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(_PAD), 0, px(_PAD), 0)
        row.setSpacing(px(SPACE_M))
        chip = Chip(theme, "草稿", dashed=True)
        row.addWidget(chip)
        row.addWidget(ElidedLabel(theme, line.wizard, "ui", "ink"), 3)
        row.addWidget(_wide(Label(theme, line.city, "ui", "ink2"), px(72)))
        row.addWidget(ElidedLabel(theme, line.told or line.name, "ui", "ink2"), 4)
        if not narrow:
            row.addWidget(_wide(Label(theme, line.progress, "secondary", "ink2"), px(120)))
        row.addWidget(_wide(Label(theme, when, "secondary", "ink2"), px(84)))
        self.go_on = LinkButton(theme, "看内容" if line.old else "接着办")
        self.drop = LinkButton(theme, "删除")
        self.go_on.clicked.connect(self.opened)
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.go_on)
        row.addWidget(self.drop)
        self.setToolTip(
            plain_tip("\n".join(part for part in (f"{line.city}　{line.wizard}", line.desk, line.told) if part))
        )

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus()
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.color("actT" if self.hasFocus() else "page"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))


class DraftsPanel(Ground):
    """草稿 n and the rows. `opened`, `dropped` and `menu_requested` carry the line; `left` by ↓ from the last."""

    opened = Signal(object)
    dropped = Signal(object)
    left = Signal()
    menu_requested = Signal(object, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page")
        self._theme = theme
        self.setAccessibleName("草稿")
        head = Ground(theme, "window", "b")
        head.setFixedHeight(theme.px(GROUP_HEADER))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(_PAD), 0, theme.px(_PAD), 0)
        row.setSpacing(theme.px(SPACE_S))
        self.title = Label(theme, "草稿", "group")
        row.addWidget(self.title)
        row.addWidget(Label(theme, "还没有生成清单，同一件事可以有几份", "secondary", "ink3"))
        row.addStretch(1)
        self.fold = LinkButton(theme, "收起", role="secondary")
        self.fold.clicked.connect(self._turn)
        row.addWidget(self.fold)
        self._folded: bool | None = None  # None: as the window's height says
        self._low, self._most = False, MOST_SHOWN
        self._inner = Ground(theme, "page")
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._area = ScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self._area, 1)
        self.hide()

    def rows(self) -> list[DraftRow]:
        """The rows, from the top."""
        return [widget for widget in widgets_in(self._rows) if isinstance(widget, DraftRow)]

    def _move(self, row: DraftRow, by: int) -> None:
        rows = self.rows()
        place = rows.index(row) + by
        if place >= len(rows):
            self.left.emit()
        elif place >= 0:
            rows[place].setFocus()
            self._area.ensureWidgetVisible(rows[place])

    def show_lines(self, lines: Sequence[DraftLine], today: dt.date, *, alone: bool, narrow: bool) -> None:
        """Show these. `alone`: there is no table below, so that all the room is for them."""
        clear_layout(self._rows)
        self.title.setText(f"草稿 {len(lines)}")
        for line in lines:
            row = DraftRow(self._theme, line, today, narrow=narrow)
            row.opened.connect(lambda line=line: self.opened.emit(line))
            row.dropped.connect(lambda line=line: self.dropped.emit(line))
            row.moved.connect(lambda by, row=row: self._move(row, by))
            row.menu_requested.connect(lambda at, line=line: self.menu_requested.emit(line, at))
            self._rows.addWidget(row)
        self._rows.addStretch(1)
        self.fold.setVisible(not alone)
        self._most = min(len(lines), MOST_SHOWN - 1 if narrow else MOST_SHOWN)
        if alone:
            self._area.show()
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215)
        else:
            self._fit()

    def set_low(self, low: bool) -> None:
        """In a low window the rows fold, for those of the table, until somebody unfolds them."""
        self._low = low
        if not self.fold.isHidden():
            self._fit()

    def _is_folded(self) -> bool:
        return self._low if self._folded is None else self._folded

    def _turn(self) -> None:
        self._folded = not self._is_folded()
        self._fit()

    def _fit(self) -> None:
        """Over the table: some rows, or the head alone where it is folded."""
        px = self._theme.px
        folded = self._is_folded()
        self.fold.setText("展开" if folded else "收起")
        self._area.setVisible(not folded)
        self.setFixedHeight(px(GROUP_HEADER) + (0 if folded else px(ROW) * self._most))


def _wide(label: QWidget, width: int) -> QWidget:
    label.setFixedWidth(width)
    return label
